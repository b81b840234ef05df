"""Imports point one way."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT: dict[str, set[str]] = {
    "ingest": set(),
    "prompts": set(),
    "retrieval": {"ingest", "prompts"},
    "eval": {"ingest", "retrieval"},
    "app": {"ingest", "prompts", "retrieval", "eval"},
}
FRAMEWORKS = {
    "chromadb",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "fastapi",
    "streamlit",
    "tantivy",
}
HOME_OF = {  # one place speaks each framework
    "chromadb": {"retrieval/vectors.py"},
    "tantivy": {"retrieval/lexical.py"},
    "fastapi": {"app/api"},
    "streamlit": {"app/ui"},
}


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module and n.level == 0}
    return {name.split(".")[0] for name in names}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package: str):
    """A package imports only those below it."""
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules(package)
        if (found := (imported(path) & set(MAY_IMPORT)) - MAY_IMPORT[package] - {package})
    }

    assert modules(package)
    assert wrong == {}


def test_ingest_imports_no_framework():
    """Cutting a document into clauses needs no framework."""
    wrong = {str(p): imported(p) & FRAMEWORKS for p in modules("ingest") if imported(p) & FRAMEWORKS}

    assert wrong == {}


@pytest.mark.parametrize("framework", HOME_OF)
def test_frameworks_stay_at_the_rim(framework: str):
    """Each framework is spoken in one place."""
    users = {
        str(path.relative_to(ROOT))
        for package in MAY_IMPORT
        for path in modules(package)
        if framework in imported(path)
    }

    assert all(any(user.startswith(home) for home in HOME_OF[framework]) for user in users), users
