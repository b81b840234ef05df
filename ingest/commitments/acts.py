"""What a phrase does: its main verb, looked up among the verbs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.commitments.alternatives import by_first
from ingest.commitments.phrases import BLANK, Phrase
from ingest.commitments.verbs import ACTS, VERB, verb_at

_ADVERB = (
    "基本|并|且|同时|此外|另外|其中|还|也|再|又|进一步|继续|全面|积极|大力|认真|切实|努力|逐步|稳步|扎实|深入|加快|持续|不断|着力|主动|统一|重点|定期|不定期|"
    "及时|科学|合理|充分|严格|坚决|坚持|更加|尽快|适时|力争|争取|力求|确保|抓紧|有序|有效|高质量|高标准|高水平|高起点|常态化|系统|分层|分类|分批|"
    "牢固|共同|具体|主要|适度|依法依规|依规依纪|依纪依法|依法依纪|依法|免费|原则上|至少|每年|每学期|每学年|每月|每周|每季度|每半年|每半月|每[天日]|每[两三]年|年内|谋划|组织|研究|提前|统筹|集中|择优|强力|加强|现场|系统|分步|梯度|区域|专门|随机|一并|优先|直接|同步|先行|全年|"
    "立即|当场|限期|从严|从重|严肃|逐一|逐项|逐人|按期|按时|如期|按月|按季度?|视情节轻重|视情节|原则同意|同意|定向|联合|自行|书面|尽早|及早|一次性|足额|视情|累计|全力|新(?=打造|组建|培育|创建|聘|增设)"
)
_MODAL = "要|应当|应该|应|必须|须|需要|需|务必|将|可以|可|均|都|一律|负责"
_LEAD = by_first(f"{_ADVERB}|{_MODAL}")
_LEADING = re.compile(f"(?:一方面|另一方面|一是|二是|三是|四是|五是){_LEAD}*|{_LEAD}+")
_AFTER_BODY = re.compile(by_first(f"{_MODAL}|主要|具体|每年|定期|不定期|及时|不断|每学期") + f"{_LEAD}*")
_TURNED = re.compile(
    r"[将把对为给向在从由与同以按]|会同|联合|根据|依据|通过|采取|采用|围绕|依托|结合|面向"
)  # prepositions: the verb comes later
_DATE_LEAD = re.compile(
    r"(?=[今本春秋上下年第一二三四于在到每末当次\d])(?:(?:今年)?[春秋]季(?:学期)?(?:开学)?前|(?:今年|本年)?(?:上半年|下半年|年内|年底前|第?[一二三四]季度)|(?:于|在|到|每年|每学期|每月|每季度|每半年|每周|末月|当月|次年|次月)*[\d][\d年月日底末初上中下旬秋春季学期、—-]*(?:以前|之前|前|起|内|后)?)"
)
_PAYS = re.compile(r"由[^,，]{2,16}?(?=承担|负担|解决|保障|安排|支付|列支|补足|筹集|筹措)")
_HEAD_ONLY = (
    "支持",
    "鼓励",
    "引进",
    "处理",
    "评价",
    "采购",
    "安装",
    "购买",
    "报告",
)  # inside a phrase they are mostly nouns: 提供证据支持
_CLOSING = re.compile(
    "纳入|列入|设在|倾斜|挂钩|提早|追加|列支|减免|实行|停业整顿|必查|移送|创成|覆盖(?=所有|全部)|定为(?=不合格|基本合格|优秀|合格)|开设(?<=[级月日]起开设)"
)  # verbs whose subject may be anything: 所需经费纳入…
IN_CASE = re.compile(  # 逾期未报的予以通报: the case and what follows from it in one phrase
    r"^[^,，]{2,30}?的(?=予以|给予|立即|一律|限期|不予|取消|责令|撤销|收回|追究|通报|由|应|须|要(?!求)|可|必须|免去|移送|扣)"
)
_PASSES = re.compile(r"通过(?=[^,，]*(?:认定|验收|评估|评审|创建)$)")
_RESPECT = re.compile(r"[在从][^,，]*?方面")  # in which respect: its words are no verbs
_COMPOUND = re.compile(  # a verb that begins a noun: 申请人, 评估结果, 考核应当…
    r"人(?![才员数事工大社力、])|者|书面|申请|率|费|前|后(?!续|勤)|结束|结果|总分|反馈|专家|应|须|必须|要(?!求)|合格|不合格|完成后|期满|期限|期间|津贴|人数|紧缺|总量|周转|对象|分值|奖金"
)
_ADVERB_TOO = "统一"  # a verb only where it comes again: 统一招生、统一管理
_AS_NOUN = (  # after a verb: 考核机制, 建设标准
    "的", "机制", "制度", "体系", "标准", "工作的", "计划", "方案", "办法", "上取得", "等",
)  # fmt: skip
_ENCOURAGES = frozenset(("鼓励", "支持", "引导", "倡导", "提倡", "允许"))  # what they lead to may be vague
_DONE = re.compile(r"了(?<!终了)(?!解)|已(?<!自已)(?![^,，]{0,10}的)|近年来|取得(?:了|明显)|先后")
_VAGUE_OBJECT = re.compile(
    r"(?:氛围|格局|局面|环境|合力|面貌|意识|态势|共识|理念|观念|思想|生态|良性循环|路径|途径和办法|途径和方法|和谐校园|教师团队|实效|成效|作用|水平|能力|素养|质量|效率)$"
)
_SYSTEM = re.compile(r"(?:制度|机制|体系|办法|政策|标准|原则上)")
_COUNTED = re.compile(
    r"\d|[一二三四五六七八九十百两]批|百分之|全覆盖|所有|全部|[一二两三四五六七八九十]+[名个所项]"
)
_NAMED = re.compile(
    rf"{BLANK}|行动|工程|到[\u4e00-\u9fff]|\d|计划$|方案|制度(?!改革)|规划|标准|责任|措施$|清单|机制$|政策$|结对|共同体|一体化"
)
_AIM = re.compile(rf"{BLANK}|\d|目标|全覆盖|达标|标准化")
_BUILT = re.compile(
    r"(?:中学|小学|中心校|学校|校园|网|平台|基地|场馆|专用教室|空间|功能室|宿舍|食堂).{0,12}建设$|平台.{0,16}(?:培训|应用)|轮岗|“"
)
_MADE = re.compile(
    rf"{BLANK}|机制|体系|制度|模式|范式|品牌|一批|团队|队伍体系|方案|清单|报告|标准|名校|标杆|学校|平台|基地|课程|项目"
)
_PUSHED = re.compile(
    rf"{BLANK}|\d|项目|工程|建设|制度|试点|模式|计划|行动|机制|管理|合作|覆盖率|联盟|共同体|学区化|集团|一体化|[迁扩改新]建|改造"
)
_GROWN = re.compile(rf"{_COUNTED.pattern}|{BLANK}|若干|一定数量")
_MOVED = re.compile(
    r"^(?:设立|建立|成立|组建|建设|制定|出台|落实|实施|新建|改建)|^[^,，]{0,20}(?:学校|中学|小学|幼儿园|校区)(?:$|[、的]?.{0,12}(?:建设|建成|开工|投用|招生))|覆盖"
)
_LED = re.compile(r"捐资|捐赠|流动|参与|投入|社会(?:力量|各界|资本)")
_GRANTED = re.compile(r"支持|指导|奖|补|倾斜|优先|资助|减免|通报|表彰|处分|批评|保障")
_REPORTED = re.compile(
    r"^(?![名告到酬销考刊道表废价]).{0,20}(?:局|科|股|室|中心|政府|学校|部门|备案|备查|审|批准|存档)"
)
_TITLED = re.compile(rf"^好?(?:国家|省|市|区|县|义务教育|教育部)?{BLANK}")


@dataclass(frozen=True, slots=True)
class Act:
    """A main verb, where it starts in its phrase, and what sort of undertaking it is."""

    verb: str
    at: int
    sort: str
    needs: str


_NEEDS = {
    "named": _NAMED,
    "built": _BUILT,
    "made": _MADE,
    "pushed": _PUSHED,
    "counted": _COUNTED,
    "system": _SYSTEM,
    "aim": _AIM,
    "grown": _GROWN,
    "repeated": re.compile("、统一"),
    "moved": _MOVED,
    "led": _LED,
    "granted": _GRANTED,
    "titled": _TITLED,
    "reported": _REPORTED,
}


def main_act(phrase: Phrase) -> Act | None:
    """The main verb of *phrase*: at its head, after a modal or an adverb, or after a preposition's words."""
    bare = phrase.bare
    at = lead_end(bare, 0)
    heads = []
    for start in _heads(phrase, at):
        heads.append(start)
        verb = verb_at(bare, start)
        if verb == _ADVERB_TOO and not _NEEDS["repeated"].search(bare):
            continue
        if verb and not _COMPOUND.match(bare, start + len(verb)):
            return _act(bare, verb, start)
    if passes := _PASSES.search(bare):
        return _act(bare, passes[0], passes.start())
    for start in heads:
        if _TURNED.match(bare, start):
            return _inner_act(bare, at)
    paid = _PAYS.search(bare, at)
    if paid:
        verb = verb_at(bare, paid.end())
        return _act(bare, verb, paid.end()) if verb else None
    closing = _CLOSING.search(bare, at)
    return _act(bare, closing[0], closing.start()) if closing else None


