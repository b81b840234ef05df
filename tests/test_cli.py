"""The command line: what it prints, and how it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import main
from app.clients import discovery
from app.service import Service
from app.settings import Settings
from tests.serving import EXAMPLES, serving_library

NOTICES = sorted(EXAMPLES.glob("0[13]*"))
QUESTION = "云砚区初中学业质量监测合格率要达到多少？"


@pytest.fixture(scope="module")
def library(tmp_path_factory, models) -> dict[str, str]:
    """The environment of a library that holds two notices."""
    env = {"WENCE_HOME": str(tmp_path_factory.mktemp("cli")), "WENCE_MODELS": str(models)}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        assert main(["ingest", *map(str, NOTICES)]) == 0
    return env


@pytest.fixture
def here(library, monkeypatch):
    """This process has the environment of that library."""
    for name, value in library.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def fresh(tmp_path, models, monkeypatch) -> Path:
    """This process has the environment of an empty library."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("WENCE_MODELS", str(models))
    return tmp_path


def wence(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(EXAMPLES.parent), **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.usefixtures("here")
def test_an_answer_is_readable_and_cited(capsys):
    """The answer, then each numbered clause with its formal name and its words."""
    assert main(["ask", QUESTION]) == 0

    shown = capsys.readouterr().out
    assert "95%" in shown
    assert "[1]" in shown
    assert "《云砚区初中强基提质行动计划" in shown
    assert "二、" in shown


@pytest.mark.usefixtures("here")
def test_an_answer_as_json_is_the_contract(capsys):
    """--json prints the whole answer, quotes being exact slices, and nothing else on standard output."""
    assert main(["ask", "--json", QUESTION]) == 0

    answer = json.loads(capsys.readouterr().out)
    text = NOTICES[0].read_text(encoding="utf-8")
    assert answer["status"] == "answered"
    assert all(c["quote"] == text[c["start"] : c["end"]] for c in answer["citations"])


@pytest.mark.usefixtures("here")
def test_how_a_question_is_meant_can_be_said(capsys):
    """Another place and another kind of thing asked take the place of what the question says."""
    assert main(["ask", "--json", "--region", "霁渡县", "--asked", "时间或期限", "云砚区的目标是多少？"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["understood"]["changed"] == ["regions", "asked"]
    assert answer["understood"]["asked"] == ["date"]
    assert all("霁渡县" in title for title in answer["searched"]["scope"])


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("years", "why"),
    [
        pytest.param(["2024"], "（2024年）", id="one"),
        pytest.param(["2026", "2023", "2024"], "（2023—2026年）", id="several"),
    ],
)
def test_another_year_can_be_said(capsys, years, why):
    """However many are given, documents from the first to the last are searched."""
    assert main(["ask", "--json", QUESTION, *(word for year in years for word in ("--year", year))]) == 0

    assert why in json.loads(capsys.readouterr().out)["searched"]["why"]


def test_a_year_that_is_no_number_is_said_in_chinese(capsys):
    """As all complaints of the command line are."""
    with pytest.raises(SystemExit):
        main(["ask", "--year", "今年", QUESTION])

    assert "--year 应为不小于 1 的整数，而不是 今年" in capsys.readouterr().err


def test_a_file_named_in_gbk_is_read_in_under_its_name(fresh, capsys):
    """Disks that were filled on other systems hold such names; the file is no worse for it."""
    plain = os.fsencode(fresh) + "/方案.txt".encode("gbk")
    Path(os.fsdecode(plain)).write_bytes(NOTICES[0].read_bytes())

    assert main(["ingest", os.fsdecode(plain)]) == 0
    assert capsys.readouterr().out.startswith("方案.txt：新增")


def test_a_path_that_cannot_be_looked_at_is_named(fresh, capsys):
    """One that is too long for the disk, for example."""
    assert main(["ingest", str(fresh / ("长" * 200))]) == 1

    assert "名称太长" in capsys.readouterr().err


def test_the_command_works_in_a_process_of_its_own(library):
    """The real command prints the answer and ends with 0."""
    done = wence(library, "ask", QUESTION)

    assert (done.returncode, done.stderr) == (0, "")
    assert "95%" in done.stdout


@pytest.mark.usefixtures("here")
def test_documents_and_hits_are_listed(capsys):
    """Each document and each hit has its line; --json gives the API's items."""
    assert main(["documents"]) == 0
    assert main(["search", "-k", "2", "教师交流轮岗"]) == 0
    lines = capsys.readouterr().out
    assert main(["documents", "--json"]) == 0
    documents = json.loads(capsys.readouterr().out)

    assert "云砚政办发〔2024〕18号" in lines
    assert "共 2 份文件。" in lines
    assert "1. 《霁渡县" in lines
    assert [d["file_name"] for d in documents] == [path.name for path in NOTICES]


@pytest.mark.usefixtures("here")
def test_a_collection_that_is_not_there_is_named(capsys):
    """It is an error, not an empty list."""
    assert main(["documents", "--collection", "内部"]) == 1

    assert "没有名为「内部」的集合" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_what_is_missing_is_listed(capsys):
    """Each document that is named but not held has its line with those that name it; --json gives the items."""
    assert main(["missing"]) == 0
    lines = capsys.readouterr().out
    assert main(["missing", "--json"]) == 0
    items = json.loads(capsys.readouterr().out)

    assert items
    assert f"共 {len(items)} 份文件没有入库。" in lines
    assert all(f"《{item['title']}》" in lines for item in items)
    assert "见 《" in lines


def test_each_file_gets_a_receipt_and_a_bad_one_stops_nothing(fresh, capsys):
    """A folder: good files go in with their receipts, bad ones are named, and the exit code tells."""
    folder = fresh / "notices" / "deep"
    folder.mkdir(parents=True)
    for path in NOTICES:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "空.txt").write_bytes(b"")
    (folder / "图.gif").write_bytes(b"not looked at")

    code = main(["ingest", str(fresh / "notices")])
    seen = capsys.readouterr()

    assert code == 1
    assert "新增" in seen.out
    assert "收录比例" in seen.out
    assert "成功 2 份，失败 1 份" in seen.out
    assert "空.txt" in seen.err
    assert "没有导入：图.gif" in seen.out
    assert main(["ingest", str(folder / NOTICES[0].name)]) == 0
    assert "没有变化" in capsys.readouterr().out


@pytest.mark.usefixtures("fresh")
def test_a_deleted_document_is_gone(capsys):
    """delete takes the id that documents shows."""
    main(["ingest", str(NOTICES[1])])
    main(["documents", "--json"])
    ident = json.loads(capsys.readouterr().out.split("\n", 2)[2])[0]["id"]

    assert main(["delete", ident]) == 0
    assert main(["delete", ident]) == 1
    seen = capsys.readouterr()
    assert "已删除" in seen.out
    assert ident in seen.err


@pytest.mark.usefixtures("here")
def test_the_index_can_be_rebuilt(capsys):
    """reindex says how many documents it covered."""
    assert main(["reindex"]) == 0
    assert "已重建 2 份文件的索引" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command", [["ask", "问"], ["search", "问"], ["missing"]], ids=["ask", "search", "missing"]
)
@pytest.mark.usefixtures("fresh")
def test_an_empty_library_says_how_to_fill_it(capsys, command):
    """Nothing to search: told so, with the next step, and a non-zero exit."""
    assert main(command) == 1
    assert "wence ingest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "words"),
    [
        pytest.param("没有.txt", "没有这个文件", id="missing"),
        pytest.param("empty", "没有可导入的文件", id="empty-folder"),
        pytest.param("pipe.txt", "不是文件，也不是文件夹", id="pipe"),
    ],
)
def test_a_path_without_files_is_named(fresh, capsys, path, words):
    """A path that leads nowhere is an error that names it."""
    (fresh / "empty").mkdir()
    os.mkfifo(fresh / "pipe.txt")

    assert main(["ingest", str(fresh / path)]) == 1
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("env", "words"),
    [
        pytest.param({"WENCE_PORT": "x"}, "WENCE_PORT='x'", id="bad-setting"),
        pytest.param({"WENCE_EMBEDDING_MODEL": "/no/such/model"}, "/no/such/model", id="missing-model"),
        pytest.param({"WENCE_API_URL": "http://127.0.0.1:1"}, "http://127.0.0.1:1", id="no-server"),
        pytest.param({"WENCE_HOME": "/dev/null/home"}, "/dev/null/home", id="home-not-writable"),
    ],
)
def test_what_is_wrong_with_the_settings_is_one_message(fresh, monkeypatch, capsys, env, words):
    """A line that names the setting or the thing, and exit code 1."""
    for name, value in env.items():
        monkeypatch.setenv(name, value)

    assert main(["documents"]) == 1
    seen = capsys.readouterr().err
    assert words in seen
    assert (fresh / "home").exists() is False


def test_while_a_server_owns_the_library_commands_go_through_it(tmp_path, embedder, monkeypatch, capsys):
    """With a server running, ingest and documents work on its library; reindex asks for the server to stop."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))
    with serving_library(Settings(home=tmp_path), embedder) as client:
        discovery.announce(tmp_path, client.base_url, client.health()["instance"], key="any")

        assert main(["ingest", str(NOTICES[1])]) == 0
        assert main(["documents"]) == 0
        assert main(["reindex"]) == 1
        assert main(["doctor"]) == 0
        seen = capsys.readouterr()

        assert [d["file_name"] for d in client.documents()] == [NOTICES[1].name]
        assert "共 1 份文件" in seen.out
        assert f"服务 {client.base_url}（进程" in seen.out
        assert "停止" in seen.err


def test_a_library_in_use_without_a_server_to_talk_to_is_said(tmp_path, embedder, monkeypatch, capsys):
    """Something holds the library and no server answers: a message and exit code 1."""
    monkeypatch.setenv("WENCE_HOME", str(tmp_path))
    with Service.open(Settings(home=tmp_path), embedder=embedder):
        assert main(["documents"]) == 1

    assert str(tmp_path) in capsys.readouterr().err
