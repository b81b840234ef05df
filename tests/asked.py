"""Questions understood over the answer notices, and the notices by their short names."""

from retrieval.question import Question, understand
from retrieval.questions.scope import Home, ScopeRequest
from tests.answer_notices import document, documents, summary

CATALOGUE = [summary(d) for d in documents()]
ID = {name: document(name).id for name in ("岚石", "松屿", "云亭", "轻负优学")}
NAME = {ident: name for name, ident in ID.items()}


def ask(
    question: str, *history: str, home: Home | None = None, scope: ScopeRequest | None = None
) -> Question:
    return understand(question, history, CATALOGUE, home=home, scope=scope)


def scope(question: Question) -> list[str]:
    return [NAME[i] for i in question.scope.documents]
