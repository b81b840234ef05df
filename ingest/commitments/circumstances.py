"""Phrases that only say when, where, how or for whom: they lead to what binds, and bind nobody themselves."""

import re

from ingest.commitments.phrases import Phrase

_LEAD = re.compile(
    r"^(?:同时|一方面|另一方面)?(?:要|应|须|必须)?(?:按照|按|根据|依据|通过|以|结合|依托|围绕|针对|采取|采用|充分利用|利用|为|对|在|从|由|凡|属|如|若|到|至|近|经|面向|委托|经过|自|力争到|对照|参照|于|采用|贯彻|全面贯彻|\d{4}年)"
)
_LEAD_ENDS = (
    "的", "后", "时", "起", "前", "内", "中", "下", "上", "原则", "方式", "形式", "途径", "办法", "要求", "思路", "努力",
    "为抓手", "为载体", "为主", "为主体", "为重点",
)  # fmt: skip
_CONDITION_ENDS = ("的", "后", "时")
_NO_ENDS = ("小时", "学时", "课时", "工时", "以内")  # figures end so, not circumstances
_ONE_ITEM = re.compile(
    r"的(?:教师|校长|副校长|学生|学校|幼儿园|家庭|儿童|人员|干部|单位|班级|地区|机构|申请人|家长|活动|项目|事项|县|县\(区\)|县（区）|债务|问题)$"
)
_BY_DATE = re.compile(
    r"(?=[\d于在到每年月日底末初上中下旬秋春季学期寒暑假开放:：时点分、—－~～至-])(?:于|在|到)?(?:每年|每学期|每学年|每月|每季度)?[\d年月日底末初上中下旬秋春季学期寒暑假开放:：时点分、—－~～至到-]{2,20}(?:以前|之前|前|起|后|内|开始)?$"
)
_WHICH = re.compile(
    r"^(?:对|凡)?(?:未|不|连续|持有|符合|具有|具备|受|被|超过|发现|存在|确需|承担|距|享受|取得|从事|实行)"
)
_BASIS_ENDS = ("情况", "实际", "需要", "需求", "要求", "特点", "规律", "精神", "条件", "任务", "目标", "原则")
_QUALIFIES = re.compile(r"未|不|连续|满|以上|以下|超过|达到|违|符合|被|受|获得")
_CASE = re.compile(r"^(?:凡|属|如|违反)")
_SHORTEST_CONDITION = 6  # characters


def is_date(words: str) -> bool:
    """Whether *words* are a date or a period and nothing else."""
    return bool(_BY_DATE.match(words))


def is_case(bare: str) -> bool:
    """Whether *bare* says in which case the next phrase holds: 凡违反规定的."""
    if _ONE_ITEM.search(bare) and _QUALIFIES.search(bare):
        return True
    known = len(bare) >= _SHORTEST_CONDITION or _WHICH.match(bare)
    return bool(_CASE.match(bare)) or bool(known and bare.endswith("的"))


def names_item(bare: str) -> bool:
    """Whether *bare* names a thing and says which: 未达标的学校."""
    return bool(_ONE_ITEM.search(bare))


def tells_which(bare: str) -> bool:
    """Whether *bare* tells of whom or of what the next phrase speaks: 连续两年不合格的教师，…."""
    return bool(_WHICH.match(bare) and _ONE_ITEM.search(bare))


def ends_as_condition(bare: str) -> bool:
    """Whether *bare* ends as what must come first does: …的, …后, …时."""
    return bare.endswith(_CONDITION_ENDS) and not bare.endswith(_NO_ENDS)


def is_condition(bare: str) -> bool:
    """Whether *bare* says what must come first, and nothing else: 验收合格后, 年满60周岁的."""
    if not ends_as_condition(bare):
        return False
    long = len(bare) >= _SHORTEST_CONDITION or bare.endswith(("以上的", "以下的"))
    return long or bool(_WHICH.match(bare))


def ends_as_lead(bare: str) -> bool:
    """Whether *bare* ends as a circumstance does: …的, …后, 在…基础上, 以…为抓手."""
    return bare.endswith(_LEAD_ENDS) and not bare.endswith(_NO_ENDS)


def ends_as_basis(bare: str) -> bool:
    """Whether *bare* ends with what an act rests on: 可根据教学需要."""
    return bare.endswith(_BASIS_ENDS)


def is_lead(bare: str) -> bool:
    """Whether *bare* is a circumstance from its first word to its last: 按照…的要求, 在…基础上."""
    return ends_as_lead(bare) and bool(_LEAD.match(bare))


def leads(phrase: Phrase) -> bool:
    """Whether what binds may begin with *phrase*, which doesn't by itself."""
    bare = phrase.bare
    circumstance = _LEAD.match(bare) or is_case(bare) or ends_as_lead(bare)
    return bool(circumstance or names_item(bare) or is_date(bare) or phrase.bodies)
