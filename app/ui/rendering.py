"""Words of documents and answers → inert HTML and inert widget labels. Pure; escape first, tags after."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]

# Streamlit dedents what it is given and HTML parsers rewrite these: as references they arrive unchanged.
_KEPT = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", "\x00": "\ufffd"})
# Labels are Markdown. A backslash disarms every mark but these: links without brackets, e-mail, :emoji:, :red[…].
_LABEL = str.maketrans({":": "：", "@": "＠", "\n": " ", "\r": " ", "\t": " ", "\x00": "\ufffd"})
_PUNCTUATION = re.compile(r"([!-/;-?\[-`{-~])")
_COMMAND = re.compile(r"`([^`]+)`")
_WEB = re.compile(r"(?i)w(?=ww)")

STANDING = {"report": "会议或讲话报道", "unknown issuer": "发文机关不明"}
IN_FORCE = {"expired": "已过期", "repealed": "已废止"}


def escape(text: str) -> str:
    """*text* as HTML that shows exactly these characters and nothing else."""
    return html.escape(text).translate(_KEPT)


def label(text: str) -> str:
    """*text* as a widget label on one line: no Markdown in it has effect; a half-width colon is shown full-width."""
    flat = " ".join(text.translate(_LABEL).split())
    return _PUNCTUATION.sub(r"\\\1", _WEB.sub("w\u200b", flat))


def tag(name: str, body: str, kind: str = "") -> str:
    """One element around *body*, which is HTML already; *kind* is its class."""
    return f'<{name} class="{kind}">{body}</{name}>' if kind else f"<{name}>{body}</{name}>"


def badge(words: str, kind: str = "") -> str:
    return tag("span", escape(words), f"wc-badge {kind}".strip())


def notice(words: str, kind: str = "info", *, title: str = "", head: str = "") -> str:
    """A boxed message, a paragraph a line, `commands` set as code; *kind* is info, warning or error.

    *title* is plain; *head* is HTML for the title's place.
    """
    head = head or (tag("strong", escape(title)) if title else "")
    lines = [_COMMAND.sub(r"<code>\1</code>", escape(line)) for line in words.split("\n") if line.strip()]
    role = "alert" if kind == "error" else "status"
    body = "".join(tag("p", line) for line in lines)
    return f'<div class="wc-notice wc-{kind}" role="{role}">{head}{body}</div>'


def short(text: str, limit: int) -> str:
    """*text* on one line, cut to *limit* characters with an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def standing_badges(evidence: Mapping[str, Any]) -> str:
    """What a reader must know before relying on this document: a mere report, expired, repealed."""
    words = [STANDING.get(evidence["standing"]), IN_FORCE.get(evidence["in_force"])]
    return "".join(badge(word, "wc-caution") for word in words if word)


def source_line(evidence: Mapping[str, Any]) -> str:
    """《title》（文号）, who issued it and when, and the heading path of the clause."""
    number = f"（{evidence['document_number']}）" if evidence["document_number"] else ""
    facts = [fact for fact in (evidence["issuer"], evidence["date_issued"]) if fact]
    lines = [
        tag("div", escape(f"《{evidence['title']}》{number}") + standing_badges(evidence), "wc-source"),
        tag("div", escape("　".join(facts)), "wc-muted") if facts else "",
        tag("div", escape(" › ".join(short(step, 40) for step in evidence["path"])), "wc-path"),
    ]
    return "".join(lines)


def facts_list(facts: Iterable[tuple[str, str]]) -> str:
    """Name and value in two columns."""
    rows = "".join(tag("dt", escape(name)) + tag("dd", escape(value)) for name, value in facts)
    return tag("dl", rows, "wc-facts")


def bullet_list(lines: Sequence[str]) -> str:
    return tag("ul", "".join(tag("li", escape(line)) for line in lines), "wc-list") if lines else ""


def bar_list(lengths: Iterable[tuple[str, int, str]], whole: int) -> str:
    """(name, length, words) as lines of a list; the bar is for the eye only."""
    lines = (
        tag("dt", escape(name))
        + f'<dd><span class="wc-bar" aria-hidden="true"><i style="width:{100 * length / max(1, whole):.1f}%"></i></span>'
        + tag("span", escape(words))
        + "</dd>"
        for name, length, words in lengths
    )
    return tag("dl", "".join(lines), "wc-bars")
