"""The document that a browser gets first, before any page is drawn: Streamlit's, with our language, name and looks."""

import re
from pathlib import Path

from app.ui.rendering import escape, tag

ASSETS = Path(__file__).parent / "assets"
STYLES, SCRIPT = ("style.css", "asking.css"), "page.js"
NAME = "问策"
OPENING = "正在打开问策……"
NO_SCRIPT = "问策的页面需要浏览器允许 JavaScript。"

# What 问答 is made of. Streamlit fetches each part when it is first drawn; named here, they come with the rest.
PARTS = ("Html", "ChatInput", "Button", "ButtonGroup", "TextInput", "Multiselect", "FileUploader")
_IMPORT = re.compile(r'(?:from|import)"\./([^"]+\.js)"')
_FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_NO_SCRIPT = re.compile(r"(<noscript>).*?(</noscript>)", re.DOTALL)


def shell(static: Path) -> str:
    """Streamlit's index.html in *static* as ours; what is not found in it stays as it is."""
    html = (static / "index.html").read_text(encoding="utf-8")
    style = "".join((ASSETS / name).read_text(encoding="utf-8") for name in STYLES)
    script = (ASSETS / SCRIPT).read_text(encoding="utf-8")
    root = '<div id="root">'
    for theirs, ours in (
        ('<html lang="en">', '<html lang="zh-CN">'),
        ("<title>Streamlit</title>", tag("title", escape(NAME))),
        ("</head>", f"{_preloads(static, html)}</head>"),
        (root, root + tag("p", escape(OPENING), "wc-opening")),
        # After the framework's own styles: where both speak of the same, ours hold.
        ("</body>", f"{tag('style', style)}{tag('script', script)}</body>"),
    ):
        html = html.replace(theirs, ours, 1)
    html = _FONT.sub("", html)  # not one of ours
    return _NO_SCRIPT.sub(rf"\g<1>{tag('p', escape(NO_SCRIPT))}\g<2>", html)


def _preloads(static: Path, html: str) -> str:
    """Links that fetch what 问答 is made of, apart from what *html* fetches already."""
    scripts = static / "static" / "js"
    first = [path.name for part in PARTS for path in scripts.glob(f"{part}.*.js")]
    return "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in _with_imports(scripts, first)
        if name not in html
    )


def _with_imports(scripts: Path, names: list[str]) -> list[str]:
    """*names* and all that they import, each once."""
    found = dict.fromkeys(names)
    waiting = list(names)
    while waiting:
        path = scripts / waiting.pop()
        imported = _IMPORT.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
        waiting += [name for name in imported if name not in found]
        found |= dict.fromkeys(imported)
    return list(found)
