"""Web pages of public bodies: the main text and its tables, the table of 索引号/文号/发文机关 before it, no navigation."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import UnreadableFile
from ingest.layout import Reading
from ingest.readers.builder import TextBuilder, clean
from ingest.readers.encoding import decode
from ingest.readers.html_furniture import OUT, chinese, linked, remove_furniture
from ingest.readers.html_text import holds_table, write

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CHINESE = {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "hz-gb-2312"}
# Where the usual systems for such sites put the text, the most telling first.
_MAIN = (
    ".TRS_Editor, .TRS_UEDITOR, .trs_editor_view, #UCAP-CONTENT, .pages_content, .view.TRS_UEDITOR",
    "#zoom, #Zoom, .zoom, #zoomcon, #fontzoom, #ContentRegion, #js_content, .rich_media_content",
    ".article-content, .article_content, .articleContent, .article-body, .artical-content, .arc_cont, .news_content",
    ".xxgk-content, .xxgk_content, .content_txt, .conTxt, .con_text, .detail-content, .detail_content, .wzcon",
    ".article_con, .articlecon, .article-con, .newsContent, .news-content, .info-content, .bt-content, .nr_con, .main-txt",
    "#article_content, #articleContent, #NewsContent, #newsContent, #content_body, .ewb-article-info, .contentbox",
    "article, .article, [itemprop=articleBody], .content-text, .text-content, #artibody, .conten",
)
_TITLES = "h1, .title, .article-title, .article_title, .arc-title, .con-title, .detail-title, .wz_title, .biaoti, .bt, #title"
_KIND = re.compile(
    "通知|方案|计划|意见|办法|规定|要点|规划|细则|公告|通告|决定|批复|报告|纲要|条例|函|措施|清单|规程|预案|指南"
)
_NAMED = re.compile(
    r"[^。；！？]{0,30}关于[^。；！？]{4,100}(?:通知|方案|意见|办法|规定|公告|通告|决定|批复|函)(?:[（(][^（）()]{1,12}[）)])?"
)
_PUBLISHED = re.compile(
    r"(发布时间|发布日期|发表时间|日期|时间)\s*[:：]\s*(20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?)"
)
_META_TITLE = ("ArticleTitle", "article:title", "og:title", "title")
_FIELD = re.compile(
    r"(索\s*引\s*号|信息索引号?|发文字号|文\s*号|文件编号|公文字号|发文机关|发文机构|发文单位|发布机构|发布单位|制发机关|"
    r"公开机构|成文日期|成文时间|生成日期|发文日期|发布日期|发布时间|印发日期|公开日期|主题分类|信息分类|体裁分类|公文种类|文件类型|"
    r"主\s*题\s*词|关键词|有效性|时效性|效力状态|是否有效|公开方式|公开形式|公开范围|信息名称|名\s*称|标\s*题|统一编号|废止日期|生效日期|"
    r"实施日期|信息来源|来\s*源)\s*[:：]?"
)
_NAMED_FIELD = re.compile(rf"(?:{_FIELD.pattern})(?:$|(?<=[:：]))")
_SITE = re.compile(r"[-–—_|]\s*[^-–—_|]{0,20}(?:省|市|县|区|政府|网|厅|局|门户|委)(?:网站?)?$")
_BROKEN = 0.01  # share of characters that may be lost
_FEWEST = 40  # characters of Chinese below which a selected part can't be the main text
_LINKED = 0.4  # share of characters inside links from which a part is navigation


def read(data: bytes, file_name: str) -> Reading:
    """Raises UnreadableFile where the page holds no text."""
    tree = LexborHTMLParser(_decoded(data, file_name))
    root = tree.body or tree.root
    if root is None:
        raise UnreadableFile(file_name, "网页里没有内容", "请重新保存网页后导入")
    builder = TextBuilder()
    fields, title = list(_fields(root)), _title(tree)
    remove_furniture(root)
    main = _main(root)
    for name, value in fields:
        builder.line(f"{name}：{value}")
    inside = clean(main.text(deep=True))
    if title and "".join(title.split()) not in "".join(inside.split()):
        builder.line(title)
    if not any(name.startswith("发布") for name, _ in fields):
        builder.line(_published(root, inside))
    write(main, builder)
    reading = builder.reading()
    if not reading.text.strip():
        raise UnreadableFile(
            file_name, "网页里没有文字", "正文可能由脚本生成；请在浏览器里另存为 PDF 或复制为文本后导入"
        )
    return reading


def _decoded(data: bytes, file_name: str) -> str:
    """By the bytes themselves, GB 2312 as its superset; by the declaration where some of them are broken."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    try:
        return decode(data, file_name)
    except UnreadableFile:
        # A page with a few broken bytes is still a page.
        text = data.decode("gb18030" if name in _CHINESE else "utf-8", errors="replace")
        if text.count("\ufffd") > len(text) * _BROKEN:
            raise
        return text


