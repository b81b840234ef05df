"""The verbs of collections, as methods of the client of our own HTTP API."""

from urllib.parse import quote

from app.clients.transport import Json, Transport


class CollectionClient(Transport):
    """Which collections there are, and what is in them."""

    def collections(self) -> list[Json]:
        """The items of the collections that the key may use: {"name", "may_leave", "documents"}."""
        return self._every("/v1/collections")

    def put_collection(self, name: str, *, may_leave: bool = True) -> Json:
        """Make a collection, or change one."""
        return self._told("PUT", _collection(name), json={"may_leave": may_leave})

    def remove_collection(self, name: str) -> None:
        self._send("DELETE", _collection(name))

    def move(self, document_id: str, collection: str) -> Json:
        """The item of the document where it is now."""
        path = f"/v1/documents/{quote(document_id, safe='')}/collection"
        return self._told("PUT", path, json={"collection": collection})


def _collection(name: str) -> str:
    return f"/v1/collections/{quote(name, safe='')}"
