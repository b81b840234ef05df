"""The answer in a chat model's words: what it is offered, what it may cite, what of its draft is supported."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.normalise import fold
from prompts import load_prompt
from retrieval.answer import REFUSAL, Sentence
from retrieval.answerable import Verdict
from retrieval.answers.injection import addresses_a_model, without_orders
from retrieval.answers.wording import Cited
from retrieval.citations import TAG, Drafted, checked, numbered, read_draft
from retrieval.evidence import Pick
from retrieval.question import Question

PROMPT = load_prompt("answer", "question", "clauses", "refusal", "note")
_LEAD = re.compile(r"[:：]$")
_OPENER = re.compile(r"[\[［【〔][^\]］】〕]{0,12}$")
_DIGITS = re.compile(r"[0-9０-９]+")
_ABSENCE = re.compile(r"(?:未|没有)(?:具体|明确)?(?:写明|写|提及|提到|明确|规定|载明|说明|给出)")


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

    @property
    def claims(self) -> bool:
        """Whether it says anything that wants support: more than that the documents do not say it."""
        return not self.refuses and any(s.checked == "unverified" for s in self.sentences)


def prompt_for(question: Question, verdict: Verdict, offers: Sequence[Pick]) -> str:
    """The prompt, with the offered sentences as data between marks that they can't close."""
    note = f"9. 检索发现：文件没有写明{'、'.join(verdict.missing + verdict.absent)}，请如实说明。\n"
    return PROMPT.substitute(
        question=_harmless(question.standalone),
        clauses="\n".join(_offered(n, pick) for n, pick in enumerate(offers, start=1)),
        refusal=REFUSAL,
        note=note if verdict.missing or verdict.absent else "",
    )


def read(draft: str, offers: Sequence[Pick], question: Question) -> Reading:
    """Check *draft*, an answer to *question*, sentence by sentence against the offers it cites."""
    drafted = read_draft(draft, len(offers))
    order = numbered(i for sentence in drafted for i in sentence.cited)
    told = [d for d in drafted if d.text and not _LEAD.search(d.text)]
    sentences = [_checked(d, order, offers=offers, question=question) for d in told]
    return Reading(
        _renumbered(draft, order).strip(),
        tuple(sentences),
        tuple(order),
        _warnings(drafted, sentences, offers),
    )


def _warnings(
    drafted: Sequence[Drafted], sentences: Sequence[Sentence], offers: Sequence[Pick]
) -> tuple[str, ...]:
    invented = dict.fromkeys(tag for d in drafted for tag in d.invented)
    warnings = [f"模型引用了并未提供的条款：{'、'.join(invented)}，相应句子标为未核实。"] if invented else []
    if any(s.checked == "unverified" for s in sentences):
        warnings.append("有句子未能在所引条款中核实，请以引文原文为准。")
    if traps := dict.fromkeys(o.hit.document.title for o in offers if addresses_a_model(o.text)):
        warnings.append(f"《{'》《'.join(traps)}》中有对程序下达的指令，没有提供给对话模型。")
    return tuple(warnings)


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


def _checked(
    drafted: Drafted, order: Mapping[int, int], *, offers: Sequence[Pick], question: Question
) -> Sentence:
    numbers, cited = [order[i] for i in drafted.cited], [offers[i] for i in drafted.cited]
    if _is_absence(drafted.text) and not drafted.invented:
        return Sentence(drafted.text, tuple(numbers), "supported")
    if elsewhere := [pick for pick in cited if pick.document_id not in question.scope.documents]:
        why = f"所引条款出自《{elsewhere[0].hit.document.title}》，不是问题所问的文件"
        return Sentence(drafted.text, tuple(numbers), "unverified", why)
    sources = [_source(pick, question) for pick in cited]
    foreign = _other_places(cited, question)
    return checked(drafted.text, numbers, sources, invented=drafted.invented, foreign=foreign)


def _source(pick: Pick, question: Question) -> Cited:
    """What a sentence may rest on: the words that the model was given, what they stand under, and what the
    question calls their document.
    """
    document, facts = pick.hit.document, pick.hit.document.metadata
    named = (facts.region.value, facts.document_number.value, facts.issuer.value)
    known = (", ".join(value) if isinstance(value, tuple) else value for value in named)
    called = (words for ident, words in question.scope.by_document if ident == document.id)
    headings = (document.title, *(k for k in known if k), *called, *pick.hit.clause.path)
    return Cited(without_orders(pick.text), headings)


def _other_places(cited: Sequence[Pick], question: Question) -> list[str]:
    """The places of the library's other documents: a sentence that names one must not rest on these."""
    own = {pick.document_id for pick in cited}
    return [place.bare for names in question.names if names.document_id not in own for place in names.own]


def _is_absence(text: str) -> bool:
    """文件未写明…: nothing can be cited for what isn't there."""
    return bool(_ABSENCE.search(text)) and not re.search(r"[0-9０-９]", text)


def _offered(n: int, pick: Pick) -> str:
    hit = pick.hit
    words = _harmless(without_orders(pick.text))
    return f"[C{n}]《{_harmless(hit.document.title)}》{hit.clause.reference}\n{words}"


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
