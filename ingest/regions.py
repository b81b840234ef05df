"""Names of places, told by their form: 某某省, 某某市某某区, 某某自治县."""

import re

_STATE = "特别行政区|自治区|自治州|自治县|自治旗|地区|新区|开发区|高新区|省|市|盟|区|县|旗"
_SUFFIX = re.compile(_STATE)
_PARTY = re.compile(r"中国共产党|中共|共青团|政协")
_CORPS = re.compile(
    r"新疆生产建设兵团(?:第[一二三四五六七八九十]{1,3}师)?|第[一二三四五六七八九十]{1,3}师(?=[\u4e00-\u9fff]{2,5}市)"
)
_STARTS = re.compile(
    r"\d{4}年度?|号|关于|印发|转发|下发|发布|公布|修订|批转|调整|制定|做好|推进|开展|实施|深化|加强|加快|完善|进一步|[《〈“\"（(、，,:：\s]"
)
# Read as a place, these would be common nouns: 全市, 各县, 主城区, 社区, 文明城市, 教育强区, 中小学校区 …
_COMMON = re.compile(
    r"[全我本各该哪每两几多外]|[市县区省]$|学校|教育|学生|教师|中小|小学|中学|初中|高中|幼儿|行政|所在|直属|建设|示范|试点|"
    r"责任|功能|农村|城乡|中心城|主城|县城|工作|发展|优质|均衡|有关|部门|单位|人民|政府|委员|办公|管理|服务|实验|"
    r"关于|印发|转发|推进|开展|实施|加强|加快|深化|完善|健全|规范|做好|提升|[^\u4e00-\u9fff]"
)
_COMMON_DISTRICT = re.compile(r"[社学片园辖校景灾]$|^[城山老]$")
_COMMON_CITY = re.compile(r"..城$|^[大小中新]城$|^[超上城]$")
_REAL_ALTHOUGH_COMMON = frozenset({"市中", "市南", "市北", "沙市", "新市", "城", "高新", "经开", "开发"})
_LONGEST = {
    "自治州": 12,
    "自治县": 16,
    "自治旗": 12,
    "自治区": 8,
    "开发区": 8,
    "高新区": 8,
}  # else 5 signs before it
_LEVELS = {
    "省": "省",
    "自治区": "省",
    "特别行政区": "省",
    "市": "市",
    "州": "市",
    "自治州": "市",
    "盟": "市",
    "地区": "市",
    "县": "县",
    "自治县": "县",
    "旗": "县",
    "自治旗": "县",
}


def leading_place(name: str) -> str:
    """The chain of places that *name* begins with, as printed: 某市某区人民政府 → 某市某区; "" where there is none."""
    party, corps = _PARTY.match(name), _CORPS.match(name)
    start = party.end() if party else 0
    end = corps.end() if corps else start
    while (longer := _next_place(name, end, nested=end > start)) > end:
        end = longer
    return name[start:end]


def place_in(title: str) -> str | None:
    """The longest place that a title names, at its start or after 关于, 印发, 《 and the like; None without one."""
    starts = [0, *(match.end() for match in _STARTS.finditer(title))]
    return max((leading_place(title[start:]) for start in starts), key=len) or None


def level_of(place: str) -> str | None:
    """The administrative level of the last place in a chain: 省, 市, 区 or 县; None for an empty chain."""
    found = [match[0] for match in _SUFFIX.finditer(place)]
    if not found and _CORPS.match(place):
        return "市" if place.endswith("师") else "省"
    return _LEVELS.get(found[-1], "区") if found else None


def _next_place(name: str, start: int, *, nested: bool) -> int:
    """Where the place that begins at *start* ends; *start* itself where none begins there."""
    for suffix in _SUFFIX.finditer(name, start + 1, start + 20):
        if _is_name(name[start : suffix.start()], suffix[0], nested=nested):
            return suffix.end()
    return start


def _is_name(bare: str, suffix: str, *, nested: bool) -> bool:
    if nested and suffix == "区" and bare in _REAL_ALTHOUGH_COMMON:
        return True
    if len(bare) > _LONGEST.get(suffix, 5) or _COMMON.search(bare):
        return False
    if suffix == "区" and _COMMON_DISTRICT.search(bare):
        return False
    if suffix == "市" and _COMMON_CITY.search(bare):
        return False
    return len(bare) > 1 or suffix in ("县", "旗")
