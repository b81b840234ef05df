"""Names of places: those a document carries, and those a question mentions."""

import re
from dataclasses import dataclass

from ingest.gazetteer import gazetteer

_SUFFIX = "特别行政区|自治区|自治州|自治县|自治旗|街道|地区|新区|省|市|区|县|州|盟|旗|镇|乡"
_NAME = re.compile(rf"([\u4e00-\u9fff]{{2,4}}?)({_SUFFIX})")
_ENDING = re.compile(rf"(?<=..)(?:{_SUFFIX})$")
_PARTY = re.compile(r"中共|中国共产党")
_TITLE_START = re.compile(r"(?:关于|印发|转发|下发|发布|修订|做好|推进|开展|实施|深化|加强|[《\"、,(])+")
_NOT_WITHIN = r"(?<!乡(?=[村下]))(?<!县(?=[域级]))(?<!区(?=[域别]))"  # 普通乡村: the suffix begins a word
# A run before 市, 区 … that holds one of these is no name: 全市, 各县, 城区, 社区, 学区, 片区 …
_ORDINARY = re.compile(
    r"[全我本各该哪某这那县市区省镇乡村]|学校|教育|学生|教师|老师|中小|小学|中学|初中|高中|行政|所在|直属|建设|示范|试点|责任|功能|户籍|同一|其他|"
    r"一个|外省|两个|几个|多个|农村|城乡|中心|[城郊社学片园辖校景山库灾疫战林牧矿新老小跨分]$"
)
# Names of the gazetteer that such runs are as often: 新城区 is part of many a town.
_COMMON_NAMES = frozenset(
    ["新城", "东城", "西城", "南城", "北城", "新市", "新社", "新乡", "大园", "大城", "大村", "大新"]
)
# Nor do those that hold a verb or a particle: 达到区级, 刚去乡里.
_RUNNING = re.compile(
    r"[的了着过去来到派能会想要让给把被对从往向得获达参加办建送请是有在和与跟及同每些里内外上下首批最现听说们这主]"
)
_ALL_KNOWN = frozenset({"省", "自治区", "特别行政区", "自治州"})  # the gazetteer has every one
_INSTITUTION = re.compile(r"大学|学院|师范|医科|理工|科技学|职业|附属|路|街|话|银行")
_BOUNDARY = re.compile(
    r"(?:^|[,.?;:!、\"《(]|#[省市州盟]?|我在|我是|我们|咱们?|请问|关于|对于|以及|根据|按照|[在和与跟及同按据到问比去像查])$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its bare name (岚石) and as printed (岚石区)."""

    bare: str
    printed: str


def leading_places(name: str) -> tuple[Place, ...]:
    """The places a name begins with, outermost first: 北屏市岚石区人民政府 → 北屏市, 岚石区."""
    places: list[Place] = []
    party = _PARTY.match(name)
    position = party.end() if party else 0
    while (match := _NAME.match(name, position)) and (
        not _ORDINARY.search(match[1]) or _is_real_although_ordinary(match[1])
    ):
        places.append(Place(match[1], match[0]))
        position = match.end()
    return tuple(places)


def places_in_title(title: str) -> tuple[Place, ...]:
    """The places a title names at its start or after 关于, 印发, 《 and the like."""
    starts = [0, *(match.end() for match in _TITLE_START.finditer(title))]
    found = [places for start in starts if (places := leading_places(title[start:]))]
    return max(found, key=len, default=())


def mentions_place(question: str, place: Place) -> bool:
    """Whether the (folded) question names the place, not an institution called after it (北屏大学)."""
    for match in re.finditer(re.escape(place.bare), question):
        if not _INSTITUTION.match(question, match.end()):
            return True
    return False


def unknown_places(question: str) -> tuple[str, ...]:
    """What reads as the name of a place in the (folded) question, once the library's own names are blanked out."""
    found: dict[str, None] = {}
    for match in re.finditer(rf"(?:{_SUFFIX}){_NOT_WITHIN}", question):
        if name := _name_before(question, match):
            found[name] = None
    for length in (4, 3, 2):
        for start in range(len(question) - length + 1):
            bare = question[start : start + length]
            if bare in gazetteer() and _stands_alone(question, start, start + length):
                found.setdefault(_longest(found, bare), None)
    return tuple(found)


def foreign_places(words: str, source: str) -> tuple[str, ...]:
    """What reads as the name of a place in *words*, without which *source* does; both folded."""
    found = unknown_places(words)
    return tuple(name for name in found if name not in source and _ENDING.sub("", name) not in source)


def _name_before(question: str, suffix: re.Match[str]) -> str | None:
    """The name that *suffix* ends: one of the gazetteer, or two or three characters that begin a phrase."""
    for length in (5, 4, 3, 2):
        start = suffix.start() - length
        bare = question[max(start, 0) : suffix.start()]
        begins = start >= 0 and bool(_BOUNDARY.search(question[:start]))
        if begins and _is_real_although_ordinary(bare):
            return bare + suffix[0]
        if start < 0 or _ORDINARY.search(bare):
            continue
        if bare in gazetteer():
            return bare + suffix[0]
        if length <= 3 and suffix[0] not in _ALL_KNOWN and _reads_as_name(bare) and begins:
            return bare + suffix[0]
    return None


def _is_real_although_ordinary(bare: str) -> bool:
    """鞍山, 聊城: names of places although they end as common nouns do."""
    return bare in gazetteer() and bare not in _COMMON_NAMES


def _reads_as_name(bare: str) -> bool:
    return bool(re.fullmatch(r"[\u4e00-\u9fff]+", bare)) and not _RUNNING.search(bare)


def _stands_alone(question: str, start: int, end: int) -> bool:
    return bool(_BOUNDARY.search(question[:start])) and not _INSTITUTION.match(question, end)


def _longest(found: dict[str, None], bare: str) -> str:
    return next((name for name in found if bare in name), bare)
