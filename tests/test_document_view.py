"""The reader and the excerpts: every character of the text is there, and what is marked is the quote."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app.ui.document_view import anchor, document_html, outline_html
from app.ui.passages import excerpt
from ingest.model import Span

TEXT = "测试市方案\n\n一、目标\n  到2026年达到90%。二、措施（一）经费。每生100元。\n\n  印章\n"


def clause(text: str, words: str, end: int, level: int, *, heading: str = "") -> dict:
    start = text.index(words)
    return {
        "id": f"d:{words}",
        "label": words,
        "heading": heading,
        "path": [words + heading],
        "level": level,
        "start": start,
        "end": end,
        "text": text[start:end],
        "unit": "clause",
    }


CLAUSES = [
    clause(TEXT, "一、", TEXT.index("二、"), 1, heading="目标"),
    clause(TEXT, "二、", TEXT.index("印章"), 1, heading="措施"),
    clause(TEXT, "（一）", TEXT.index("印章"), 2, heading="经费"),
]


class Page(HTMLParser):
    """Text, marked text, and the tags and class of every paragraph."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.tags, self.names = "", "", set(), set()
        self.paragraphs: list[tuple[dict, str]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.open.append(tag)
        if tag == "p":
            self.paragraphs.append((dict(attrs), ""))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        self.marked += data if "mark" in self.open else ""
        if "p" in self.open:
            attrs, words = self.paragraphs[-1]
            self.paragraphs[-1] = (attrs, words + data)


texts = st.text(st.sampled_from("甲乙。；\n \t<>&\"'`![](){}一二、（）1.:/\r"), max_size=120)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[dict], Span]:
    """A text, clauses that nest or follow each other in it, and a stretch of it that is quoted."""
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    spans = [(cuts[0], cuts[3], 1), (cuts[1], cuts[2], 2)]
    clauses = [
        {"id": f"d:{n}", "label": "", "heading": "", "path": [text[a:b][:3]], "level": level}
        | {"start": a, "end": b, "text": text[a:b], "unit": "clause"}
        for n, (a, b, level) in enumerate(spans)
    ]
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, clauses, Span(start, end)


@given(documents())
def test_the_reader_shows_the_whole_text_and_marks_the_quote(document: tuple[str, list[dict], Span]):
    """Nothing of a document is lost, changed or becomes markup; the marks together are the quote."""
    text, clauses, quote = document

    page = Page(document_html(text, clauses, quote, "d:1"))

    assert page.text == text
    assert page.marked == quote.of(text)
    assert page.tags <= {"article", "p", "b", "mark", "span"}
    assert page.names <= {"class", "id", "data-clause"}


@given(documents())
def test_excerpts_hold_the_quote_and_only_words_of_the_text(document: tuple[str, list[dict], Span]):
    """An excerpt is a run of the text around the quote, the quote marked, cuts shown as ……."""
    text, clauses, quote = document

    page = Page(excerpt(text, Span(clauses[0]["start"], clauses[0]["end"]), quote))

    assert page.marked == quote.of(text)
    assert page.text.strip("…") in text
    assert page.tags <= {"div", "p", "mark", "span"}


def test_glued_clauses_get_lines_of_their_own():
    """A heading glued to the sentence before it starts a new line, its label and heading bold."""
    page = Page(document_html(TEXT, CLAUSES, None, None))

    words = [words for _, words in page.paragraphs]
    assert words == [
        "测试市方案",
        "一、目标",
        "到2026年达到90%。",
        "二、措施",
        "（一）经费。每生100元。",
        "印章",
    ]


def test_words_outside_every_clause_are_quieter():
    """What belongs to no clause is set apart from what does."""
    page = Page(document_html(TEXT, CLAUSES, None, None))

    kinds = {words: attrs["class"] for attrs, words in page.paragraphs}
    assert kinds["测试市方案"] == kinds["印章"] == "wc-noise"
    assert kinds["到2026年达到90%。"] == "wc-l1"


def test_a_clause_is_set_off_with_its_children():
    """The clause a link names is marked at its side, its sub-clauses with it."""
    page = Page(document_html(TEXT, CLAUSES, None, "d:二、"))

    assert [words for attrs, words in page.paragraphs if "wc-current" in attrs["class"]] == [
        "二、措施",
        "（一）经费。每生100元。",
    ]


def test_the_outline_leads_to_every_clause():
    """Each numbered clause has a line in the outline that points at its paragraph."""
    outline, text = outline_html(CLAUSES, "d:（一）"), document_html(TEXT, CLAUSES, None, None)

    assert [f'href="#{anchor(i)}"' in outline and f'id="{anchor(i)}"' in text for i in range(3)] == [True] * 3
    assert 'class="wc-o2 wc-here"' in outline


def test_a_long_clause_is_cut_around_the_quote():
    """An excerpt of a long clause begins and ends at sentences and shows where it was cut."""
    text = "甲" * 300 + "。" + "乙句。" * 40 + "这是引文。" + "丙句。" * 100
    start = text.index("这是引文")

    page = Page(excerpt(text, Span(0, len(text)), Span(start, start + 5)))

    assert page.marked == "这是引文。"
    assert page.text.startswith("……乙句。")
    assert page.text.endswith("丙句。……")
    assert len(page.text) < 300


def test_a_row_of_a_table_is_one_place_on_the_page():
    """The names of the columns lie in the line of the first row: they are no place of it, and not set off with it."""
    text = "一、任务\n序号：1，任务：建校。\n序号：2，任务：招人。\n"
    whole, first, second = len(text) - 1, text.index("序号"), text.rindex("序号")
    rows = [clause(text, "序号：1", second - 1, 3), clause(text, "序号：2", whole, 3)]
    places = [(0, 0, "序号", first), (0, 1, "任务", first), (1, 0, "1", first), (1, 1, "建校", first)]
    places += [(2, 0, "2", second), (2, 1, "招人", second)]
    cells = [
        {
            "row": r,
            "column": c,
            "start": (at := text.index(w, line)),
            "end": at + len(w),
            "rows": 1,
            "columns": 1,
        }
        for r, c, w, line in places
    ]
    table = {"start": first, "end": whole, "headers": 1, "cells": cells}
    clauses = [clause(text, "一、", whole, 1), *rows]
    html = document_html(text, clauses, None, clauses[1]["id"], {"tables": [table], "pages": ()})

    assert [html.count(f'id="{anchor(at)}"') for at in range(3)] == [1, 1, 1]
    assert html.count("wc-current") == 1
