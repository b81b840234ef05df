"""An answer as a message of a chat: its words, disarmed, and below them what they stand on, with links to the page."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.export.answer import doubts
from app.export.ledger import place_of
from app.export.markdown import escaped
from app.export.values import permalink
from app.inert import Inert, inert
from retrieval.answers.events import Delta, Done, Event

Json = dict[str, Any]

BROKEN_OFF = "（以上文字没有写完，以下面的回答为准。）"


def message(answer: Json, page: str) -> str:
    """*answer* (the contract) as Markdown; links lead to the reader at *page*."""
    return "\n\n".join([inert(answer["answer"]), *_below(answer, page)])


def pieces(events: Iterable[Event], page: str) -> Iterator[tuple[str, Json | None]]:
    """The message piece by piece: (words, None)…, at the end ("", the contract). Joined they read as message() does."""
    disarm, said = Inert(), ""
    for event in events:
        if isinstance(event, Delta):
            said += event.text
            yield disarm(event.text), None
        elif isinstance(event, Done):
            answer = event.answer.to_dict()
            if (
                said.strip() != answer["answer"].strip()
            ):  # a model that failed on its way: its words don't count
                yield (
                    f"\n\n{BROKEN_OFF}\n\n{inert(answer['answer'])}" if said else inert(answer["answer"]),
                    None,
                )
            yield "".join(f"\n\n{part}" for part in _below(answer, page)), None
            yield "", answer


def _below(answer: Json, page: str) -> Iterator[str]:
    for sentence in answer["sentences"]:
        if sentence["checked"] == "unverified":
            yield f"未核实：{inert(sentence['text'])}（{inert(sentence.get('why') or '')}）"
    if answer["citations"]:
        told = answer["answer"] if answer["mode"] == "extractive" else ""
        yield _listed("依据", (_evidence(c, page, told, f"[{c['n']}] ") for c in answer["citations"]))
    if answer["nearest"]:
        yield _listed("相关但未直接回答", (_evidence(one, page, "", "") for one in answer["nearest"]))
    if ledger := answer["ledger"]:
        yield f"台账中共 {ledger['total']} 条：[逐条查看]({page.rstrip('/')}{ledger['url']})"
    yield from (f"注意：{inert(warning.removeprefix('注：'))}" for warning in answer["warnings"])


def _listed(head: str, items: Iterable[str]) -> str:
    return "\n".join([f"{head}：", "", *items])


def _evidence(evidence: Json, page: str, told: str, mark: str) -> str:
    """One line, and the quote below it unless *told* holds it already."""
    link = f"[{escaped(_flat(evidence['formal']))}]({permalink(page, place_of(evidence))})"
    weak = doubts(evidence)
    quote = "" if evidence["quote"] in told else f"\n  > {inert(_flat(evidence['quote']))}"
    return f"- {mark}{link}{f'（{weak}）' if weak else ''}{quote}"


def _flat(words: str) -> str:
    return " ".join(words.split())
