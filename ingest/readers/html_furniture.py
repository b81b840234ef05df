"""What of a page is no text of the document: navigation, buttons, what is hidden."""

import re

from selectolax.lexbor import LexborNode

_FURNITURE = (
    "script, style, noscript, template, nav, header, footer, aside, iframe, select, button, input, textarea, svg,"
    " object, .nav, .breadcrumb, .crumbs, .position, .location, .share, .bshare, .bdsharebuttonbox, .footer, .foot,"
    " .header, .head-nav, .print, .related, .relate, .xgwj, .qrcode, .ewm, .pagination, .sidebar, .menu, .toolbar, .tools,"
    " [hidden], [aria-hidden=true]"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
OUT = "data-wence-out"  # marks what is taken out of the page
_FILE = re.compile(r"\.(?:docx?|wps|xlsx?|et|pdf|ofd|zip|rar|jpe?g|png)$|附件", re.IGNORECASE)
_FEWEST_LINKS = 3  # in a row that make it a menu
_LONGEST_LINK = 12  # characters of a name in a menu
_SIGNS = re.compile(r"[\s|·•>»/—\-]+")


def remove_furniture(root: LexborNode) -> None:
    """Take out furniture and what is marked, unless it holds most of the page: class names are chosen freely."""
    most = chinese(root) / 2
    for node in root.css("[style]"):
        # Some pages show their text only once a script has run.
        if _HIDDEN.search(node.attributes.get("style") or "") and chinese(node) <= most:
            node.attrs[OUT] = ""
    for node in root.css(_FURNITURE):
        if chinese(node) <= most or node.tag in ("script", "style", "noscript", "template"):
            node.attrs[OUT] = ""
    for node in root.css("table, tr, td, ul, div, p"):
        if _is_link_bar(node):
            node.attrs[OUT] = ""
    # One after the other: a node inside one that is gone must not be touched again.
    while (marked := root.css_first(f"[{OUT}]")) is not None:
        marked.decompose()


def _is_link_bar(node: LexborNode) -> bool:
    """Whether *node* is a row of short links and nothing else: the menu of a page that names no part of it."""
    links = [(a.text(deep=True), a.attributes.get("href") or "") for a in node.css("a")]
    if len(links) < _FEWEST_LINKS or any(_FILE.search(word.strip()) for link in links for word in link):
        return False
    inside = sum(len(_SIGNS.sub("", words)) for words, _ in links)
    whole = len(_SIGNS.sub("", node.text(deep=True)))
    return inside == whole and all(len(words.strip()) <= _LONGEST_LINK for words, _ in links)


def chinese(node: LexborNode) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]", node.text(deep=True)))


def linked(node: LexborNode) -> float:
    whole = chinese(node)
    return sum(chinese(a) for a in node.css("a")) / whole if whole else 0.0
