"""Names of bodies: how they end, and lists of them as single names."""

import re

from ingest.commitments.alternatives import by_first

SUFFIX = by_first(
    "各(?:县区|市县|区县|县市区|市州|旗县|县|市|区)|县[(（]市、区[)）]|县□{5}|省财政|市财政|县财政|区财政|镇财政|乡财政|纪委|负责人|负责同志|分管领导|主要领导|检查人员|工作人员|值班人员|从业人员|管理人员|督查人员|参会人员|安保人员|运营企业|各(?<![\u4e00-\u9fff]各)[\u4e00-\u9fff]{2,6}?(?=要(?!求)|应|须|负责|不得)|单位和个人|基金会|机关|镇(?<![城乡村集建]镇)(?=负责|牵头|要(?!求)|应|于)|"
    "教育局|教体局|财政局|人社局|编办|发改局|政府办公室|政府|教委|教育委员会|委员会|领导小组办公室|领导小组|工作专班|专班|办公室|指挥部|"
    "教管中心|教育管理中心|管理中心|指导中心|进修学校|研究院|研训院|教研室|教科院|教科所|督导室|督导组|督导部门|业务部门|职能部门|"
    "科室|处室|股室|股(?![份东票权])|支队|大队|大学|学院|医院|派出所|科(?!研|技|学|目|普)|处|室|所(?<!场所)(?![需有在属获取得])|中心|局|委|办|站(?<!网站)|院|馆|部门|单位|机构|"
    "街道办事处|镇街|街道|乡镇|镇政府|乡镇政府|幼儿园|小学|初中|高中|中学|学校|校|园|学区|集团|联盟|社区|"
    "校长|园长|教师|班主任|教研员|书记|局长|副局长|组长|教研组长|备课组长|家长委员会|工会|团委|妇联|共青团|人大|政协|残联|公安|卫健|各地|各级|校领导|家长|监护人|申请人|责任督学|督学|班子成员|党组织|党支部|党委|供餐企业"
)
_SEPARATORS = re.compile(
    r"[、,，]|会同|联合|(?<=[局委办科处室心所院校会府长])(?:和|及|与)|(?:以及|及|和)(?=各|中小学|其他|相关|有关)"
)
_SEATS = re.compile(r"[(（][^()（）]{1,8}[)）]")  # 各县（市、区）教育局 is one body
_COMMA_INSIDE = "\0"
_LISTING = re.compile(r"[、,，和及与等会 　:：]")
_INSIDE = re.compile(  # words that no body has in its name
    r"追究|(?<!受)委托|配备|书面|完成|工作日|向|不足的|提高到|增加到|达到|标准|予以|取消|纳入|资格|是否|入校|进校|到校|教材|实行|不得|提出|经费|资金|满意度|上述|牵头(?![单部])|应当|须经|按每|每季|每年|每月|原则同意|会议(?=原则|要求|同意|议定|明确|决定|听取)|约谈|组建|倡导|访谈|抽查|走访|当场|研究后|引进|(?<!所)在(?![校园职编岗])"
)
_NO_ACTOR = re.compile(
    r"(?:学科|教室|活动室|功能室|课程|宿舍)$|^(?:语文|数学|英语|物理|化学|生物|音乐|美术|计算机|信息技术|劳动教育)$|^每(?:站|馆|学科|点|县|班)"
)
_AND_INSIDE = "\1"
_COMPOUND = re.compile(  # 人力资源和社会保障局 is one body
    "(?<=人力资源)和(?=社会保障)|(?<=[工产]业)和(?=信息化)|(?<=经济)和(?=信息化)|(?<=文化)和(?=旅游)|(?<=电视)和(?=旅游)|(?<=住房)和(?=城乡建设)"
    "|(?<=资源)和(?=规划)|(?<=规划)和(?=自然资源)|(?<=发展)和(?=改革)|(?<=教育)和(?=体育|科技|科学技术)|(?<=卫生)和(?=计划生育)|(?<=农业)和(?=农村)"
    "|(?<=商务)和(?=[投经])|(?<=城市管理)和(?=综合执法)"
)
_SUBJECT = "(?:语文|数学|英语|物理|化学|生物|历史|地理|音乐|体育|美术|艺术|科学|信息技术|信息科技|劳动|心理健康|[音体美科劳])"
_ONE_NAME = re.compile(  # 音乐、体育、美术教师 are teachers, not three bodies
    f"{_SUBJECT}(?:[、和及]{_SUBJECT})+(?=等?[^、，]{{0,4}}(?:教师|老师|教研员|学科|教室|课程))"
    "|[省市县区镇乡](?:、[省市县区镇乡])+[两三四]级"
)
_PAIR = re.compile(rf"(?<=[\u4e00-\u9fff]{{3}})[与和及](?=[\u4e00-\u9fff]{{2,20}}{SUFFIX}$)")
_AND = re.compile(r"^(?:和|及|与|以及)")
_TAIL = re.compile(r"等(?:相关|有关)?(?:部门|单位|科室|处室)?$")


def split_names(listed: str) -> tuple[str, ...]:
    """编办、财政等部门及各镇街 → 编办, 财政, 各镇街."""
    if "和" in listed:
        listed = _COMPOUND.sub(_AND_INSIDE, listed)
    if not _LISTING.search(listed) or listed.endswith(("两级", "三级", "四级")):
        listed = listed.replace(_AND_INSIDE, "和")
        return (listed,) if _may_act(listed) else ()
    listed = _ONE_NAME.sub(lambda found: found[0].replace("、", _COMMA_INSIDE), listed)
    pieces = [
        part
        for piece in _SEPARATORS.split(_SEATS.sub(lambda seat: seat[0].replace("、", _COMMA_INSIDE), listed))
        for part in _PAIR.split(_TAIL.sub("", piece))
    ]
    names = (_TAIL.sub("", piece).strip(" 　:：") for piece in pieces)
    names = (_AND.sub("", name).replace(_COMMA_INSIDE, "、").replace(_AND_INSIDE, "和") for name in names)
    return tuple(dict.fromkeys(filter(_may_act, names)))


def _may_act(name: str) -> bool:
    """Whether *name* may be who acts: no room, no subject taught, no words of a sentence."""
    return len(name) >= 2 and not (_INSIDE.search(name) or _NO_ACTOR.search(name))
