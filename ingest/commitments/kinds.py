"""What a row mainly is. Where two kinds fit the order decides: ban, money, rate per time, number, date, …"""

import re

from ingest.commitment_model import Deadline, Kind, Metric
from ingest.commitments.acts import Act
from ingest.commitments.metrics import TIMES
from ingest.commitments.strength import PERMITS

BAN = re.compile(
    r"严禁|不得(?!不)|禁止|不准|不允许|坚决杜绝|杜绝|不能(?=以|将|把)|不许|严格禁止|一律不|不予(?!以)|不再(?=要求|受理|安排|新增|办理)|不进行|不收费|不收取|不布置|不举行"
)
_MONEY = re.compile(
    r"经费|资金|财政(?:资金|预算|投入|经费|支持|保障|专项|安排)|补助|补贴|奖补|专项款|拨付|拨款|预算|投入[\d.]+|奖励金|津贴|人、?财、?物|捐资|公益基金|收费(?!行为|监管)|学费|资助|免费提供"
)
_RATE = re.compile(
    r"一(?<![第\d]一)(?:学期|学年|年)[\u4e00-\u9fff]{1,4}[\d一两]次|每(?:学期|学年|半年|年|月|周|季度|日|天)|定期|不定期|常态化(?=开展|组织|推进|实施)|一年[一二两]次|经常性(?!的)"
)
_JUDGING = re.compile(
    r"考核|督导|督查|检查|评估|追究|问责|通报|约谈|表彰|奖励|挂钩|查处|一票否决|评优|巡查|视导|责任追究|倾斜(?=$)|验收|整改|监督|依法依规|处理$|考评|依据$|评先|责任制|作为考查|奖惩|处分|责成"
)
_CONSEQUENCE = re.compile(r"责任制|一票否决|奖励|奖惩|问责|责任追究|(?:评优|评先|考核|评聘)[^,，]*倾斜")
_RANK = re.compile(
    r"关键指标|实现[^,，]*目标$|指标(?=上|继续)|逐年(?:下降|提高|增长)|第[一二三四五]方阵|(?:覆盖|普及|巩固|达标|优良|合格|满意)率$"
)
_NAMED_SET = re.compile(r"[二三四五六七八九十百]大")
_DUTY = re.compile(
    r"责任主体|第一责任人|负责(?!人|同志)|负总责|牵头(?!.*(?:组成|参与|配合)的)|抓落实|各司其职|密切配合|各负其责|职责"
)
_STRUCTURAL = ("级", "期", "个维度", "维度", "种类别", "个方面", "方面", "类")
_CARRIES_OUT = frozenset(("推进", "深化", "落实", "实施", "推广", "贯彻落实", "严格落实"))
_RULE = re.compile(r"(?:模式|机制|制度|体系|政策(?:措施)?|一体化管理|(?:制度|体制|机制)改革)[”’]?$")
_PLATFORM = re.compile(r"(?:平台|机制|体系|模式|研发中心)[”’]?$")
_ANSWERS = re.compile(r"(?:落实|压实|夯实|履行|扛起)[^,，]*(?:责任|职责)$")
_TERM_OF = re.compile(r"(?:聘期|任期|服务期|委托期|交流期|期限)(?:一般)?为?$")
_THAT_IS = re.compile(r"[,，]即.*$")
_NAMED_BUILDS = re.compile(r"等\d+[个所]")


def read_kind(
    quote: str, bare: str, *, act: Act | None, metrics: tuple[Metric, ...], deadline: Deadline, has_body: bool
) -> Kind:
    """The kind of one row from its words, its main verb with that verb's usual sort, its figures and its bodies.

    *bare* is *quote* with quoted words blanked out.
    """
    if BAN.search(bare):
        return "prohibition"
    money = any("元" in (m.unit or "") for m in metrics)
    judging = act is not None and act.sort == "accountability"
    if money or (_MONEY.search(bare) and not judging):
        return "funding"
    counted = [m for m in metrics if is_counted(m) and not _describes(m, quote, act)]
    if kind := _counted_kind(bare, counted):
        return kind
    if act is None and PERMITS.search(bare):
        return "mechanism"
    return _kind_of_act(quote, act=act, deadline=deadline, has_body=has_body)


def is_counted(metric: Metric) -> bool:
    """Whether a figure counts something that can be checked, not the structure of a thing (三个维度, 一校一品)."""
    each = (
        metric.raw.startswith("一")
        and "/" in (metric.unit or "")
        and not metric.raw.startswith(("一次", "一轮", "一遍", "一场"))
    )
    structural = (
        metric.unit == "年" and metric.comparator == "=" and not _TERM_OF.search(metric.indicator or "")
    )
    named = "大" in metric.raw and _NAMED_SET.search(metric.raw)
    return not structural and not each and not named and not (metric.unit or "").startswith(_STRUCTURAL)


def _describes(metric: Metric, quote: str, act: Act | None) -> bool:
    """Whether a figure tells how a mechanism is built: 即1所学校带动2所, 建立“人人有导师”的制度体系."""
    explained = _THAT_IS.search(quote)
    everybody = metric.raw.endswith(("人人", "校校")) and act is not None and act.sort == "mechanism"
    return everybody or bool(explained and metric.raw in explained[0])


def _counted_kind(bare: str, counted: list[Metric]) -> Kind | None:
    if not counted:
        if _RATE.search(bare) and not _JUDGING.search(bare):
            return "frequency"
        return "target_number" if _RANK.search(bare) else None
    percent = any(m.unit == "%" for m in counted)
    if not percent and (any(m.per in TIMES for m in counted) or _RATE.search(bare)):
        return "frequency"
    return "project" if _NAMED_BUILDS.search(bare) else "target_number"


def _kind_of_act(quote: str, *, act: Act | None, deadline: Deadline, has_body: bool) -> Kind:
    sort = act.sort if act else None
    if _DUTY.search(quote):
        return "responsibility"
    if _judges(quote, act):
        return "accountability"
    if sort == "mechanism" or (act and _sets_up(quote, act)):
        return "mechanism"
    if _ANSWERS.search(quote):
        return "responsibility"
    if deadline.raw and not has_body:
        return "deadline"
    return "responsibility" if sort == "responsibility" or (sort is None and has_body) else "project"


def _sets_up(quote: str, act: Act) -> bool:
    """Whether carrying something out is carrying out a rule or running a system: 推进…模式, 落实…政策, 打造…平台."""
    if act.verb in ("打造", "创建", "建成"):
        return bool(_PLATFORM.search(quote))
    return act.verb in _CARRIES_OUT and bool(_RULE.search(quote))


def _judges(quote: str, act: Act | None) -> bool:
    """Whether the row is about consequences or inspection; setting up a 考核机制 is setting up a mechanism."""
    if act and act.sort == "mechanism" and act.verb not in ("纳入", "列入", "执行"):
        return bool(_CONSEQUENCE.search(quote))
    acts_on = quote[quote.find(act.verb) :] if act else quote
    return bool(act and act.sort == "accountability") or bool(_JUDGING.search(acts_on))
