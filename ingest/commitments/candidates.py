"""Comma phrases → the smallest runs that hold verb, object, number and date."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.commitment_model import NO_DEADLINE, Deadline, Metric
from ingest.commitments.acts import IN_CASE, Act, is_past, is_undertaking, main_act
from ingest.commitments.attributions import LABEL
from ingest.commitments.deadlines import read_deadline
from ingest.commitments.kinds import BAN, is_counted
from ingest.commitments.metrics import TIMES, read_metrics
from ingest.commitments.phrases import Phrase
from ingest.commitments.strength import MUST

_LEAD = re.compile(
    r"^(?:同时|一方面|另一方面)?(?:要|应|须|必须)?(?:按照|按|根据|依据|通过|以|结合|依托|围绕|针对|采取|采用|充分利用|利用|为|对|在|从|由|凡|属|如|若|到|至|近|经|面向|委托|经过|自|力争到|对照|参照|于|采用|贯彻|全面贯彻|\d{4}年)"
)
_LEAD_ENDS = (
    "的", "后", "时", "起", "前", "内", "中", "下", "上", "原则", "方式", "形式", "途径", "办法", "要求", "思路", "努力",
    "为抓手", "为载体", "为主", "为主体", "为重点",
)  # fmt: skip
_CONDITION_ENDS = ("的", "后", "时")
_NO_ENDS = ("小时", "学时", "课时", "工时", "以内")  # figures end so, not circumstances
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
_BASIS_END = re.compile(r"(?:情况|实际|需要|需求|要求|特点|规律|精神|条件|任务|目标|原则)$")
_ONE_ITEM = re.compile(
    r"的(?:教师|校长|副校长|学生|学校|幼儿园|家庭|儿童|人员|干部|单位|班级|地区|机构|申请人|家长|活动|项目|事项|县|县\(区\)|县（区）|债务|问题)$"
)
_COUNTS_ITEM = re.compile(  # 布点1所设有资源教室的学校 counts schools, 不足100人的学校 tells which
    r"[\u4e00-\u9fff]{2}\d+(?:所[^,，]*(?:学校|幼儿园|机构)|[名位][^,，]*(?:教师|校长|学生|人员|干部)|[个项][^,，]*(?:班级|地区|机构|单位|活动|项目|事项))$"
)
_BY_DATE = re.compile(
    r"(?=[\d于在到每年月日底末初上中下旬秋春季学期寒暑假开放:：时点分、—－~～至-])(?:于|在|到)?(?:每年|每学期|每学年|每月|每季度)?[\d年月日底末初上中下旬秋春季学期寒暑假开放:：时点分、—－~～至到-]{2,20}(?:以前|之前|前|起|后|内|开始)?$"
)
_WHICH = re.compile(
    r"^(?:对|凡)?(?:未|不|连续|持有|符合|具有|具备|受|被|超过|发现|存在|确需|承担|距|享受|取得|从事|实行)"
)
_QUALIFIES = re.compile(r"未|不|连续|满|以上|以下|超过|达到|违|符合|被|受|获得")
_SPARES = re.compile(r"^免费(?:向|为|对)")
NO_ACT = re.compile(
    r"为(?<!.为)了?(?:规范|进一步|加强|深入|贯彻|落实|切实|推进|促进|提高|全面|确保|做好)[^,，]*$|制[定订]本(?:办法|方案|计划|行动|细则|意见|规定|通知)|本(?<!.本)[\u4e00-\u9fff]{2,6}自|废止$|起(?:正式)?(?:施行|执行|实施|试行)|有(?<!.有)效期|试(?<!.试)行期|起至[^,，]*有效$|一式[两二三四]份|除外$"
)
_ABOUT = re.compile(r"^对[^,，]*的[\u4e00-\u9fff]{1,4}$")
_STRICT = re.compile(
    r"^(?:必须|应当|务必|一律)(?!要?(?:统筹推进|高度重视|充分认识|深刻认识|清醒认识|坚持|牢记))[\u4e00-\u9fff]{2}"
)
_OBLIGED = re.compile(
    r"(?:必须|应当)(?!要?(?:统筹推进|高度重视|充分认识|深刻认识|清醒认识|坚持|牢记|符合|具备|具有|同时|有))[\u4e00-\u9fff]{2}|(?:必须|须|应当|应)(?:全额|全部|统一|纳入|存入|接受|提前|按|经|报|凭|由|在|自|于|当场|当日|取得|征得|立即|及时|主动|事先|提前|如实)[\u4e00-\u9fff]{2}"
)
_SEATED = re.compile(r"[\u4e00-\u9fff]{2}(?:担任|任)(?:副?组长|总?召集人|主任)$")
_ANNOUNCES = re.compile(
    r"(?:下列|以下|如下)[\u4e00-\u9fff]{0,6}$|[一二三四五六七八九十几以][下]?个?方面(?:的)?(?:工作|下功夫|举措|措施|任务)?$"
)
_LISTS = re.compile(
    r"(?:抓好|做好|办好|抓住|突出)[一二三四五六七八九十两]+(?:件|项|个方面的?|个)(?:大?事|工作|任务|重点|实事)?$"
)
_CASE = re.compile(r"^(?:凡|属|如|违反)")
_SHORTEST_CONDITION = 6
_RECURS = re.compile(r"^(?:定期|不定期|每年|每学期|每学年|每月|每周|每季度)[\u4e00-\u9fff]{2}")
_RECURRING = re.compile(r"每(?:年|学期|学年|月|周|季度)")
_OPEN = re.compile(r"以[^,，]+(?:为主体|为主|为核心|为组长|为引领|为支撑|为骨干)$")
_DUTY = re.compile(
    r"(?:按(?:照)?(?:各自)?(?:工作)?职责(?:分工)?(?!分工)[\u4e00-\u9fff]{2}|主要负责|具体负责|负总责|负责|牵头|责任主体|责任人|各司其职|密切配合|具体抓|负[^,，责]{0,6}责任)"
)
_TARGET = re.compile(
    r"逐年(?:提高|增长|增加|下降|递增)|只增不减|应(?P<all>[\u4e00-\u9fff])尽(?P=all)|不漏一人|领先|前列|第一方阵|全覆盖|达标|清零|下降|标准化|先进水平|取得.{0,4}进步|晋等升位"
)
_FEWEST_OF_A_FIGURE = 5  # characters of a phrase that says how much of what: 物理70分
_FEWEST_WORDS = 3  # characters that a phrase must have beside its date to say what is due
_LONGEST_BASIS = 3.5  # the same of a document that the act rests on
_LONGEST_LEAD = 1.4  # times the length of the act that it leads to: longer ones would bury it


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


def candidates(phrases: Sequence[Phrase], *, issued: str | None) -> Iterator[Candidate]:
    """The commitments among the phrases of one sentence, in order. Purpose and circumstance alone make none."""
    pending: list[Phrase] = []
    last: Candidate | None = None
    for phrase in phrases:
        if last is not None and _belongs(phrase, last):
            more = read_metrics(phrase.words, bare=phrase.bare)
            last = Candidate((*last.phrases, phrase), last.act, (*last.metrics, *more))
            continue
        found = _read(phrase, issued)
        if found is None:
            pending = [*pending, phrase] if _leads(phrase) and phrase.bare != _OF_WHICH else []
            continue
        if last is not None:
            yield last
        last = _joined(_near(pending, found), found) if pending else found
        pending = []
    if last is not None:
        yield last


def is_date(words: str) -> bool:
    """Whether *words* are a date or a period and nothing else."""
    return bool(_BY_DATE.match(words.strip("。；;,， ")))


def _belongs(phrase: Phrase, last: Candidate) -> bool:
    """Whether *phrase* goes on with what *last* says: what the money is for, how often the training is held."""
    before = last.phrases[-1].bare
    if phrase.bare == _OF_WHICH:
        return False
    if _TAIL.match(phrase.bare) or _SPARES.match(phrase.bare) or _OPEN.search(before):
        return True
    recurs = _RECURRING.match(phrase.bare)
    return bool(recurs and not last.metrics and phrase.bare.startswith(before[-2:], recurs.end()))


def _read(phrase: Phrase, issued: str | None) -> Candidate | None:
    """*phrase* as a commitment by itself."""
    bare = phrase.bare
    if _BY_DATE.match(bare) or _is_cell(phrase) or (phrase.after in ":：" and LABEL.match(bare)):
        return None
    if phrase.after in ",，" and _WHICH.match(bare) and _ONE_ITEM.search(bare):
        return None
    if BAN.search(bare):
        return Candidate((phrase,), None, read_metrics(phrase.words, bare=bare))
    if is_past(phrase) or len(phrase.words) < 4 or _is_condition(bare) or NO_ACT.search(bare):
        return None
    metrics, act = read_metrics(phrase.words, bare=bare), main_act(phrase)
    kept = act is not None and is_undertaking(phrase, act) and not _is_circumstance(phrase, act)
    if _MEANS.match(bare) and not (act and act.sort == "funding"):
        goes_on = any(map(is_counted, metrics)) or (kept and _is_after_means(bare, act))
        binds = goes_on and not _ends_as_lead(bare)
    else:
        binds = kept or _binds(phrase, metrics, issued)
    announces = binds and (_only_prepares(bare, act if kept else None) or _announces(phrase))
    return Candidate((phrase,), act, metrics) if binds and not announces else None


def _announces(phrase: Phrase) -> bool:
    """Whether *phrase* says that a list follows, not what is in it: 抓好五件实事, 做好以下工作："""
    listed = phrase.after in ":：" and _ANNOUNCES.search(phrase.bare)
    return bool(listed or _LISTS.search(phrase.bare))


def _only_prepares(bare: str, act: Act | None) -> bool:
    """Whether *bare* says on what basis something must be done, and not what: 要结合实际; but 要按照标准配齐教师 does."""
    prepares = _PREPARES.search(bare)
    done = act is not None and prepares is not None and prepares["basis"] and act.at > prepares.start("basis")
    return prepares is not None and not (done and not _BASIS_END.search(bare))


def _is_cell(phrase: Phrase) -> bool:
    """Whether *phrase* is a cell of a table of figures: 2024年：3200, 建设资金（万元）."""
    measured = phrase.words.endswith((")", "）")) and _MEASURED.fullmatch(phrase.words)
    return bool(measured or _OF_YEAR.fullmatch(phrase.bare))


def _is_after_means(bare: str, act: Act | None) -> bool:
    """Whether the act comes after the means by which it is done: 采用…的方式抽取…, 按照…核定…."""
    means = _MEANS_END.match(bare)
    return bool(act and means and act.at >= means.end())


def _is_case(bare: str) -> bool:
    """Whether *bare* says in which case the next phrase holds: 凡违反规定的."""
    if _ONE_ITEM.search(bare) and _QUALIFIES.search(bare):
        return True
    known = len(bare) >= _SHORTEST_CONDITION or _WHICH.match(bare)
    return bool(_CASE.match(bare)) or bool(known and bare.endswith("的"))


def is_consequence(found: Candidate) -> bool:
    """Whether the row says what follows from a case: 逾期未报的予以通报."""
    return any(_is_case(phrase.bare) for phrase in found.phrases[:-1]) or bool(
        IN_CASE.match(found.phrases[-1].bare)
    )


def _is_condition(bare: str) -> bool:
    if not bare.endswith(_CONDITION_ENDS) or bare.endswith(_NO_ENDS):
        return False
    long = len(bare) >= _SHORTEST_CONDITION or bare.endswith(("以上的", "以下的"))
    return long or bool(_WHICH.match(bare))


def _ends_as_lead(bare: str) -> bool:
    """Whether *bare* ends as a circumstance does: …的, …后, 在…基础上, 以…为抓手."""
    return bare.endswith(_LEAD_ENDS) and not bare.endswith(_NO_ENDS)


def _is_lead(bare: str) -> bool:
    """Whether *bare* is a circumstance from its first word to its last: 按照…的要求, 在…基础上."""
    return _ends_as_lead(bare) and bool(_LEAD.match(bare))


def _is_circumstance(phrase: Phrase, act: Act) -> bool:
    """Whether the act stands inside a circumstance: 按照…开展…的要求, 在建立…的基础上."""
    if _ABOUT.match(phrase.bare) and act.at + len(act.verb) < phrase.bare.rfind("的"):
        return True
    return act.at > 0 and _is_lead(phrase.bare)


def _binds(phrase: Phrase, metrics: tuple[Metric, ...], issued: str | None) -> bool:
    """Whether figures, a date or a body that must act make it a commitment, whatever its verb."""
    bare = phrase.bare
    if (any(m.per in TIMES for m in metrics) and not bare.endswith("前")) or (
        _RECURS.match(bare) and not _ends_as_lead(bare)
    ):
        return True
    if _is_lead(bare):
        return False
    item = _ONE_ITEM.search(bare) and not _COUNTS_ITEM.search(bare)
    if any(map(is_counted, metrics)) and len(bare) >= _FEWEST_OF_A_FIGURE and not item:
        return True
    deadline = read_deadline(bare, issued=issued)
    if deadline.raw and len(bare) >= len(deadline.raw) + _FEWEST_WORDS and not bare.endswith("时间"):
        return True
    if _TARGET.search(bare) and not _ends_as_lead(bare):
        return True
    if _STRICT.match(bare) or _OBLIGED.search(bare) or _SEATED.search(bare):
        return True
    return bool(phrase.bodies) and bool(MUST.search(bare) or _DUTY.search(bare))


def _leads(phrase: Phrase) -> bool:
    return bool(
        _LEAD.match(phrase.bare)
        or _is_case(phrase.bare)
        or _ends_as_lead(phrase.bare)
        or _ONE_ITEM.search(phrase.bare)
        or _BY_DATE.match(phrase.bare)
        or phrase.bodies
    )


def _near(pending: Sequence[Phrase], found: Candidate) -> list[Phrase]:
    """Those of the pending circumstances that are short enough beside the act."""
    length = found.end - found.start
    room = _LONGEST_LEAD * length
    near: list[Phrase] = []
    for phrase in reversed(pending):
        room -= phrase.end - phrase.start
        if "《" in phrase.words and phrase.end - phrase.start <= _LONGEST_BASIS * length:
            room = max(room, 0)
        if room < 0 and not (_is_case(phrase.bare) or phrase.bodies):
            break
        near.insert(0, phrase)
    return near


def _joined(lead: Sequence[Phrase], found: Candidate) -> Candidate:
    metrics = tuple(m for phrase in lead for m in read_metrics(phrase.words, bare=phrase.bare))
    return Candidate((*lead, *found.phrases), found.act, (*metrics, *found.metrics))


def deadline_of(phrases: Sequence[Phrase], issued: str | None) -> Deadline:
    """The first time limit that the phrases state."""
    found = (read_deadline(phrase.bare, issued=issued) for phrase in phrases)
    return next((deadline for deadline in found if deadline.raw), NO_DEADLINE)
