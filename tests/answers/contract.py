"""What holds of every answer, and a question whose answer is known."""

from retrieval.answer import REFUSAL, Answer
from retrieval.hits import Catalogue

QUESTION = "岚石三年内改造乡村校舍多少所"
TRUTH = "三年内改造乡村校舍14所，其中2023年完成5所。"


def assert_keeps_the_contract(answer: Answer, catalogue: Catalogue) -> None:
    """What holds of every answer, whatever was asked."""
    for shown in (*answer.citations, *answer.nearest):
        assert catalogue.text(shown.document_id)[shown.start : shown.end] == shown.quote != ""
        assert shown.clause_id == catalogue.clause(shown.clause_id).id
        assert shown.formal.startswith(f"《{shown.title}》")
    numbers = [n for sentence in answer.sentences for n in sentence.citations]
    assert set(numbers) <= set(range(1, len(answer.citations) + 1))
    assert answer.answer.strip()
    assert all(sentence.checked == "supported" or sentence.why for sentence in answer.sentences)
    if answer.status == "answered":
        assert answer.nearest == ()
        assert answer.missing == ()
        assert answer.reason is None
        assert answer.citations
    if answer.status == "partial":
        assert answer.missing
    if answer.status in ("not_mentioned", "not_in_library"):
        assert answer.citations == answer.sentences == ()
        assert answer.answer.startswith(REFUSAL)
    assert len(answer.nearest) <= 3
    assert answer.searched.documents == len(answer.searched.scope)
    plain = answer.to_dict()
    assert all(plain[key] is not None for key in ("missing", "sentences", "citations", "nearest", "warnings"))
