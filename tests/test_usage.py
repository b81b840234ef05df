"""How the command line explains itself: help, wrong usage, choices in Chinese."""

import re

import pytest

from app.cli import main
from app.parser import Parser, one_of
from eval.table import width


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["ask"], "缺少参数 问题", id="no-question"),
        pytest.param(["fly"], "没有名为 'fly' 的命令", id="unknown-command"),
        pytest.param(["ask", "问", "--fast"], "不认识的参数 --fast", id="unknown-option"),
        pytest.param(["search", "问", "-k", "0"], "应为不小于 1 的整数", id="no-hits"),
        pytest.param(["serve", "--port", "70000"], "应为 1 到 65535 的整数", id="bad-port"),
        pytest.param(["search", "问", "-k"], "后面缺少内容", id="value-missing"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(capsys, arguments, words):
    """Usage errors end with 2 and say what is wrong."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    seen = capsys.readouterr().err
    assert ended.value.code == 2
    assert words in seen
    assert "-h` 查看用法" in seen


def test_without_a_command_the_commands_are_listed(capsys):
    """`wence` alone shows the help, as an error."""
    assert main([]) == 2

    assert "导入文件" in capsys.readouterr().err


def test_a_choice_is_made_in_chinese_or_by_the_name_of_the_api(capsys):
    """Both say the same; anything else is answered with what there is."""
    parser = Parser()
    parser.add_argument("--kind", type=one_of({"funding": "经费", "deadline": "时限"}))

    assert parser.parse_args(["--kind", "经费"]) == parser.parse_args(["--kind", "funding"])
    with pytest.raises(SystemExit):
        parser.parse_args(["--kind", "经"])
    assert "应为经费、时限之一，而不是 经" in capsys.readouterr().err


@pytest.mark.parametrize("columns", [40, 80])
def test_help_is_aligned_as_a_terminal_shows_it(monkeypatch, columns):
    """Chinese characters being two columns wide, what options do starts in one column, and no line is too long."""
    monkeypatch.setenv("COLUMNS", str(columns))
    parser = Parser(prog="wence", description="逐条列出计划的承诺，可以按类别筛选。" * 4)
    parser.add_argument("--kind", metavar="类别", help="量化指标、时限、经费、项目、职责、频次" * 3)
    parser.add_argument("--on", metavar="日", help="时限")
    lines = parser.format_help().splitlines()

    assert all(width(line) <= columns for line in lines)
    starts = {width(line[: line.rindex("  ") + 2]) for line in lines if line.startswith("  -")}
    assert len(starts) == 1
    assert not any(line.strip().startswith(("、", "，", "。")) for line in lines)


COMMANDS = "serve ingest ask search commitments compare mark feedback documents delete collections receipt diff reinstate missing reindex backup restore doctor keys audit mcp eval"


@pytest.mark.parametrize("command", COMMANDS.split())
def test_every_command_explains_itself(capsys, command):
    """Each command has help in Chinese."""
    with pytest.raises(SystemExit) as ended:
        main([command, "-h"])

    seen = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"用法：wence {command}" in seen
    assert not re.search(r"usage|options:|arguments:", seen)


def test_every_command_is_known_here(capsys):
    """A new command is looked at as well."""
    main([])

    assert re.findall(r"^  ([a-z]+)  ", capsys.readouterr().err, re.MULTILINE) == COMMANDS.split()
