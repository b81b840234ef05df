"""What a single line outside the numbered text is, by its own words: page header, signature, web noise …"""

import re

KEYS = (
    r"索\s*引\s*号|索引码|信息索引|统一编号|文件编号|文\s*号|发文字号|备注\s*/\s*文号|主题分类|主\s*题\s*词|分\s*类|体裁分类|组配分类|公文种类|信息分类|"
    r"发布单位|发布机构|发文机关|发文单位|发文机构|制发机关|公开责任部门|成文日期|成文时间|公文生成日期|生成日期|发文日期|发布日期|发布时间|印发日期|"
    r"生效日期|失效日期|有\s*效\s*性|废止日期|公开方式|公开类型|公开范围|公开时限|公开形式|信息来源|来\s*源|文章来源|作\s*者|编\s*辑|会议时间|会议地点|地\s*点|主\s*持(?:人|者)?|出\s*席|列\s*席|缺\s*席|记\s*录|参会人员|参加人员|出席人员|列席人员|参加单位|时\s*间|日\s*期|"
    r"浏览次数|访问次数|阅读次数|浏览量|浏览数|点击数|点击率|点击量|阅读量|视力保护色|归档时间|内容概述|关\s*键\s*[词字]|公文目录|服务类别|字\s*体|字\s*号|名\s*称|标\s*题|信息名称|公文名称|文件名称|密\s*级|紧急程度|签发人|服务对象|责任编辑|审核|稿源|撰稿"
)
HEADER = re.compile(
    rf"[•·●■◆▪\-*|【\[\s]*(?:20\d{{2}}[-./]\d{{1,2}}[-./]\d{{1,2}}[\d:： \u3000]*)?(?:{KEYS})\s*[】\]]?\s*[:：|]"
)
NUMBER = re.compile(
    r"(?:[\u4e00-\u9fff、 \u3000]{2,60}(?:局|府|部|委|厅|室|处|校)\s+)?[（(]?[\u4e00-\u9fff]{0,16}\s*[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*[号期][）)]?(?:\s*20\d\d年\d{1,2}月\d{1,2}日(?:印发|发布)?)?$"
)
REDHEAD = re.compile(r"[\u4e00-\u9fff、\s]{4,60}文件$|[〔（(]?(?:20\d\d年)?第\s*\d{1,3}\s*[次期号][〕）)]?$")
NOISE = re.compile(
    r"(?:(?:您|你)?(?:当前|现在|所在)?的?(?:所在)?位置\s*[:：]|首页\s*(?:[>》/\-—]|$)|>?\s*[\u4e00-\u9fff]{2,15}\s*>\s*[\u4e00-\u9fff]{2,15}\s*(?=>|$))[^。]{0,80}$"
    r"|[^。]{0,20}(?:扫一扫|打印本页|关闭窗口|返回顶部|网站地图|分享到|版权所有|ICP备|公网安备|上一篇|下一篇|微信公众号|手机版)[^。]{0,60}$"
    r"|(?:【?(?:打印|关闭|收藏|分享|字体)】?[\s:：|]*)+(?:[大中小]\s*)*$|【?字体[:：]?.{0,20}$"
    r"|(?:相关|文字|图片|图解|视频|访谈|媒体|音频|政策|专家)(?:解读|报道|链接|文档|文件|新闻|稿件|阅读|信息)(?:[\s:：|]|$).{0,20}$"
    r"|(?:附件|文件|解读)(?:下载|文章|回应)$|<?\s*返回$|朗读$|正文复制$|无标题文档$|(?:主办|承办|技术支持|网站标识码|联系我们)[\s:：].{0,60}$"
    r"|[—–\-－]{1,2}\s*\d{1,4}\s*[—–\-－]{1,2}$|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?$|\d{1,4}\s*/\s*\d{1,4}$"
    r"|[-=—_*~·.…─━\s]{3,}$|(?:&nbsp;\s*)+$"
)
DATE = re.compile(
    r"(?:(?:19|20)\d{2}|[二〇○零О一九][〇○零О一二三四五六七八九]{3})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
MONTH = re.compile(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月$")  # signs a plan where bodies stand above it
NUMERIC_DATE = re.compile(r"20\d{2}([-./])\d{1,2}\1\d{1,2}")
BODY_NAMES = "局|厅|部|委|委员会|政府|办公室|办公厅|办|中心|学校|小学|中学|幼儿园|大学|学院|党组|党委|支部|总支|小组|处|院|会|科|站|所|校|集团|公司|总队|街道|指挥部"
BODY = re.compile(rf"[（(]?[\u4e00-\u9fff·、（）()“”\s]{{2,60}}(?:{BODY_NAMES})(?:[（(]\S{{1,20}}[）)])?$")
DISCLOSURE = re.compile(
    r"[（(]\s*(?:此件|此文|本文|本件|联系人|联系电话|信息公开|公开)[^（()）]{0,80}[)）]$|(?:信息)?公开(?:选项|方式|属性)[:：].{1,12}$"
)
FOOTER = re.compile(
    r"(?:抄\s*送|抄\s*报|报\s*送|分\s*送|发\s*送|主题词|印\s*数|校\s*对)\s*[:：]|[\u4e00-\u9fff\s]{2,40}\s*(?:19|20)\d{2}年\d{1,2}月\d{1,2}日\s*印发$"
    r"|[（(]?共印\s*\d{1,6}\s*份[）)]?$"
)
ANNEX = re.compile(
    r"[#*\s]*(?P<label>附\s*(?:件|表|录|图)?(?:\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})(?![0-9年月.．、]))?(?:[-—]\d{1,2})?)\s*(?P<sign>[:：.．、)）]?)"
)
SALUTATION = re.compile(r"[^。；;!！?？]{2,400}[:：]$")
ADDRESSED = re.compile(
    r"各|局属|区属|市属|县属|直属|全体|全[市县区省校]|政府|办事处|委员会|学校|中心校|中学|小学|幼儿园|单位|部门|科室|处室|街道|老师|家长|同学|同志|委员[：:]|代表[：:]|先生|女士"
)
LEADING_IN = re.compile(r"^(?:为了?|根据|按照|依据|经)(?![^，]{0,4}办)[^，]*，|如下[:：]$")
SUBTITLE = re.compile(
    r"[（(〔](?![^（()）]*(?:印发|发布|公布|通过|施行|修订|修正|月[^（()）]*日))[^（()）]{1,40}[）)〕]$"
)
DOCUMENT_KINDS = "通知|意见|方案|计划|要点|办法|规定|规划|细则|公告|通告|决定|决议|批复|复函|报告|纲要|条例|工作思路|指南|规程|章程|预案|指引|守则|纪要|讲话|简章|通报|倡议书"
LESSER_KINDS = "函|制度|标准|安排|措施|举措|清单|总结|规范|规则|目录|一览表|名单|分工|任务书|责任书|通稿|解读|说明|汇报|台账|表"
_BEHIND = r"》?\s*(?:[（(〔\[][^（）()]{1,30}[）)〕\]]\s*){0,3}\**$"
TITLE = re.compile(
    rf"[#*\s《]*[^。；;！!？?：:]{{2,150}}(?:(?:{DOCUMENT_KINDS}){_BEHIND}|(?<=[^。；;]{{8}})(?:{LESSER_KINDS}){_BEHIND})"
)
_TITLE_ENDS = frozenset(
    [kind[-1] for kind in f"{DOCUMENT_KINDS}|{LESSER_KINDS}".split("|")] + list("》）)〕]*")
)
TAIL = re.compile(
    r"[（(](?:本报)?(?:记者|通讯员|作者|来源|供稿|撰稿)[^（()）。]{0,60}[）)]$|[•·\-*|【\[（(\s]*(?:责任编辑|责编|编\s*辑|作\s*者|来\s*源|信息来源|文章来源|稿\s*源|撰\s*稿|供\s*稿|摄\s*影|[初复终]\s*审|审\s*核|签\s*发|校\s*对|浏览次数|访问次数"
    r"|阅读次数|浏览量|点击量|点击数|阅读量|更新时间|发布时间|发布日期|网友评论|评论功能|最后更新)\s*(?:[:：]|《|已关闭)"
)
LISTED = re.compile(r"(?:出\s*席|列\s*席|缺\s*席|请\s*假|记\s*录|记录人)\s*[:：]")
CLOSING = re.compile(
    r"感谢[您你][^。]{2,40}[。.！]?$|特此(?:通知|公告|通告|函告|函复|函达|报告|通报|批复|说明)[。.]?$"
    r"|谢谢(?:大家|各位|您|你们)?[。.！!]?$|(?:最后，)?(?:衷心|诚挚)?(?:敬祝|祝愿|祝)(?:您|你|大家|各位|同志们|同学们|老师们|全体)[^。]{0,40}[。.！!]$"
)
ASIDE = re.compile(
    r"(?:会上|会前|会后|会议期间|会议还|与会人员|与会代表|活动现场|随后|会议由|会议听取|会议传达)[^：:]"
)
ATTENDED = re.compile(
    r"[^。]{2,400}(?:参加|出席|列席)(?:了)?(?:此次|本次|上述|以上)?(?:会议|活动|研讨|座谈|大会|仪式|启动|调研|培训|开幕)?[^。]{0,12}[。.]?$"
)
STOP = re.compile(r"[。！？!?；;：:…][”’」』）)】》]*\**$")


def is_noise(line: str) -> bool:
    """Web furniture and page numbers: no part of the document."""
    return len(line) <= 120 and NOISE.match(line) is not None


def is_date(line: str) -> bool:
    """A line that is a full date and nothing else."""
    if len(line) > 24 or ("年" not in line and line[:2] != "20"):
        return False
    return (DATE.fullmatch(line.strip("（）()")) or NUMERIC_DATE.fullmatch(line)) is not None


def is_body(line: str) -> bool:
    """A line that is the name of a public body, as above the date of a signature."""
    return len(line) <= 60 and BODY.match(line) is not None


def is_signed(line: str) -> bool:
    """Body and date in one line: 某某局 2024年3月1日."""
    if len(line) > 80 or not line.endswith("日"):
        return False
    found = DATE.search(line)
    return found is not None and found.end() == len(line) and is_body(line[: found.start()].strip())


def is_header(line: str) -> bool:
    """文号, 索引号, 发布日期: … as a web page or a red head prints them."""
    return len(line) <= 200 and bool(HEADER.match(line) or NUMBER.match(line) or REDHEAD.match(line))


def is_title(line: str) -> bool:
    """A line that names a document (…实施方案, …的通知（试行）)."""
    return line[-1:] in _TITLE_ENDS and len(line) <= 160 and TITLE.match(line) is not None


def is_salutation(line: str) -> bool:
    """各县（市、区）教育局，局属各单位："""
    if not line.endswith((":", "：")):
        return False
    return bool(SALUTATION.match(line) and ADDRESSED.search(line) and not LEADING_IN.search(line))
