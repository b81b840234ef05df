"""The ledgers of the two plans that were annotated by hand, scored as the acceptance script does."""

from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

from ingest.commitments import extract_commitments
from ingest.pipeline import read_document


def test_annotated_ledgers_are_found(shared: Path, scorer: ModuleType):
    """Rows, figures, dates, bodies, kinds and strengths of the annotated plans are nearly those of the annotation."""
    gold, predicted = defaultdict(list), {}
    for row in scorer.read(shared / "gold" / "commitments.jsonl"):
        gold[row["doc"]].append(row)
    for name in gold:
        document = read_document((shared / "corpus" / f"{name}.txt").read_bytes(), f"{name}.txt")
        rows = extract_commitments(document.text, document.clauses, document.metadata)
        predicted[name] = [asdict(row) for row in rows]

    scores = scorer.commitment_scores(gold, predicted)

    assert scores["commitment_recall"] >= 0.92
    assert scores["commitment_precision"] >= 0.86
    assert scores["metrics_f1"] >= 0.89
    assert scores["deadline_right"] >= 0.95
    assert scores["responsible_f1"] >= 0.86
    assert scores["kind_macro_f1"] >= 0.88
    assert scores["strength_macro_f1"] >= 0.92
