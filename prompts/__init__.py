"""Prompts are text beside this file; loading one insists on its exact blanks. Imports nothing of ours."""

from pathlib import Path
from string import Template

HERE = Path(__file__).parent


def load_prompt(name: str, *fields: str) -> Template:
    """Read ``prompts/<name>.txt`` and insist that it uses exactly *fields*.

    Raises ValueError when a blank is missing, misspelt or left over.
    """
    prompt = Template((HERE / f"{name}.txt").read_text(encoding="utf-8"))
    found = set(prompt.get_identifiers())
    if not prompt.is_valid() or found != set(fields):
        raise ValueError(f"prompts/{name}.txt uses {sorted(found)}, expected {sorted(fields)}")
    return prompt
