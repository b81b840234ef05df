"""`wence doctor`: every fault that a start would meet is named beforehand, with what to do."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from app import cli
from app.doctor import indices, place, store
from app.doctor import models as model_checks
from app.doctor.finding import Finding
from app.ports import listen
from app.settings import Settings
from retrieval.embedder import Embedder
from retrieval.shelf import Shelf
from retrieval.store.schema import LIBRARY
from tests.serving import serving
from tests.small_plans import READING, SPORTS
from tests.test_backup import contents
from tests.test_shelf import OtherModel, add


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    """A sound library of two documents, to be copied."""
    home = tmp_path_factory.mktemp("whole")
    with Shelf.open(home, embedder) as shelf:
        add(shelf, SPORTS)
        add(shelf, READING)
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "home"))


def states(findings: Iterable[Finding]) -> dict[str, str]:
    return {finding.check: finding.state for finding in findings}


def on_store(home: Path, sql: str) -> None:
    with closing(sqlite3.connect(home / "library.sqlite")) as raw:
        raw.executescript(sql)
        raw.commit()


def overwrite_pages(home: Path) -> None:
    path = home / "library.sqlite"
    good = path.read_bytes()
    path.write_bytes(good[:4096] + b"\xff" * 8192 + good[12288:])


def cut(home: Path) -> None:
    path = home / "library.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


@pytest.mark.parametrize(
    ("damage", "check", "state"),
    [
        pytest.param(
            lambda home: on_store(home, "UPDATE versions SET text = replace(text, '专项', '')"),
            "contents",
            "failure",
            id="rotten-text",
        ),
        pytest.param(
            lambda home: on_store(home, "UPDATE files SET data = zeroblob(length(data))"),
            "contents",
            "failure",
            id="rotten-file",
        ),
        pytest.param(
            lambda home: on_store(
                home, f"UPDATE meta SET value = {LIBRARY.version + 1} WHERE key = 'schema'"
            ),
            "schema",
            "failure",
            id="later-schema",
        ),
        pytest.param(
            lambda home: on_store(home, "DELETE FROM meta WHERE key = 'schema'"),
            "schema",
            "failure",
            id="no-schema",
        ),
        pytest.param(
            lambda home: on_store(home, "DELETE FROM tokens"), "tokens", "warning", id="words-not-encoded"
        ),
        pytest.param(
            lambda home: on_store(home, "DELETE FROM ledgers"), "ledgers", "warning", id="no-ledger"
        ),
        pytest.param(
            lambda home: on_store(home, "PRAGMA foreign_keys = OFF; DELETE FROM versions WHERE number = 1"),
            "orphans",
            "failure",
            id="orphans",
        ),
        pytest.param(
            lambda home: on_store(home, "UPDATE versions SET added_at = '2099-01-01T00:00:00+00:00'"),
            "clock",
            "warning",
            id="from-the-future",
        ),
    ],
)
def test_a_fault_of_the_store_is_named(home: Path, damage: Callable[[Path], None], check: str, state: str):
    """Just that check complains, says what to do, and nothing is changed by looking."""
    damage(home)
    before = contents(home)

    found = {finding.check: finding for finding in store.store(home / "library.sqlite")}

    complaints = {name: finding.state for name, finding in found.items() if finding.state != "ok"}
    assert complaints == {check: state}
    assert found[check].advice
    assert contents(home) == before


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(overwrite_pages, id="pages-overwritten"),
        pytest.param(cut, id="cut-short"),
        pytest.param(
            lambda home: (home / "library.sqlite").write_bytes(b"\xd0\xcf" * 4096), id="another-file"
        ),
    ],
)
def test_a_damaged_file_is_a_failure(home: Path, damage: Callable[[Path], object]):
    """Whether SQLite can open it or not: one failure, and the way back."""
    damage(home)
    before = contents(home)

    (finding,) = store.store(home / "library.sqlite")

    assert finding.state == "failure"
    assert "wence restore" in finding.advice
    assert contents(home) == before


def test_a_sound_library_passes(home: Path):
    """Every check, none left out."""
    found = [*store.store(home / "library.sqlite"), *indices.indices(Settings(home=home), held=False)]

    assert set(states(found).values()) == {"ok"}
    assert len(found) == 9


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        pytest.param(lambda home: shutil.rmtree(home / "chroma"), "vectors", id="chroma-missing"),
        pytest.param(lambda home: (home / "chroma.unfinished").touch(), "vectors", id="chroma-cut-short"),
        pytest.param(
            lambda home: (home / "chroma" / "chroma.sqlite3").write_bytes(b"x" * 9000),
            "vectors",
            id="chroma-broken",
        ),
        pytest.param(lambda home: shutil.rmtree(home / "lexical"), "lexical", id="tantivy-missing"),
        pytest.param(
            lambda home: (home / "lexical" / "stamp.txt").write_text("old"),
            "lexical",
            id="tantivy-out-of-step",
        ),
        pytest.param(
            lambda home: (home / "lexical" / "clause" / "meta.json").write_bytes(b"{"),
            "lexical",
            id="tantivy-broken",
        ),
    ],
)
def test_an_index_that_will_be_rebuilt_is_named(home: Path, damage: Callable[[Path], None], check: str):
    """It is a warning, not a failure: nothing is lost."""
    damage(home)

    found = states(indices.indices(Settings(home=home), held=False))

    other = "lexical" if check == "vectors" else "vectors"
    assert found == {check: "warning", other: "ok"}


def test_a_chroma_server_that_is_down_is_named(home: Path):
    """Without it there is no start."""
    settings = Settings(home=home, chroma_url="http://127.0.0.1:9")

    assert states(indices.indices(settings, held=False)) == {"vectors": "failure", "lexical": "ok"}


def test_indices_in_use_are_left_alone(home: Path):
    """A second process on Chroma's folder would spoil it."""
    assert set(states(indices.indices(Settings(home=home), held=True)).values()) == {"skipped"}


