"""Which document of the library a 《title》（文号） means."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingest.model import Fact, Span
from ingest.normalise import fold
from ingest.references import Reference, reference_of
from retrieval.hits import DocumentSummary

_MARKS = re.compile(r"[《》<>\"'*]")
_WRAPPED = re.compile(
    r"^(?P<who>.*?)(?:关于)?(?:印发|转发|批转|下发|发布|公布|颁布)(?P<core>.{4,}?)的(?:通知|通告|公告|函|决定)$"
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[\[(【]\d{4}[\])】]第?\d+号")


def core_of(title: str) -> str:
    """What two ways of naming one document share: folded, without 《》 and without 关于印发…的通知 around it."""
    plain = _MARKS.sub("", fold(title))
    wrapped = _WRAPPED.match(plain)
    return wrapped["core"] if wrapped else plain


def number_of(printed: str | None) -> str | None:
    """The 文号 in *printed*, comparable; None where there is none."""
    match = _NUMBER.search(fold(printed or ""))
    return re.sub(r"[\[(【]", "[", re.sub(r"[\])】]第?", "]", match[0])) if match else None


def parsed(printed: str) -> Reference:
    """《title》（文号）, or a 文号 alone, that was stored as printed."""
    whole = Span(0, len(printed))
    return reference_of(printed, whole) if printed.startswith("《") else Reference("", printed, whole)


class NamedDocuments:
    """The documents of a library by 文号 and by title."""

    def __init__(self, documents: Sequence[DocumentSummary]) -> None:
        self._by_number: dict[str, list[DocumentSummary]] = defaultdict(list)
        self._by_title: dict[str, list[DocumentSummary]] = defaultdict(list)
        for document in documents:
            if number := number_of(_one(document.metadata.document_number)):
                self._by_number[number].append(document)
            for title in {core_of(title) for title in titles_of(document)}:
                self._by_title[title].append(document)

    def find(self, reference: Reference, *, but: str | None = None) -> tuple[DocumentSummary, ...]:
        """The documents that *reference* may mean, but not the one with the id *but*: by 文号, else by title.

        A title alone means none whose own 文号 is another, or whose issuer is not the one that the title names.
        """
        number = number_of(reference.document_number)
        exact = [d for d in self._by_number.get(number or "", ()) if d.id != but]
        if exact:
            return tuple(exact)
        same = self._by_title.get(core_of(reference.title), ()) if reference.title else ()
        return tuple(d for d in same if d.id != but and _may_be(d, reference, number))

    def one(self, reference: Reference, *, but: str | None = None) -> DocumentSummary | None:
        """The only document that *reference* can mean; None where there is none or the choice is open."""
        found = self.find(reference, but=but)
        return found[0] if len(found) == 1 else None


def titles_of(document: DocumentSummary) -> tuple[str, ...]:
    """All names that the document has for itself."""
    facts = document.metadata
    stated: list[Fact] = [
        facts.title,
        facts.plan_title,
        *facts.title.alternatives,
        *facts.plan_title.alternatives,
    ]
    return tuple(
        dict.fromkeys([document.title, *(fact.value for fact in stated if isinstance(fact.value, str))])
    )


def _may_be(document: DocumentSummary, reference: Reference, number: str | None) -> bool:
    own = number_of(_one(document.metadata.document_number))
    if number and own and number != own:
        return False
    wrapped = _WRAPPED.match(_MARKS.sub("", fold(reference.title)))
    who = wrapped["who"].removesuffix("关于") if wrapped else ""
    issuer = fold(_one(document.metadata.issuer) or "")
    region = fold(_one(document.metadata.region) or "")
    return not who or not issuer or issuer in who or who in issuer or bool(region and region in who)


def _one(fact: Fact) -> str | None:
    return fact.value if isinstance(fact.value, str) else "、".join(fact.value or ()) or None
