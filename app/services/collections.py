"""The part of the service that knows collections: which there are for the caller, what is in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.access.audit import Journal
from app.errors import CollectionWanted
from retrieval.errors import UnknownCollection
from retrieval.hits import DEFAULT_COLLECTION, DocumentSummary
from retrieval.store.collections import Collection, CollectionTable
from retrieval.store.library_reader import LibraryReader


@dataclass(frozen=True, slots=True)
class HeldCollection:
    """A collection and how many documents it holds."""

    collection: Collection
    documents: int


class CollectionService:
    """What the doors can ask of collections; reached as ``service.collections``. Others' collections are unknown."""

    def __init__(self, table: CollectionTable, library: LibraryReader, journal: Journal) -> None:
        self._table, self._library, self._journal = table, library, journal
        self._caller = journal.caller

    def all(self) -> Sequence[HeldCollection]:
        """The caller's collections."""
        counts = Counter(document.collection for document in self._library.summaries())
        mine = (one for one in self._table.all() if self._caller.sees(one.name))
        return [HeldCollection(one, counts[one.name]) for one in mine]

    def put(self, name: str, *, may_leave: bool) -> HeldCollection:
        """Make a collection, or change one. Raises Forbidden, BadCollection."""
        self._caller.require("admin")
        self._table.put(Collection(name, may_leave))
        self._journal.note("set_collection", words=f"{name}{'' if may_leave else '（不外发）'}")
        return next(one for one in self.all() if one.collection.name == name)

    def remove(self, name: str) -> None:
        """Remove an empty collection. Raises Forbidden, UnknownCollection, CollectionInUse."""
        self._caller.require("admin")
        self._table.remove(name)
        self._journal.note("remove_collection", words=name)

    def move(self, document_id: str, name: str) -> DocumentSummary:
        """Put a document into another collection. Raises Forbidden, UnknownDocument, UnknownCollection, AlreadyThere."""
        self._caller.require("editor")
        document, into = self._library.summary(document_id), self.named(name)
        self._table.move(document_id, into)
        self._journal.note("move", document_id, f"《{document.title}》：{document.collection} → {into}")
        return self._library.summary(document_id)

    def named(self, name: str | None) -> str:
        """The collection of this name; without one the caller's only one, or the default one.

        Raises UnknownCollection, CollectionWanted.
        """
        if name is not None:
            if not self._caller.sees(name):
                raise UnknownCollection(name)
            return self._table.collection(name).name
        if self._caller.sees(DEFAULT_COLLECTION):
            return DEFAULT_COLLECTION
        mine = [one.collection.name for one in self.all()]
        if len(mine) != 1:
            raise CollectionWanted(mine)
        return mine[0]
