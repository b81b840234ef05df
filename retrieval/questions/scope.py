"""Which documents a question is about, and why: places, titles, 文号, years named; asked for; inherited; at home."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.normalise import fold
from retrieval.questions.meant import AS_UNDERSTOOD, Meant
from retrieval.questions.naming import DOCUMENT_NUMBER, Names, book_titles, placed_in, titled, years_in
from retrieval.questions.places import Place, mentions_place, unknown_places

_SCHOOL_LEVELS = ("幼儿园", "小学", "初中", "高中", "中职")
_SUFFIX = re.compile(r"(?:街道|地区|新区|[省市区县州盟旗镇乡])$")
_EVERY_DOCUMENT = "问题没有限定地区或文件，检索了全部文件"
_CHOSEN = "按所选的文件检索"
# A year that names the plan (2023年的工作要点, 2022到2023那学年), not one that the plan is asked about (到2016年).
_YEAR_OF_PLAN = re.compile(
    r"(?:19|20)\d{2}年?(?:[-~至到](?:19|20)?\d{2,4}年?)?(?:那|这|的)?(?:个)?(?:学年|年度)"
    r"|(?:19|20)\d{2}年?(?:[-~至到](?:19|20)?\d{2}年?)?(?:的|那份|那个)?[^,.?;]{0,8}(?:要点|计划|方案|规划|通知|意见|文件|工作重点)"
)


@dataclass(frozen=True, slots=True)
class Home:
    """Where the user works, as the request or the settings say: used where a question names no place."""

    region: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ScopeRequest:
    """What a client asks to be searched; an empty field sets no limit. ``years`` are inclusive, None: open.

    ``home`` limits nothing that a question names; None: that of the settings. ``meant`` stands instead of what the
    question's words say.
    """

    documents: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    years: tuple[int | None, int | None] | None = None
    kinds: tuple[str, ...] = ()
    home: Home | None = None
    meant: Meant = AS_UNDERSTOOD

    @property
    def is_empty(self) -> bool:
        return not (self.documents or self.regions or self.years or self.kinds)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something a question names that no document of the library is."""

    words: str
    what: str  # 地区, 文件, 文号, 年份

    @property
    def bare(self) -> str:
        """A place without 市, 区, 县 …"""
        return _SUFFIX.sub("", self.words) if self.what == "地区" and len(self.words) > 2 else self.words


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents to search, in the order of the library, with the reason in Chinese.

    ``named``: the question (or an earlier one, or the user who ``changed`` what it was understood to say) says which.
    ``words`` are those that say it, folded; ``by_document``
    is how each named document was called. ``unknown`` are names that the library does not know.
    """

    documents: tuple[str, ...]
    why: str
    named: bool = False
    inherited: bool = False
    changed: bool = False
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()
    by_document: tuple[tuple[str, str], ...] = ()
    unknown: tuple[Unknown, ...] = ()


def requested(names: Sequence[Names], request: ScopeRequest | None) -> tuple[Names, ...]:
    """The documents that a client's own choice leaves, in order."""
    if request is None or request.is_empty:
        return tuple(names)
    return tuple(one for one in names if _meets(one, request))


def scope_of(question: str, names: Sequence[Names]) -> Scope:
    """The scope that the words of one question set among *names*; all of them where it names none."""
    words = fold(question)
    if number := DOCUMENT_NUMBER.search(words):
        return _by_number(_trimmed(number[0], names), names)
    near = placed_in(words, names)
    by_title, nameless = titled(words, names), _blanked(words, near)
    lacking = unknown_places(nameless)
    by_place = _not_around(_by_place(words, near), lacking, words, names=near)
    by_title = {i: w for i, w in by_title.items() if not any(_says_whose(p, w, words) for p in lacking)}
    calls = _combined(by_place, by_title, names)
    unknown = (*(Unknown(place, "地区") for place in lacking), *_unknown_books(words, names, calls))
    calls, years, absent = _of_years(nameless.replace("#", ""), calls, names)
    places = tuple(dict.fromkeys(by_place.values()))
    named = _named_scope(calls, names, unknown=(*unknown, *absent))
    return replace(named, places=places, years=years)


def at_home(names: Sequence[Names], home: Home, *, chosen: bool = False) -> Scope:
    """The scope of a question that names nothing: the user's own district and school level, else everything.

    *chosen*: *names* are those of the documents that the client chose.
    """
    local = [n for n in names if home.region and is_of(n, fold(home.region))] or list(names)
    own = [n for n in local if home.level and _suits(n, home.level)] or local
    if len(own) == len(names):
        return Scope(tuple(n.document_id for n in names), _CHOSEN if chosen else _EVERY_DOCUMENT)
    said = "、".join(w for w in (home.region if len(local) < len(names) else None, home.level) if w)
    return Scope(tuple(n.document_id for n in own), f"问题没有限定范围，按设置的“{said}”检索")


def inherit(scope: Scope) -> Scope:
    """*scope* of an earlier question, taken over by a follow-up."""
    return replace(scope, inherited=True, unknown=(), why=scope.why.replace("问题提到", "承接上文提到的", 1))


def _meets(one: Names, request: ScopeRequest) -> bool:
    low, high = request.years or (None, None)
    return (
        (not request.documents or one.document_id in request.documents)
        and (not request.regions or any(is_of(one, fold(region)) for region in request.regions))
        and (not request.kinds or one.kind in request.kinds)
        and (
            request.years is None
            or any((low is None or y >= low) and (high is None or y <= high) for y in one.years)
        )
    )


def is_of(one: Names, region: str) -> bool:
    """Whether a document is of *region* (folded) or of a place in it."""
    return any(place.bare in region or region in place.printed for place in one.places)


