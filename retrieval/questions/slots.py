"""What a question asks for (an amount, a date, who is responsible …), and whether words hold such a value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ingest.normalise import fold
from retrieval.questions.terms import COURTESY

Slot = Literal[
    "amount",
    "percentage",
    "frequency",
    "count",
    "date",
    "document_number",
    "body",
    "person",
    "place",
    "definition",
    "list",
    "yes_no",
    "how",
    "why",
    "open",
]

# Slots whose value can be told by its form alone: where no sentence on the topic holds one, the plan doesn't say.
MEASURABLE: frozenset[Slot] = frozenset(
    {"amount", "percentage", "frequency", "count", "date", "document_number"}
)

MISSING: Mapping[Slot, str] = {
    "amount": "金额",
    "percentage": "比例",
    "frequency": "频次",
    "count": "数量",
    "date": "时间或期限",
    "document_number": "文号",
    "body": "责任单位",
    "person": "人员",
    "place": "地点",
    "definition": "定义",
}

_NUMBER = r"(?:\d[\d,.]*|[一二两三四五六七八九十百千〇半]+)"
_FIGURE = rf"{_NUMBER}(?:余|多|来|几)?(?:个|以上|以内)?"
_MEASURE = (
    "名|人次|人|位|个|所|项|节|台|套|件|条|场|次|篇|门|本|间|座|家|支|类|级|期|届|份|块|分|学时|课时|小时|分钟|周|天|日|月|年|学期|学年|岁|"
    "公里|米|平方米|亩|公顷|轮|批|遍|回|道|种|辆|张|元|倍|班|人|步|方面|维度|环节|阶段|层次"
)

_VALUES: Mapping[Slot, str] = {
    "amount": rf"{_NUMBER}(?:余|多|几)?(?:万|亿|千|百)*(?:余|多)?(?:元|块|美元)|{_NUMBER}(?:万|亿)(?:以上|以内|左右|的?(?:经费|资金|投入|补助|奖))|免[费收交缴]|不收(?:取)?(?:任何)?费|零收费",
    "percentage": rf"\d[\d.]*%|百分之|百分点|{_NUMBER}成|{_NUMBER}分之{_NUMBER}|一半|过半|翻番|{_NUMBER}倍|全覆盖|\d+:\d+",
    "frequency": rf"每(?:个)?{_NUMBER}?(?:个)?(?:年|月|周|星期|学期|学年|季度|季|天|日|半年|两年|半月|轮)|每(?:所|名|校|位|生)?[^,;.]{{0,12}}(?:不少于|至少)?{_NUMBER}(?:次|轮)|(?:双|半|单|两)(?:年|月|周|日)|[一两二三]年(?:一|1)次|逐(?:年|月|周)|按(?:年|月|周|季度?|学期)|常态化|定期|不定期"
    rf"|{_NUMBER}(?:个)?(?:小时|工作日|日|天|周|月)(?:之|以)?内",  # 多久上报: 2小时内
    "count": rf"(?<![进统同第唯单]){_NUMBER}(?:余|多|几)?(?:个|万|千|百)?(?:{_MEASURE})|{_NUMBER}[+:]{_NUMBER}|\d",
    "date": rf"\d{{4}}(?:年|[-/.])|{_NUMBER}月(?:底|初|中旬|上旬|下旬|份|{_NUMBER}日?)?|{_NUMBER}(?:个)?(?:工作日|年|月|周|天|日|学期|学年|小时|分钟|学时|课时|点|时)|\"?十[一二三四五]五\"?|(?:年|学年|学期|月|季度)(?:底|初|末|内|前)|(?<!第){_NUMBER}届|即日起|当(?:天|日|年|月)|次(?:年|日|月)|寒假|暑假|暑期|假期|长期|开学",
    "document_number": r"[\u4e00-\u9fff]{2,12}\[\d{4}\]第?\d+号|[\u4e00-\u9fff]{2,12}\(\d{4}\)第?\d+号",
    "body": r"局|委|部门|政府|科室|[\u4e00-\u9fff]科(?!学|技|研|目)|处室|办公室|中心|小组|督导|单位|学校|院|所|站|校长|园长|街道|乡镇|镇街|机构|集团|公司|工会|协会|基金会|负责|牵头|县长|区长|市长|领导|教师|班主任|家长",
    "person": r"校长|园长|书记|局长|主任|主席|院长|科长|处长|县长|区长|市长|镇长|教师|老师|班主任|家长|委员|组长|专家|督学|领导|负责人|学生|人员|者|员",
    "definition": r"是指|指的是|即|称为|\(以下简称|[:：]|包括|是",
    "why": r"为了|为|由于|因为|因|旨在|以便|确保|促进|从而",
}
VALUES: Mapping[Slot, re.Pattern[str]] = {slot: re.compile(pattern) for slot, pattern in _VALUES.items()}

_LONG_UNITS = "工作日|平方米|人次|学时|课时|小时|分钟|维度|方面|环节|阶段|层次|学期|学年|公里|公顷|月"
_UNITS = "名|位|个|所|项|节|台|套|件|条|场|次|回|遍|篇|门|本|间|座|家|支|类|级|期|届|份|分|周|天|年|岁|米|亩|轮|批|道|种|辆|张|倍|班|点|步|人|成|块|元|号"
_MONEY = "钱|金|费|补助|津贴|补贴|工资|薪|报酬|奖励|拨款|投[入资]|造价|预算|罚款|金额|奖|价格?|额度"
# (slot, words that ask for it): the first that matches decides.
_ASKING: tuple[tuple[Slot, str], ...] = (
    ("document_number", r"文号|发文字号|几号文|第几号文|文件编号"),
    (
        "frequency",
        r"(?:多久|多长时间|隔多久|几(?:天|周|个?月|年|个?学期)|多少(?:天|年))[^,.?;]{0,8}?[一1两几](?:次|回|遍|趟|轮)|隔多久|频[次率]|每(?:年|月|周|学期|学年|天|季度)[^,.?;]{0,10}(?:几|多少)(?:次|回|遍|趟)|多久[^,.?;]{0,6}(?:评|查|更新|培训|报|开|办|调整|轮换|考核)[^,.?;]{0,4}(?:次|回|趟)?$",
    ),
    (
        "percentage",
        r"百分之(?:几|多少)|百分比|多[大少高]?的?比例|(?:比例|占比|比重|覆盖率|[入达合普完参巩出升录毛净]\w{0,3}率|权重|系数|折扣)[^,.?;]{0,10}(?:多少|几|多高|多大|什么)|几成|多少(?:个)?百分|比例(?:是|为)?$|(?:比例|率)(?:目标|要求|是否)",
    ),
    (
        "amount",
        rf"多少(?:钱|元|万元|亿元|块|资金|经费|金额)|几(?:块|百块|千块|万块|元|百元|千元|万元|个?钱)|多少钱|(?:{_MONEY})[^,.?;]{{0,14}}(?:多少(?!人|名|年|天)|几百|几千|几万|多大|规模)|多少(?:金额|的?(?:罚款|补助|补贴|津贴|工资|奖金|经费|资金)|[\u4e00-\u9fff]{{0,3}}(?:费|补贴|津贴|奖金|报酬)(?=$|[?.,]))|金额|(?:涨|提|提高|发|补|拨|奖|投入?)到?(?:了)?多少(?!所|名|人|个|台|节|次|项|件)|(?:收取?|交|缴|付|罚)(?:了)?多少(?=$|[?.,])",
    ),
    # Whether it costs something: the answer is a price, or that there is none. Not whether one may charge for it.
    (
        "amount",
        r"(?<!可以)(?<!能够)(?<!允许)(?<!能)(?<!准)(?:收费|免费(?:的)?|[要用](?:交|缴|花|付|收)?[钱费])(?:吗|么|不(?=$|[?.]))|要不要(?:交|缴|收|花|付)?[钱费]|([交缴收花付])不\1[钱费]|(?:是否|是不是)(?:要)?(?:收费|免费|[交缴收][钱费])",
    ),
    (
        "date",
        r"(?:什么|啥|哪个?)(?:时候|时间|日子|年份|月份)|何[时年月日]|几时|哪(?:一)?[年天月日](?!里)|几[月号](?!文)|几月份|几点|截止(?:到|时间|日期)|最迟|期限|时限|(?:完成|公布|报名|启动|生效|施行|发布|成文|印发|生成|实施|执行|召开|截止)(?:的)?(?:时间|日期|节点)|几(?:个)?(?:年|天|周|月|学期|学年|工作日)(?:内|之内|里|前|以内)?|多(?:少|长)(?:个)?(?:年|天|周|月|日|时间|工作日)|多久|期内|(?:日期|时间)(?:是|为|怎么)|有效期",
    ),
    ("count", rf"多少|(?<![好哪])几(?:个?(?:{_LONG_UNITS})|{_UNITS})|数量|人数|个数|次数"),
    (
        "body",
        r"(?:哪个?|哪些|哪几个?|什么|啥|何(?!处))(?:部门|单位|科室?|处室?|机构|局|办|中心|主体|学校|组织|家单位|级政府)|哪几?家|哪一?边|谁(?:来)?(?:负责|管|牵头|主管|监督|督导|审批|承担|落实|组织|兜底|出钱|出|查|评|定|来)|归(?:谁|哪)|(?:牵头|责任|主管|配合|主办|承办|发文|印发|发布|审批|监督)(?:部门|单位|机关|机构|主体|处室|科室)|由谁|由哪(?!几?(?:部分|方面|项|种|类))|找谁|哪一?级|谁说了算|谁兜底|谁负责|(?:哪里|哪儿|哪)(?:审批|申请|报名|办)",
    ),
    ("person", r"谁|哪(?:一)?位|哪些人|什么人|哪些领导|何人|姓名|叫什么名字"),
    (
        "place",
        r"在?哪里|在哪儿?(?!个|些|一|几|种|方面)|什么地方|何处|哪个(?:网|平台|网站|地方|系统)|地址|地点",
    ),
    (
        "definition",
        r"什么是|(?:是|指的是?|指)(?:个)?(?:什么|啥)(?:意思|东西|概念)?$|什么意思|啥意思|含义|内涵|定义|怎么理解|如何理解|(?:是|指)什么",
    ),
)
_YES_NO = re.compile(
    r"(?<!干)吗|(?<![什怎那这多])么(?=[?,.]|$)|(?<!干)嘛(?=[?,.]|$)|是否|是不是|有没有|能不能|可不可以|会不会|该不该|要不要|用不用|让不让|许不许|行不行|成不成|算不算|愿不愿|对不对|"
    r"管不管|允不允许|能否|可否|应否|需不需要|好不好使|(?:没有?|不|否|没)(?=[?.]|$)|还是"
)
_LIST = re.compile(
    r"哪些|有哪|哪几|列出|列明|列举|请列|梳理|分别|包括什么|都有|都是|全部|逐项|逐年|各(?:是|有|要|需|自|占|年|阶段|项|类|级|部分|学期|建|多少)|"
    r"几(?:个)?(?:方面|阶段|部分|步骤|环节)|哪(?:两|三|四|五|六|七|八|九|十)"
)
_WHY = re.compile(r"为什么|为何|为啥|凭啥|凭什么|原因|依据")
_HOW = re.compile(r"怎么|怎样|如何|咋|咋办|咋样|什么办法|啥办法|何种|什么样")

# What may stand for a unit that was asked for.
_KIN: Mapping[str, str] = {
    "个": _MEASURE,
    "人": "名|人|位|个",
    "名": "名|人|位|个",
    "位": "名|人|位|个",
    "家": "家|个|所|名",
    "块": "元|块",
    "回": "次|回",
    "遍": "次|遍",
    "次": "次|场|期|轮|回",
    "天": "天|日|个?工作日|周|个?月",
    "周": "周|天|日",
    "号": "日|号",
    "点": "时|点|:",
    "岁": "周?岁",
    "节": "节|课时|学时",
    "课时": "节|课时|学时",
    "学时": "节|课时|学时",
    "成": "成|%|分之",
    "门": "门|科|个|项",
    "项": "项|个|条|大",
    "条": "条|项|个",
    "类": "类|种|个",
    "种": "类|种|个|项",
    "小时": "小时|分钟|学时|课时",
    "分钟": "小时|分钟|学时|课时",
}
_COARSE = frozenset({"年", "月", "学期", "学年"})  # a date of any form answers 几年内, 几月
_THINGS = frozenset({"个", "家", "项", "条", "类", "种", "方面", "维度", "环节", "门", "块", "所", "级"})
_ITEMS = re.compile(r"[^、,.;:]{1,16}(?:、[^、,.;:]{1,16}){2,}")
_COUNTED_IN = {  # how what is counted so ends; else anything
    "所": re.compile(r"[校学园院所馆站](?:等|$)"),
    "家": re.compile(r"(?:[校学园院所馆站厂司局企部委]|机构|单位|银行)(?:等|$)"),
}
_COUNTED = re.compile(
    r"([\u4e00-\u9fff]{2,8}?)(?:一共|总共|共|都|要|得|应|需|该|分|有|是|设|建)*(?:几|多少)个(?=$|[?.,])"
)
# 分几个阶段: plans rarely say how many, they list them.
_STEPS = re.compile(r"(?:几|多少)个?(阶段|步骤|步|环节|程序)(?!人)")
_BESIDE = 3  # characters between a list and the word for what it lists
_FEW_ITEMS = re.compile(r"分为[^、,.;:]{1,16}(?:、[^、,.;:]{1,16})*(?:和|与|及)[^、,.;:]{1,16}")
NAME = "姓名"  # the unit of a person who is asked for by name
_POST = "局长|校长|园长|书记|区长|县长|市长|镇长|乡长|院长|处长|科长|主任|所长|会长"
_ASKS_NAME = re.compile(
    rf"(?:{_POST}|组长|专家|老师|教师|人)[^,.?;]{{0,4}}叫(?:什么|啥)名字?|(?:{_POST}|组长|专家|老师|教师|人)的?(?:姓名|名字)(?:是|叫)?(?:什么|啥)|姓(?:什么|啥)|(?:{_POST})(?:现在|目前|到底|究竟)?(?:是|叫)(?:谁|哪位|什么人|啥人)(?=[?.,]|$)"
)
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊金陆"
    "郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚文"
)
_NAMED = re.compile(
    rf"(?:{_POST})[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[,.;、:()]|出席|主持|参加|讲话|指出|强调|要求|表示|应邀|作|及|和|与|等|在|带|向|$)"
)
# Years, dates and spans of time are no numbers of things.
_TIMES = re.compile(
    rf"(?:19|20)\d{{2}}(?:-(?:19|20)\d{{2}})?(?:年|学年)|{_NUMBER}个?(?:年(?!级)|月|日|天|周|学期|学年|小时|分钟)|\[\d{{4}}\]\d+号"
)
_SOME = re.compile(r"一(?:批|支|系列)(?!次)")  # 培养一批: how many is not said


@dataclass(frozen=True, slots=True)
class Asked:
    """The slot a question asks for, and the unit it asks in (几台: 台), where it names one.

    ``thing`` is how what is to be counted ends (名师工作室有几个: 作室), where the words tell.
    """

    slot: Slot
    unit: str | None = None
    thing: str | None = field(default=None, compare=False)

    @property
    def is_measurable(self) -> bool:
        return self.slot in MEASURABLE or self.unit == NAME

    @property
    def name(self) -> str:
        """What to call it when it is missing; "" where only the question's own words say."""
        return NAME if self.unit == NAME else MISSING.get(self.slot, "")


