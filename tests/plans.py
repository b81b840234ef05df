"""Plans written by rule, in every scheme of numbering, together with the tree that a reader would see."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

HAN = "一二三四五六七八九十"
CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩"
NAMES = ("闻砚舟", "陆知遥", "沈听澜", "顾予安")
TOPICS = (
    "建强教师队伍", "扩充学位供给", "改进课堂教学", "完善经费保障", "规范招生秩序", "办好乡村学校", "守牢安全底线",
    "推进数字赋能", "健全评价机制", "深化家校协同", "加强组织领导", "做优课后服务",
)  # fmt: skip
SENTENCES = (
    "全区每年新增学位1200个，三年内全部投用。",
    "每百名学生配备计算机8.5台，较上年增长1.2倍。",
    "按照第三条第二款和本方案有关要求执行，详见(二)。",
    "依据岚政办发〔2023〕18号文件，自2024.9.1起施行。",
    "构建“一是课程、二是课堂”的育人体系，做到三全育人。",
    "小学一、二年级不进行纸笔考试，初一、初二、初三统一命题。",
    "坚持五育（1.德；2.智；3.体；4.美；5.劳）并举，促进全面发展。",
    "对照《学校管理标准（一）》和《学校管理标准（二）》逐项自查。",
    "区财政每年安排专项资金800万元，优先用于薄弱学校。",
    "各校要明确责任人和完成时限，一方面抓进度，另一方面抓质量。",
    "统一是为了公平，七(1)班、七(2)班等试点班级先行。",
    "到2026年底，覆盖率达到95%以上；未达标的限期整改。",
)


@dataclass(frozen=True)
class Unit:
    """What the parser must find: label, offsets, and the start of the parent."""

    label: str
    start: int
    end: int
    parent: int | None


@dataclass(frozen=True)
class Plan:
    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Scheme:
    """One way to number siblings. ``inline``: may stand inside a paragraph; ``runs_on``: counts across parents."""

    label: Callable[[int], str]
    inline: bool = False
    runs_on: bool = False
    headed: bool = True


def han(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else HAN[tens - 1] + "十"
    return ten + (HAN[ones - 1] if ones else "")


def numbered(before: str, after: str, *, chinese: bool, **more: bool) -> Scheme:
    return Scheme(lambda n: before + (han(n) if chinese else str(n)) + after, **more)


CHAPTER = numbered("", "、", chinese=True)
SECTION = numbered("（", "）", chinese=True)
HALF_SECTION = numbered("(", ")", chinese=True)
ITEM = numbered("", ".", chinese=False)
RUNNING_ITEM = numbered("", ".", chinese=False, runs_on=True)
WIDE_ITEM = numbered("", "．", chinese=False)
COMMA_ITEM = numbered("", "、", chinese=False)
POINT = numbered("（", "）", chinese=False, inline=True, headed=False)
HALF_POINT = numbered("(", ")", chinese=False, inline=True, headed=False)
CLOSED = numbered("", "）", chinese=False, inline=True, headed=False)
CIRCLE = Scheme(lambda n: CIRCLES[n - 1], inline=True, headed=False)
ONE_IS = numbered("", "是", chinese=True, inline=True, headed=False)
ONE_MUST = numbered("", "要", chinese=True, inline=True, headed=False)
ARTICLE = numbered("第", "条 ", chinese=True, runs_on=True, headed=False)
BOOK = numbered("第", "编 ", chinese=True)
NAMED_CHAPTER = numbered("第", "章 ", chinese=True)
NAMED_SECTION = numbered("第", "节 ", chinese=True)
PART = numbered("第", "部分 ", chinese=True)

NESTINGS: tuple[tuple[Scheme, ...], ...] = (
    (CHAPTER, SECTION, ITEM, POINT, CIRCLE),
    (CHAPTER, HALF_SECTION, RUNNING_ITEM, ONE_IS),
    (CHAPTER, RUNNING_ITEM, ONE_IS),
    (CHAPTER, SECTION, WIDE_ITEM, ONE_MUST),
    (CHAPTER, COMMA_ITEM, POINT),
    (CHAPTER, ITEM, HALF_POINT, CIRCLE),
    (CHAPTER, SECTION, ITEM, CLOSED),
    (CHAPTER, POINT),
    (CHAPTER, ONE_IS),
    (SECTION, ITEM, ONE_IS),
    (ITEM, POINT, CIRCLE),
    (NAMED_CHAPTER, ARTICLE, SECTION, ITEM),
    (BOOK, NAMED_CHAPTER, ARTICLE),
    (NAMED_CHAPTER, NAMED_SECTION, ARTICLE, SECTION),
    (ARTICLE, SECTION),
    (PART, CHAPTER, SECTION),
)


@dataclass
class Writer:
    """Writes one plan. ``glued`` leaves out the line breaks before labels; ``markup`` writes Markdown."""

    rng: Random
    glued: bool
    markup: bool
    text: str = ""
    units: list[Unit] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)

    def sentence(self) -> str:
        return self.rng.choice(SENTENCES)

    def topic(self) -> str:
        return self.rng.choice(TOPICS)

    def unit(self, label: str, parent: int | None, write: Callable[[int], None]) -> None:
        """One unit: *write* gets its start and adds everything behind the label."""
        start, place = len(self.text), len(self.units)
        self.units.append(Unit(label.strip(), start, start, parent))
        self.text += label
        write(start)
        self.units[place] = Unit(label.strip(), start, len(self.text.rstrip()), parent)

    def series(self, schemes: tuple[Scheme, ...], depth: int, parent: int | None, *, inline: bool) -> None:
        """Two to four siblings numbered by the first of *schemes*, with their children."""
        scheme, base = schemes[0], self.counts.get(depth, 0) if schemes[0].runs_on else 0
        count = self.rng.randint(2, 4)
        for number in range(base + 1, base + count + 1):
            self.separate(depth, inline=inline)
            self.unit(
                scheme.label(number), parent, lambda start: self.content(schemes, depth, start, inline=inline)
            )
        self.counts[depth] = base + count

    def separate(self, depth: int, *, inline: bool) -> None:
        """What stands between a label and the words before it."""
        if inline or self.glued or not self.text:
            return
        self.text += self.rng.choice(("\n", "\n\n", "\n\n  ", "\n　　"))
        if self.markup:
            self.text = self.text.rstrip(" 　") + ("#" * (depth + 2) + " " if depth < 2 else "- ")

    def content(self, schemes: tuple[Scheme, ...], depth: int, start: int, *, inline: bool) -> None:
        """Heading, own sentences, children."""
        deeper = schemes[1:]
        children = bool(deeper) and (depth == 0 or self.rng.random() < 0.6)
        if schemes[0].headed and not inline:
            self.text += self.topic()
            if not children or self.rng.random() < 0.5:
                self.text += self.rng.choice(("。", "\n")) if not self.glued else "。"
                self.text += "".join(self.sentence() for _ in range(self.rng.randint(1, 2)))
        else:
            self.text += self.sentence()
        if children:
            self.series(
                deeper, depth + 1, start, inline=inline or (deeper[0].inline and self.rng.random() < 0.7)
            )


NOTICE = (
    "岚屿区教育局关于印发《岚屿区教育提升行动方案》的通知\n岚屿教〔2024〕7号\n各中小学，局机关各科室：\n"
    "现将《岚屿区教育提升行动方案》印发给你们，请认真贯彻执行。\n岚屿区教育局\n2024年3月5日\n（此件公开发布）\n"
)
TITLE = "岚屿区教育提升行动方案"
PREAMBLE = "为推动全区教育优质均衡发展，结合实际，制定本方案。"
TAILS = (
    "",
    "\n附件：岚屿区重点项目一览表",
    "\n岚屿区教育局\n2024年3月5日",
    "\n打印本页 关闭窗口",
    "\n附件：1.任务分工表\n2.责任清单\n岚屿区教育局\n2024年3月5日\n（此件公开发布）",
)


def write_plan(seed: int) -> Plan:
    """The plan number *seed*: always the same text and tree."""
    rng = Random(seed)
    writer = Writer(rng, glued=rng.random() < 0.25, markup=rng.random() < 0.15)
    if rng.random() < 0.15:
        _report(writer)
    elif rng.random() < 0.15:
        _annexed(writer)
    else:
        _plain(writer)
    return Plan(writer.text, tuple(writer.units))


def _plain(writer: Writer) -> None:
    """A notice or none, a title, a preamble or none, the numbered text, and what stands behind it."""
    rng = writer.rng
    writer.text = rng.choice(("", NOTICE)) + TITLE
    if rng.random() < 0.7:
        writer.text += "\n" + PREAMBLE
    writer.series(rng.choice(NESTINGS), 0, None, inline=False)
    if not writer.glued:
        writer.text += rng.choice(TAILS)


def _report(writer: Writer) -> None:
    """A meeting as reported: paragraphs that open with who speaks, 一是 … inside them."""
    rng = writer.rng
    writer.glued = writer.markup = False
    writer.text = (
        "全区教育质量提升推进会举行\n信息来源：区教育局  发布时间：2024-03-05\n昨日，区教育局召开推进会。"
    )
    for _ in range(rng.randint(2, 3)):
        writer.text += "\n\n"
        label = rng.choice(NAMES) + rng.choice(("指出", "强调", "要求"))
        writer.unit(label, None, lambda start: _speech(writer, start))
    writer.text += "\n\n各校校长参加会议。"


def _speech(writer: Writer, start: int) -> None:
    writer.text += "，" + writer.sentence()
    if writer.rng.random() < 0.8:
        writer.series((ONE_IS,), 1, start, inline=writer.rng.random() < 0.5)


def _annexed(writer: Writer) -> None:
    """A numbered notice with two annexes that count from one again."""
    rng = writer.rng
    writer.glued = writer.markup = False
    writer.text = "岚屿区教育局关于开展专项检查的通知\n各中小学：\n现将有关事项通知如下。"
    writer.series((CHAPTER, SECTION), 0, None, inline=False)
    writer.text += "\n附件：1.任务分工表\n2.责任清单\n岚屿区教育局\n2024年3月5日"
    for number in (1, 2):
        writer.text += "\n\n"
        writer.counts.clear()
        writer.unit(f"附件{number}", None, lambda start: _annex(writer, start, rng.choice(NESTINGS[:9])))


def _annex(writer: Writer, start: int, schemes: tuple[Scheme, ...]) -> None:
    writer.text += "\n" + writer.topic() + "实施细则"
    writer.series(schemes, 0, start, inline=False)
