"""Notices written for the tests of answers, read by the real ingest, and a library of them in memory."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest.model import Clause, Document
from ingest.own_words import clause_sentences, own_words
from ingest.pipeline import read_document
from retrieval.errors import UnknownClause, UnknownDocument
from retrieval.grams import grams
from retrieval.hits import DocumentSummary, Hit, ScoredSentence

LANSHI = """索 引 号：LS0210-2023-0031
文号：岚石政办发〔2023〕27号
发布机构：岚石区人民政府办公室
成文日期：2023-06-12
发布日期：2023-06-20 10:15

岚石区人民政府办公室关于印发岚石区乡村学校振兴行动计划（2023—2035年）的通知

各镇街，区政府各部门：

《岚石区乡村学校振兴行动计划（2023—2035年）》已经区政府同意，现印发给你们，请认真贯彻执行。

岚石区人民政府办公室

2023年6月9日

岚石区乡村学校振兴行动计划（2023—2035年）

一、总体目标

到2025年，全区乡村学校标准化建设达标率达到96%，每所乡村学校至少配备2名专职体育教师。

二、适用范围

适用于全区公办乡村小学和初中。

三、主要任务

（一）改善办学条件

1.加快校舍改造。三年内改造乡村校舍14所，其中2023年完成5所。改造资金由区财政统筹安排，每年不少于1800万元。

2.推进信息化。每百名学生配备计算机12台，实现“双网双师”全覆盖（双网：校园网、资源网；双师：主讲教师、辅导教师）。

（二）建强教师队伍

3.推进教师交流。城区骨干教师到乡村学校任教不少于2年，鼓励退休教师返校任教，力求每所学校都有一名区级名师。

4.规范办学行为。严禁任何学校利用双休日组织集体补课；不得以考试成绩给学生排名；学校应当向社会公布作息时间。

四、保障机制

教育局各科室要分工负责。计划财务科主要负责校舍改造和经费保障工作；人事科主要负责教师交流和职称评聘工作；基础教育科主要负责规范办学和课程管理工作；督导室主要负责年度考核和专项督查工作。

为确保落实，要建立三项制度：一是月度调度制度。二是季度通报制度。三是年度考核制度。

附件：岚石区乡村校舍改造学校一览表
"""

SONGYU = """松屿县人民政府办公室关于印发松屿县课后服务管理办法（2016—2018年）的通知

松政办〔2016〕9号

各乡镇人民政府，县政府各部门：

现将《松屿县课后服务管理办法（2016—2018年）》印发给你们，请遵照执行。

松屿县人民政府办公室

2016年3月1日

松屿县课后服务管理办法（2016—2018年）

第一条 课后服务由学校组织，学生自愿参加，每天服务时间不少于2小时。

第二条 课后服务收费每生每月不超过110元，对困难家庭学生免费。

第三条 鼓励学校聘请校外艺术、体育专业人员参与课后服务。

第四条 教师参加课后服务的补助纳入绩效工资，由县财政局会同县教育局核定。
"""

YUNTING = """全市教师发展工作会议召开

信息来源：市教育科学院  发布时间：2022-04-18 09:30

4月15日至16日，云亭市教育局召开全市教师发展工作会议。市教育局局长顾听澜出席并讲话。

顾听澜指出，近年来教师队伍建设取得进展。一是培训体系更加完善。建成市级名师工作室36个。二是待遇保障更加有力。落实了乡村教师津贴。

顾听澜要求，要抓好下一步工作。一是推进“县管校聘”改革，引导优秀教师向薄弱学校流动。二是办好教师论坛，每个学科每学期至少举办1次教学论坛。
"""

QINGFU = """中小学“轻负优学”工作方案

一、工作目标

到2016年，建成“轻负优学”示范学校20所，覆盖率达到85%。

二、主要措施

（一）减轻学生负担。小学每天书面作业总量不超过60分钟。实行随机编班，严禁举办重点班。

