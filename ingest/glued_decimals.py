"""Decimal labels in texts that lost their line breaks: 1 总则1.1 编制目的 …。1.2 编制依据 …。2 组织体系2.1 …"""

import re
from collections.abc import Iterator

from ingest.marks import LINE, Kind, Mark, stand

# Behind a verb, or before a unit, it is a figure: 增至1.1 平方米.
_DECIMAL = re.compile(
    "[0-9](?<![0-9A-Za-z.．:：/—为达至约到比于是有和与或超近-][0-9])[0-9]?((?:[.．][0-9]{1,2}){1,3})(?![0-9.．%％])"
    "[.．、]?[ \t\u3000]{0,4}(?=[\u4e00-\u9fff])"
    "(?!个|倍|元|万|亿|平方|公[里顷斤]|千|百分|米|亩|吨|以[上下]|版|[年月日岁]|[台名所人次分项度级][，。；、）)的])"
)
# 2 组织体系2.1 …: a bare figure is a chapter's where its first section follows its few words.
_CHAPTER = re.compile(
    r"[0-9](?<![0-9A-Za-z.．:：/—-][0-9])[0-9]?(?=[ \t\u3000]{0,4}[\u4e00-\u9fff、]{2,25}\s*[0-9]{1,2}[.．]1(?![0-9]))"
)
_FIGURE = re.compile(r"[^0-9]*([0-9]+)")


def find_glued_decimals(text: str) -> Iterator[Mark]:
    """Candidates amid a line: 1.1 …, and the figures 1, 2 … of the chapters that such sections stand in.

    Whether they number anything is decided by counting: 1.1 needs an open unit 1, and 1.2 behind it.
    """
    if "1.1" not in text and "1．1" not in text:
        return
    for found in _DECIMAL.finditer(text):
        numbers = tuple(int(number) for number in re.findall("[0-9]+", found[0]))
        lead, hold = stand(text, found.start())
        if hold is not LINE:
            end, style = found.start() + len(found[0].rstrip()), str(len(numbers))
            yield Mark(found.start(), end, Kind.DECIMAL, numbers[-1], style, hold, lead, numbers[:-1])
    for found in _CHAPTER.finditer(text):
        section = _FIGURE.match(text, found.end())
        if section is not None and section[1] == found[0]:
            lead, hold = stand(text, found.start())
            yield Mark(*found.span(), Kind.DECIMAL, int(found[0]), "1", hold, lead)
