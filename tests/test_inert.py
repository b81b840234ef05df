"""Words of documents in Markdown that strangers' programs render: nothing in them has effect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.inert import Inert, inert

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(
    "table"
)  # HTML and all links let through, as careless clients do
RENDERER.validateLink = lambda _: True
TRAPS = [
    "![x](http://evil.example/x.png)",
    "[点此](javascript:alert(1))",
    "[国务院通知](http://evil.example)",
    "[x][y]\n\n[y]: http://evil.example",
    "![x]\n\n[x]: http://evil.example/x.png",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<http://evil.example>",
    "```html\n<script>alert(1)</script>\n```",
    "~~~html\n<script>\n~~~",
    "\\<script>\\![x](y)",
    "<!-- -->",
    "`code`",
    "&lt;script&gt;",
]
ACTIVE = ("link_open", "image", "html_inline", "html_block", "fence", "code_inline")
SIGNS = "<>!?[]()\\`~:/&;\n ax\"'#-=|*^"


def active(markdown: str) -> list[str]:
    tokens = RENDERER.parse(markdown)
    return [t.type for block in tokens for t in (block, *(block.children or ())) if t.type in ACTIVE]


@pytest.mark.parametrize("trap", TRAPS[:-1])
def test_a_trap_is_one_without_us(trap: str):
    """The renderer of these tests does fall for each of them."""
    assert active(trap) or trap.startswith("\\")


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_has_no_effect(trap: str):
    """No link, image, HTML or code; the characters are still there."""
    assert not active(inert(trap))
    assert inert(trap).replace("\\", "") == trap.replace("\\", "")


@given(pieces=st.lists(st.one_of(st.text(SIGNS, max_size=12), st.sampled_from(TRAPS)), max_size=6))
def test_no_text_has_effect_however_it_is_cut(pieces: list[str]):
    """Whatever the text, and wherever a stream cuts it."""
    disarm = Inert()
    streamed = "".join(map(disarm, pieces))

    assert streamed == inert("".join(pieces))
    assert not active(streamed)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("不少于28节，每月≥2次；[1][2]《办法》（云砚〔2024〕1号）。", id="an-answer"),
        pytest.param("1. 第一\n2. 第二（一）", id="a-list"),
        pytest.param("5*3 = 15，a_b", id="signs"),
    ],
)
def test_ordinary_words_stay_as_they_are(words: str):
    """Who shows the text without rendering it sees no backslashes."""
    assert inert(words) == words