def asked_slot(question: str) -> Asked:
    """The slot of one question in plain or official Chinese; ``open`` where nothing tells."""
    words = _asking(question)
    if _ASKS_NAME.search(words):
        return Asked("person", NAME)
    for slot, pattern in _ASKING:
        if re.search(pattern, words) and not (slot == "count" and _is_no_count(words)):
            if slot == "count" and (steps := _STEPS.search(words)):
                return Asked("list", steps[1])
            return Asked(slot, _unit(words), _thing(words) if slot == "count" else None)
    if _YES_NO.search(words):
        return Asked("yes_no")
    manners: tuple[tuple[Slot, re.Pattern[str]], ...] = (("list", _LIST), ("why", _WHY), ("how", _HOW))
    return next((Asked(slot) for slot, pattern in manners if pattern.search(words)), Asked("open"))


def _asking(question: str) -> str:
    """What is asked, folded, without 有人知道…吗 around it."""
    words = fold(question)
    bare = COURTESY.sub("", words)
    return re.sub(r"吗(?=[?.]*$)", "", bare) if bare != words else words


def asks_yes_no(question: str) -> bool:
    return bool(_YES_NO.search(_asking(question)))


def asks_for_list(question: str) -> bool:
    return bool(_LIST.search(fold(question)))


def holds(asked: Asked, text: str) -> bool:
    """Whether *text* holds a value of the asked slot, in the asked unit where there is one."""
    words = fold(text)
    pattern = _NAMED if asked.unit == NAME else VALUES.get(asked.slot)
    if pattern is None:
        return bool(words)
    if asked.slot == "count" and asked.unit in _THINGS and _names_several(asked, words):
        return True  # three things or more that are named can be counted, as can those that something is divided into
    if asked.slot == "count":
        words = _SOME.sub("", words if asked.unit else _TIMES.sub("", words))
    if asked.unit is not None and asked.slot in ("count", "date") and asked.unit not in _COARSE:
        return bool(re.search(rf"{_FIGURE}(?:{_KIN.get(asked.unit, asked.unit)})", words))
    return bool(pattern.search(words))


