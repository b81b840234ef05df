"""Comma phrases → the smallest runs that hold verb, object, number and date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.commitment_model import NO_DEADLINE, Deadline, Metric
from ingest.commitments.acts import IN_CASE, Act, is_past, is_undertaking, main_act
from ingest.commitments.attributions import LABEL
from ingest.commitments.circumstances import (
    ends_as_basis,
    ends_as_lead,
    is_case,
    is_condition,
    is_date,
    is_lead,
    leads,
    tells_which,
)
from ingest.commitments.kinds import BAN, is_counted
from ingest.commitments.metrics import read_metrics
from ingest.commitments.obligations import binds
from ingest.commitments.phrases import BLANK, Phrase

_TAIL = re.compile(
    r"^即|^[^,，]{2,40}(?:组成|参加|参与|配合)的|^(?:专项)?(?:各司其职|达到|用于|主要用于|专门用于|用作|为两翼|为成员|各相关|其中|明确目标|全程监控)"
)
_OF_WHICH = "其中"  # leads to the next phrase, and says nothing
_OF_YEAR = re.compile(
    r"(?:19|20)\d\d(?:学?年)?(?:度)?[：:][\d.,]+[%％]?"
)  # a cell below the name of its column
_MEASURED = re.compile(r"[\u4e00-\u9fff]{2,16}[（(](?:单位[：:])?(?:[万亿]?元|[万亿]?[人个所名]|[%％])[）)]")
_MEANS = re.compile(r"^(?:采取|采用|围绕|通过|根据|依据|按照|结合|以[^每]|针对)")
_MEANS_END = re.compile(r"^(?:按照|根据|依据)|.*(?:方式|形式|办法|途径|项目|手段|渠道|载体)")
_PREPARES = re.compile(
    r"(?:要|应|须|必须)(?:(?P<basis>(?:根据|结合|按照|依据|立足|围绕)[^,，]{2,20})|密切配合|高度重视|明确任务|明确职责|统一思想)$"
)
_SPARES = ("免费向", "免费为", "免费对")
NO_ACT = re.compile(
    r"为(?<!.为)了?(?:规范|进一步|加强|深入|贯彻|落实|切实|推进|促进|提高|全面|确保|做好)[^,，]*$|制[定订]本(?:办法|方案|计划|行动|细则|意见|规定|通知)|本(?<!.本)[\u4e00-\u9fff]{2,6}自|废止$|起(?:正式)?(?:施行|执行|实施|试行)|有(?<!.有)效期|试(?<!.试)行期|起至[^,，]*有效$|一式[两二三四]份|除外$"
)
GRADE = re.compile(  # of a scale: 90分以上为A级
    rf"分(?<=\d分)(?:及)?(?:以上|以下|以内)?[的者]?(?:[评确认判]?定)?为(?:[A-E甲乙丙丁一二三四五优良好中差{BLANK}]|(?:基本|不)?(?:合格|达标))"
)
_ABOUT = re.compile(r"^对[^,，]*的[\u4e00-\u9fff]{1,4}$")
_ANNOUNCES = re.compile(
    r"(?:下列|以下|如下)[\u4e00-\u9fff]{0,6}$|[一二三四五六七八九十几以][下]?个?方面(?:的)?(?:工作|下功夫|举措|措施|任务)?$"
)
_LISTS = re.compile(
    r"(?:抓好|做好|办好|抓住|突出)[一二三四五六七八九十两]+(?:件|项|个方面的?|个)(?:大?事|工作|任务|重点|实事)?$"
)
_RECURRING = re.compile(r"每(?:年|学期|学年|月|周|季度)")
_OPEN_ENDS = (
    "为主体",
    "为主",
    "为核心",
    "为组长",
    "为引领",
    "为支撑",
    "为骨干",
)  # 以…为主, and then what is done
_LONGEST_LEAD = 1.4  # times the length of the act that it leads to: longer ones would bury it
_LONGEST_BASIS = 3.5  # the same of a document that the act rests on


@dataclass(frozen=True, slots=True)
class Candidate:
    """Phrases that make up one commitment: from the first to the last, the act among them."""

    phrases: tuple[Phrase, ...]
    act: Act | None
    metrics: tuple[Metric, ...]

    @property
    def start(self) -> int:
        return self.phrases[0].start

    @property
    def end(self) -> int:
        return self.phrases[-1].end


def candidates(phrases: Sequence[Phrase]) -> Iterator[Candidate]:
    """The commitments among the phrases of one sentence, in order. Purpose and circumstance alone make none."""
    pending: list[Phrase] = []
    last: Candidate | None = None
    for phrase in phrases:
        if last is not None and _belongs(phrase, last):
            more = read_metrics(phrase.words, bare=phrase.bare)
            last = Candidate((*last.phrases, phrase), last.act, (*last.metrics, *more))
            continue
        found = _read(phrase)
        if found is None:
            pending = [*pending, phrase] if leads(phrase) and phrase.bare != _OF_WHICH else []
            continue
        if last is not None:
            yield last
        last = _joined(_near(pending, found), found) if pending else found
        pending = []
    if last is not None:
        yield last


def _belongs(phrase: Phrase, last: Candidate) -> bool:
    """Whether *phrase* goes on with what *last* says: what the money is for, how often the training is held."""
    before = last.phrases[-1].bare
    if phrase.bare == _OF_WHICH:
        return False
    if before.endswith(_OPEN_ENDS) and "以" in before:
        return True
    if _TAIL.match(phrase.bare) or phrase.bare.startswith(_SPARES):
        return True
    recurs = _RECURRING.match(phrase.bare)
    return bool(recurs and not last.metrics and phrase.bare.startswith(before[-2:], recurs.end()))


def _read(phrase: Phrase) -> Candidate | None:
    """*phrase* as a commitment by itself."""
    bare = phrase.bare
    if is_date(bare) or _is_cell(phrase) or (phrase.after in ":：" and LABEL.match(bare)):
        return None
    if phrase.after in ",，" and tells_which(bare):
        return None
    if BAN.search(bare):
        return Candidate((phrase,), None, read_metrics(phrase.words, bare=bare))
    if is_past(phrase) or len(phrase.words) < 4 or is_condition(bare):
        return None
    if NO_ACT.search(bare) or GRADE.search(bare):
        return None
    metrics, act = read_metrics(phrase.words, bare=bare), main_act(phrase)
    kept = act is not None and is_undertaking(phrase, act) and not _is_circumstance(phrase, act)
    if _MEANS.match(bare) and not (act and act.sort == "funding"):
        goes_on = any(map(is_counted, metrics)) or (kept and _is_after_means(bare, act))
        stands = goes_on and not ends_as_lead(bare)
    else:
        stands = kept or binds(phrase, metrics)
    announces = stands and (_only_prepares(bare, act if kept else None) or _announces(phrase))
    return Candidate((phrase,), act, metrics) if stands and not announces else None


def _announces(phrase: Phrase) -> bool:
    """Whether *phrase* says that a list follows, not what is in it: 抓好五件实事, 做好以下工作："""
    listed = phrase.after in ":：" and _ANNOUNCES.search(phrase.bare)
    return bool(listed or _LISTS.search(phrase.bare))


def _only_prepares(bare: str, act: Act | None) -> bool:
    """Whether *bare* says on what basis something must be done, and not what: 要结合实际; but 要按照标准配齐教师 does."""
    prepares = _PREPARES.search(bare)
    done = act is not None and prepares is not None and prepares["basis"] and act.at > prepares.start("basis")
    return prepares is not None and not (done and not ends_as_basis(bare))


def _is_cell(phrase: Phrase) -> bool:
    """Whether *phrase* is a cell of a table of figures: 2024年：3200, 建设资金（万元）."""
    if phrase.words.endswith((")", "）")):
        return bool(_MEASURED.fullmatch(phrase.words))
    return phrase.bare.startswith(("19", "20")) and bool(_OF_YEAR.fullmatch(phrase.bare))


def _is_after_means(bare: str, act: Act | None) -> bool:
    """Whether the act comes after the means by which it is done: 采用…的方式抽取…, 按照…核定…."""
    means = _MEANS_END.match(bare)
    return bool(act and means and act.at >= means.end())


def is_consequence(found: Candidate) -> bool:
    """Whether the row says what follows from a case: 逾期未报的予以通报."""
    return any(is_case(phrase.bare) for phrase in found.phrases[:-1]) or bool(
        IN_CASE.match(found.phrases[-1].bare)
    )


def _is_circumstance(phrase: Phrase, act: Act) -> bool:
    """Whether the act stands inside a circumstance: 按照…开展…的要求, 在建立…的基础上."""
    if _ABOUT.match(phrase.bare) and act.at + len(act.verb) < phrase.bare.rfind("的"):
        return True
    return act.at > 0 and is_lead(phrase.bare)


def _near(pending: Sequence[Phrase], found: Candidate) -> list[Phrase]:
    """Those of the pending circumstances that are short enough beside the act."""
    length = found.end - found.start
    room = _LONGEST_LEAD * length
    near: list[Phrase] = []
    for phrase in reversed(pending):
        room -= phrase.end - phrase.start
        if "《" in phrase.words and phrase.end - phrase.start <= _LONGEST_BASIS * length:
            room = max(room, 0)
        if room < 0 and not (is_case(phrase.bare) or phrase.bodies):
            break
        near.insert(0, phrase)
    return near


def _joined(lead: Sequence[Phrase], found: Candidate) -> Candidate:
    metrics = tuple(m for phrase in lead for m in read_metrics(phrase.words, bare=phrase.bare))
    return Candidate((*lead, *found.phrases), found.act, (*metrics, *found.metrics))


def deadline_of(phrases: Sequence[Phrase]) -> Deadline:
    """The first time limit that the phrases state."""
    for phrase in phrases:
        if phrase.deadline.raw:
            return phrase.deadline
    return NO_DEADLINE
