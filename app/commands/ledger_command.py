"""The command that lists a part of the ledger, to be copied from an answer."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

_OPTIONS: Mapping[str, str] = {
    "region": "--region",
    "kind": "--kind",
    "strength": "--strength",
    "deadline_after": "--after",
    "deadline_before": "--before",
    "deadline_type": "--deadline-type",
    "body": "--body",
    "unit": "--unit",
    "q": "--text",
    "topic": "--topic",
    "mark": "--mark",
    "sort": "--sort",
    "version": "--version",
}


def command_of(parameters: Mapping[str, Any]) -> str:
    """`wence commitments …` for the query parameters of /v1/commitments."""
    return shlex.join(["wence", "commitments", *_several(parameters.get("document")), *_options(parameters)])


def _options(parameters: Mapping[str, Any]) -> Iterator[str]:
    for name, value in parameters.items():
        if name.startswith("has_"):
            yield from ("--with" if value else "--without", name.removeprefix("has_"))
        elif name in _OPTIONS:
            for one in _several(value):
                yield from (_OPTIONS[name], one)


def _several(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
