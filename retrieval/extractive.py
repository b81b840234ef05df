"""The answer without a chat model: the sentences that answer, verbatim, each with its number."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.normalise import fold
from retrieval.answer import Sentence
from retrieval.answerable import Verdict
from retrieval.answers.lists import MOST_ITEMS
from retrieval.answers.metadata_answers import NAMES, FactAnswer
from retrieval.evidence import Pick
from retrieval.question import Question
from retrieval.questions.terms import content_runs, grams, official_words

_ASKS_LEAVE = re.compile(
    r"能不能|可不可以|允不允许|让不让|行不行|准不准|许不许|可以|允许|能否|可否|能(?!力|源|够)|行吗|准"
)
_ASKS_TO_BE_SPARED = re.compile(
    r"(?:能不能|可不可以|可以|能否|可否|能|行不行)(?:暂时|先)?(?:不|免)(?!能|可|行)"
)
_FORBIDS = re.compile(r"严禁|不得|禁止|不准|不允许|不能|不予|杜绝|严格控制|不可")
_ALLOWS = re.compile(r"鼓励|支持|允许|可以|准许")
_LABELLED = re.compile(r"[^\n:：]{1,12}[:：]")
_FEWEST_ITEMS = 2
_IN_STEPS = re.compile(r"(?:步骤|程序|阶段|环节|流程)[^。；;]{0,10}[:：]\s*$")
_FEWEST_SHARED = 2  # pairs of characters that the question and what is forbidden must share


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer's text and its sentences; the numbers are those of the picks it was made from, from 1."""

    text: str
    sentences: tuple[Sentence, ...]


def compose(question: Question, verdict: Verdict, picks: Sequence[Pick], *, first: int = 1) -> Draft:
    """The answer from *picks* in their order, grouped by plan, numbered from *first*; empty without picks."""
    if not picks:
        return Draft("", ())
    numbered = list(enumerate(picks, start=first))
    sentences = tuple(Sentence(one_line(pick.text), (n,), "supported") for n, pick in numbered)
    lines = [*_lead(question, verdict, picks), *_grouped(numbered), *([verdict.note] if verdict.note else [])]
    return Draft("\n".join(lines), sentences)


def one_line(text: str) -> str:
    """A quote as it is shown in running text: a line break inside a sentence is no part of it."""
    return re.sub(r"\s*\n\s*", "", text)


def _lead(question: Question, verdict: Verdict, picks: Sequence[Pick]) -> list[str]:
    if verdict.absent:
        return [f"没有写明{'、'.join(verdict.absent)}。相关原文："]
    if verdict.status == "partial":
        return [f"未写明{'、'.join(verdict.missing)}。相关规定："]
    if steps := _counted(question, picks):
        return [steps]
    if question.operation == "verify":
        return [f"{_decided(question, picks[0].text)}原文："]
    return []


def _counted(question: Question, picks: Sequence[Pick]) -> str:
    """共3个阶段： where that many are asked for and nothing else is cited, but for what introduces them; "" elsewhere."""
    unit = question.asked.unit if question.asked.slot == "list" else None
    parent = Counter(pick.hit.clause.parent for pick in picks).most_common(1)[0][0]
    items = [
        pick for pick in picks if pick.hit.clause.parent == parent and pick.start == pick.hit.clause.start
    ]
    leads = [pick for pick in picks if pick.hit.clause.id == parent]
    said = any(_IN_STEPS.search(lead.text) for lead in leads) or all(
        unit and unit in item.text for item in items
    )
    if unit is None or not said or not _FEWEST_ITEMS <= len(items) < MOST_ITEMS:
        return ""
    if len(items) + len(leads) < len(picks):
        return ""
    return f"共{len(items)}{'' if unit == '步' else '个'}{unit}："


def _decided(question: Question, words: str) -> str:
    """是。 or 否。 where the question asks leave and the phrase that is most about it forbids or allows it.

    Nothing where it asks leave not to do something (能不能不…), or where two phrases as near say different things.
    """
    asked = fold(question.original)
    if not _ASKS_LEAVE.search(asked) or _ASKS_TO_BE_SPARED.search(asked):
        return ""
    phrases = [(_shared(question, phrase), phrase) for phrase in re.split(r"[,;.]", fold(words))]
    most = max(shared for shared, _ in phrases)
    nearest = [phrase for shared, phrase in phrases if shared == most]
    if not any(_speaks_of_deed(asked, phrase) for phrase in nearest):
        return ""
    said = {_cue(phrase) for phrase in nearest}
    return said.pop() if most >= _FEWEST_SHARED and len(said) == 1 else ""


def _speaks_of_deed(asked: str, phrase: str) -> bool:
    """Whether *phrase* shares a word with what leave is asked for, where that follows the asking: 能带家属吗."""
    leave = _ASKS_LEAVE.search(asked)
    runs = content_runs(re.split("[,;]", asked[leave.end() :])[0]) if leave else ()
    deed = [run for run in runs if len(run) > 1]
    words = [*(pair for pair in grams(deed) if len(pair) > 1), *official_words(" ".join(deed))]
    return not words or any(word in phrase for word in words)


def _cue(phrase: str) -> str:
    if _FORBIDS.search(phrase):
        return "否。"
    return "是。" if _ALLOWS.search(phrase) else ""


def _shared(question: Question, phrase: str) -> int:
    """How many pairs of characters of the question, or of its official synonyms, stand in *phrase*."""
    runs = [run for p in question.parts for run in (*p.runs, *p.official)]
    return sum(pair in phrase for pair in grams(runs))


def _grouped(numbered: Sequence[tuple[int, Pick]]) -> list[str]:
    """One line a quote, under the title of its plan where several answer."""
    titled = len({pick.document_id for _, pick in numbered}) > 1
    lines: list[str] = []
    for _, group in groupby(numbered, key=lambda item: item[1].document_id):
        members = list(group)
        if titled:
            lines.append(f"《{members[0][1].hit.document.title}》：")
        lines += [f"{one_line(pick.text)}[{n}]" for n, pick in members]
    return lines


def compose_facts(facts: Sequence[FactAnswer], absent: Sequence[str]) -> Draft:
    """What documents say of themselves: each fact under its name, verbatim; then what they don't state."""
    lines: list[str] = []
    sentences: list[Sentence] = []
    titled = len({fact.document.id for fact in facts}) > 1
    for document, group in groupby(facts, key=lambda fact: fact.document):
        if titled:
            lines.append(f"《{document.title}》：")
        for fact in group:
            if len(fact.picks) > 1:
                lines.append(f"文件中有不同的{NAMES[fact.key]}：")
            for pick in fact.picks:
                sentences.append(Sentence(one_line(pick.text), (len(sentences) + 1,), "supported"))
                lines.append(f"{_named(fact, pick)}{sentences[-1].text}[{len(sentences)}]")
    if absent:
        lines.append(f"未写明：{'、'.join(absent)}。")
    return Draft("\n".join(lines), tuple(sentences))


def _named(fact: FactAnswer, pick: Pick) -> str:
    """What the fact is, where the words themselves don't begin with a label."""
    return "" if _LABELLED.match(pick.text) else f"{NAMES[fact.key]}："
