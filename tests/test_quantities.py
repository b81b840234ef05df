"""Numbers, dates and percentages brought to one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.questions.quantities import quantities, read_han


def stands_in(text: str, source: str) -> bool:
    there = quantities(source)
    return all(quantity.stands_in(there) for quantity in quantities(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("达到85%", "达到百分之八十五", id="percent-in-words"),
        pytest.param("达到８５％", "达到85%", id="full-width"),
        pytest.param("300万元", "3000000元", id="ten-thousands"),
        pytest.param("1,200元", "1200元", id="thousands-mark"),
        pytest.param("一千二百元", "1200元", id="numeral"),
        pytest.param("3年内", "三年内", id="years"),
        pytest.param("2019年6月8日", "2019-06-08 17:16", id="iso-date"),
        pytest.param("2019年", "2019年6月8日", id="less-precise-date"),
        pytest.param("6月8日", "2019年6月8日", id="date-without-year"),
        pytest.param("30日", "9月29日至9月30日", id="day-of-a-date"),
        pytest.param("30节课", "30节", id="same-unit"),
        pytest.param("80人", "80名", id="people"),
        pytest.param("进一步统一标准", "没有数字", id="no-number"),
        pytest.param("3-5年", "3-5年", id="range"),
    ],
)
def test_same_figures(text: str, source: str):
    """A figure is found in a source that writes it another way."""
    assert stands_in(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("达到86%", "达到85%", id="another-percentage"),
        pytest.param("85%", "85所", id="share-is-no-count"),
        pytest.param("300万元", "300元", id="another-scale"),
        pytest.param("2020年", "2019年", id="another-year"),
        pytest.param("2019年7月", "2019年6月8日", id="another-month"),
        pytest.param("2019年6月8日", "2019年", id="more-precise-than-the-source"),
        pytest.param("30次", "30节", id="another-unit"),
        pytest.param("五年内", "三年内", id="another-numeral"),
        pytest.param("12所", "没有数字", id="nothing-there"),
    ],
)
def test_other_figures(text: str, source: str):
    """A figure that the source does not state is not found in it."""
    assert not stands_in(text, source)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        pytest.param("十", 10, id="ten"),
        pytest.param("二十一", 21, id="tens"),
        pytest.param("一百零五", None, id="unfolded-zero"),
        pytest.param("一百〇五", 105, id="hundreds"),
        pytest.param("三千万", 30_000_000, id="ten-thousands"),
        pytest.param("二〇二四", 2024, id="digit-by-digit"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_read_han(numeral: str, value: float | None):
    """Numerals in characters have their usual values."""
    assert read_han(numeral) == value


@given(st.text(alphabet="0123456789一二三百万亿年月日%元名。,，-〇两 到第", max_size=30))
def test_a_text_states_its_own_figures(text: str):
    """Whatever figures a text states, it states."""
    assert stands_in(text, text)
