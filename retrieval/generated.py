"""The answer in a chat model's words: what it is offered, what it may cite, what of its draft is supported."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.normalise import fold
from prompts import load_prompt
from retrieval.answer import REFUSAL, Sentence
from retrieval.answerable import Verdict
from retrieval.citations import TAG, Drafted, checked, numbered, read_draft
from retrieval.evidence import Pick
from retrieval.question import Question

PROMPT = load_prompt("answer", "question", "clauses", "refusal", "note")
_LEAD = re.compile(r"[:：]$")
_OPENER = re.compile(r"[\[［【〔][^\]］】〕]{0,12}$")
_DIGITS = re.compile(r"[0-9０-９]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft read: text with [n] for the tags, its sentences checked, the offers cited in order, and warnings."""

    text: str
    sentences: tuple[Sentence, ...]
    cited: tuple[int, ...]
    warnings: tuple[str, ...]

    @property
    def refuses(self) -> bool:
        return fold(REFUSAL) == fold(self.text)


def prompt_for(question: Question, verdict: Verdict, offers: Sequence[Pick]) -> str:
    """The prompt, with the offered sentences as data between marks that they can't close."""
    note = f"9. 检索发现：文件没有写明{'、'.join(verdict.missing + verdict.absent)}，请如实说明。\n"
    return PROMPT.substitute(
        question=_harmless(question.standalone),
        clauses="\n".join(_offered(n, pick) for n, pick in enumerate(offers, start=1)),
        refusal=REFUSAL,
        note=note if verdict.missing or verdict.absent else "",
    )


def read(draft: str, offers: Sequence[Pick]) -> Reading:
    """Check *draft* sentence by sentence against the offers it cites."""
    drafted = read_draft(draft, len(offers))
    order = numbered(i for sentence in drafted for i in sentence.cited)
    sentences = [_checked(d, order, offers) for d in drafted if d.text and not _LEAD.search(d.text)]
    invented = dict.fromkeys(tag for d in drafted for tag in d.invented)
    warnings = [f"模型引用了并未提供的条款：{'、'.join(invented)}，相应句子标为未核实。"] if invented else []
    if any(s.checked == "unverified" for s in sentences):
        warnings.append("有句子未能在所引条款中核实，请以引文原文为准。")
    return Reading(_renumbered(draft, order).strip(), tuple(sentences), tuple(order), tuple(warnings))


def renumbered(pieces: Iterator[str], offered: int) -> Iterator[str]:
    """A streamed draft with [n] for its tags, held back only while a bracket is open."""
    order: dict[int, int] = {}
    held = ""
    for piece in pieces:
        held += piece
        opener = _OPENER.search(held)
        ready, held = (held[: opener.start()], held[opener.start() :]) if opener else (held, "")
        if ready:
            yield _streamed(ready, order, offered)
    if held:
        yield _streamed(held, order, offered)


def _checked(drafted: Drafted, order: Mapping[int, int], offers: Sequence[Pick]) -> Sentence:
    numbers = [order[i] for i in drafted.cited]
    if _is_absence(drafted.text) and not drafted.invented:
        return Sentence(drafted.text, tuple(numbers), "supported")
    sources = [f"{offers[i].hit.document.title}\n{offers[i].text}" for i in drafted.cited]
    places = [str(offers[i].hit.document.metadata.region.value or "") for i in drafted.cited]
    return checked(drafted.text, numbers, [*sources, *places], invented=drafted.invented)


def _is_absence(text: str) -> bool:
    """文件未写明…: nothing can be cited for what isn't there."""
    return bool(re.search(r"未(?:写明|提及|明确|规定)", text)) and not re.search(r"[0-9０-９]", text)


def _offered(n: int, pick: Pick) -> str:
    hit = pick.hit
    return f"[C{n}]《{_harmless(hit.document.title)}》{hit.clause.reference}\n{_harmless(pick.text)}"


def _harmless(words: str) -> str:
    """Words that can't end the block they stand in, nor pass for one of its tags."""
    return TAG.sub("", words.replace("<", "＜").replace(">", "＞"))


def _renumbered(text: str, order: Mapping[int, int]) -> str:
    """*text* with [n] for each tag that was offered, and without the others."""

    def numbers(match: re.Match[str]) -> str:
        offers = [int(n) - 1 for n in _DIGITS.findall(match[0])]
        return "".join(f"[{order[i]}]" for i in offers if i in order)

    return TAG.sub(numbers, text)


def _streamed(text: str, order: dict[int, int], offered: int) -> str:
    for tag in TAG.findall(text):
        for n in _DIGITS.findall(tag):
            if 1 <= int(n) <= offered:
                order.setdefault(int(n) - 1, len(order) + 1)
    return _renumbered(text, order)
