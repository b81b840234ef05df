"""Who must act: bodies as printed, named or generic (各初中, 校长)."""

import re

from ingest.commitments.alternatives import by_first
from ingest.commitments.names import SUFFIX, split_names

_BODY_END = rf"{SUFFIX}(?:[(（][^()（）]{{1,6}}[)）])?(?:等(?:部门|单位|有关部门)?)?"
_BODY = (
    rf"(?:[省市县区镇乡校园村、]{{2,12}}[两三四]级|[\u4e00-\u9fff“”\"（）()、和及与□]{{0,40}}?{_BODY_END})"
)
BODY = re.compile(  # a department by its name, wherever it stands
    r"(?:[省市县区镇乡](?:(?![由会报经对同])[\u4e00-\u9fff]){0,6})?(?:教育局|教体局|财政局|人民政府|教委|领导小组|督导室|编办|[\u4e00-\u9fff]{2}(?<![格布结])局(?!面|部|势|限)|(?:人事|基教|宣教|计财|监审|体卫艺|财务|安全)科(?!研|技|学|目))"
)
_ACTING = by_first(
    "要|应|应当|必须|须|需|将|负责|主要负责|具体负责|牵头|会同|配合|协同|主要|具体|对|把|按|按照|每年|每学期|每月|定期|不定期|及时|"
    r"不断|做好|组织|开展|建立|制定|结合|根据|接到|收到|具体抓|全面|统筹|指导|积极|认真|是|为责任|执行|给予|承担|参与(?![率度面])|不得|按(?:照)?(?:各自)?职责|可|可以|联盟合作|通过|暑期|至少|不少于|期初|期末|年初|年末|学期|向|每(?![生名人班校间套户餐件百千十])|为第一|须|公布(?!栏)|公示(?!栏)|发布|汇总|提出|提交|上报|报送|反馈|受理|审核|登录|填报|填写|发放|编制|报(?![名考刊到])|成立|设立|派出|选派|签订|聘请|落实(?![^,，]*的情况)|实行|实施|健全|推行|统一|自行|联合|分别|共同|于(?=每|\d|本|次)|在(?=\d|每)|自(?=\d)|组成|先行|同步|采取|完成|安排|拨付|负(?=[^责,，]{0,6}责任)|协助|参照|无正当理由|一律|严格|绝不|决不|不准|不再|不予|切实|仍|既|未"
)
_COUNTED = (  # a phrase of which the body is what is counted: 一线教师不少于4人
    r"(?:要|应当?|须|必须|均|都)?(?:达到|(?:不少于|不低于|不得少于|不得低于|不超过|不得超过|至少|占)"
    r"(?:[\d.一二两三四五六七八九十百]+(?:分之|[名人所个位间套台%％])|[^,，\d]{2,16}的\d+(?:\.\d+)?[%％]))"
)
_SUBJECT = re.compile(rf"(?P<names>{_BODY})(?={_ACTING}|\d{{1,2}}月|\d{{4}}年)(?!{_COUNTED})")
_LED = re.compile(
    rf"由(?P<names>(?!每)(?:(?!由)[\u4e00-\u9fff、()（）]){{1,40}}?(?:{SUFFIX}|财政))(?:(?P<role>牵头|负责|组织|配合|统筹)|(?=发(?!展)|委托|组[成建织]|收缴|吊销|没收|征收|[每按据根结承审核备解更制公约责移安列统兜查指颁认书以会另自确在予全给采提签验收于足先定完从协同汇报筹落实施\d]|分(?=[\d两三四五六七八九十年期批别级担])|进行))"
)
_MADE_UP = re.compile(
    rf"(?:完善|建立|健全|构建|形成|成立|[,，])(?P<names>[\u4e00-\u9fff、和及与]{{2,40}}?{SUFFIX})(?P<role>牵头(?=[,，])|组成(?=的))"
)
_WITH = re.compile(
    rf"(?P<role>会同)(?P<names>(?:[\u4e00-\u9fff]{{1,16}}?{SUFFIX}[、和及与])*[\u4e00-\u9fff和及与]{{1,20}}?{SUFFIX}(?![\u4e00-\u9fff]?{SUFFIX}))"
)
_JOINED = re.compile(rf"(?P<names>[\u4e00-\u9fff、和及与]{{2,40}}?{SUFFIX})(?P<role>配合|协助|参与)$")
_TAGGED = re.compile(
    r"(?P<role>牵头|责任|配合|主办|协办|参与|实施|承办|主管)(?:部门|单位|科室|处室|人)[:：为](?P<names>[^)）。;；]{2,80})"
)
_FIRST = re.compile(rf"由(?P<names>[\u4e00-\u9fff、和及与]{{2,40}}?{SUFFIX})(?P<role>)会同")
_CHARGED = re.compile(
    r"(?P<role>追究)(?!个人|相关|有关|责任|刑事|民事|法律|行政|纪律|党纪|政纪|赔偿)(?P<names>[\u4e00-\u9fff、]{2,24}?)的?(?:直接|领导|主要|相应|管理)*责任"
)
_TRUSTED = re.compile(
    r"(?P<role>委托)(?P<names>[\u4e00-\u9fff]{2,12}?(?:机构|公司|单位|高校|大学|学院|协会|中心))(?=$|[,，]|[进开对为])"
)
_SEATED = re.compile(rf"办公室(?P<role>设在)(?P<names>[\u4e00-\u9fff]{{2,20}}?{SUFFIX})$")
_GROUP = re.compile(
    r"(?:^|[以由,，])(?P<head>(?:(?![以由])[\u4e00-\u9fff、]){2,40}?)(?:为|任|担任)(?P<role>副?组长|副?主任|总?召集人|成员)"
)
_HINT = re.compile(r"由|任|头|配合|会同|协助|参与|委托|设在|组长|成员|单位|部门|追究")
_ROLES = (  # a word that must be there, and what reads the bodies around it
    ("", _TAGGED), ("由", _LED), ("", _MADE_UP), ("会同", _FIRST), ("会同", _WITH),
    ("委托", _TRUSTED), ("设在", _SEATED), ("追究", _CHARGED),
)  # fmt: skip
_MAY_ACT = re.compile(rf"{_BODY_END}(?={_ACTING}|\d{{1,2}}月|\d{{4}}年)")
_FARTHEST = 64  # characters from the head of a phrase to what its bodies are to do
_OFFICE = re.compile(r"组织[\u4e00-\u9fff]{1,4}(?:科|处|室|办|部)")
_NOT_A_BODY = re.compile(
    r"^(?:经(?![济开贸信])|每(?:周|月|年|学期|学年|天|日|季度|半年)|探索|满足|积极|继续|着力|大力|有效|营造|激发|调动|关注|关心|保障|维护|凝聚|把握|聚焦|深入|加快|不断|吸引|动员|号召|要求|督促|是否|依|报|也|与|同|跟|要|应|须|允许|验收|整改|建立|建设|加强|推进|完善|每所|每个|为|对|将|把|在|全区|全市|全县|促进|推动|实施|打造|形成|提高|提升|充分|以|从|凡|其|该|按|办好|工作|本|新建|引导|依托|通过|到|逐步|鼓励|支持|确保|组织|开展|严禁|支持|让|使|委托|培养|选派|围绕|构建|落实|强化|优化|注重|坚持|统筹|深化|健全|创新|根据|制定|成立|设立|指导|面向|帮助|一批|若干|建成|聘请|未经|未按|会议|倡导|实现|全面落实|但|且|主要用|用于|力求|力争|名(?!师)|退还|参加)"
)
_LEADING = re.compile(
    r"^(?:请(?!示)|同时|此外|其中|并|一是|二是|三是|四是|五是|\d+[.、．](?!\d)|[(（][一二三四五六七八九十\d]+[)）]|(?:到|至|于|在)?(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末)?(?:以|之)?前)"
)


