"""Inherited context, definitions, and the documents that documents name, over HTTP."""

import pytest

from tests.api.test_documents import upload
from tests.api.test_openapi import assert_described

OLD = """汀兰区教育局关于加强校园阅读的意见
汀教发〔2020〕6号
各学校：
现提出如下意见。
一、目标
每生图书20册。
二、措施
每周开设1节阅读课。
汀兰区教育局
2020年3月4日
"""
PLAN = """汀兰区校园阅读三年行动方案

根据《汀兰区教育局关于加强校园阅读的意见》（汀教发〔2020〕6号）和《全民阅读促进条例》，制定本方案。本方案适用于全区小学。

一、目标
本方案所称书香班级，是指人均阅读不少于30本的班级。
二、步骤
（一）推进阶段（2021年9月—2023年7月）。各校要做到：
1.每学期评选书香班级5个。
2.每月更新图书1次。

附件：1.书香班级申报表
2.推荐书目

汀兰区教育局
2021年6月1日

附件2
推荐书目
共100种。
"""


@pytest.fixture
def plan(writable) -> str:
    """A library of the plan alone; its id."""
    return upload(writable, PLAN.encode(), "plan.txt").json()["document"]["id"]


def item(http, ident: str, clause: str) -> dict:
    items = http.get(f"/v1/documents/{ident}/clauses").json()["items"]
    return http.get("/v1/clauses/" + next(c["id"] for c in items if c["clause"] == clause)).json()


def test_a_clause_comes_with_what_it_inherits(writable, plan):
    """Lead-in, scope, phase and definitions are at hand, each an exact slice with its clause."""
    clause = item(writable, plan, "二、（一）1.")
    inherited = clause["inherited"]

    assert_described("/v1/clauses/{clause_id}", 200, clause)
    assert [w["quote"] for w in inherited["lead_ins"]] == ["各校要做到："]
    assert [w["quote"] for w in inherited["applies_to"]] == ["本方案适用于全区小学。"]
    assert (inherited["phase"]["from"], inherited["phase"]["until"]) == ("2021-09", "2023-07")
    assert [d["term"] for d in inherited["definitions"]] == ["书香班级"]
    for words in (
        *inherited["lead_ins"],
        *inherited["applies_to"],
        inherited["phase"],
        *inherited["definitions"],
    ):
        assert words["quote"] == PLAN[words["start"] : words["end"]]


def test_definitions_are_listed(writable, plan):
    """Every term that the document defines, with the sentence."""
    reply = writable.get(f"/v1/documents/{plan}/definitions").json()

    assert_described("/v1/documents/{document_id}/definitions", 200, reply)
    assert [(d["term"], d["quote"]) for d in reply["items"]] == [
        ("书香班级", "本方案所称书香班级，是指人均阅读不少于30本的班级。")
    ]


def test_named_documents_are_looked_up(writable, plan):
    """A basis is found by its 文号 once it is there; an attachment printed in the file itself is there."""
    before = writable.get(f"/v1/documents/{plan}/references").json()
    old = upload(writable, OLD.encode(), "old.txt").json()["document"]["id"]
    after = writable.get(f"/v1/documents/{plan}/references").json()

    assert_described("/v1/documents/{document_id}/references", 200, after)
    assert [(r["title"], r["document_number"]) for r in after["basis"]] == [
        ("汀兰区教育局关于加强校园阅读的意见", "汀教发〔2020〕6号"),
        ("全民阅读促进条例", None),
    ]
    assert [r["document_id"] for r in before["basis"]] == [None, None]
    assert [r["document_id"] for r in after["basis"]] == [old, None]
    assert [(r["title"], r["document_id"]) for r in after["attachments"]] == [
        ("书香班级申报表", None),
        ("推荐书目", plan),
    ]
    for each in (*after["basis"], *after["attachments"]):
        assert each["quote"] == PLAN[each["start"] : each["end"]]


def test_what_is_missing_is_listed_for_the_whole_library(writable, plan):
    """What to get: each missing document once, with all that name it, the most wanted first."""
    other = PLAN.replace("校园阅读三年", "书香校园").replace("汀教发〔2020〕6号", "汀教发[2020]6号")
    upload(writable, other.encode(), "other.txt")
    reply = writable.get("/v1/references/missing").json()

    assert_described("/v1/references/missing", 200, reply)
    wanted = {
        r["title"]: [d["title"] for d in r["cited_by"]] for r in reply["items"] if r["relation"] == "basis"
    }
    assert wanted == {
        "汀兰区教育局关于加强校园阅读的意见": ["汀兰区校园阅读三年行动方案", "汀兰区书香校园行动方案"],
        "全民阅读促进条例": ["汀兰区校园阅读三年行动方案", "汀兰区书香校园行动方案"],
    }
    assert {r["title"] for r in reply["items"] if r["relation"] == "attachment"} == {"书香班级申报表"}
    assert plan in {d["document_id"] for r in reply["items"] for d in r["cited_by"]}
