"""Who must act: bodies as printed, named or generic (各初中, 校长)."""

import re
from functools import lru_cache

_SUFFIX = (
    "教育局|教体局|财政局|人社局|编办|发改局|政府办公室|政府|教委|教育委员会|委员会|领导小组办公室|领导小组|工作专班|专班|办公室|指挥部|"
    "教管中心|教育管理中心|管理中心|指导中心|进修学校|研究院|研训院|教研室|教科院|教科所|督导室|督导组|督导部门|业务部门|职能部门|"
    "科室|处室|股室|股(?![份东票权])|支队|大队|大学|学院|医院|派出所|科(?!研|技|学|目|普)|处|室|(?<!场)所(?![需有在属获取得])|中心|局|委|办|站|院|馆|部门|单位|机构|"
    "街道办事处|镇街|街道|乡镇|镇政府|乡镇政府|幼儿园|小学|初中|高中|中学|学校|校|园|学区|集团|联盟|社区|"
    "校长|园长|教师|班主任|教研员|书记|局长|副局长|组长|教研组长|备课组长|家长委员会|工会|团委|妇联|共青团|人大|政协|残联|公安|卫健|各地|各级|校领导|家长|监护人|申请人|责任督学|督学|班子成员|党组织|党支部|党委|供餐企业"
)
_BODY = rf"(?:[省市县区镇乡校园村、]{{2,12}}[两三四]级|[\u4e00-\u9fff“”\"（）()、和及与□]{{0,40}}?(?:{_SUFFIX})(?:[(（][^()（）]{{1,6}}[)）])?(?:等(?:部门|单位|有关部门)?)?)"
BODY = re.compile(  # a department by its name, wherever it stands
    r"(?:[省市县区镇乡](?:(?![由会报经对同])[\u4e00-\u9fff]){0,6})?(?:教育局|教体局|财政局|人民政府|教委|领导小组|督导室|编办|[\u4e00-\u9fff]{2}(?<![格布结])局(?!面|部|势|限)|(?:人事|基教|宣教|计财|监审|体卫艺|财务|安全)科(?!研|技|学|目))"
)
_ACTING = (
    "要|应|应当|必须|须|需|将|负责|主要负责|具体负责|牵头|会同|配合|协同|主要|具体|对|把|按|按照|每年|每学期|每月|定期|不定期|及时|"
    "不断|做好|组织|开展|建立|制定|结合|根据|接到|具体抓|全面|统筹|指导|积极|认真|是|为责任|执行|给予|承担|参与|不得|按(?:照)?(?:各自)?职责|可|可以|联盟合作|通过|暑期|至少|不少于|期初|期末|年初|年末|学期|向|每(?![生名人班校间套户餐件百千十])|为第一|须|公布(?!栏)|公示(?!栏)|发布|汇总|提出|提交|报|成立|设立|派出|选派|签订|聘请|落实(?![^,，]*的情况)|实行|实施|健全|推行|统一|自行|联合|分别|共同|于每"
)
_SUBJECT = re.compile(rf"(?P<names>{_BODY})(?={_ACTING})")
_LED = re.compile(
    rf"由(?P<names>(?!每)(?:(?!由)[\u4e00-\u9fff、()（）]){{1,40}}?(?:{_SUFFIX}|财政))(?:(?P<role>牵头|负责|组织|配合|统筹)|(?=[每按据根结承审核备解更制发公约责移安列统兜查指颁认书以会另自确在予全给采提签验收\d]|进行))"
)
_MADE_UP = re.compile(
    rf"(?:完善|建立|健全|构建|形成|成立|[,，])(?P<names>[\u4e00-\u9fff、和及与]{{2,40}}?(?:{_SUFFIX}))(?P<role>牵头(?=[,，])|组成(?=的))"
)
_WITH = re.compile(
    rf"(?P<role>会同)(?P<names>[\u4e00-\u9fff、和及与]{{2,20}}?(?:{_SUFFIX})(?![\u4e00-\u9fff]?(?:{_SUFFIX})))"
)
_JOINED = re.compile(rf"(?P<names>[\u4e00-\u9fff、和及与]{{2,40}}?(?:{_SUFFIX}))(?P<role>配合|协助|参与)$")
_TAGGED = re.compile(
    r"(?P<role>牵头|责任|配合|主办|协办|参与|实施|承办|主管)(?:部门|单位|科室|处室|人)[:：为](?P<names>[^)）。;；]{2,80})"
)
_FIRST = re.compile(rf"由(?P<names>[\u4e00-\u9fff、和及与]{{2,40}}?(?:{_SUFFIX}))(?P<role>)会同")
_HINT = re.compile(r"[由任头]|配合|会同|协助|参与|委托|设在|组长|成员|单位|部门|追究")
_CHARGED = re.compile(
    r"(?P<role>追究)(?!个人|相关|有关|责任)(?P<names>[\u4e00-\u9fff、]{2,24}?)的?(?:直接|领导|主要|相应|管理)*责任"
)
_TRUSTED = re.compile(
    r"(?P<role>委托)(?P<names>[\u4e00-\u9fff]{2,12}?(?:机构|公司|单位|高校|大学|学院|协会|中心))(?=$|[,，]|[进开对为])"
)
_SEATED = re.compile(rf"办公室(?P<role>设在)(?P<names>[\u4e00-\u9fff]{{2,20}}?(?:{_SUFFIX}))$")
_GROUP = re.compile(
    r"(?:^|[以由,，])(?P<head>(?:(?![以由])[\u4e00-\u9fff、]){2,40}?)(?:为|任|担任)(?P<role>副?组长|副?主任|总?召集人|成员)"
)
_SEPARATORS = re.compile(
    r"[、,，]|会同|联合|(?<=[局委办科处室心所院校会府长])(?:和|及|与)|(?:以及|及|和)(?=各|中小学|其他|相关|有关)"
)
_SEATS = re.compile(r"[(（][^()（）]{1,8}[)）]")  # 各县（市、区）教育局 is one body
_COMMA_INSIDE = "\0"
_ANY_SUFFIX = re.compile(_SUFFIX)
_FARTHEST = 56  # characters from the head of a phrase to the end of its bodies
_LISTING = re.compile(r"[、,，和及与等会 　:：]")
_INSIDE = re.compile(  # words that no body has in its name
    r"追究|配备|书面|完成|工作日|向|不足的|提高到|增加到|达到|标准|予以|取消|纳入|资格|是否|入校|进校|到校|教材|实行|不得|提出|经费|资金|满意度|上述"
)
_OFFICE = re.compile(r"组织[\u4e00-\u9fff]{1,4}(?:科|处|室|办|部)")
_PAIR = re.compile(rf"(?<=[\u4e00-\u9fff]{{3}})[与和及](?=[\u4e00-\u9fff]{{2,20}}(?:{_SUFFIX})$)")
_AND = re.compile(r"^(?:和|及|与|以及)")
_TAIL = re.compile(r"等(?:相关|有关)?(?:部门|单位|科室|处室)?$")
_NOT_A_BODY = re.compile(
    r"^(?:经(?![济开贸信])|每(?:周|月|年|学期|学年|天|日|季度|半年)|探索|满足|积极|继续|着力|大力|有效|营造|激发|调动|关注|关心|保障|维护|凝聚|把握|聚焦|深入|加快|不断|吸引|动员|号召|要求|督促|是否|依|报|也|与|同|跟|要|应|须|允许|验收|整改|建立|建设|加强|推进|完善|每所|每个|为|对|将|把|在|全区|全市|全县|促进|推动|实施|打造|形成|提高|提升|充分|以|从|凡|其|该|按|办好|工作|本|新建|引导|依托|通过|到|逐步|鼓励|支持|确保|组织|开展|严禁|支持|让|使|委托|培养|选派|围绕|构建|落实|强化|优化|注重|坚持|统筹|深化|健全|创新|根据|制定|成立|设立|指导|面向|帮助|一批|若干|建成|聘请|未经|未按)"
)
_LEADING = re.compile(
    r"^(?:同时|此外|其中|并|一是|二是|三是|四是|五是|\d+[.、．]|[(（][一二三四五六七八九十\d]+[)）])"
)