def _inner_act(bare: str, at: int) -> Act | None:
    """The last verb after a preposition's words: 将…纳入…, 为…配备…."""
    respect = _RESPECT.match(bare, at)
    found = [
        verb
        for verb in VERB.finditer(bare, respect.end() if respect else at)
        if verb[0] not in _HEAD_ONLY and not bare.startswith(_AS_NOUN, verb.end())
    ]
    return _act(bare, found[-1][0], found[-1].start()) if found else None


def lead_end(bare: str, start: int) -> int:
    """Where the adverbs and modals that stand at *start* end."""
    lead = _LEADING.match(bare, start)
    return lead.end() if lead else start


def _heads(phrase: Phrase, at: int) -> Iterator[int]:
    """Where a main verb may stand: the head with and without its adverbs, and after 要 or another modal."""
    bare = phrase.bare
    yield 0
    if at:  # some adverbs are verbs as well: 统筹, 加强
        yield from (at, *range(max(at - 2, 0), max(at - 5, -1), -1))
    if dated := _DATE_LEAD.match(bare, at):
        yield dated.end()
    if after_body := phrase.bodies_end:
        yield from (after_body, lead_end(bare, after_body))
    if "的" in bare and (in_case := IN_CASE.match(bare)):
        yield lead_end(bare, in_case.end())
    yield from (found.end() for found in _AFTER_BODY.finditer(bare))


def _act(bare: str, verb: str, at: int) -> Act:
    sort, needs = ACTS[verb]
    if needs == "moved" and (moved := verb_at(bare, at + len(verb))):
        sort = ACTS[moved][0]
    return Act(verb, at, sort, needs)


def is_undertaking(phrase: Phrase, act: Act) -> bool:
    """Whether the act binds anyone to a thing that can be checked: what its verb needs is there."""
    rest = phrase.bare[act.at :]
    vague = _VAGUE_OBJECT.search(rest.rstrip("。")) and not _COUNTED.search(rest)
    if vague and act.verb not in _ENCOURAGES:
        return False
    return act.needs == "-" or bool(_NEEDS[act.needs].search(rest[len(act.verb) :]))


def is_past(phrase: Phrase) -> bool:
    """Whether *phrase* tells of what was done."""
    return bool(_DONE.search(phrase.bare))
