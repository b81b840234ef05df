"""A question after others: which earlier one it leans on, and what it takes over from it."""

import re
from collections.abc import Sequence

from ingest.normalise import fold
from retrieval.questions.naming import Names
from retrieval.questions.scope import Scope, inherit, scope_of
from retrieval.questions.slots import asked_slot, asks_yes_no
from retrieval.questions.terms import content_runs, grams, official_words, without_names

ABOUT_DOCUMENTS = re.compile(
    r"(?:哪|几)(?:些|几|个|份|一)*(?:地方|地区|文件|方案|计划|材料|区|市|县|份)|各地|各区|各县|各份|所有文件|全部文件|[两三四五六七八九十几各\d]份|这些文件"
)
_REFERS_BACK = re.compile(
    r"^(?:那|它|其|这|该|此|还有|另外|再|也|又|如果|要是)|它|他们|她们|上面|上述|前面|刚才|这(?:个|些|样|项|一)|那(?:个|些|样|么)|其中|呢[?？。]?$|也"
)
_AND_THAT = re.compile(r"(?:那么?|还有)?(.{1,10}?)(?:又?怎么样|怎样)?呢[?.!]*")
_SHORTEST_SUBJECT = 3  # characters: one that has no more is called by all of them
_ANYBODY = re.compile(r"学校|学生|教师|老师|人员|校长")
_SHORT = 6  # a question with so few characters of content, after an earlier one, leans on it


def with_context(question: str, history: Sequence[str], *, said: Scope, names: Sequence[Names]) -> Scope:
    """The scope of the latest earlier question that named one, unless this one is about all documents."""
    if ABOUT_DOCUMENTS.search(question):
        return said
    earlier = (scope_of(turn, names) for turn in reversed(history))
    found = next((scope for scope in earlier if scope.named), None)
    return inherit(found) if found else said


def leans_on(question: str, history: Sequence[str], said: Scope) -> str | None:
    """The last earlier question, where this one can't be understood without it."""
    if not history:
        return None
    previous, runs = history[-1].strip(), content_runs(question, said.words)
    shared = set(grams(runs)) & set(grams(content_runs(previous)))
    short = sum(map(len, runs)) <= _SHORT and not _is_whole(question, runs)
    brief = short or bool(shared and not said.named)
    leans = refers_back(question) or (brief and not ABOUT_DOCUMENTS.search(question))
    return previous if leans and not said.unknown else None


def refers_back(question: str) -> bool:
    """Whether the words of a question say that they go on from an earlier one: 那, 它, 呢."""
    return bool(_REFERS_BACK.search(question.strip()))


def taken_over(question: str, history: Sequence[str], *, said: Scope, names: Sequence[Names]) -> str:
    """What is asked by a question that only names another plan (那北屏呢): what the one before asked of its own.

    A question with anything to say of its own stays as it is. One before that leans on another brings that as well.
    """
    if any(len(run) > 1 for run in content_runs(question, said.words)) or asked_slot(question).slot != "open":
        return question
    earlier = scope_of(history[-1], names)
    words = without_names(history[-1], earlier.words).strip()
    before = leans_on(history[-1], history[:-1], earlier)
    if before is None:
        return words or question
    return f"{without_names(before, scope_of(before, names).words).strip()} {words}".strip()


def other_subject(question: str, said: Scope) -> tuple[str, ...]:
    """Words of which a sentence must hold one, where the question only names another subject (那校长呢); () elsewhere."""
    match = _AND_THAT.fullmatch(fold(question).strip())
    if match is None or any(character.isdigit() for character in match[1]):
        return ()
    runs = content_runs(match[1], said.words)
    return (*(word for run in runs for word in _calling(run)), *official_words(" ".join(runs)))


def _calling(run: str) -> tuple[str, ...]:
    """The words that call a subject: 副校长 whole, since 校长 is another; of a longer one the pairs that tell it apart."""
    if len(run) <= _SHORTEST_SUBJECT:
        return (run,) if len(run) > 1 else ()
    telling = [pair for pair in grams([run]) if not _ANYBODY.fullmatch(pair)]
    return tuple(telling)


def _is_whole(question: str, runs: Sequence[str]) -> bool:
    """Whether a short question says what it is about: 周末能不能补课 does, 能不能延期 doesn't."""
    several = sum(len(run) > 1 for run in runs) > 1
    return several and asks_yes_no(question) and bool(official_words(" ".join(runs)))
