"""Writes the examples that are no plain text: `python -m tests.make_examples`. Places and plans are invented."""

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.office_files import numbered, numbered_document, pdf_of, saved, xlsx
from tests.serving import EXAMPLES

FOLDER = EXAMPLES / "办公文件"
SPORT: tuple[tuple[int | None, str], ...] = (
    (None, "为满足群众就近健身需要，盘活学校体育设施，结合我县实际，制定本方案。"),
    (0, "工作目标"),
    (None, "2025年底前，符合条件的公办中小学体育设施开放率达到85%以上；2026年底前实现应开尽开。"),
    (0, "重点任务"),
    (1, "改造开放条件"),
    (2, "2025年8月底前完成23所学校运动场地与教学区的物理隔离改造，由县教育局牵头，县住房城乡建设局配合。"),
    (2, "为每所开放学校配备不少于2名专职管理人员。"),
    (1, "规范开放管理"),
    (2, "学校应在法定节假日和寒暑假每天开放不少于4小时。"),
    (2, "严禁借开放名义将体育场馆转租转包。"),
    (0, "保障措施"),
    (1, "加强经费保障"),
    (None, "县财政每年安排开放补助资金260万元，按每校不超过12万元的标准拨付。"),
    (1, "强化督导评价"),
    (None, "县教育督导委员会每学期开展1次专项督导，结果纳入学校年度考核。"),
)
SHARE = (
    ("序号", "改造内容", "责任单位", "完成时限"),
    ("1", "围网和门禁系统安装", "县教育局", "2025年6月"),
    ("2", "夜间照明设施更新", "县教育局、县体育发展中心", "2025年8月"),
)
PAGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<meta name="ArticleTitle" content="泊岫区教育局关于做好中小学生近视防控工作的通知">
<title>泊岫区教育局关于做好中小学生近视防控工作的通知_泊岫区人民政府</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/bsfw">办事服务</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk">政务公开</a> &gt; 通知</div>
<table class="xxgk" width="100%"><tr><td>索 引 号：</td><td>BX0402-2025-00061</td><td>发文机关：</td><td>泊岫区教育局</td></tr>
<tr><td>文 号：</td><td>泊教体〔2025〕14号</td><td>成文日期：</td><td>2025-03-18</td></tr></table>
<h1>泊岫区教育局关于做好中小学生近视防控工作的通知</h1>
<div class="TRS_Editor"><style type="text/css">.TRS_Editor P {margin: 0}</style>
<p>各中小学、幼儿园：</p>
<p>　　为切实保护学生视力，现就做好2025年近视防控工作通知如下：</p>
<p>　　一、落实户外活动</p><p>　　小学生每天户外活动不少于2小时，初中生不少于1.5小时。</p>
<p>　　二、开展视力监测</p><p>　　各校每学期开展2次视力监测，建档率达到100%，结果于5月30日前报区教育局。</p>
<p>　　三、改善教室照明</p><p>　　2025年8月底前完成460间教室的照明改造，所需经费380万元由区财政统筹安排。</p>
<p>　　四、任务分工</p>
<table border="1"><tr><th>任务</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>采购照明设备</td><td rowspan="2">区教育局后勤中心</td><td>2025年5月</td></tr><tr><td>安装验收</td><td>2025年8月</td></tr></table>
<p align="right">泊岫区教育局</p><p align="right">2025年3月18日</p></div>
<div class="share">分享到：微信　微博</div><div class="footer">版权所有：泊岫区人民政府　网站地图</div></body></html>
"""
ESSENTIALS = (
    "霁渡县2025年职业教育工作要点",
    "2025年，全县职业教育工作要以服务产业为导向，深化产教融合，重点抓好以下工作。",
    "一、优化专业布局",
    "1.新增智能制造、养老服务等专业4个，撤并招生不足的专业3个，由县职业教育中心于2025年6月底前完成论证。",
    "2.中等职业学校招生不少于1800人，职普比保持大体相当。",
    "二、深化校企合作",
    "3.每个专业至少与2家企业签订合作协议，建设校外实训基地15个。",
    "4.选派60名专业教师到企业实践，时间不少于1个月。",
    "三、加强经费保障",
    "5.生均公用经费标准提高到每年3200元，由县财政局足额安排，严禁挤占挪用。",
    "霁渡县教育局",
    "2025年1月20日",
)
TASKS = (
    ("序号", "重点任务", "年度目标", "牵头单位", "完成时限"),
    (1, "扩大普惠性学前教育资源", "新增公办幼儿园6所、学位1980个", "区教育局", "2025年8月"),
    (2, "推进义务教育集团化办学", "集团化办学覆盖率达到75%", "区教育局", "2025年12月"),
    (3, "实施校园食堂改造", "改造食堂31个，投入资金1450万元", "区教育局、区市场监管局", "2025年8月"),
    (4, "配齐专职心理健康教师", "每校不少于1名", "区委编办、区教育局", "2025年9月"),
)


def main() -> None:
    """Write all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "09-枫溆县学校体育设施向社会开放实施方案.docx").write_bytes(_word())
    (FOLDER / "10-泊岫区中小学生近视防控通知.html").write_bytes(PAGE.encode("gb18030"))
    (FOLDER / "11-霁渡县2025年职业教育工作要点.pdf").write_bytes(pdf_of(ESSENTIALS))
    tasks = xlsx(TASKS, "云砚区2025年教育重点工作任务分解表")
    (FOLDER / "12-云砚区2025年教育重点工作任务分解表.xlsx").write_bytes(tasks)


def _word() -> bytes:
    document = numbered_document()
    title = document.add_paragraph("枫溆县学校体育设施向社会开放实施方案")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for level, words in SPORT:
        if level is None:
            document.add_paragraph(words)
        else:
            numbered(document, words, level)
    for words in ("枫溆县教育局", "2025年2月10日", "附件", "改造任务分工表"):
        document.add_paragraph(words)
    _table(document)
    return saved(document)


def _table(document: docx.document.Document) -> None:
    table = document.add_table(rows=len(SHARE), cols=len(SHARE[0]), style="Table Grid")
    for r, row in enumerate(SHARE):
        for c, words in enumerate(row):
            table.cell(r, c).text = words


if __name__ == "__main__":
    main()
