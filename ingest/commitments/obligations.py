"""What binds without a verb of the table: figures, a date, a modal, a body that must or may act."""

import re

from ingest.commitment_model import Metric
from ingest.commitments.circumstances import ends_as_basis, ends_as_lead, is_lead, names_item
from ingest.commitments.kinds import is_counted
from ingest.commitments.metrics import TIMES
from ingest.commitments.phrases import Phrase
from ingest.commitments.strength import MUST, PERMITS

_COUNTS_ITEM = re.compile(  # 布点1所设有资源教室的学校 counts schools, 不足100人的学校 tells which
    r"[\u4e00-\u9fff]{2}\d+(?:所[^,，]*(?:学校|幼儿园|机构)|[名位][^,，]*(?:教师|校长|学生|人员|干部)|[个项][^,，]*(?:班级|地区|机构|单位|活动|项目|事项))$"
)
_STRICT = re.compile(
    r"^(?:必须|应当|务必|一律)(?!要?(?:统筹推进|高度重视|充分认识|深刻认识|清醒认识|坚持|牢记))[\u4e00-\u9fff]{2}"
)
_OBLIGED = re.compile(
    r"(?:必须|应当)(?!要?(?:统筹推进|高度重视|充分认识|深刻认识|清醒认识|坚持|牢记|符合|具备|具有|同时|有))[\u4e00-\u9fff]{2}|(?:必须|须|应当|应)(?:全额|全部|统一|纳入|存入|接受|提前|按|经|报|凭|由|在|自|于|当场|当日|取得|征得|立即|及时|主动|事先|提前|如实)[\u4e00-\u9fff]{2}"
)
_SEATED = re.compile(r"[\u4e00-\u9fff]{2}(?:担任|任)(?:副?组长|总?召集人|主任)$")
_RECURS = re.compile(r"^(?:定期|不定期|每年|每学期|每学年|每月|每周|每季度)[\u4e00-\u9fff]{2}")
_DUTY = re.compile(
    r"(?:按(?:照)?(?:各自)?(?:工作)?职责(?:分工)?(?!分工)[\u4e00-\u9fff]{2}|主要负责|具体负责|负总责|负责|牵头|责任主体|责任人|各司其职|密切配合|具体抓|负[^,，责]{0,6}责任)"
)
_TARGET = re.compile(
    r"逐年(?:提高|增长|增加|下降|递增)|只增不减|应(?P<all>[\u4e00-\u9fff])尽(?P=all)|不漏一人|领先|前列|第一方阵|全覆盖|达标|清零|下降|标准化|先进水平|取得.{0,4}进步|晋等升位"
)
_FEWEST_OF_A_FIGURE = 5  # characters of a phrase that says how much of what: 物理70分
_FEWEST_WORDS = 3  # characters that a phrase must have beside its date to say what is due


def binds(phrase: Phrase, metrics: tuple[Metric, ...]) -> bool:
    """Whether figures, a date or a body that must act make it a commitment, whatever its verb."""
    bare = phrase.bare
    if (any(m.per in TIMES for m in metrics) and not bare.endswith("前")) or (
        _RECURS.match(bare) and not ends_as_lead(bare)
    ):
        return True
    if is_lead(bare):
        return False
    item = names_item(bare) and not _COUNTS_ITEM.search(bare)
    if any(map(is_counted, metrics)) and len(bare) >= _FEWEST_OF_A_FIGURE and not item:
        return True
    deadline = phrase.deadline
    if deadline.raw and len(bare) >= len(deadline.raw) + _FEWEST_WORDS and not bare.endswith("时间"):
        return True
    if _TARGET.search(bare) and not ends_as_lead(bare):
        return True
    if _STRICT.match(bare) or _OBLIGED.search(bare) or _SEATED.search(bare):
        return True
    if _permits(phrase):
        return True
    return bool(phrase.bodies) and bool(MUST.search(bare) or _DUTY.search(bare))


def _permits(phrase: Phrase) -> bool:
    """Whether *phrase* allows a thing, not only says on what basis or by what proof: 可适当提高标准."""
    permits = PERMITS.search(phrase.bare) if phrase.bodies else PERMITS.match(phrase.bare)
    return bool(permits and phrase.bare[permits.end()] != "凭" and not ends_as_basis(phrase.bare))
