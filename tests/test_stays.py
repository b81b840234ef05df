"""不外发: nothing of a collection that stays is ever sent to a chat model."""

import json
from collections.abc import Iterator

import pytest

from app.service import Service
from app.settings import Settings
from retrieval.errors import BadCollection, CollectionInUse, UnknownCollection
from retrieval.store.collections import Collection
from tests.access_notices import MEALS, READING, SECRET, WORDS
from tests.openai_stub import Endpoint, endpoint


@pytest.fixture(scope="module")
def model() -> Iterator[Endpoint]:
    with endpoint() as found:
        yield found


@pytest.fixture(scope="module")
def service(tmp_path_factory, embedder, model) -> Iterator[Service]:
    """Two notices that may leave and one that stays, with a chat model to ask."""
    home = tmp_path_factory.mktemp("stays")
    settings = Settings(home=home, llm_base_url=model.base_url, llm_model="scripted")
    with Service.open(settings, embedder=embedder) as service:
        service.collections.put("内部", may_leave=False)
        for name, text, collection in (
            ("供", MEALS, "默认"),
            ("撤", SECRET, "内部"),
            ("读", READING, "默认"),
        ):
            service.upload(text.encode(), f"{name}.txt", collection=collection)
        yield service


QUESTIONS = [
    "鸢尾坡等教学点什么时候撤并？",
    "撤并资金有多少，由谁负责？",
    "《临溪县校舍合并方案》有哪些要求？",
    "临溪县财政每年安排多少资金？",
    "严禁做什么？",
    "到哪一年完成？",
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("history", [(), ("校舍合并方案说了什么？",)])
def test_no_request_holds_a_word_of_it(service, model, question, history):
    """Whatever is asked and however it is answered: only what the user wrote can be in a prompt."""
    model.says("文件未提及。")
    list(service.ask_stream(question, history=history))
    sent = json.dumps(model.script.requests, ensure_ascii=False)

    assert not [word for word in WORDS if word in sent and word not in question + "".join(history)]
    assert "7所" not in sent


def test_an_answer_that_stands_on_it_is_its_own_words_and_says_why(service, model):
    """Extractive, with the citation as ever, and a warning; the model is not asked at all."""
    model.says("不该问我[C1]。")
    answer = service.ask("鸢尾坡等教学点什么时候撤并？")

    assert (answer.status, answer.mode) == ("answered", "extractive")
    assert "2025年底前" in answer.answer
    assert any("不外发" in warning for warning in answer.warnings)
    assert model.script.requests == []


def test_others_are_still_worded(service, model):
    """A document that may leave is offered to the model."""
    model.says("食堂每学期公示账目不少于2次[C1]。")
    answer = service.ask("学校食堂每学期公示账目几次？")

    assert answer.mode == "generated"
    assert not any("不外发" in warning for warning in answer.warnings)


def test_it_holds_as_soon_as_it_is_set(service, model):
    """Setting a collection changes the next answer; moving a document does too."""
    model.says("食堂每学期公示账目不少于2次[C1]。")
    service.collections.put("默认", may_leave=False)
    barred = service.ask("学校食堂每学期公示账目几次？")
    service.collections.put("默认", may_leave=True)

    assert barred.mode == "extractive"
    assert model.script.requests == []
    assert service.ask("学校食堂每学期公示账目几次？").mode == "generated"


@pytest.mark.parametrize("name", ["", " 甲", "a/b", "一" * 33, "换\n行"])
def test_names_that_lead_astray_are_refused(service, name):
    with pytest.raises(BadCollection):
        service.collections.put(name, may_leave=True)


def test_a_collection_with_documents_stays(service):
    """Only an empty one can be removed, the default one never."""
    for name in ("内部", "默认"):
        with pytest.raises(CollectionInUse, match=name):
            service.collections.remove(name)
    with pytest.raises(UnknownCollection, match="没有"):
        service.collections.remove("没有这个")
    service.collections.put("空", may_leave=True)
    service.collections.remove("空")
    assert [one.collection for one in service.collections.all()] == [
        Collection("默认"),
        Collection("内部", may_leave=False),
    ]
