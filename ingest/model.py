"""The values everything else is made of: documents, clauses, passages, metadata, receipts. All frozen.

Offsets count characters of the canonical text, end exclusive.
"""

from dataclasses import dataclass, field
from typing import Literal

from ingest.addresses import address_of
from ingest.commitment_model import Commitment
from ingest.layout import PLAIN, Layout

Unit = Literal["clause", "sentence"]

NUMBERED = "clause"  # the `unit` of a Clause with a printed number; frame parts carry a name of their own


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of a canonical text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered provision, or one frame part (level 0), and where it sits in its document.

    ``text[start:end]`` is the clause with its children; it begins with ``label``.
    ``path`` holds label and heading as printed, outermost first, this clause included ("五、主要任务", "14.加大…").
    ``labels`` are the printed labels of that path ("五、", "(五)", "14."); joined they are what people quote.
    ``unit`` is "clause", or the name of the frame part: header, title, salutation, notice_body, signature,
    disclosure, plan_title, preamble, report_body, attendance, attachment, contents, footer, body.
    """

    id: str
    document_id: str
    label: str
    heading: str
    path: tuple[str, ...]
    labels: tuple[str, ...]
    level: int
    start: int
    end: int
    parent: str | None = None
    unit: str = NUMBERED

    @property
    def is_frame(self) -> bool:
        return self.level == 0

    @property
    def reference(self) -> str:
        """The short address that people quote: 五、(五)14. — for a frame part its Chinese name."""
        return address_of(self.labels)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of the metadata with the words that support it; all None where the text does not say."""

    value: str | tuple[str, ...] | None = None
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    alternatives: tuple["Fact", ...] = ()


UNSTATED = Fact()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself. Dates are ISO, exactly as precise as the text.

    title: of the notice; plan_title: of the plan it carries (方案、计划…);
    document_number 文号; index_number 索引号; issuer 发文机关; date_issued 成文日期 (the signature's);
    date_published 发布日期; region 地区; level 行政层级; kind 文种; applies_to 适用范围;
    period 实施期限; addressees 主送机关; basis 依据文件; attachments 附件; event_date 会议日期;
    source 信息来源 (who put the page up, which says nothing of the issuer);
    validity 有效期 (ISO "from/until", ".." where open); repeals: the documents that it says are no longer in force;
    status 效力状态 as the page gives it (有效, 失效, 废止).
    """

    title: Fact = UNSTATED
    plan_title: Fact = UNSTATED
    document_number: Fact = UNSTATED
    index_number: Fact = UNSTATED
    issuer: Fact = UNSTATED
    date_issued: Fact = UNSTATED
    date_published: Fact = UNSTATED
    region: Fact = UNSTATED
    level: Fact = UNSTATED
    kind: Fact = UNSTATED
    applies_to: Fact = UNSTATED
    period: Fact = UNSTATED
    addressees: Fact = UNSTATED
    basis: Fact = UNSTATED
    attachments: Fact = UNSTATED
    event_date: Fact = UNSTATED
    source: Fact = UNSTATED
    validity: Fact = UNSTATED
    repeals: Fact = UNSTATED
    status: Fact = UNSTATED


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded and indexed: a clause's own words, or one sentence of them, with its context.

    ``start``/``end`` bound the words themselves in the canonical text; ``text`` puts the document's title and the
    heading path before them. A clause's own words are those of none of its children.
    """

    clause_id: str
    unit: Unit
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a file: every character other than white space is counted once.

    ``characters`` = ``in_clauses`` + ``in_frame`` + ``in_noise`` + ``unowned`` (the last must be 0).
    ``numbering`` are those of the ``warnings`` that tell of gaps in the printed numbers.
    ``ledger_entries``: figures, dates, bans and bodies = ``ledger_in_rows`` (of the commitment ledger) +
    ``ledger_set_aside`` (with a reason) + ``ledger_unexplained``; None in receipts from before they were counted.
    ``pages`` counts the pages of a format that has them, ``blank_pages`` numbers those without text; ``recognised_pages`` had their text read out
    of an image, with the mean ``confidence`` (0 to 1); ``dropped`` names the parts of the file that are not in the text.
    """

    characters: int
    in_clauses: int
    in_frame: int
    in_noise: int
    unowned: int
    clauses: int
    frame_parts: int
    noise: tuple[str, ...] = ()
    metadata_found: tuple[str, ...] = ()
    metadata_missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    numbering: tuple[str, ...] = ()
    ledger_entries: int | None = None
    ledger_in_rows: int | None = None
    ledger_set_aside: int | None = None
    ledger_unexplained: int | None = None
    pages: int = 0
    blank_pages: tuple[int, ...] = ()
    tables: int = 0
    dropped: tuple[str, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    confidence: float | None = None

    @property
    def coverage(self) -> float:
        """Share of the characters that landed in a clause or a frame part, 0 to 1."""
        return (self.in_clauses + self.in_frame) / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document, whole: its canonical text and everything read out of it.

    ``id`` names the document across versions, ``content_hash`` this text; ``version`` counts from 1 and is given by
    the library.
    """

    id: str
    file_name: str
    content_hash: str
    text: str
    metadata: Metadata
    clauses: tuple[Clause, ...]
    noise: tuple[Span, ...]
    passages: tuple[Passage, ...]
    receipt: Receipt
    version: int = 1
    warnings: tuple[str, ...] = field(default=())
    commitments: tuple[Commitment, ...] = ()
    layout: Layout = PLAIN

    @property
    def title(self) -> str:
        """The plan's own title, else the notice's, else the file name."""
        for fact in (self.metadata.plan_title, self.metadata.title):
            if isinstance(fact.value, str):
                return fact.value
        return self.file_name