def _names_several(asked: Asked, words: str) -> bool:
    """Whether *words* name three things or more that can be counted as asked, or what something is divided into.

    Where they name the thing itself, the list must stand beside it: 发挥工作室作用，围绕重点、难点、热点 lists no 工作室.
    """
    kind = _COUNTED_IN.get(asked.unit or "")
    found = [match for match in _ITEMS.finditer(words) if _is_beside(asked.thing, match, words)]
    lists = [match[0].split("、") for match in found]
    if kind is not None:
        return any(sum(bool(kind.search(item)) for item in items) > 1 for items in lists)
    return bool(lists or _FEW_ITEMS.search(words))


def _is_beside(thing: str | None, items: re.Match[str], words: str) -> bool:
    if thing is None or thing not in words:
        return True
    return thing in words[max(0, items.start() - _BESIDE) : items.end() + _BESIDE]


def _thing(words: str) -> str | None:
    match = _COUNTED.search(words)
    return match[1][-2:] if match else None


def _unit(words: str) -> str | None:
    match = re.search(rf"(?<![好哪])(?:几|多少)(?:个({_LONG_UNITS})|({_LONG_UNITS}|{_UNITS}))", words)
    return (match[1] or match[2]) if match else None


def _is_no_count(words: str) -> bool:
    """哪几个 asks for the things, 得带几个学生吗 for yes or no: neither for a number."""
    asks = re.search(r"多少|(?<![好哪])几|数量|人数|个数|次数", words)
    return not asks or (asks[0] == "几" and words.rstrip("?.").endswith("吗"))
