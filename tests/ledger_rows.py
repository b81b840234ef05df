"""Rows of a small plan that says one thing."""

from ingest.clauses import parse_clauses
from ingest.commitment_model import Commitment
from ingest.commitments import extract_commitments
from ingest.metadata import read_metadata

PLAN = """松溪区教育局关于印发松溪区校园提升方案的通知

松溪区校园提升方案

一、重点任务
1.改善条件。{words}

松溪区教育局
2024年3月5日
"""


def rows_of(words: str) -> tuple[Commitment, ...]:
    """The rows of a plan of March 2024 that says *words*."""
    return rows_of_text(PLAN.format(words=words))


def rows_of_text(text: str) -> tuple[Commitment, ...]:
    tree = parse_clauses(text)
    return extract_commitments(text, tree.clauses, read_metadata(text, tree))


def row_of(words: str) -> Commitment:
    (row,) = rows_of(words)
    return row
