"""What a question asks after and the plans lack: a term that they use and don't define, a thing that they never name."""

import re
from collections.abc import Sequence

from ingest.normalise import fold
from retrieval.evidence import Candidate, spoken_in
from retrieval.question import Part
from retrieval.questions.terms import named_things

_WHICH = r"什么|啥|哪些|哪[一二两三四五六七八九十几]+[个项条种类点]?"
_WHAT = (
    rf"(?:到底|究竟|具体)?(?:是指|指的是|是|指)个?(?:{_WHICH})(?:意思|东西|概念|内容)?[啊呀呢]?(?=[?.,]|$)"
)
_TERM = re.compile(
    r"(?:什么是|啥是|何为)\"?([\u4e00-\u9fff+\d]{2,10}?)\"?(?:[?.]|$)"
    rf"|\"([^\"]{{2,12}})\"[\u4e00-\u9fff]{{0,4}}?{_WHAT}|\"([^\"]{{2,12}})\"的?(?:含义|定义|意思)"
)
_BARE_TERM = re.compile(rf"([\u4e00-\u9fff+\d]{{2,20}}?){_WHAT}")  # ends in what only the plan has in ""
_QUOTED = re.compile(r'"([^"]{2,12})"')
_THERE_IS = re.compile(
    r"(?:有没有|有无|是否有)(?:什么|啥|一个|个)?([\u4e00-\u9fff]{2,8})"
    r"|有(?:什么|啥)?([\u4e00-\u9fff]{2,6}?)(?:吗|没有?|么|不)(?:[?.,]|$)"
)


def is_undefined(part: Part, candidates: Sequence[Candidate]) -> bool:
    """Whether the plans use the term that is asked about, but nowhere say what it means."""
    sentences = [fold(candidate.sentence.text) for candidate in candidates]
    term = _term(fold(part.text), sentences)
    using = [words for words in sentences if term in words]
    exact = re.escape(term)
    defining = re.compile(
        rf"{exact}[^.;]{{0,10}}?(?:即|是|指|[:(]|包括|由)|[:(][^:()]{{0,8}}{exact}"
        rf"|[^、,.;:]、[^、,.;:]+?(?:等|这)?\"{exact}\"|^即[^.]*{exact}|[^,.;],形成\"{exact}\""
    )
    return bool(term and using) and not any(defining.search(words) for words in using)


def _term(asked: str, sentences: Sequence[str]) -> str:
    """The term that a question asks the meaning of: in quotation marks, or one that the plans print so; "" for none."""
    match, bare = _TERM.search(asked), _BARE_TERM.search(asked)
    if match:
        return next(group for group in match.groups() if group)
    quoted = (term for words in sentences for term in _QUOTED.findall(words))
    return next((term for term in quoted if bare and bare[1].endswith(term)), "")


def lacks_thing(part: Part, candidates: Sequence[Candidate]) -> bool:
    """Whether a question is if there is something (有没有校医) that nothing found names, in its words or official ones.

    Only words of the thesaurus tell: what else plans may call a thing that it lacks is not known.
    """
    match = _THERE_IS.search(fold(part.text))
    things = named_things(match[1] or match[2]) if match else ()
    found = "".join(map(spoken_in, candidates))
    return not all(any(word in found for word in thing) for thing in things)
