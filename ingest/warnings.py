"""What is broken in the numbering of the source, said in Chinese. The tree keeps it as printed."""

from collections.abc import Iterator

from ingest.marks import Kind
from ingest.series import Gap, Node, Outline

SHOWN = 20  # warnings before the rest is only counted


def describe_gaps(text: str, outline: Outline) -> tuple[str, ...]:
    """One sentence for each break in the counting, at most SHOWN and one for the rest."""
    said = list(_sentences(text, outline))
    if len(said) > SHOWN:
        said[SHOWN:] = [f"另有 {len(said) - SHOWN} 处编号不连续"]
    return tuple(said)


def _sentences(text: str, outline: Outline) -> Iterator[str]:
    for gap in outline.gaps:
        label, where = _label(text, gap.node), _where(text, gap.node)
        number = gap.node.mark.ordinal
        if number == gap.last:
            yield f"{where}编号重复：“{label}”出现不止一次"
        elif number < gap.last:
            yield f"{where}编号倒退：第 {gap.last} 项之后是“{label}”"
        elif not gap.last and gap.node.mark.kind is Kind.PHASE:
            continue  # a plan may begin in the third week
        elif not gap.last:
            yield f"{where}编号从“{label}”开始，缺少之前的第 {_missing(gap)} 项"
        else:
            yield f"{where}编号不连续：“{label}”之前缺少第 {_missing(gap)} 项"


def _missing(gap: Gap) -> str:
    first, last = gap.last + 1, gap.node.mark.ordinal - 1
    return str(first) if first == last else f"{first}～{last}"


def _label(text: str, node: Node) -> str:
    return text[node.mark.start : node.mark.end]


def _where(text: str, node: Node) -> str:
    return f"“{_label(text, node.parent)}”下" if node.parent is not None else ""