def actors(words: str, bare: str) -> tuple[tuple[str, ...], int]:
    """The bodies that the phrase *words* makes act at its head, and where they end; 0 where it names none there.

    *bare* is *words* with quoted words blanked out.
    """
    if not _MAY_ACT.search(bare, 0, _FARTHEST) and "级" not in bare:
        return (), 0
    lead = _LEADING.match(bare)
    match = _SUBJECT.match(bare, lead.end() if lead else 0)
    if match is None or (_NOT_A_BODY.match(match["names"]) and not _OFFICE.fullmatch(match["names"])):
        return (), 0
    listed = words[match.start("names") : match.end("names")]
    return split_names(listed.rpartition("由")[2]), match.end()


def led_by(words: str) -> dict[str, tuple[str, ...]]:
    """Bodies with their role: 由…牵头, …配合, 责任单位：…"""
    roles: dict[str, tuple[str, ...]] = {}
    if words.endswith(("配合", "协助", "参与")) and (match := _JOINED.search(words)):
        roles[match["role"]] = split_names(match["names"])
    if not _HINT.search(words):
        return roles
    for sign, pattern in _ROLES:
        for match in pattern.finditer(words) if sign in words else ():
            names = split_names(match["names"])
            if names:
                roles.setdefault(match["role"] or "承办", names)
    for group in _GROUP.finditer(words) if "任" in words or "为" in words else ():
        roles.setdefault(group["role"], split_names(group["head"]))
    return roles
