"""Plans, and versions of one, beside each other over HTTP."""

import pytest

from app.clients.client import ApiProblem
from app.settings import Settings
from tests.serving import EXAMPLES, serving_library

SERVICE = """泊宁区课后服务实施方案

泊宁教发〔2025〕3号

一、服务时间
（一）每周服务不少于5天，每天不少于2小时。
（二）2025年9月底前，课后服务覆盖率达到100%。
二、收费和补助
（一）基础服务每生每月收费不超过120元。
（二）区财政局每年安排课后服务补助资金200万元。
三、工作要求
（一）严禁借课后服务讲授新课。
（二）鼓励学校引进退休教师参与课后服务。

泊宁区教育局
2025年3月1日
"""
OTHER = """渚阳县课后服务工作方案

渚教发〔2024〕18号

一、时间安排
1.每周服务不少于3天，每天不少于2小时。
2.2026年底前，课后服务覆盖率达到95%。
二、经费
1.基础服务每生每月收费不超过150元。
2.县财政局每年安排课后服务补助资金90万元。
三、纪律
1.不得借课后服务讲授新课。
2.学校食堂每学期公布账目1次。

渚阳县教育局
2024年5月8日
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory, models, embedder):
    settings = Settings(home=tmp_path_factory.mktemp("compare"), models=models)
    with serving_library(settings, embedder) as client:
        for name, text in (("泊宁.txt", SERVICE), ("渚阳.txt", OTHER)):
            client.upload(text.encode(), name)
        yield client


@pytest.fixture(scope="module")
def plans(client) -> list[str]:
    return [document["id"] for document in client.documents()[:2]]


def pairs_of(found: dict) -> set[tuple[str, ...]]:
    return {tuple(cell["quote"] if cell else "" for cell in topic["cells"]) for topic in found["topics"]}


def topic_with(found: dict, words: str) -> dict:
    (topic,) = (
        topic for topic in found["topics"] if any(cell and words in cell["quote"] for cell in topic["cells"])
    )
    return topic


def test_rows_of_one_topic_stand_side_by_side(client, plans):
    """Each shared topic has a cell of each plan, the plans' own words, a citation, and in what they differ."""
    found = client.compare(plans)

    texts = {ident: client.text(ident)["text"] for ident in plans}
    for topic in found["topics"]:
        assert [cell["document_id"] for cell in topic["cells"]] == plans
        for cell in topic["cells"]:
            assert cell["quote"] == texts[cell["document_id"]][cell["start"] : cell["end"]]
    fee, money = topic_with(found, "每生每月"), topic_with(found, "补助资金")
    assert fee["differs"] == ["数值"]
    assert fee["confidence"]["level"] == "high"
    assert [cell["formal_in_words"] for cell in fee["cells"]] == [
        "《泊宁区课后服务实施方案》（泊宁教发〔2025〕3号）第二部分第（一）条",
        "《渚阳县课后服务工作方案》（渚教发〔2024〕18号）第二部分第1项",
    ]
    assert money["differs"] == ["数值"]
    assert topic_with(found, "覆盖率")["differs"] == ["数值", "时限"]
    assert [document["rows"] for document in found["documents"]] == [
        len(found["topics"]) + len(only["rows"]) for only in found["only"]
    ]


def test_what_only_one_plan_has_is_listed_with_it(client, plans):
    """Every row is in a topic or among those that only its plan has, never in both."""
    found = client.compare(plans)
    only = {side["document_id"]: [row["quote"] for row in side["rows"]] for side in found["only"]}

    assert any("退休教师" in quote for quote in only[plans[0]])
    assert any("账目" in quote for quote in only[plans[1]])
    for at, ident in enumerate(plans):
        shared = [topic["cells"][at]["id"] for topic in found["topics"]]
        alone = [row["id"] for side in found["only"] if side["document_id"] == ident for row in side["rows"]]
        assert sorted(shared + alone) == sorted(row["id"] for row in client.commitments(ident))


def test_a_filter_shows_less_of_the_same_alignment(client, plans):
    """Filtered topics are those of the whole comparison that have a row which passes."""
    whole = client.compare(plans)
    found = client.compare(plans, kind="funding", q="元")

    passing = {row["id"] for row in client.commitments(plans, kind="funding", q="元")}
    assert pairs_of(found) == {
        tuple(cell["quote"] for cell in topic["cells"])
        for topic in whole["topics"]
        if any(cell["id"] in passing for cell in topic["cells"])
    }
    assert 0 < len(found["topics"]) < len(whole["topics"])


