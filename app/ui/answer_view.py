"""An answer (the contract of `/v1/ask`) as HTML and as pieces to lay out. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.ui.rendering import badge, escape, label, notice, short, tag
from app.words.ledger import STRENGTHS
from app.words.slots import ASKED
from ingest.commitments.strength import read_strength
from retrieval.answer import REFUSAL
from retrieval.answers.glosses import glosses

Json = dict[str, Any]

TAG = re.compile(r"\s*[\[［【]\d+[\]］】]")
TITLE_SHOWN = 22  # characters of a title on a citation's button

STATUS_WORDS = {"partial": "部分回答", "not_mentioned": "文件未提及", "not_in_library": "不在文件库中"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an answer: a checked sentence with its citations, or words between sentences (``checked`` None)."""

    text: str
    citations: tuple[int, ...] = ()
    checked: str | None = None
    why: str | None = None


def pieces(answer: Mapping[str, Any]) -> list[Piece]:
    """The answer's words in order: its sentences where they stand in it, and what stands between them.

    Sentences that the answer's text does not hold come last, so that none is lost.
    """
    text, at = TAG.sub("", answer["answer"]), 0
    found: list[Piece] = []
    absent: list[Piece] = []
    for sentence in answer["sentences"]:
        piece = _piece(sentence)
        start = text.find(piece.text, at)
        if start < 0:
            absent.append(piece)
            continue
        found += [Piece(line.strip()) for line in text[at:start].splitlines() if line.strip()]
        found.append(piece)
        at = start + len(piece.text)
    tail = text[at:].strip()
    return found + ([Piece(tail)] if tail else []) + absent


def _piece(sentence: Mapping[str, Any]) -> Piece:
    words = TAG.sub("", sentence["text"]).strip()
    return Piece(words, tuple(sentence["citations"]), sentence["checked"], sentence.get("why"))


def piece_html(piece: Piece) -> str:
    """One run of the answer; an unverified sentence carries its mark and its reason."""
    if piece.checked is None:
        return tag("p", escape(piece.text), f"wc-answer {_words_kind(piece.text)}".strip())
    numbers = "".join(tag("sup", str(n)) for n in piece.citations)
    if piece.checked == "supported":
        return tag("p", escape(piece.text) + numbers, "wc-answer")
    reason = tag("span", escape(piece.why or "条款中没有找到依据"), "wc-why")
    words = tag("span", escape(piece.text), "wc-doubt")
    return tag("p", words + numbers + badge("未核实", "wc-caution") + reason, "wc-answer")


def _words_kind(text: str) -> str:
    """Words between sentences are the name of a plan, a note at the end, or plain."""
    if text.startswith("注："):
        return "wc-note"
    return "wc-lead" if text.endswith(("：", ":")) else ""


def streamed_html(text: str) -> str:
    """An answer that is still being written."""
    return tag("p", escape(TAG.sub("", text)), "wc-answer wc-writing")


def unfinished_html(text: str) -> str:
    """What there was of an answer when it was stopped."""
    return tag("p", escape(TAG.sub("", text)) + "……", "wc-answer wc-note") + tag(
        "div", badge("没有写完", "wc-caution")
    )


def status_html(answer: Mapping[str, Any]) -> str:
    """A mark before an answer that is not whole, with what is missing where its words don't say so."""
    words = STATUS_WORDS.get(answer["status"])
    if words is None:
        return ""
    unsaid = [name for name in answer["missing"] if name not in answer["answer"]]
    words = answer["reason"] or words
    return tag("div", badge(f"{words}：未写明{'、'.join(unsaid)}" if unsaid else words, "wc-partial"))


def refused_html(answer: Mapping[str, Any]) -> str:
    """An answer without evidence: the refusal itself, the kind of reason, and what else the answer says."""
    words = TAG.sub("", answer["answer"])
    rest = words.removeprefix(REFUSAL).strip()
    kind = badge(answer["reason"], "wc-partial") if answer["reason"] else ""
    head = tag("strong", escape(words[: len(words) - len(rest)].strip()) + kind)
    return notice(rest, head=head)


OPERATIONS = {
    "look_up": "查一项内容",
    "list": "列出清单",
    "compare": "几份文件比较",
    "verify": "核实有没有、是不是",
    "metadata": "查文件本身的信息",
}


def searched_html(searched: Mapping[str, Any], understood: Mapping[str, Any]) -> str:
    """How many documents were searched and why these; their titles and how the question was read unfold."""
    head = f"查阅了 {searched['documents']} 份文件"
    why = f"：{searched['why']}" if searched["why"] else ""
    read = "".join(tag("li", escape(words)) for words in understood_words(understood))
    titles = "".join(tag("li", escape(title)) for title in searched["scope"])
    return (
        f'<details class="wc-searched"><summary>{escape(head + why)}</summary><ul>{titles}</ul>'
        f"<p>{escape('问题这样理解')}</p><ul>{read}</ul></details>"
    )


def understood_words(understood: Mapping[str, Any]) -> list[str]:
    """How a question was read, in plain words, so that one that was misread can be asked otherwise."""
    asked = [ASKED[slot] for slot in understood["asked"] if slot in ASKED]
    told = {
        "要做的": OPERATIONS[understood["operation"]],
        "问的是": "、".join(asked),
        "主题": "、".join(understood["topics"]),
        "书面说法": "、".join(understood["official"]),
        "承接上一问": understood["leans_on"],
        "错别字": "、".join(f"{c['typed']}→{c['meant']}" for c in understood.get("corrected", ())),
    }
    return [f"{name}：{words}" for name, words in told.items() if words]


def ledger_label(ledger: Mapping[str, Any]) -> str:
    """The link to what a listing answer lists, with how many rows there are."""
    return f"在台账中查看（共 {ledger['total']} 条）"


def ledger_address(ledger: Mapping[str, Any]) -> str:
    """The ledger's page beside this one, under whatever path the pages are served."""
    return str(ledger["url"]).removeprefix("/")


def citation_label(evidence: Mapping[str, Any], n: int | None) -> str:
    """A citation's button: number, clause, plan; the clause first, since a narrow screen cuts the end off."""
    words = f"{evidence['clause'] or '正文'}　{short(evidence['title'], TITLE_SHOWN)}"
    return label(f"〔{n}〕{words}" if n is not None else words)


def formal_html(citations: Sequence[Mapping[str, Any]], *, whole: bool = False) -> str:
    """The formal citations, numbered as in the answer: text that can be selected and filed; *whole*: unfolded."""
    rows = "".join(tag("li", escape(c["formal"])) for c in citations)
    unfolded = " open" if whole else ""
    return f'<details class="wc-searched wc-cites"{unfolded}><summary>引用出处（{len(citations)}）</summary><ol>{rows}</ol></details>'


def glosses_html(quotes: Iterable[str]) -> str:
    """What words of the quotes mean in plain words, marked as no part of them; "" where there is nothing to say."""
    told = "；".join(f"“{word}”：{plain}" for word, plain in glosses(quotes))
    return tag("p", badge("通俗说法，不是原文") + escape(told), "wc-gloss") if told else ""


def strength_html(quotes: Iterable[str]) -> str:
    """How binding the quotes are worded, with the words that say so; "" where none does."""
    read = (read_strength(quote, None) for quote in quotes)
    told = dict.fromkeys(f"{STRENGTHS[strength]}：{cue}" for strength, cue in read if cue)
    return tag("p", "".join(badge(words) for words in told), "wc-strength") if told else ""
