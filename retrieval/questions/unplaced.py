"""Places that a question names and that only the text of a document without a place of its own knows: reports."""

from dataclasses import replace

from ingest.normalise import fold
from retrieval.hits import Catalogue
from retrieval.question import Question

_MOST_READ = 200  # documents whose whole text is looked through for one name


def placed_by_text(question: Question, catalogue: Catalogue) -> Question:
    """*question* limited to the documents that name its place in their text, where no document carries it.

    Only documents whose metadata give no place are read; a place that they don't print either stays unknown.
    """
    places = [unknown for unknown in question.unknown if unknown.what == "地区"]
    if question.scope.named or question.meant.says_where or not places:
        return question
    unplaced = [
        n.document_id for n in question.names if not n.own and n.document_id in question.scope.documents
    ]
    calls = {
        document_id: place.bare
        for place in places
        for document_id in unplaced[:_MOST_READ]
        if place.bare in fold(catalogue.text(document_id))
    }
    if not calls:
        return question
    words = tuple(dict.fromkeys(calls.values()))
    scope = replace(
        question.scope,
        documents=tuple(calls),
        why=f"问题提到{'、'.join(words)}",
        named=True,
        words=words,
        places=words,
        by_document=tuple(calls.items()),
        unknown=tuple(u for u in question.unknown if u.what != "地区" or u.bare not in words),
    )
    return replace(question, scope=scope)
