"""Whether a sentence speaks of the very thing, post, people and time that a question names."""

import re
from collections.abc import Sequence

from ingest.normalise import fold
from retrieval.evidence import Candidate
from retrieval.question import Part
from retrieval.questions.slots import VALUES
from retrieval.questions.terms import official_words

_POSTS = r"副?(?:组长|校长|局长|主任|县长|区长|市长|书记|院长)|园长"
_PEOPLE = re.compile(rf"{_POSTS}|班主任|教研员|教师|老师|家长|(?<![大中小])学生|孩子|娃")
_SAME = {"老师": "教师", "孩子": "学生", "娃": "学生"}
_HOLDER = re.compile(rf"({_POSTS})(?:一职|职务)?(?:是|由|为|都有|归)?谁")
_SCHOOL = re.compile(r"([\u4e00-\u9fff]{2})(?:小学|中学|幼儿园|教学点)(?![生部段校])")
_ANY_SCHOOL = re.compile(
    r"[公民]办|[农乡]村|城[区乡镇]|县城|乡镇|普通|新建|中心|完全|优质|薄弱|实验|义务|附属|私立|普惠|规模|配套|对口|示范"
    r"|[全各所的上个和与及对从在去到里进念读办盖我你他们这那哪几一二三新老好差是有把让给]"
)
_HOW_OFTEN = re.compile(
    r"(?:多久|多长时间|几个?[天年月周])[^,.?;]{0,2}?([\u4e00-\u9fff]{2,4}?)(?:一|1|几)[次回遍趟]"
)
_WAS = re.compile(r"以前|原来|原先|从前|过去|调整前|提高前")
_CHANGED = re.compile(
    r"(?:由|从)[^,.;]{0,14}\d[^,.;]{0,8}(?:提高|增|降|调|减|升|扩)|原(?:为|来|有|标准)|此前|截至|上年|\d{4}年(?:为|是|有)"
)
_IS = re.compile(r"现在|目前|眼下|如今|当前")
_OUGHT = re.compile(r"要|得|该|须|能|可以|最[多少高低]|至少|规定")
_AIM = re.compile(r"到\d{4}年|\d{4}年[^,.;]{0,4}前|[降达]到|降至|力争|争取")
_SO_FAR = re.compile(r"截至|现[有已]|目前|已[经有]?|当前")
_DOES = re.compile(
    rf"{_HOLDER.pattern}|(?:谁|哪一?个?(?:部门|单位|科室?|处室?|机构|局|家单位))(?:来|在|都|去)*(?:负责|主管|分管|管|出|掏|付|买单|负担|牵头|监督|监管|检查|审批|批准|承担|组织|实施|落实|考核|评|查|发|定|赔)"
    r"|归(?:谁|哪)|(?:报|交|送|找)(?:到|给)?谁"
)
_PAYS = re.compile(r"谁(?:来|去|都)*(?:出|掏|付|买单|负担|兜底)(?:钱|费|这|$|[?.,])")
_PAID = re.compile(
    r"承担|负担|财政|经费|费用|资金|出资|补助|自理|自付|自费|免费|[承支]付|列支|解决|募集|基金"
)
_ANYBODY = re.compile(
    rf"{VALUES['body'].pattern}|{VALUES['person'].pattern}|[室府党团]|财政|企业|社会|国家|[省市区县校]级|上级|各[校地区县]"
)
_WHICH_ONES = re.compile(
    r"哪(?:几|\d+|[一二两三四五六七八九十]+)(?:所|家|件|位|名|个(?!方面|阶段|环节|步骤))|叫(?:什么|啥)名字?"
)
_COUNTS = re.compile(r"\d+(?:所|家|件|位|名|个)")
_LISTS = re.compile(r"[^\d、,.;:]{2,}、[^\d、,.;:]{2,}|[:\"]")
_NEAR, _BEHIND = 2, 2.0  # sentences that would be cited, and how much worse than the best
_SHORT = 150  # characters of a clause that speaks of one thing
_LAST = re.compile(r"[,，;；]")


