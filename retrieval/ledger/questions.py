"""Questions that the ledger answers: those that ask for all rows of some kind, of one or several whole plans."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.commitment_model import DeadlineType
from ingest.normalise import fold
from retrieval.ledger.filter import LedgerFilter
from retrieval.ledger.traits import MONEY_GOES, NOUNS, spoken_traits
from retrieval.ledger.windows import spoken_window
from retrieval.question import Question
from retrieval.questions.naming import Names
from retrieval.questions.slots import asks_yes_no

_LISTING = re.compile(
    r"哪些|有哪|哪几[项条个件]|列出|列全|列齐|列一下|列个|列举|最(?:硬|强硬|刚性|严厉?|严格)(?:的|(?=[?.,]|$))|列明|罗列|梳理|汇总|归纳|清单(?=$|[?.,])|分别|各自|全部|所有|都有|逐[项条一]|一览|(?:多少|几)[项条]|"
    r"(?:有|要|做到?|完成|实现|达到|落实|干)(?:什么|啥)|(?:什么|啥)(?:时候|任务|工作|事)"
    rf"|{MONEY_GOES}"
)
_SPENT = re.compile(r"花(?:钱|费)")  # 哪些地方要花钱: 地方 are no places
_AND = re.compile(r"呢[?。]?$")  # 那量化指标呢: lists what an earlier question listed of the same plan
# What is asked for are schools, people, documents …, not what the plan undertakes.
_OTHER_THINGS = re.compile(
    r"(?:哪(?:些|几个?|几所|几位|个|所|位)|什么|多少)(?:学校|小学|初中|高中|中学|幼儿园|人|老师|教师|学生|孩子|校长|专家|领导|班级|年级|家长|课程?|文件|方案|计划|"
    r"区|县|市|地区|新|材料)"
)
_DUTY = r"(?:具体|主要|都|分别|各自|要|应该?|应当|需要?|得|又|来)*(?:负责|承担|分管|牵头|配合|管|做|干|落实|完成)(?:的|了|着)?(?:工作|任务|事情?)?(?:是|有)?(?:哪些|什么|啥|哪几[项件样])(?:工作|任务|事情?|活|内容|职责|方面)*"
_DUTIES = r"(?:的)?(?:主要|具体|工作)?(?:职责|责任(?!单位|部门|主体|人)|任务|分工)(?:分工)?(?:都|分别|各自)?(?:有|是|包括)?(?:哪些|什么|啥)?"
_EVERY_BODY = r"(?:[区市县]?(?:教委|教育局|教体局|政府))?(?:各|哪些|每个|所有|全部|哪几个)(?:个|级|有关|相关|责任|职能|牵头)*(部门|单位|科室|处室|学校|镇街|街道|乡镇)"
_BODY = r"([\u4e00-\u9fff]{2,14}?)"
_OF_MANY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_EVERY_BODY}(?:{_DUTY}|{_DUTIES})",
        r"(?:责任|牵头|配合)(?:单位|部门|主体|科室)(?:都|一共)?(?:有|是)?(?:哪些|什么)|(?:涉及|写明)(?:到|了)?(?:哪些|什么)(?:责任|牵头|配合)?(?:单位|部门|主体|科室)",
        rf"(?:责任|任务|职责|工作)?(?:分工|分解)(?:落实)?(?:到|给)?.{{0,4}}?{_EVERY_BODY}",
        r"(?:谁|责任|任务|职责|部门|工作)(?:的)?(?:分工|分解)(?:情况)?(?:是|有)?(?:怎样|怎么样?|如何|什么|哪些)(?:安排|规定)?的?|谁(?:分别|各自)?负责(?:什么|哪些)",
    )
)
_OF_ONE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BODY}{_DUTY}",
        rf"{_BODY}(?:都|要|应该?|需要?|承担|分别)*(?:有)?(?:哪些|什么)(?:主要|具体|工作)?(?:职责|责任(?!单位|部门|主体|人)|任务|分工)",
        rf"{_BODY}{_DUTIES}",
    )
)
_IN = re.compile(
    r"(.{2,10}?)在(.{2,8}?)(?:工作)?(?:里面?|中|上|方面)(?:所?承担|要)*"
)  # 残联在控辍里负责哪几项
_LEADS_UP = re.compile(r"^.*(?:(?:方案|计划|文件|通知|要点|规划)(?:里面?|中)?|里面|请问|那么|的)|^[那这里中]")
_PLAIN_WORDS = (
    r"请问|请|帮我|会议|讲话|报告|帮忙|麻烦|给我|一下|出来|那么?|方案里?|计划里?|文件里?|要点|通知|规划|意见|办法|行动|这份|该|本|全区|全市|全县|区里|县里|市里|里面?|中|"
    r"列出来?|列[全齐]|列举|列明|罗列|梳理|汇总|归纳|整理|统计|清单|分别|各自|全部|所有|都有?|逐[项条一]|一览|哪些|哪几|哪|多少|几|什么|啥|"
    r"工作|教育|事项|事情?|任务|目标|要求|规定|条款|内容|措施|举措|承诺|安排|方面|地方|部分|具体|主要|重点|明确|写明|提出|提到|涉及|有关|相关|关于|其中|"
    r"需要|应该|应当|必须|完成|保障|支持|单位|说明|分工|写了?|做到|做好|落实|达到|实现|建成|执行|开展|总共|一共|学校|各校|我们|"
    r"[一几]次|[条项个件带的是有要应需得做干了吗呢吧啊和与及或在对于把被给就也还把为各共能会以]"
)
_PLAIN = re.compile(rf"^(?:{_PLAIN_WORDS})+|(?:{_PLAIN_WORDS})+$")
_PLAN = re.compile(r"[\u4e00-\u9fff]{2,16}?(?:办法|方案|计划|规划|意见|细则|纲要|要点|通知)")
_SHORTEST_CALL = 4  # characters
_RUN = re.compile(r"[\u4e00-\u9fff\da-z+%]+")
_LONGEST_TOPIC = 8  # characters: what is longer is a question of its own


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """What a question asks the ledger for: a filter without documents, the topic and the bodies still as spoken.

    ``name`` is what the rows are called in the answer. ``body`` is a name, ``bodies`` a class of them (部门, 科室).
    ``plans`` are documents of the scope that the question calls by their titles; () where it means them all.
    """

    wanted: LedgerFilter
    name: str
    topic: str | None = None
    body: str | None = None
    bodies: str | None = None
    plans: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether no row means that the plans have none: bans, figures and dates are told by their form alone."""
        wanted = self.wanted
        dated = wanted.deadline_after or wanted.deadline_before
        told = wanted.kinds == ("prohibition",) or wanted.has_number or dated
        return bool(told) and not (self.topic or self.body or self.bodies)