def test_who_uses_the_library(home: Path, embedder: Embedder):
    """Nobody, or somebody who doesn't answer."""
    settings = Settings(home=home)
    nobody = place.holder(settings)
    with Shelf.open(home, embedder):
        somebody = place.holder(settings)

    assert (nobody.state, somebody.state) == ("ok", "warning")
    assert "占用" in somebody.detail


def test_a_busy_port_is_named():
    """With the setting that changes it."""
    with listen(0, "", "") as taken:
        settings = replace(Settings(), port=taken.getsockname()[1])
        finding = next(place.ports(settings))

    assert finding.state == "warning"
    assert "WENCE_PORT" in finding.detail


def test_vectors_of_another_model_are_a_failure(tmp_path: Path, models: Path, embedder: Embedder):
    """A start would refuse; the way out is named."""
    with Shelf.open(tmp_path, OtherModel(embedder)) as shelf:
        add(shelf, SPORTS)

    finding = model_checks.embedding(Settings(home=tmp_path, models=models))

    assert finding.state == "failure"
    assert "another-model" in finding.detail
    assert "wence reindex" in finding.advice


def test_a_model_that_is_not_converted_yet_is_no_failure(tmp_path: Path):
    """The first start does it."""
    assert model_checks.embedding(Settings(home=tmp_path, models=tmp_path / "models")).state == "warning"


def listing(status: int, names: Sequence[str]) -> FastAPI:
    """A chat endpoint that lists *names*."""
    app = FastAPI()

    @app.get("/v1/models")
    def models() -> JSONResponse:
        return JSONResponse({"data": [{"id": name} for name in names]}, status)

    return app


@pytest.mark.parametrize(
    ("status", "names", "state", "words"),
    [
        pytest.param(200, ["qwen3"], "ok", "可以连接", id="there"),
        pytest.param(200, ["glm"], "warning", "没有 qwen3", id="another-model"),
        pytest.param(404, [], "ok", "可以连接", id="lists-none"),
        pytest.param(401, [], "warning", "密钥", id="key-refused"),
        pytest.param(500, [], "warning", "500", id="broken"),
    ],
)
def test_the_chat_model_is_asked_who_it_is(status: int, names: Sequence[str], state: str, words: str):
    """It is never a failure: without it answers are excerpts."""
    with serving(listing(status, names)) as url:
        finding = model_checks.chat(Settings(llm_base_url=f"{url}/v1", llm_model="qwen3"))

    assert finding.state == state
    assert words in finding.detail


def test_a_chat_model_that_is_down_is_named():
    """With its address, but for what gets in there, and whatever stands in the setting for its key."""
    address = "http://somebody:s3cr3t@127.0.0.1:9/v1"
    finding = model_checks.chat(Settings(llm_base_url=address, llm_model="qwen3", llm_api_key="还没有填"))

    assert finding.state == "warning"
    assert "s3cr3t" not in finding.detail
    assert "127.0.0.1:9" in finding.detail


@pytest.mark.parametrize(
    ("damage", "code"),
    [pytest.param(lambda _: None, 0, id="well"), pytest.param(overwrite_pages, 1, id="ill")],
)
def test_the_command_tells_people_and_programs(home: Path, models: Path, monkeypatch, capsys, damage, code):
    """One line a check in words, the same as JSON, and an exit code that says whether a start would work."""
    damage(home)
    monkeypatch.setenv("WENCE_HOME", str(home))
    monkeypatch.setenv("WENCE_MODELS", str(models))

    told = cli.main(["doctor"])
    lines = capsys.readouterr().out.splitlines()
    listed = cli.main(["doctor", "--json"])
    report = json.loads(capsys.readouterr().out)

    assert (told, listed) == (code, code)
    assert report["ok"] is not bool(code)
    assert all(any(check["title"] in line for line in lines) for check in report["checks"])
    assert lines[-1].startswith(f"检查了 {len(report['checks'])} 项")
