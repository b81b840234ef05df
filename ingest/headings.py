"""A unit's heading: the words after its label that name it, without the full stop."""

import re

from ingest.marks import Kind

RUN_IN = 32  # characters of a heading that ends with a full stop
OWN_LINE = 60  # characters of a heading on a line of its own
TOPIC = 25  # characters of the first sentence of an 一是 unit that still names a topic
_STOP = re.compile(r"[。；;！？!?\n\r]")
_SAYS = re.compile(
    r"^[^“（(]*\d|^(?:严禁|禁止|不得|不准|凡)|(?:应当|必须|不得|可以)"
)  # a rule, not the name of one
_FIRST_SENTENCE = re.compile(rf"([^。；;！!？?：:\n]{{2,{RUN_IN}}})([。：:])\s*\**\s*(?=\S)")
_SPACED = re.compile(r"([^\s。；;，,：:]{2,20})(?:  |\t|\u3000)\s*\S")
_NAMED = re.compile("[【〔（(][^】〕）)]{2,20}[】〕）)]")
_COLON = re.compile(  # 组织机构： alone on its line; what leads in a list names nothing
    "(?![^：:]*(?:如下|以下|下列|包括|做到|应当|需要|[为是有要到])[：:])[^，,。；;“”、]{2,14}[：:]"
)
_COMMA = re.compile("[，,]")
_UNNAMED = {Kind.SPEECH, Kind.HEADLINE, Kind.ROW}
_LISTED = {Kind.SHI, Kind.ORDER}
_TAG, _ARTICLE = Kind.TAG, Kind.ARTICLE
_BEFORE = " \t\u3000\xa0*：:、.．，,"
_BEFORE_OR_ABOVE = _BEFORE + "\r\n"  # a label may stand alone above its heading, as in a cell of a table
_EDGE = " \t\u3000\xa0*#：:。.．"
_KNOWN = re.compile(
    r"(?:指导思想|总体(?:思路|要求|目标|安排)|工作(?:目标|任务|要求|思路|原则|措施|重点|步骤|内容|安排|机制|举措|保障|流程)"
    r"|(?:主要|重点|目标)(?:任务|措施|目标|工作|举措|内容)|(?:任务|责任|职责)分工|时间安排|基本(?:原则|思路|要求|情况)|发展目标|适用范围"
    r"|实施(?:步骤|原则|范围|时间|办法|内容|要求)|(?:保障|经费|组织)(?:措施|机制|保障)|组织(?:领导|机构|实施)|方法步骤|有关要求|其他事项|监督检查|考核评价|活动(?:内容|时间|要求|主题))"
    r"(?![是为的和与及、，,在方上下中])"
    r"|[\u4e00-\u9fff]{2,8}(?:机制|措施|原则|目标|要求)(?=[“《])"
)
_PHASE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:阶段)?[（(][^（()）\n]{4,40}[）)]")


def heading_of(words: str, kind: Kind, *, more: bool, room: int = OWN_LINE) -> str:
    """The heading in *words*, a unit's text from behind its label to its first child or its end.

    *more*: children follow. *room*: characters from which the first line may have been wrapped. "" where the words are the provision itself.
    """
    if kind in _UNNAMED:
        return ""
    line, _, rest = words.lstrip(_BEFORE if kind is _TAG else _BEFORE_OR_ABOVE).partition("\n")
    line = line.strip()
    if kind in _LISTED:
        return _topic(line)
    own = line.strip(_EDGE)
    sentence = kind is _ARTICLE and line.endswith("。") and "，" in own  # the first 款 of several
    if own and not sentence and _stands_alone(line, own, room):
        followed = bool(rest.strip())
        led = line.endswith((":", "："))
        if (followed and _COLON.fullmatch(line)) if led else (more or followed):
            return own
    if kind is _ARTICLE:
        found = _NAMED.match(line)
        return found[0] if found else ""
    return _spaced(line) or _run_in(line) or _glued(line)


def _stands_alone(line: str, own: str, room: int) -> bool:
    """Whether *own*, the words of *line*, may be a name: short, no sentence, no rule, not merely wrapped."""
    stopped = line.endswith("。")
    if len(own) > (TOPIC if stopped else min(OWN_LINE, room)) or own[-1] in "，,、" or _STOP.search(own):
        return False
    return not (stopped and _SAYS.search(own))


def _spaced(line: str) -> str:
    """A heading that wide white space sets off: 总体要求  坚持…"""
    found = _SPACED.match(line)
    return found[1] if found else ""


def _topic(line: str) -> str:
    first, stop, rest = line.partition("。")
    return first.strip(_EDGE) if stop and rest.strip() and len(first) <= TOPIC and "；" not in first else ""


def _run_in(line: str) -> str:
    """A short first sentence that more text follows: 加强组织领导。成立…"""
    found = _FIRST_SENTENCE.match(line)
    if found is None or (found[2] in "：:" and len(found[1]) > 16):
        return ""
    heading = found[1].strip(_EDGE)
    return "" if _SAYS.search(heading) or len(_COMMA.findall(heading)) > 2 else heading


def _glued(line: str) -> str:
    """A usual heading with the text straight behind it: 指导思想全面贯彻…"""
    found = _PHASE.match(line) or _KNOWN.match(line)
    return found[0] if found and found.end() < len(line) else ""
