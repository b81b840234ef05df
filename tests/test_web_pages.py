"""Pages as the sites of public bodies make them: the same notice out of each, with its metadata and nothing around it."""

import pytest

from ingest.readers import read

TITLE = "沅岚县教育局关于做好2025年秋季学期课后服务工作的通知"
BODY = (
    "各乡镇中心学校：",
    "现就有关事项通知如下：",
    "一、服务时间",
    "每周5天，每天不少于2小时，由学校安排教师轮流值守。",
    "二、收费标准",
    "每生每月不超过150元，对家庭经济困难学生全部免费。",
    "沅岚县教育局",
    "2025年8月25日",
)
NAV = '<div class="dqwz">您当前的位置：<a href="/">首页</a> &gt; <a href="/x">政务公开</a> &gt; <a>通知公告</a></div>'
FOOT = '<div class="bottom"><p>主办：沅岚县人民政府办公室</p><p>浙ICP备05000001号</p></div>'
FIELDS = (("索引号", "11330300-2025-00017"), ("发文机关", "沅岚县教育局"), ("文号", "沅教基〔2025〕66号"))
CELLS = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in FIELDS)
ITEMS = "".join(f"<li><b>{name}：</b>{value}</li>" for name, value in FIELDS)
PARAGRAPHS = "".join(f"<p><span>　　{line}</span></p>" for line in BODY)
BROKEN = "<br>".join(f"　　{line}" for line in BODY)
TABLES = (
    f"<html><title>沅岚县教育局</title><table><tr><td>{NAV}</td></tr></table><table><tr><td width=200><ul><li><a>领导简介</a>"
    f"</li><li><a>下载专区</a></li></ul></td><td><table><tr><td><b>{TITLE}</b></td></tr><tr><td><table>{CELLS}</table></td></tr>"
    f"<tr><td>{BROKEN}</td></tr></table></td></tr></table>{FOOT}</html>"
)
BLOCKS = (
    f'<html><meta name="ArticleTitle" content="{TITLE}"><div id="app">{NAV}<div><div>{TITLE}</div><ul>{ITEMS}</ul>'
    f'<div class="neirong">{"".join(f"<div>{line}</div>" for line in BODY)}</div></div><div class="right"><ul>'
    f"{'<li><a>关于开展专项督导检查工作的通知公告</a></li>' * 12}</ul></div>{FOOT}</div></html>"
)
NAMED = (
    f"<html><title>{TITLE}-沅岚县政府网</title>{NAV}<table>{CELLS}</table><h2>{TITLE}</h2>"
    f'<div class="article-content">{PARAGRAPHS}</div>{FOOT}</html>'
)
LATE = (
    f'<html><meta property="og:title" content="{TITLE}"><table>{CELLS}</table><h1>{TITLE}</h1>'
    f'<div id="js_content" style="visibility: hidden">{PARAGRAPHS}</div></html>'
)


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        pytest.param(TABLES, "gb18030", id="tables-in-tables-without-a-character-set"),
        pytest.param(BLOCKS, "utf-8", id="blocks-beside-a-list-of-links"),
        pytest.param(NAMED, "utf-8", id="title-with-the-name-of-the-site"),
        pytest.param(LATE, "utf-8", id="shown-once-a-script-has-run"),
    ],
)
def test_a_notice_is_read_out_of_any_page(page: str, encoding: str):
    """Metadata first, then title and text; navigation, lists of links and the foot are left out."""
    lines = read(page.encode(encoding), "通知.html").text.splitlines()

    assert lines == [*(f"{name}：{value}" for name, value in FIELDS), TITLE, *BODY]


def test_a_table_of_data_inside_one_that_lays_out():
    """Old pages set everything in tables; the innermost may still be a table of tasks."""
    tasks = "<table><tr><th>任务</th><th>责任单位</th></tr><tr><td>排课</td><td>教导处</td></tr></table>"
    page = f"<html><table><tr><td>{BROKEN}</td></tr><tr><td>{tasks}</td></tr></table></html>"

    assert read(page.encode(), "通知.html").text.splitlines()[-1] == "任务：排课，责任单位：教导处。"


def test_a_row_of_short_links_is_a_menu():
    """Old pages name no part of themselves: a row that is nothing but links is no text; links to files are."""
    menu = "<tr><td><a>网站首页</a></td><td><a>机构职能</a></td><td><a>通知公告</a></td></tr>"
    files = "<div><a>附件1：名单.xls</a> <a>附件2：表.doc</a> <a>附件3：图.pdf</a></div>"
    page = (
        f"<html><table>{menu}<tr><td><b>{TITLE}</b></td></tr><tr><td>{BROKEN}{files}</td></tr></table></html>"
    )

    assert read(page.encode(), "通知.html").text.splitlines() == [
        TITLE,
        *BODY,
        "附件1：名单.xls 附件2：表.doc 附件3：图.pdf",
    ]


def test_an_ordered_list_has_the_numbers_that_a_browser_prints():
    """They are no text of the page, but what people cite; an item that prints its own has one."""
    items = "<li><p>加强领导。</p><p>成立小组。</p></li><li></li><li>1.已有序号</li>"
    lists = f'<ol>{items}</ol><ol start="4" type="a"><li>及时上报</li></ol><ol style="list-style: none"><li>其他</li></ol>'
    page = f"<html><div class='TRS_Editor'>{PARAGRAPHS}{lists}</div></html>"

    assert read(page.encode(), "通知.html").text.splitlines()[len(BODY) :] == [
        "1.加强领导。",
        "成立小组。",
        "1.已有序号",
        "d.及时上报",
        "其他",
    ]


def test_a_long_list_is_counted_to_its_end():
    """Two items of one number could not be told apart in a citation."""
    items = "".join(f"<li>任务{n}</li>" for n in range(1, 231))
    page = f"<html><div class='TRS_Editor'>{PARAGRAPHS}<ol>{items}</ol></div></html>"

    lines = read(page.encode(), "通知.html").text.splitlines()

    assert lines[-2:] == ["229.任务229", "230.任务230"]


def test_fields_set_apart_by_their_style_do_not_run_together():
    """Source and time stand in spans of their own: no blank is written between them."""
    line = "<div><span>来源：县教育局</span><span>时间：2025-08-26</span><span>点击数：9</span></div>"
    page = f"<html><div class='TRS_Editor'>{line}{PARAGRAPHS}</div></html>"

    assert (
        read(page.encode(), "通知.html").text.splitlines()[0] == "来源：县教育局 时间：2025-08-26 点击数：9"
    )
