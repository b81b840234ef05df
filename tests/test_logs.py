"""Logs: lines that machines can read, requests that can be followed, nothing that should not be there."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import logs
from app.settings import Settings

LOG = logging.getLogger("tests.logs")
KEY = "a-key-of-no-known-shape"
FORGED = 'x\n{"level": "error", "message": "forged"}\r\u2028\u2029\x85\x1b[31m'


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[None]:
    """Logging is the process's own: put back what was there."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def logged(form: str = "json", **given: str) -> io.StringIO:
    stream = io.StringIO()
    logs.configure(Settings(llm_api_key=KEY, log_format=form, **given), stream)
    return stream


def fail(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        LOG.exception("it failed")


def test_a_record_is_one_json_object():
    """Time, level, logger, message, request and fields, each under its name; a traceback is one field."""
    stream = logged()
    logs.REQUEST_ID.set("request-17")
    LOG.warning("第 %d 次", 3, extra={"fields": {"route": "/v1/ask", "status": 200}})
    fail("why")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    logs.REQUEST_ID.set("")

    assert first | {"time": None} == {
        "time": None,
        "level": "warning",
        "logger": "tests.logs",
        "message": "第 3 次",
        "request_id": "request-17",
        "route": "/v1/ask",
        "status": 200,
    }
    assert "ValueError: why" in second["error"]


@pytest.mark.parametrize("form", ["json", "text"])
@given(words=st.text(alphabet=st.sampled_from(FORGED + "文件 "), max_size=30))
def test_what_is_logged_cannot_begin_a_line(form: str, words: str):
    """One record, one line, whatever stands in it; no control character reaches a terminal."""
    stream = logged(form)
    LOG.error("got %s", words, extra={"fields": {"of": words}})
    line = stream.getvalue()

    assert line.endswith("\n")
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign in "\u2028\u2029" for sign in line[:-1])


def test_lines_of_a_traceback_are_set_off_in_text():
    """An error's own words can't pass for a record of ours."""
    stream = logged("text")
    fail(FORGED)

    first, *rest = stream.getvalue().removesuffix("\n").split("\n")
    assert first.endswith("it failed")
    assert all(line.startswith("    ") for line in rest)
    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(f"called with {KEY}", id="known"),
        pytest.param("Authorization: Bearer s3cr3t-of-someone", id="bearer"),
        pytest.param("{'api_key': 's3cr3t-of-someone'}", id="dict"),
        pytest.param("api_key=s3cr3t-of-someone&x=1", id="query"),
        pytest.param("http://me:s3cr3t-of-someone@host/v1", id="address"),
        pytest.param("sk-s3cr3t-of-someone", id="shape-of-a-key"),
        pytest.param("key wence_0a1b2c3d_s3cr3t-of-someone", id="key-of-ours"),
    ],
)
def test_secrets_are_masked_wherever_they_stand(form: str, words: str):
    """In the message, in its arguments, in fields and in tracebacks."""
    stream = logged(form)
    LOG.error(words)
    LOG.error("with %s", words, extra={"fields": {"of": words}})
    fail(words)

    assert KEY not in stream.getvalue()
    assert "s3cr3t" not in stream.getvalue()
    assert stream.getvalue().count(logs.MASK) >= 4


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        pytest.param(None, ["info", "error"], id="default"),
        pytest.param("debug", ["debug", "info", "error"], id="debug"),
        pytest.param("error", ["error"], id="error"),
    ],
)
def test_the_level_is_a_setting(level: str | None, shown: list[str]):
    """What lies below the level is not written."""
    stream = logged(log_level=level)
    for name in ("debug", "info", "error"):
        LOG.log(logging.getLevelName(name.upper()), "said")

    assert [json.loads(line)["level"] for line in stream.getvalue().splitlines()] == shown


def test_a_person_at_a_terminal_gets_plain_lines_of_what_matters():
    """On a terminal: text, from warnings on."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    logs.configure(Settings(), stream)
    LOG.info("said")
    LOG.warning("磁盘将满")

    (line,) = stream.getvalue().splitlines()
    assert line.endswith("warning 磁盘将满")