def ledger_requests(question: Question, today: date) -> tuple[LedgerRequest, ...]:
    """The ways to read *question* as one for rows, the best first; () where it asks for less than a list over plans."""
    words, plans = _apart(_bare(question.original, question), question)
    if question.metadata or question.clause or len(question.parts) > 1 or asks_yes_no(question.original):
        return ()
    if question.meant.asked not in (None, "list"):
        return ()
    if question.unknown or (question.asks_documents and not _SPENT.search(words)):
        return ()
    follows = _AND.search(words)
    if follows and question.previous and not _runs(words):
        words = _bare(question.previous, question)  # 那天宁呢: the same of another plan
    listing = _LISTING.search(words) or (question.scope.inherited and follows)
    rows = _rows(words, today) if listing and not _OTHER_THINGS.search(words) else None
    found = (_duties(words), rows)
    return tuple(replace(request, plans=plans) for request in found if request)


def _bare(asked: str, question: Question) -> str:
    """What was *asked*, folded, without the names of the plans of *question* and the places of the others."""
    words = fold(asked)
    places = [place.bare for names in question.names for place in names.own if place.bare in words]
    for name in sorted({*map(fold, question.scope.words), *places}, key=len, reverse=True):
        words = re.sub(rf"\"?{re.escape(name)}\"?[省市区县]?", " ", words)
    return re.sub(r"《[^》]*》", " ", words)


def _apart(words: str, question: Question) -> tuple[str, tuple[str, ...]]:
    """*words* without a plan that is called by parts of its title beside its place, and the documents called so.

    岩川市 职称评聘办法: 岩川市中小学教师职称评聘管理办法（试行）.
    """
    for match in _PLAN.finditer(words if question.scope.named else ""):
        for at in range(match.start(), match.end() - _SHORTEST_CALL + 1):
            called = words[at : match.end()]
            plans = [
                n.document_id for n in _in_scope(question) if any(_runs_through(called, t) for t in n.titles)
            ]
            if plans:
                return f"{words[:at]} {words[match.end() :]}", tuple(plans)
    return words, ()


def _in_scope(question: Question) -> list[Names]:
    return [names for names in question.names if names.document_id in question.scope.documents]


def _runs_through(called: str, title: str) -> bool:
    """Whether the characters of *called* stand in *title* in this order."""
    rest = iter(title)
    return all(character in rest for character in called)


def _duties(words: str) -> LedgerRequest | None:
    """Who does what: of one body by its name, of a class of bodies, of all."""
    for pattern in _OF_MANY:
        match = pattern.search(words)
        if match and not _runs(words.replace(match[0], " ")):
            kind = next((group for group in match.groups() if group), None)
            return LedgerRequest(LedgerFilter(has_body=True), "写明责任单位的事项", bodies=kind)
    for pattern in _OF_ONE:
        match = pattern.search(words)
        if match and not _runs(words.replace(match[0], " ")) and (name := _LEADS_UP.sub("", match[1])):
            inside = _IN.fullmatch(name)
            body, topic = inside.groups() if inside else (name, None)
            return LedgerRequest(LedgerFilter(), f"{body}负责的事项", topic=topic, body=body)
    return None


def _rows(words: str, today: date) -> LedgerRequest | None:
    window = spoken_window(words, today)
    spoken = spoken_traits(window.rest if window else words)
    if not spoken.names and not window:
        return None
    topics = _runs(spoken.rest)
    if len(topics) > (not spoken.is_noun) or any(
        len(topic) > _LONGEST_TOPIC or len(topic) < 2 for topic in topics
    ):
        return None
    wanted = LedgerFilter(**spoken.fields)
    names = spoken.names
    if window:
        only: tuple[DeadlineType, ...] = ("by",) if re.search(r"目标|指标", words) else ()
        wanted = replace(
            wanted, deadline_after=window.after, deadline_before=window.before, deadline_types=only
        )
        names = (window.name, *names)
    return LedgerRequest(wanted, _called(names), topic=topics[0] if topics else None)


def _called(names: Sequence[str]) -> str:
    """没有写明时限 + 量化指标 → 没有写明时限的量化指标; what only says of which kind gets a noun."""
    kinds, nouns = [[name for name in names if (name in NOUNS) is noun] for noun in (False, True)]
    return "的".join([*kinds, "、".join(nouns) or "事项"])


def _runs(words: str) -> list[str]:
    """What *words* speak of beyond asking for a list: words between blanks and marks, without plain ones at their ends."""
    return [run for found in _RUN.findall(words) if (run := _PLAIN.sub("", found))]
