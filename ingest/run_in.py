"""A signature that a web page glued to what stands around it, with no line break between."""

import re
from dataclasses import dataclass

from ingest.clauses import ClauseTree
from ingest.dates import DATE
from ingest.line_kinds import BODY_NAMES
from ingest.model import Span
from ingest.outer_lines import first_clause, parts

_SIGNED = re.compile(
    rf"(?P<bodies>[\u4e00-\u9fff、\u3000 ]{{4,60}}?(?:{BODY_NAMES}))[\s\u3000]*(?P<date>{DATE.pattern})"
)
_SENTENCE_END = re.compile(r"[。！!\n]\s*")
_AFTER_IT = re.compile(r"\s*(?:$|\n|附件|[（(](?:此件|联系))")  # not: 某某局2019年3月15日召开会议
_TITLES = ("title", "plan_title")
_RUNNING = ("preamble", "notice_body", "body")


@dataclass(frozen=True, slots=True)
class Signature:
    """Bodies and date amid running text; ``end`` is where the date ends."""

    bodies: Span
    end: int


def run_in_signature(text: str, tree: ClauseTree) -> Signature | None:
    """…执行。某某局2019年3月15日某某方案: bodies and date at the start of a sentence before the first clause."""
    for part in parts(tree, *_TITLES, *_RUNNING, before=first_clause(tree, text)):
        starts = [part.start, *(match.end() for match in _SENTENCE_END.finditer(text, part.start, part.end))]
        for start in starts:
            match = _SIGNED.match(text, start, part.end)
            if match and (part.unit in _TITLES or _AFTER_IT.match(text, match.end(), part.end)):
                return Signature(Span(*match.span("bodies")), match.end("date"))
    return None