def _suits(one: Names, level: str) -> bool:
    """Whether a document is not expressly for other school levels than *level*."""
    said = [other for other in _SCHOOL_LEVELS if other in one.applies_to + "".join(one.titles)]
    return not said or any(other in level or level in other for other in said)


def _trimmed(number: str, names: Sequence[Names]) -> str:
    """The 文号 without the words that run into it: 根据厦教〔2024〕1号."""
    known = [one.number for one in names if one.number and number.endswith(one.number)]
    return known[0] if known else re.sub(r"^.*(?:根据|按照|关于|查|问|和|与|的|看|请问)", "", number)


def _by_number(number: str, names: Sequence[Names]) -> Scope:
    found = tuple(one.document_id for one in names if one.number == number)
    if found:
        calls = tuple((document_id, number) for document_id in found)
        return Scope(found, f"问题提到文号{number}", named=True, words=(number,), by_document=calls)
    everything = tuple(one.document_id for one in names)
    unknown = (Unknown(number, "文号"),)
    return Scope(everything, f"库中没有文号为{number}的文件", words=(number,), unknown=unknown)


def _by_place(words: str, names: Sequence[Names]) -> dict[str, str]:
    """Document id → the place by which the question names it: its own place first, else one that holds it."""
    said = {p for p in {p for n in names for p in n.places} if mentions_place(words, p)}
    own = {n.document_id: p for n in names for p in n.own if p in said}
    above = {n.document_id: p for n in names for p in n.above if p in said}
    if own:
        above = {i: p for i, p in above.items() if not _lies_around(p, own, names)}
        above = {i: p for i, p in above.items() if p.bare not in {q.bare for q in own.values()}}
    return {i: place.bare for i, place in {**above, **own}.items()}


def _lies_around(place: Place, own: dict[str, Place], names: Sequence[Names]) -> bool:
    """Whether *place* only says where a named one lies: 北屏市岚石区."""
    return any(place in n.above for n in names if n.document_id in own)


def _combined(by_place: dict[str, str], by_title: dict[str, str], names: Sequence[Names]) -> dict[str, str]:
    """Both ways of naming: a title narrows the documents of its own place, and adds to those of other places."""
    titled_places = {p.bare for n in names if n.document_id in by_title for p in n.places}
    placed = {i: p for i, p in by_place.items() if p not in titled_places or i in by_title}
    calls = {**by_title, **placed}
    return {n.document_id: calls[n.document_id] for n in names if n.document_id in calls}


def _blanked(words: str, names: Sequence[Names]) -> str:
    """*words* without the places that the documents carry."""
    places = {p for n in names for p in n.places}
    for place in sorted(
        places, key=lambda place: (-len(place.printed), place.printed)
    ):  # 新岩石区 before 岩石区
        words = words.replace(place.printed, "#" * len(place.printed))
        words = words.replace(place.bare, "#" * len(place.bare))
    return words


def _not_around(
    by_place: dict[str, str], lacking: Sequence[str], words: str, *, names: Sequence[Names]
) -> dict[str, str]:
    """*by_place* less the documents called by a place that only says where one of *lacking* lies: 北屏市无名县."""
    around = {
        place
        for place in set(by_place.values())
        for name in lacking
        if re.search(rf"{re.escape(place)}[省市州盟]?的?{re.escape(name)}", words)
    }
    own = {n.document_id: {place.bare for place in n.own} for n in names}
    return {i: place for i, place in by_place.items() if place not in around or place in own[i]}


def _says_whose(place: str, title: str, words: str) -> bool:
    """Whether *place* says whose plan is meant by the words of a title after it: 无名县的轻负优学方案."""
    return bool(re.search(rf"{re.escape(place)}[省市区县]?的?[\"《]?{re.escape(title)}", words))


def _unknown_books(words: str, names: Sequence[Names], calls: dict[str, str]) -> tuple[Unknown, ...]:
    """Titles in the question that no document answers to."""
    titles = [title for n in names for title in n.titles]
    return tuple(
        Unknown(book, "文件")
        for book in book_titles(words)
        if not calls and not any(book in title or title in book for title in titles)
    )


def _of_years(
    words: str, calls: dict[str, str], names: Sequence[Names]
) -> tuple[dict[str, str], frozenset[int], tuple[Unknown, ...]]:
    """Narrow *calls* to the plans of the year the question names; report a year that none of them is of."""
    match = _YEAR_OF_PLAN.search(words)
    years = years_in(match[0]) if match else frozenset()
    if not years:
        return calls, years, ()
    candidates = [n for n in names if n.document_id in calls] or list(names)
    fitting = {n.document_id for n in candidates if n.years & years}
    if fitting:
        narrowed = {i: c for i, c in calls.items() if i in fitting}
        return narrowed or dict.fromkeys(sorted(fitting), f"{min(years)}年"), years, ()
    if all(n.years for n in candidates):
        return calls, years, (Unknown("—".join(map(str, sorted({min(years), max(years)}))) + "年", "年份"),)
    return calls, years, ()


def _named_scope(calls: dict[str, str], names: Sequence[Names], *, unknown: tuple[Unknown, ...]) -> Scope:
    everything = tuple(n.document_id for n in names)
    said = tuple(dict.fromkeys(calls.values()))
    absent = "、".join(u.words for u in unknown)
    why = (
        f"问题提到{'、'.join(said)}"
        if said
        else f"问题提到{absent}，检索了全部文件"
        if absent
        else _EVERY_DOCUMENT
    )
    return Scope(
        documents=tuple(i for i in everything if i in calls) or everything,
        why=why,
        named=bool(calls),
        words=said,
        by_document=tuple(calls.items()),
        unknown=unknown,
    )
