"""An answer → a memo: question, answer with numbered citations, the words they stand on, what was searched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.export.documents import FORCES, STANDINGS
from app.export.ledger import place_of
from app.export.values import Block, Heading, Memo, Note, Paragraph, Quote, permalink

Json = Mapping[str, Any]

LONGEST_TITLE = 30  # characters of a question that make a title of two lines at most
STATUSES = {
    "answered": "文件中有直接的规定",
    "partial": "文件中有相关规定，但没有写明所问的全部内容",
    "not_mentioned": "文件未提及",
    "not_in_library": "所问的文件或地区不在文件库中",
}


def answer_memo(answer: Json, page: str, ending: Sequence[Block]) -> Memo:
    """The memo of an answer whose citations were found in the library; *page* is where links lead."""
    question = answer["question"].rstrip("？?。")
    title = f"关于“{question}”的查询答复" if len(question) <= LONGEST_TITLE else "查询答复"
    return Memo(title, [*_blocks(answer, page), *ending])


def _blocks(answer: Json, page: str) -> Iterator[Block]:
    yield Heading("一、问题")
    yield Paragraph(answer["question"])
    if answer["standalone_question"] != answer["question"]:
        yield Note(f"结合上文理解为：{answer['standalone_question']}")
    yield Heading("二、答复")
    yield from answer_blocks(answer, page, before="三、")


def answer_blocks(answer: Json, page: str, *, before: str | None = None) -> Iterator[Block]:
    """Sentences with their marks, the words they stand on, warnings; *before* the words stands a heading that begins so."""
    yield from _sentences(answer)
    evidence = [(c, c["n"]) for c in answer["citations"]] or [(c, None) for c in answer["nearest"]]
    if evidence:
        words = "依据" if answer["citations"] else "相关但未直接回答的条款"
        yield Heading(before + words) if before else Paragraph(f"{words}：")
    for cited, number in evidence:
        yield from _evidence(cited, page, number)
    for warning in answer["warnings"]:
        yield Note(f"注意：{warning.removeprefix('注：')}")


def _sentences(answer: Json) -> Iterator[Block]:
    told = [sentence for sentence in answer["sentences"] if sentence["text"].strip()]
    if not told:
        yield Paragraph(answer["answer"] or STATUSES[answer["status"]] + "。")
    for sentence in told:
        marks = "".join(f"[{n}]" for n in sentence["citations"])
        yield Paragraph(f"{_without_marks(sentence)}{marks}")
        if sentence["checked"] == "unverified":
            yield Note(f"未核实：{sentence.get('why') or '引用的条款中没有找到依据'}")
    if answer["status"] not in ("answered", "not_mentioned"):
        missing = "、".join(answer["missing"])
        yield Note(f"{STATUSES[answer['status']]}{f'：未写明{missing}' if missing else ''}。")


def _without_marks(sentence: Json) -> str:
    """A sentence's words less the marks [1] that it may carry already."""
    words = str(sentence["text"]).strip()
    for n in sentence["citations"]:
        words = words.replace(f"[{n}]", "")
    return words


def _evidence(evidence: Json, page: str, number: int | None) -> Iterator[Block]:
    yield Paragraph(
        _citation(evidence),
        number=number,
        url=permalink(page, place_of(evidence)),
    )
    yield Quote(evidence["quote"])
    if said := doubts(evidence):
        yield Note(f"（{said}）")


def _citation(evidence: Json) -> str:
    """The formal citation, and after it the clause as printed where that reads otherwise."""
    said = str(evidence["formal_in_words"])
    return said if said.endswith(evidence["clause"]) else f"{said}（{evidence['clause']}）"


def doubts(evidence: Json) -> str:
    """Why a document can't simply be relied on, in a few words; empty where nothing speaks against it."""
    force = evidence["in_force"]
    weak = (
        STANDINGS.get(evidence["standing"]),
        FORCES[force] if force in ("expired", "repealed") else None,
    )
    return "；".join(part for part in weak if part)