（二）提高课堂质量。校长对“轻负优学”工作负总责，分管副校长具体抓落实。
"""

TEXTS = {"岚石.txt": LANSHI, "松屿.txt": SONGYU, "云亭.txt": YUNTING, "轻负优学.txt": QINGFU}


@cache
def document(name: str) -> Document:
    """One notice as ingest reads it, by the first characters of its file name."""
    file_name = next(f for f in TEXTS if f.startswith(name))
    return read_document(TEXTS[file_name].encode(), file_name)


def documents() -> list[Document]:
    return [document(name) for name in TEXTS]


def summary(of: Document) -> DocumentSummary:
    return DocumentSummary(
        of.id, of.file_name, of.title, of.version, of.metadata, len(of.clauses), len(of.text), of.warnings
    )


class MemoryCatalogue:
    """A catalogue of documents held in memory."""

    def __init__(self, held: Sequence[Document] | None = None) -> None:
        self._held = {d.id: d for d in (documents() if held is None else held)}

    def summaries(self) -> Sequence[DocumentSummary]:
        return [summary(d) for d in self._held.values()]

    def text(self, document_id: str, version: int | None = None) -> str:
        del version
        return self._document(document_id).text

    def clauses(self, document_id: str, version: int | None = None) -> Sequence[Clause]:
        del version
        return self._document(document_id).clauses

    def clause(self, clause_id: str) -> Clause:
        for held in self._held.values():
            for clause in held.clauses:
                if clause.id == clause_id:
                    return clause
        raise UnknownClause(clause_id)

    def _document(self, document_id: str) -> Document:
        if document_id not in self._held:
            raise UnknownDocument(document_id)
        return self._held[document_id]


# About the cosines of the embedded model: of strangers, and of the same words; and how well their words meet.
_FAR, _NEAR = 0.83, 0.95
_STRANGE, _SAME = 0.45, 0.95
_BEST = 16.0


class WordSearch:
    """Finds clauses by shared characters alone; remembers what it was asked."""

    def __init__(self, held: Sequence[Document] | None = None) -> None:
        self._hits = [hit for d in (documents() if held is None else held) for hit in _unscored(d)]
        self.asked: list[tuple[str, frozenset[str] | None]] = []

    def retrieve(self, query: str, k: int, documents: frozenset[str] | None = None) -> list[Hit]:
        self.asked.append((query, documents))
        inside = [hit for hit in self._hits if documents is None or hit.document.id in documents]
        scored = [self._scored(query, hit) for hit in inside]
        return sorted((h for h in scored if h.score > 0), key=lambda h: -h.score)[:k]

    def _scored(self, query: str, hit: Hit) -> Hit:
        scores = [_shared(query, sentence.text) for sentence in hit.sentences]
        sentences = tuple(
            replace(
                s,
                score=score,
                similarity=_FAR + (_NEAR - _FAR) * min(score, _BEST) / _BEST,
                met=_STRANGE + (_SAME - _STRANGE) * min(score, _BEST) / _BEST,
            )
            for s, score in zip(hit.sentences, scores, strict=True)
        )
        return replace(hit, score=max(scores, default=0.0), sentences=sentences)


def _shared(query: str, text: str) -> float:
    """How many pairs of characters the two share, on the scale of a real search (0 to about _BEST)."""
    pairs = {gram for gram in grams(query) if len(gram) > 1}
    return _BEST * len(pairs & set(grams(text))) / max(4, len(pairs))


def _unscored(of: Document) -> list[Hit]:
    runs = own_words(of.text, of.clauses)
    return [
        Hit(
            summary(of),
            clause,
            of.text[clause.start : clause.end],
            0.0,
            tuple(
                ScoredSentence(span.start, span.end, span.of(of.text), 0.0)
                for span in clause_sentences(of.text, clause, runs[clause.id])
            ),
        )
        for clause in of.clauses
    ]
