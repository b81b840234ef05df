"""What each document can be called by: its places, its title and the phrases in it, its 文号, its years."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.gazetteer import gazetteer
from ingest.normalise import fold
from retrieval.hits import DocumentSummary
from retrieval.questions.places import Place, leading_places, places_in_title

DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}?[\[(]\d{4}[\])]第?\d+号")
KINDS = "行动计划|工作计划|实施方案|工作方案|实施意见|指导意见|工作要点|管理办法|实施办法|实施细则|任务分工|会议纪要|研讨会|座谈会|推进会|计划|方案|意见|要点|办法|细则|规划|通知|纪要|规定|综述|会议|文件"
_THAT = "(?:那个|这个|那份|这份|的)"
_SHORTENED = re.compile(rf"[\u4e00-\u9fff]{{2}}{_THAT}(?:{KINDS}|区|县|市)")  # 轻负那个方案
_RUN = 4  # the fewest characters in one run that a question and a title share
_BOOK_TITLE = re.compile(r"《([^《》]{2,60})》")
_QUOTED = re.compile(r'"([^"]{2,12})"')
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FEWEST_SHARED = 5  # characters of a title that, in one run, name the document
_LAW = re.compile(r"(?:中华人民共和国)?([\u4e00-\u9fff]{1,30}(?:(?<!办)法|条例))(?:\(.*\))?$")
_NO_LAW = "规律院人官制定则庭学"  # 教育法规 names no law
_COMMON_WORDS = re.compile(
    r"学校|教育|工作|义务教育|阶段|教师|中小学|初中|小学|高中|质量|发展|提升|全面|推进|加强|建设|管理|行动|实施"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one document, folded. ``own`` is the place it is of, ``above`` the places that one lies in; ``law`` what
    a law is called by."""

    document_id: str
    own: tuple[Place, ...]
    above: tuple[Place, ...]
    titles: tuple[str, ...]
    phrases: tuple[str, ...]
    number: str | None
    years: frozenset[int]
    kind: str | None
    applies_to: str
    runs: frozenset[str] = frozenset()  # of four characters, in the titles
    law: str | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        return self.own + self.above

    def __hash__(self) -> int:
        """Cheap, since each question looks up the index of all of them."""
        return hash(self.document_id)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Where in a list of Names those stand that have a bare place, a run of four characters or a phrase in them."""

    places: Mapping[str, Sequence[int]]
    runs: Mapping[str, Sequence[int]]
    phrases: Mapping[str, Sequence[int]]


@lru_cache(maxsize=8)
def index_of(names: tuple[Names, ...]) -> NameIndex:
    """Made once for the documents of a library, or of a scope: a question names few of thousands."""
    places, runs, phrases = (defaultdict[str, list[int]](list) for _ in range(3))
    for at, one in enumerate(names):
        for found, words in (
            (places, {place.bare for place in one.places}),
            (runs, one.runs),
            (phrases, one.phrases),
        ):
            for word in words:
                found[word].append(at)
    return NameIndex(dict(places), dict(runs), dict(phrases))


def placed_in(words: str, names: Sequence[Names]) -> list[Names]:
    """Those of *names* that carry a place whose name stands in *words*, in order."""
    found = {at for bare, where in index_of(tuple(names)).places.items() if bare in words for at in where}
    return [names[at] for at in sorted(found)]


@lru_cache(maxsize=4096)
def names_of(document: DocumentSummary) -> Names:
    """Everything a question may call *document* by, from its metadata alone."""
    facts = document.metadata
    titles = tuple(
        dict.fromkeys(fold(t) for t in (document.title, *_words(facts.plan_title), *_words(facts.title)))
    )
    chain = _place_chain(document, titles)
    return Names(
        document_id=document.id,
        own=chain[-1:],
        above=chain[:-1] or _looked_up(chain[-1:]),
        titles=titles,
        phrases=tuple(dict.fromkeys(p for title in titles for p in _QUOTED.findall(title))),
        number=next((fold(n) for n in _words(facts.document_number)), None),
        years=years_in(*titles, *_words(facts.period), *(d[:4] for d in _words(facts.date_issued))),
        kind=next(iter(_words(facts.kind)), None),
        applies_to=fold("".join(_words(facts.applies_to))),
        runs=_runs(*titles),
        law=next((match[1] for title in titles if (match := _LAW.fullmatch(title))), None),
    )


def years_in(*texts: str) -> frozenset[int]:
    """All years that the texts print with four digits, and those between the two ends of a range."""
    years: set[int] = set()
    for text in texts:
        found = [int(year) for year in _YEAR.findall(fold(text))]
        years.update(found)
        if len(found) == 2 and re.search(rf"{found[0]}年?[-~至/到]+{found[1]}", fold(text)):
            years.update(range(found[0], found[1] + 1))
    return frozenset(years)


def book_titles(question: str) -> tuple[str, ...]:
    """What stands in 《》, folded."""
    return tuple(_BOOK_TITLE.findall(fold(question)))


def titled(question: str, names: Sequence[Names]) -> dict[str, str]:
    """Document id → the words of the (folded) question that name its title: a phrase of it, or a long run shared.

    Words that the titles of several documents share name none of them.
    """
    calls = {
        one.document_id: next((w for w in _calls(question, one) if _is_alone(w, one, names=names)), None)
        for one in (names if _SHORTENED.search(question) else _alike(question, names))
    }
    return {document_id: words for document_id, words in calls.items() if words} | _laws(question, names)


def _alike(question: str, names: Sequence[Names]) -> list[Names]:
    """Those with a run of characters or a phrase of the question in their titles, in order."""
    index = index_of(tuple(names))
    found = {at for run in _runs(question) for at in index.runs.get(run, ())}
    found |= {at for phrase, where in index.phrases.items() if phrase in question for at in where}
    return [names[at] for at in sorted(found)]


def _laws(question: str, names: Sequence[Names]) -> dict[str, str]:
    """Document id → the law that the question names; 义务教育法 does not name 教育法."""
    said = {one.law for one in names if one.law and one.law in question}
    rest, named = question, set[str]()
    for law in sorted(said, key=len, reverse=True):
        blanked = re.sub(rf"{re.escape(law)}(?![{_NO_LAW}])", "#", rest)
        if blanked != rest:
            rest, named = blanked, named | {law}
    return {one.document_id: one.law for one in names if one.law is not None and one.law in named}


def _runs(*texts: str) -> frozenset[str]:
    return frozenset(text[at : at + _RUN] for text in texts for at in range(len(text) - _RUN + 1))


def _calls(question: str, one: Names) -> Iterator[str]:
    """What the question may call the document by, the surest first."""
    for phrase in one.phrases:
        if phrase in question:
            yield phrase
        yield from _shortened(question, phrase)
    runs = {run for title in one.titles for run in shared_runs(question, title)}
    yield from sorted(
        (r for r in runs if len(r) >= _FEWEST_SHARED and _is_called(question, r)), key=len, reverse=True
    )
    yield from _called(question, one)


def _is_alone(words: str, one: Names, *, names: Sequence[Names]) -> bool:
    return not any(words in title for other in names if other is not one for title in other.titles)


def _is_called(question: str, run: str) -> bool:
    """Whether *run* is more than common words and is said of a document: …行动计划, …研讨会, …那份方案."""
    said = re.search(rf"{re.escape(run)}(?:那个|这个|那份|这份|的)?(?:{KINDS})", question) or re.search(
        KINDS, run
    )
    return bool(said and _COMMON_WORDS.sub("", run))


def _shortened(question: str, phrase: str) -> Iterator[str]:
    """The half of a phrase by which people call the plan: 轻负那个方案."""
    match = re.search(rf"([\u4e00-\u9fff]{{2,6}}){_THAT}(?:{KINDS}|区|县|市)", question)
    if match:
        yield from (match[1][-n:] for n in (4, 3, 2) if n <= len(match[1]) and match[1][-n:] in phrase)


def _called(question: str, one: Names) -> Iterator[str]:
    """Words before 那个方案, 的计划 … that stand in this title: 智慧校园的方案."""
    for match in re.finditer(rf"([\u4e00-\u9fff]{{2,8}}?){_THAT}({KINDS})", question):
        for length in range(min(6, len(match[1])), 1, -1):
            tail = match[1][-length:]
            if any(tail in title for title in one.titles) and _COMMON_WORDS.sub("", tail):
                yield tail


def shared_runs(a: str, b: str) -> list[str]:
    """The longest runs of characters that *a* and *b* share, _RUN or more characters each."""
    runs, i = [], 0
    while i <= len(a) - _RUN:
        length = _RUN
        if a[i : i + length] not in b:
            i += 1
            continue
        while i + length < len(a) and a[i : i + length + 1] in b:
            length += 1
        runs.append(a[i : i + length])
        i += length
    return runs


def _place_chain(document: DocumentSummary, titles: Iterable[str]) -> tuple[Place, ...]:
    facts = document.metadata
    candidates = [leading_places(fold(w)) for w in (*_words(facts.region), *_words(facts.issuer))]
    candidates += [places_in_title(title) for title in titles]
    chains = Counter({chain: len(chain) for chain in candidates if chain})
    region = next((fold(w) for w in _words(facts.region)), None)
    if not chains:
        return (Place(region, region),) if region else ()
    return max(chains, key=lambda chain: chains[chain])


def _looked_up(own: tuple[Place, ...]) -> tuple[Place, ...]:
    above = gazetteer().get(own[0].bare, "") if own else ""
    return (Place(above, above),) if above else ()


def _words(fact: object) -> tuple[str, ...]:
    value = getattr(fact, "value", None)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
