"""argparse in Chinese."""

import argparse
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, TypeVar

from app.access.address import address_of
from app.help_format import HelpFormatter

USAGE_ERROR = 2
Name = TypeVar("Name", bound=str)

_FIXED_WORDS = (("usage: ", "用法："), ("positional arguments:", "参数："), ("options:", "选项："))
_HEADING = re.compile(r"^(\S+):$", re.MULTILINE)
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数 \1"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from .*\)", r"没有名为 \2 的\1"),
    (r"argument (.*?): expected (?:one|at least one) argument", r"\1 后面缺少内容"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 不能与 \2 同用"),
    (r"argument (.*?): (.*)", r"\1 \2"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and complaints are Chinese."""

    def __init__(self, **given: Any) -> None:
        super().__init__(add_help=False, formatter_class=HelpFormatter, **given)
        self.add_argument("-h", "--help", action="help", help="显示帮助")

    def format_usage(self) -> str:
        return _in_chinese(super().format_usage())

    def format_help(self) -> str:
        return _in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        for pattern, words in _COMPLAINTS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                message = match.expand(words)
                break
        self.exit(USAGE_ERROR, f"命令有误：{message}。运行 `{self.prog} -h` 查看用法。\n")


def one_of(words: Mapping[Name, str]) -> Callable[[str], Name]:
    """An argument that is one of *words*: given as people say it, or by the name that the API has for it."""

    def name_of(raw: str) -> Name:
        for name, said in words.items():
            if raw in (name, said):
                return name
        raise argparse.ArgumentTypeError(f"应为{listed(words)}之一，而不是 {raw}")

    return name_of


def listed(words: Mapping[Name, str]) -> str:
    """The words that `one_of` takes."""
    return "、".join(words.values())


def port(raw: str) -> int:
    """An argument that is a port number."""
    if not raw.isdecimal() or not 0 < int(raw) < 65536:
        raise argparse.ArgumentTypeError(f"应为 1 到 65535 的整数，而不是 {raw}")
    return int(raw)


def address(raw: str) -> str:
    """An argument that is an IP address of this machine."""
    if (found := address_of(raw)) is None:
        raise argparse.ArgumentTypeError(f"应为 IP 地址，如 0.0.0.0，而不是 {raw}")
    return found


def count(raw: str) -> int:
    """An argument that is a number of things, at least one."""
    if not raw.isdecimal() or int(raw) < 1:
        raise argparse.ArgumentTypeError(f"应为不小于 1 的整数，而不是 {raw}")
    return int(raw)


def _in_chinese(text: str) -> str:
    for english, chinese in _FIXED_WORDS:
        text = text.replace(english, chinese, 1)
    return _HEADING.sub(r"\1：", text)
