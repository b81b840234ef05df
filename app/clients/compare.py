"""The verbs of comparing and taking away, as methods of the client of our own HTTP API."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.clients.transport import Json, Transport, given


class CompareClient(Transport):
    """Plans beside each other, corrections of pairs, and files."""

    def compare(self, documents: Sequence[str], **wanted: Any) -> Json:
        """Plans beside each other; *wanted*: the filters of /v1/compare."""
        return self._get("/v1/compare", given(documents=list(documents), **wanted))

    def compare_versions(self, document_id: str, *, old: int | None = None, new: int | None = None) -> Json:
        """What became of the ledger's rows from *old* to *new*."""
        return self._get("/v1/compare", given(document=document_id, old=old, new=new))

    def judge_pair(self, left: str, right: str, verdict: str) -> Json:
        """Decide that two rows are one topic ("together") or not ("apart")."""
        return self._post("/v1/compare/pairs", {"left": left, "right": right, "verdict": verdict})

    def withdraw_pair(self, left: str, right: str) -> None:
        self._send("DELETE", "/v1/compare/pairs", params={"left": left, "right": right})

    def judged_pairs(self) -> list[Json]:
        """All decisions on pairs, the latest first."""
        return self._every("/v1/compare/pairs")

    def commitments_file(
        self, form: str, document: str | Sequence[str] | None = None, **wanted: Any
    ) -> bytes:
        """The rows that commitments() gives for the same arguments, as xlsx, csv, docx or json."""
        return self._file(f"/v1/commitments.{form}", given(document=document, **wanted))

    def comparison_file(self, form: str, documents: Sequence[str], **wanted: Any) -> bytes:
        """What compare() gives for the same arguments, as xlsx or docx."""
        return self._file(f"/v1/compare.{form}", given(documents=list(documents), **wanted))

    def changes_file(
        self, form: str, document_id: str, *, old: int | None = None, new: int | None = None
    ) -> bytes:
        """What compare_versions() gives for the same arguments, as xlsx or docx."""
        return self._file(f"/v1/compare.{form}", given(document=document_id, old=old, new=new))

    def answer_file(self, form: str, answer: Json) -> bytes:
        """An answer that ask() gave, as docx or md."""
        return self._send("POST", f"/v1/answers.{form}", json=answer).content

    def _file(self, path: str, params: Mapping[str, Any]) -> bytes:
        return self._send("GET", path, params=params).content
