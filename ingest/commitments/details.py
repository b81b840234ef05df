"""What a row says beside its act: whom it is about, in which case it holds, whom it covers, where the money comes from."""

import re
from collections.abc import Iterator, Sequence

from ingest.commitments.acts import Act, lead_end
from ingest.commitments.circumstances import ends_as_condition
from ingest.commitments.deadlines import DATED
from ingest.commitments.phrases import Phrase
from ingest.commitments.subjects import tidied

_MONEY = re.compile("经费|资金|费用|补助|补贴|津贴|投入|奖补|奖励|预算|公积金|免收|报酬|财政|基金")
_PURSE = "基金会|财政|预算|专项资金|专项经费|公用经费|非税收入|彩票公益金|公益金|基金|学校|政府|企业|家庭|乡镇|街道|单位|资金"
_SOURCES = (
    re.compile(r"向(?P<from>[\u4e00-\u9fff]{2,16}?(?:基金会|财政|政府|企业|社会))申请"),
    re.compile(rf"由(?P<from>[\u4e00-\u9fff、和及（）()]{{1,16}}?(?:{_PURSE}))(?:统筹|全额|全部|按|予以|给予|负责|共同|分级)*[^,，]{{0,16}}?(?:承担|列支|安排|保障|拨付|解决|负担|分担|支付|补助|补贴|给予|发放)"),
    re.compile(rf"从(?P<from>[\u4e00-\u9fff、和及]{{0,20}}?(?:{_PURSE}))(?:中|内|里)?(?:统筹)?(?:列支|支付|安排|解决|支出|提取|开支)"),
    re.compile(r"(?:纳入|列入)(?P<from>[\u4e00-\u9fff]{0,12}?(?:财政预算|部门预算|年度预算|预算))"),
    re.compile(r"^(?P<from>(?:中央|省|市|县|区|镇|各?级|市县)[\u4e00-\u9fff]{0,4}财政)(?:每年|按|共|统一)?[^,，]{0,20}?(?:安排|拨付|补助|投入|承担|发放|拨至|给予)"),
    re.compile(r"(?P<from>社会资本|社会力量|社会各界)[^,，]{0,8}(?:捐资|捐赠|投入|出资)"),
)  # fmt: skip
_IN_CASE = ("情形下", "情况下")
_SHORTEST_CASE = 4
_ABOUT = re.compile(
    r"(?:将|把|对|为|使|让)(?P<about>[^,，]{2,24}?)(?=纳入|列入|作为|建立|建设|配备|配齐|制定|进行|开展|实施|实行|予以|给予|"
    r"提高|提升|增加|核定|打造|建成|改造|新建|定制|安排|发放|拨付|告知|分配|设置|倾斜|挂钩|通报|补助|补贴|奖励|减免|融为|给予|报(?![名考])|上报|报送|发送|引进|增核|全部|分解|提供|负总责|做|实现|形成|达到|都|进行)"
)
_SCOPE = re.compile(
    r"(?P<whom>(?:全[区市县省镇乡]|各|所有|每[所名个位]|农村|乡村|城区|公办|民办|寄宿制|义务教育(?:阶段)?|未达标|符合条件的|新入职|新建|薄弱)"
    r"[\u4e00-\u9fff]{0,14}?(?:学校|中小学|小学|初中|高中|幼儿园|教师|校长|学生|班主任|教学点|村小|校园|班级))"
)
_CIRCUMSTANCE = re.compile(
    r"[须应按在于每以经从将把对为向]|根据|依据|通过|年|月|日|前$|以后|此后|要|可|接到|期间$"
)
_DUTY = re.compile(r"负责(?!人|同志)(?P<about>[^,，]{2,40}?)(?:等?(?:各项)?(?:工作|任务))?$")
_FORBIDDEN = re.compile(
    r"(?:严禁|禁止|不得|不准|杜绝)(?P<about>(?!超过|低于|少于|高于|[多大晚早迟]于)[^,，]{2,40})"
)
_COUNTED = re.compile(
    r"(?P<about>(?:[^\d每不至达约力确,，]|力(?![争求])){2,24})"
)  # 家长满意度 in 家长满意度不低于90%
_CIRCUMSTANTIAL = re.compile(r"且|并|用于|由|对|采取|一次|距|其中|在|按|以|从|向|最晚|就是|占|合计|总计")
_OBJECT = re.compile(r"(?:了|好)?(?P<what>[^,，。;；]{2,60})")
_MODALS = re.compile(
    r"(?:要|应当?|必须|须|可以?|将|均|都|一律|全部|每年|每学期|每月|积极|认真|切实|大力|努力|逐步|进一步|全面|及时|定期|不断|逐一|由)+$"
)
_TO_WHOM = frozenset(("报", "上报", "报送"))
_NAMED_AFTER = re.compile("经费|资金|部分|名单|标准")  # 补助经费: the verb is part of the name
_LONGEST_SUBJECT = 24


def subject_of(phrase: Phrase, act: Act | None, bodies: Sequence[str]) -> str | None:
    """What the row is about: what 将… or 对… names, what a body is in charge of, what is forbidden, else what stands
    before the verb or the figure, else the verb's object, else who acts. *phrase* holds the act.
    """
    whole = phrase.words.rstrip("。")
    for named in _subjects(phrase, act, bodies):
        words = tidied(named)
        if words and words != whole:
            return words
    return bodies[0] if bodies else None


def _subjects(phrase: Phrase, act: Act | None, bodies: Sequence[str]) -> Iterator[str]:
    """What may be the subject, the likeliest first."""
    for pattern in (_FORBIDDEN, _ABOUT, _DUTY):
        if named := pattern.search(phrase.words):
            yield named["about"]
    begin = lead_end(phrase.bare, dated.end() if (dated := DATED.match(phrase.bare)) else 0)
    if act is None:
        counted = _COUNTED.match(phrase.words, begin)
        if counted and not _CIRCUMSTANTIAL.match(counted["about"]):
            yield counted["about"].rstrip("于在的另按")
        return
    before = _MODALS.sub("", phrase.words[begin : act.at]).partition("由")[0] if act.at > begin else ""
    if 2 <= len(before) <= _LONGEST_SUBJECT and not _CIRCUMSTANCE.search(before) and before not in bodies:
        yield before
    if act.verb in _TO_WHOM:
        return  # what comes next is who receives it
    if rest := _OBJECT.match(phrase.words, act.at + len(act.verb)):
        yield phrase.words[act.at :] if _NAMED_AFTER.match(rest["what"]) else rest["what"]


def act_phrase(phrases: Sequence[Phrase], act: Act | None) -> Phrase | None:
    """The phrase that the main verb stands in."""
    if act is None:
        return None
    for phrase in reversed(phrases):
        if phrase.words.startswith(act.verb, act.at):
            return phrase
    return None


def condition_of(phrases: Sequence[Phrase]) -> str | None:
    """The words that say in which case the row holds: 凡违反规定的, 收到举报后."""
    for phrase in phrases[:-1]:
        bare = phrase.bare
        if len(bare) >= _SHORTEST_CASE and (ends_as_condition(bare) or bare.endswith(_IN_CASE)):
            return phrase.words
    return None


def scope_of(quote: str) -> str | None:
    """Whom the row covers, where it names a sort of schools, teachers or pupils."""
    found = _SCOPE.search(quote)
    return found["whom"] if found else None


def source_of(quote: str) -> str | None:
    """Where the money comes from; only rows that speak of money have one."""
    if not _MONEY.search(quote):
        return None
    return next((found["from"] for pattern in _SOURCES if (found := pattern.search(quote))), None)
