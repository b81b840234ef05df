"""Dates as printed, to ISO."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.dates import dates_in

HAN = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param("2024年9月2日", "2024-09-02", id="usual"),
        pytest.param("2024 年 9 月 2 日", "2024-09-02", id="blanks"),
        pytest.param("２０２４年０９月０２日", "2024-09-02", id="full-width"),
        pytest.param("二〇二四年九月二日", "2024-09-02", id="characters"),
        pytest.param("二○二四年十二月三十一日", "2024-12-31", id="circles"),
        pytest.param("二零一九年十月二十日", "2019-10-20", id="zero-as-word"),
        pytest.param("二OO九年十月一日", "2009-10-01", id="letters-for-zero"),
        pytest.param("2024-09-02 13:02:11", "2024-09-02", id="iso-with-clock"),
        pytest.param("2024/9/2", "2024-09-02", id="slashes"),
        pytest.param("2024.09.02", "2024-09-02", id="dots"),
        pytest.param("2024年9月", "2024-09", id="month-only"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(text: str, iso: str):
    """Whatever the spelling, the ISO date has the printed precision and stands at its place."""
    (found,) = dates_in(f"于{text}印发")

    assert found.iso == iso
    assert text.startswith(f"于{text}印发"[found.span.start : found.span.end])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2024-2025学年", id="school-year"),
        pytest.param("2019—2022年", id="range-of-years"),
        pytest.param("2024年13月1日", id="month-13"),
        pytest.param("2024-160号", id="number"),
        pytest.param("电话 12024-09-02", id="longer-number"),
        pytest.param("一九四三二年", id="five-characters"),
    ],
)
def test_what_is_no_date_is_left_alone(text: str):
    """Years, numbers and impossible months are not taken for dates."""
    assert dates_in(text) == []


def characters(number: int) -> str:
    """An integer below 100 in Chinese characters: 二十一."""
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else HAN[tens] + "十"
    return lead + (HAN[ones] if ones or not tens else "")


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_reads_the_same_in_figures_and_in_characters(day: date):
    """Writing a date in any style and reading it back gives the same day."""
    year = "".join(HAN[int(figure)] for figure in str(day.year))
    styles = [
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{year}年{characters(day.month)}月{characters(day.day)}日",
    ]

    assert [[found.iso for found in dates_in(style)] for style in styles] == [[day.isoformat()]] * 3
