"""The clause trees of the two plans that were annotated by hand, scored as the acceptance script does."""

from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from ingest.clauses import parse_clauses


def test_annotated_plans_are_cut_as_a_reader_cuts_them(shared: Path, scorer: ModuleType):
    """Labels, ends and parents of the annotated plans are those of the annotation, nearly without exception."""
    gold, predicted = defaultdict(list), {}
    for row in scorer.read(shared / "gold" / "clauses.jsonl"):
        gold[row["doc"]].append(row)
    for name in gold:
        text = (shared / "corpus" / f"{name}.txt").read_bytes().decode("utf-8")
        predicted[name] = [asdict(clause) for clause in parse_clauses(text).clauses]

    scores = scorer.clause_scores(gold, predicted)

    assert scores["clause_f1"] >= 0.985
    assert scores["end_right"] >= 0.97
    assert scores["parent_right"] >= 0.98