def subject_end(bare: str) -> int:
    """Where the bodies at the head of a phrase end; 0 where it names none there."""
    match = _subject(bare)
    return match.end() if match else 0


@lru_cache(maxsize=2048)
def subjects(words: str, bare: str) -> tuple[str, ...]:
    """The bodies at the head of a phrase that it makes act, or () where it names none there."""
    match = _subject(bare)
    listed = words[match.start("names") : match.end("names")] if match else ""
    return split_names(listed.rpartition("由")[2])


@lru_cache(maxsize=2048)
def _subject(bare: str) -> re.Match[str] | None:
    if not _ANY_SUFFIX.search(bare, 0, _FARTHEST):
        return None
    lead = _LEADING.match(bare)
    match = _SUBJECT.match(bare, lead.end() if lead else 0)
    if match is None:
        return None
    misread = _NOT_A_BODY.match(match["names"]) and not _OFFICE.fullmatch(match["names"])
    return None if misread else match


def led_by(words: str) -> dict[str, tuple[str, ...]]:
    """Bodies with their role: 由…牵头, …配合, 责任单位：…"""
    roles: dict[str, tuple[str, ...]] = {}
    if not _HINT.search(words):
        return roles
    if words.endswith(("配合", "协助", "参与")) and (match := _JOINED.search(words)):
        roles[match["role"]] = split_names(match["names"])
    for pattern in (_TAGGED, _LED, _MADE_UP, _FIRST, _WITH, _TRUSTED, _SEATED, _CHARGED):
        for match in pattern.finditer(words):
            names = split_names(match["names"])
            if names:
                roles.setdefault(match["role"] or "承办", names)
    for group in _GROUP.finditer(words):
        roles.setdefault(group["role"], split_names(group["head"]))
    return roles


def split_names(listed: str) -> tuple[str, ...]:
    """编办、财政等部门及各镇街 → 编办, 财政, 各镇街."""
    if not _LISTING.search(listed) or listed.endswith(("两级", "三级", "四级")):
        return (listed,) if len(listed) >= 2 and not _INSIDE.search(listed) else ()
    pieces = [
        part
        for piece in _SEPARATORS.split(_SEATS.sub(lambda seat: seat[0].replace("、", _COMMA_INSIDE), listed))
        for part in _PAIR.split(_TAIL.sub("", piece))
    ]
    names = (_TAIL.sub("", piece).strip(" 　:：") for piece in pieces)
    names = (_AND.sub("", name).replace(_COMMA_INSIDE, "、") for name in names)
    return tuple(dict.fromkeys(name for name in names if len(name) >= 2 and not _INSIDE.search(name)))
