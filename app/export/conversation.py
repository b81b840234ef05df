"""A conversation → a memo that can be filed: each question with its time, its answer as given, the versions cited."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.export.answer import STATUSES, answer_blocks
from app.export.values import Block, Heading, Memo, Note, Paragraph

Json = Mapping[str, Any]


def conversation_memo(
    title: str, turns: Sequence[Json], current: Mapping[str, int], *, page: str, at: datetime
) -> Memo:
    """The memo of *turns* (items of the contract, their evidence with ``formal_in_words``) as exported *at*.

    *current*: the version that the library holds now, by document; *page* is where links lead.
    """
    blocks = [block for n, turn in enumerate(turns, start=1) for block in _turn(n, turn, page)]
    return Memo(title, [*blocks, *_ending(turns, current, at)])


def _turn(n: int, turn: Json, page: str) -> Iterator[Block]:
    answer = turn["answer"]
    yield Heading(f"{n}. {turn['question']}")
    if answer["standalone_question"] != turn["question"]:
        yield Note(f"结合上文理解为：{answer['standalone_question']}")
    yield from answer_blocks(answer, page)
    searched = answer["searched"]
    why = f"（{searched['why']}）" if searched["why"] else ""
    said = f"{_clock(datetime.fromisoformat(turn['asked_at']))} 回答：{STATUSES[answer['status']]}"
    yield Note(f"{said}；查阅了 {searched['documents']} 份文件{why}。")


def _ending(turns: Sequence[Json], current: Mapping[str, int], at: datetime) -> Iterator[Block]:
    yield Heading("说明")
    cited = {
        (c["document_id"], c["version"]): c
        for turn in turns
        for c in (*turn["answer"]["citations"], *turn["answer"]["nearest"])
    }
    for (document, version), evidence in cited.items():
        number = f"（{evidence['document_number']}）" if evidence["document_number"] else ""
        yield Paragraph(f"《{evidence['title']}》{number}：{_standing(version, current.get(document))}")
    yield Paragraph(f"答复和引文是提问当时给出的，由问策于{_clock(at)}导出。")


def _standing(version: int, now: int | None) -> str:
    if now is None:
        return f"引用的是第 {version} 版；导出时这份文件已不在文件库中。"
    if now != version:
        return f"引用的是第 {version} 版；导出时文件库中现行的是第 {now} 版，请核对。"
    return f"引用的是第 {version} 版，导出时仍为现行版本。"


def _clock(moment: datetime) -> str:
    """A moment by the local clock."""
    return moment.astimezone().strftime("%Y年%-m月%-d日 %H:%M")
