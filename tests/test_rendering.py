"""What the page shows of documents and answers: exact, and inert."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.ui.rendering import escape, label, notice, short, source_line

HOSTILE = [
    pytest.param("<script>alert(1)</script>", id="script"),
    pytest.param('<img src=x onerror="alert(1)">', id="image-with-handler"),
    pytest.param("![图](http://evil.example/a.png)", id="markdown-image"),
    pytest.param("[点此](javascript:alert(1))", id="markdown-link"),
    pytest.param("见 http://evil.example 或 www.evil.example", id="bare-links"),
    pytest.param("<https://evil.example>", id="autolink"),
    pytest.param("a@evil.example", id="e-mail"),
    pytest.param("# 标题\n- 项\n1. 项", id="blocks"),
    pytest.param(":red[警告] :material/delete: :smile:", id="streamlit-directives"),
    pytest.param("$x^2$ `code` **粗** ~~删~~ _斜_", id="inline-marks"),
    pytest.param("&lt;script&gt; &#60;b&#62;", id="entities"),
    pytest.param("</p></div><style>*{display:none}</style>", id="closing-tags"),
]
EVIDENCE = {
    "title": "测试计划",
    "document_number": "测教〔2024〕1号",
    "issuer": "测试局",
    "date_issued": "2024-01-02",
    "path": ["一、目标", "（一）要求"],
    "standing": "document",
    "in_force": "unstated",
}


class Seen(HTMLParser):
    """The tags, attributes and text that a browser would find."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_itself(text: str):
    """Markup in a document is shown character by character and makes no element."""
    seen = Seen(escape(text))

    assert seen.text == text
    assert seen.tags == set()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_escaped_text_survives_as_it_is(text: str):
    """Whatever a document holds, the page shows these characters, line breaks and blanks included."""
    page = escape(text)

    assert Seen(page).text == text
    assert "\n" not in page
    assert "<" not in page


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_are_plain_text(text: str):
    """No Markdown in a title or clause takes effect on a button: it renders as one paragraph of words."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["strikethrough", "table"])

    seen = Seen(markdown.render(label(text)))

    assert seen.tags == {"p"}
    assert "://" not in seen.text
    assert ":" not in seen.text
    assert "@" not in seen.text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))))
def test_labels_keep_the_words(text: str):
    """A label shows the words it was made of; only colons and at-signs are shown full-width."""
    shown = Seen(MarkdownIt("commonmark", {"html": True}).render(label(text))).text

    expected = text.replace(":", "：").replace("@", "＠")
    assert "".join(shown.replace("\u200b", "").split()) == "".join(expected.replace("\u200b", "").split())


def test_notices_set_commands_as_code_and_nothing_else():
    """A message shows its command in code; a file name in it stays text."""
    seen = Seen(notice("无法读取「<b>.txt」。请运行 `wence serve`。\n再试一次。", "error"))

    assert seen.tags == {"div", "p", "code"}
    assert "无法读取「<b>.txt」" in seen.text


@pytest.mark.parametrize(
    ("standing", "in_force", "words"),
    [
        pytest.param("document", "stated", [], id="nothing-to-mind"),
        pytest.param("report", "unstated", ["会议或讲话报道"], id="report"),
        pytest.param("unknown issuer", "expired", ["发文机关不明", "已过期"], id="both"),
        pytest.param("document", "repealed", ["已废止"], id="repealed"),
    ],
)
def test_sources_say_how_far_they_can_be_relied_on(standing: str, in_force: str, words: list[str]):
    """A report, an expired or repealed plan is marked beside its title."""
    seen = Seen(source_line(EVIDENCE | {"standing": standing, "in_force": in_force}))

    assert [
        word for word in ("会议或讲话报道", "发文机关不明", "已过期", "已废止") if word in seen.text
    ] == words
    assert "《测试计划》（测教〔2024〕1号）" in seen.text


@given(st.text(), st.integers(2, 40))
def test_short_never_exceeds_its_limit(text: str, limit: int):
    """Cut text fits its place."""
    assert len(short(text, limit)) <= limit