def test_a_wrong_pair_can_be_separated_and_others_joined(client, plans):
    """A decision shows in the next comparison, is listed, and can be undone."""
    before = client.compare(plans)
    left, right = topic_with(before, "每生每月")["cells"]
    (alone,) = (row for row in before["only"][1]["rows"] if "账目" in row["quote"])

    client.judge_pair(right["id"], left["id"], "apart")
    client.judge_pair(left["id"], alone["id"], "together")
    after = client.compare(plans)
    joined = topic_with(after, "账目")

    assert joined["cells"][0]["id"] == left["id"]
    assert joined["confidence"] == {"value": 1.0, "level": "high", "basis": "confirmed"}
    assert any(row["id"] == right["id"] for row in after["only"][1]["rows"])
    assert [(pair["verdict"], pair["stands"]) for pair in client.judged_pairs()].count(
        ("together", True)
    ) == 1

    client.withdraw_pair(left["id"], right["id"])
    client.withdraw_pair(left["id"], alone["id"])
    assert client.judged_pairs() == []
    assert pairs_of(client.compare(plans)) == pairs_of(before)


def test_two_versions_row_by_row(client):
    """Every row of both versions is kept, changed, added or dropped; a change says what and shows the words."""
    old = (
        "岚宁县控辍保学方案\n\n岚教〔2025〕1号\n\n一、目标\n{}\n二、措施\n{}\n\n岚宁县教育局\n2025年2月1日\n"
    )
    first = old.format(
        "到2025年底，义务教育巩固率达到95%。",
        "每学期开展家访不少于2次。县财政每年安排资金50万元。",
    )
    second = old.format(
        "到2026年底，义务教育巩固率达到97%。",
        "每学期开展家访不少于2次。建立劝返台账，每月更新1次。",
    )
    client.upload(first.encode(), "岚宁.txt")
    ident = client.upload(second.encode(), "岚宁.txt")["document"]["id"]

    found = client.compare_versions(ident)

    assert [row["old"]["quote"] for row in found["kept"]] == ["每学期开展家访不少于2次"]
    (change,) = found["changed"]
    assert change["differs"] == ["数值", "时限", "措辞"]
    assert "".join(p["text"] for p in change["pieces"] if p["kind"] != "removed") == change["new"]["quote"]
    assert [row["quote"] for row in found["dropped"]] == ["县财政每年安排资金50万元"]
    assert any("台账" in row["quote"] for row in found["added"])
    assert found["old"]["rows"] == len(client.commitments(ident, version=1))
    assert found["new"]["rows"] == len(client.commitments(ident, version=2))


@pytest.mark.parametrize(
    ("documents", "wanted", "status", "words"),
    [
        pytest.param(["一"], {}, 404, "没有编号为「一」", id="unknown"),
        pytest.param([], {}, 422, "二者取一", id="none"),
        pytest.param(["a", "b"], {"old": 1}, 422, "old 和 new 只能与 document 同用", id="old-of-two-plans"),
    ],
)
def test_a_request_that_cannot_be_met_says_why(client, documents, wanted, status, words):
    """Problem documents name what is wrong."""
    with pytest.raises(ApiProblem, match=words) as problem:
        client.compare(documents, **wanted)
    assert problem.value.status == status


def test_one_plan_cannot_be_compared_with_itself(client, plans):
    """The same document twice is one document."""
    with pytest.raises(ApiProblem, match="只给了一份文件") as problem:
        client.compare([plans[0], plans[0]])
    assert problem.value.type == "urn:wence:cannot-align"


def test_rows_of_one_plan_are_no_pair(client, plans):
    """Two rows of one document can't be judged; an unknown row and an unknown decision are named."""
    first, second = client.commitments(plans[0])[:2]
    with pytest.raises(ApiProblem, match="同一份文件"):
        client.judge_pair(first["id"], second["id"], "together")
    with pytest.raises(ApiProblem) as problem:
        client.judge_pair(first["id"], "没有的", "apart")
    assert problem.value.status == 404
    with pytest.raises(ApiProblem, match="没有对"):
        client.withdraw_pair(first["id"], second["id"])


def test_three_plans_meet_in_one_topic(client, plans):
    """A third plan joins the topics of the other two, and a topic of two plans leaves the third's cell empty."""
    notice = next(EXAMPLES.glob("02*"))
    third = client.upload(notice.read_bytes(), notice.name)["document"]["id"]

    found = client.compare([*plans, third])

    shapes = {tuple(cell is not None for cell in topic["cells"]) for topic in found["topics"]}
    assert (True, True, True) in shapes
    assert all(sum(shape) >= 2 for shape in shapes)
    for at, ident in enumerate([*plans, third]):
        shared = [topic["cells"][at]["id"] for topic in found["topics"] if topic["cells"][at]]
        assert len(shared) == len(set(shared)), ident