def naming(part: Part, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those of *candidates* whose clause or its headings name each thing that *part* asks about."""
    return [candidate for candidate in candidates if _names_things(part, candidate)]


def schools_named(part: Part, candidates: Sequence[Candidate]) -> frozenset[str]:
    """The schools that *part* asks about by a name that stands in one of *candidates*: 梨渡小学."""
    names = {match[0] for match in _SCHOOL.finditer(fold(part.text)) if not _ANY_SCHOOL.search(match[1])}
    return frozenset(name for name in names if any(name in fold(c.hit.text) for c in candidates))


def is_of_schools(names: frozenset[str], candidate: Candidate) -> bool:
    """Whether a sentence or its headings name one of the schools; anything is where none is asked about."""
    words = fold("".join((candidate.sentence.text, *candidate.hit.clause.path)))
    return not names or any(name in words for name in names)


def is_of_what(part: Part, candidate: Candidate) -> bool:
    """Whether a value that a sentence states may be that of the things, the people and the time that *part* asks about."""
    checks = (_stands_beside, is_of_whom, _is_of_that_time, _does_that)
    return all(check(part, candidate) for check in checks)


def is_of_whom(part: Part, candidate: Candidate) -> bool:
    """Whether a sentence may be about the people whom a question names: not where it only names others.

    校长每学期听课不少于20节 says nothing of 班主任. One that names nobody may be about anybody.
    """
    asked = _people(_LAST.split(fold(part.text))[-1])
    said = _people(fold(candidate.sentence.text)) or _people(fold(_begun(candidate)))
    return len(asked) != 1 or not said or bool(asked & said)


def names_post(part: Part, candidate: Candidate) -> bool:
    """Whether a sentence names the post whose holder is asked for: one that has a 组长 need not have a 副组长."""
    match = _HOLDER.search(fold(part.text))
    return match is None or match[1] in _people(fold(candidate.sentence.text))


def tells_who(part: Part, candidates: Sequence[Candidate]) -> bool:
    """Whether the sentences that would answer name anybody at all, where a question asks who is to do something."""
    if part.asked.slot not in ("body", "person") or not _DOES.search(fold(part.text)):
        return True
    near = [c for c in candidates[:_NEAR] if candidates[0].score - c.score <= _BEHIND]
    if _PAYS.search(fold(part.text)):
        near = [c for c in near if _PAID.search(fold(c.sentence.text))]
    return any(_ANYBODY.search(fold(c.sentence.text)) and names_post(part, c) for c in near)


def tells_names(part: Part, candidates: Sequence[Candidate]) -> bool:
    """Whether the sentences that would answer do more than count, where a question asks which ones: 试点是哪几所学校."""
    if not _WHICH_ONES.search(fold(part.text)):
        return True
    near = [fold(c.sentence.text) for c in candidates[:_NEAR] if candidates[0].score - c.score <= _BEHIND]
    return any(not _COUNTS.search(words) or _LISTS.search(words) for words in near)


def _people(words: str) -> set[str]:
    return {_SAME.get(word, word) for word in _PEOPLE.findall(words)}


def _names_things(part: Part, candidate: Candidate) -> bool:
    hit = candidate.hit
    return _names(part, (hit.text, *hit.clause.path, hit.document.title))


def _stands_beside(part: Part, candidate: Candidate) -> bool:
    """Whether the things are named in the sentence or its headings: a long clause names many."""
    hit = candidate.hit
    own = hit.text if len(hit.text) <= _SHORT else candidate.sentence.text
    return _names(part, (own, *hit.clause.path, hit.document.title))


def _names(part: Part, where: Sequence[str]) -> bool:
    words = fold("".join(where)) if part.things else ""
    return all(any(name in words for name in names) for names in part.things)


def _is_of_that_time(part: Part, candidate: Candidate) -> bool:
    """Not what is aimed at where the question is what there is now, nor what holds where it is what there was before."""
    asked, said = fold(part.text), fold(candidate.sentence.text)
    if _WAS.search(asked):
        return bool(_CHANGED.search(said))
    return not (
        _IS.search(asked) and not _OUGHT.search(asked) and _AIM.search(said) and not _SO_FAR.search(said)
    )


def _does_that(part: Part, candidate: Candidate) -> bool:
    """Whether a sentence speaks of what is done so often: 多久消毒一次 is not answered by 每月抽查1次."""
    match = _HOW_OFTEN.search(fold(part.text))
    said = fold(candidate.sentence.text)
    return match is None or any(word in said for word in (*match[1], *official_words(match[1])))


def _begun(candidate: Candidate) -> str:
    """What stands before the semicolon that the candidate goes on from; "" where it begins anew."""
    earlier = [s.text for s in candidate.hit.sentences if s.end <= candidate.sentence.start]
    return earlier[-1] if earlier and earlier[-1].rstrip().endswith(("；", ";")) else ""
