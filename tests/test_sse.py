"""Server-sent events survive the wire."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import sse

EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["retrieval", "delta", "answer", "error"]),
        st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3),
    ),
    max_size=4,
)


@given(EVENTS, st.integers(min_value=1, max_value=40))
def test_events_arrive_as_sent_however_the_network_cuts_them(events, size):
    """Any text, line separators included, comes out as it went in, whatever the size of the chunks."""
    wire = b"".join(sse.encode(name, data) for name, data in events)
    chunks = [wire[i : i + size] for i in range(0, len(wire), size)]

    assert list(sse.decode(chunks)) == events


@given(EVENTS)
def test_naive_line_readers_see_one_data_line_an_event(events):
    """Clients that split at every Unicode line break read the same events."""
    wire = b"".join(sse.encode(name, data) for name, data in events).decode()
    lines = [line.removeprefix("data: ") for line in wire.splitlines() if line.startswith("data: ")]

    assert [json.loads(line) for line in lines] == [data for _, data in events]


@pytest.mark.parametrize(
    ("wire", "expected"),
    [
        pytest.param('event: a\r\ndata: {"x": 1}\r\n\r\n', [("a", {"x": 1})], id="carriage-returns"),
        pytest.param(': ping\n\nevent: a\ndata: {"x": 1}\n\n', [("a", {"x": 1})], id="comment"),
        pytest.param('data: {"x": 1}\n\n', [("message", {"x": 1})], id="no-name"),
        pytest.param('event:a\ndata:{"x":\ndata:1}\n\n', [("a", {"x": 1})], id="two-data-lines"),
        pytest.param('event: a\ndata: {"x": 1}\n', [], id="cut-off-event-is-none"),
        pytest.param('event: a\nid: 3\nretry: 9\ndata: {"x": 1}\n\n', [("a", {"x": 1})], id="other-fields"),
    ],
)
def test_streams_of_other_servers_are_read_too(wire, expected):
    """The reader follows the event-stream format, not only what we write."""
    assert list(sse.decode([wire.encode()])) == expected


def test_chinese_is_readable_on_the_wire():
    """Chinese goes as UTF-8, not as escapes: smaller, and legible in a log."""
    assert "文件未提及" in sse.encode("delta", {"text": "文件未提及。"}).decode()