def _title(tree: LexborHTMLParser) -> str:
    """The name of the text by the page's own fields and headings: the first that names a kind of document."""
    fields = [
        n.attributes.get("content") or ""
        for name in _META_TITLE
        for n in tree.css(f'meta[name="{name}"], meta[property="{name}"]')
    ]
    heads = [node.text(deep=True, separator=" ") for node in tree.css("title")]
    named = [
        re.split(r"[_|｜]| ?[-–—] ", _SITE.sub("", clean(words)))[0].strip() for words in (*fields, *heads)
    ]
    found = [*named, *(clean(node.text(deep=True, separator=" ")) for node in tree.css(_TITLES))]
    likely = [words for words in found if 6 <= len(words) <= 150 and "首页" not in words]
    leaves = (
        clean(node.text(deep=True))
        for node in tree.css("b, strong, font, td, p, span, div")
        if not node.css_first("a")
    )
    return next(filter(_KIND.search, likely), "") or next(
        filter(_NAMED.fullmatch, leaves), likely[0] if likely else ""
    )


def _published(root: LexborNode, inside: str) -> str:
    """The line that says when the page was published, where it stands outside the text."""
    found = _PUBLISHED.search(root.text(deep=True, separator=" "))
    return f"{found[1]}：{found[2]}" if found and found[2] not in inside else ""


def _fields(root: LexborNode) -> Iterator[tuple[str, str]]:
    """Name and value of the table or list of metadata that stands beside the text; the first of each name."""
    found: dict[str, str] = {}
    for box in root.css(
        "table, ul, dl, .xxgk, .xxgk-head, .headInfo, .xxgk_table, .policyLibraryOverview_header"
    ):
        pieces = [clean(n.text(deep=True)) for n in box.css("td, th, li, dt, dd, p, span, strong, b")]
        words = [piece for piece in pieces if piece]
        pairs: dict[str, str] = {}
        for name, value in _pairs(words) if len("".join(words)) < 2000 else ():
            pairs.setdefault(name, value)
        if len(pairs) >= 2 and not holds_table(box):
            for name, value in pairs.items():
                found.setdefault(name, value)
            box.attrs[OUT] = ""
    yield from found.items()


def _pairs(words: list[str]) -> Iterator[tuple[str, str]]:
    """Cells like 索引号：X, or 索引号 in one cell and X in the next."""
    for i, piece in enumerate(words):
        named = _FIELD.match(piece)
        if named is None:
            continue
        name, value = "".join(named[1].split()), piece[named.end() :].strip()
        if not value and i + 1 < len(words) and not _NAMED_FIELD.match(words[i + 1]):
            value = words[i + 1]
        if value and len(value) <= 120:
            yield name, value


def _main(root: LexborNode) -> LexborNode:
    """The part that holds the text: by the names that systems give it, else the densest."""
    for selector in _MAIN:
        parts = [n for n in root.css(selector) if chinese(n) >= _FEWEST]
        if parts:
            return max(parts, key=chinese)
    best, total = root, chinese(root)
    while True:
        inner = [
            n
            for n in best.iter()
            if n.tag in ("div", "td", "section", "main", "table", "tbody", "tr", "form", "center")
        ]
        fuller = max(inner, key=lambda n: chinese(n) * (1 - linked(n)), default=None)
        if fuller is None or chinese(fuller) * (1 - linked(fuller)) < 0.7 * total * (1 - linked(best)):
            return best
        if any(_holds_data(n) for n in inner if n.mem_id != fuller.mem_id):
            return best
        best, total = fuller, chinese(fuller)


def _holds_data(node: LexborNode) -> bool:
    """Whether a table of words that are no links stands in *node*: beside the text it belongs to it."""
    return any(
        len(table.css("tr")) > 1
        and len(table.css("td, th")) > 3
        and chinese(table)
        and linked(table) < _LINKED
        for table in node.css("table")
        if not holds_table(table)
    )
