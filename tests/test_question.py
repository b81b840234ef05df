"""Questions understood: scope, operation, slot, topic, follow-ups."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pipeline import read_document
from retrieval.question import understand
from retrieval.questions.metadata_questions import asked_metadata
from retrieval.questions.places import Place, leading_places, places_in_title, unknown_places
from retrieval.questions.scope import Home, ScopeRequest
from retrieval.questions.terms import content_runs, grams, official_words
from tests.answer_notices import summary
from tests.asked import ID, NAME, ask, scope

PLACES = ("北屏市岚溪区", "北屏市", "北屏市青霄县")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        pytest.param("岚石的乡村校舍要改造多少所", ["岚石"], id="bare-place"),
        pytest.param("岚石区的乡村校舍要改造多少所", ["岚石"], id="place-with-suffix"),
        pytest.param("课后服务怎么收费？松屿的", ["松屿"], id="place-at-the-end"),
        pytest.param("岚石和松屿都怎么说", ["岚石", "松屿"], id="two-places"),
        pytest.param("“轻负优学”方案提出了什么目标", ["轻负优学"], id="quoted-phrase-of-a-title"),
        pytest.param("轻负优学那个方案怎么说的", ["轻负优学"], id="phrase-without-quotes"),
        pytest.param("轻负那个方案怎么说的", ["轻负优学"], id="half-a-phrase"),
        pytest.param("课后服务管理办法什么时候印发的", ["松屿"], id="long-run-of-a-title"),
        pytest.param("岚石政办发〔2023〕27号的总体目标是什么", ["岚石"], id="document-number"),
        pytest.param("岚石政办发[2023]27号讲的是什么", ["岚石"], id="document-number-other-brackets"),
        pytest.param("教师发展工作会议提到了什么", ["云亭"], id="meeting-by-its-title"),
        pytest.param("岚石和“轻负优学”方案对补课分别怎么规定", ["岚石", "轻负优学"], id="place-and-title"),
    ],
)
def test_named_documents_are_the_scope(words: str, named: list[str]):
    """A place, a title, a phrase of one or a 文号 limits the search to the documents it names, and says why."""
    question = ask(words)

    assert scope(question) == named
    assert question.scope.named
    assert question.scope.why.startswith("问题提到")


def test_nothing_named_searches_everything():
    """Without a name all documents are searched."""
    question = ask("校长要做什么")

    assert scope(question) == list(ID)
    assert not question.scope.named
    assert "全部文件" in question.scope.why


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        pytest.param("杭州的课后服务收费多少", [("杭州", "地区")], id="known-to-the-gazetteer"),
        pytest.param("青霄县的课后服务收费多少", [("青霄县", "地区")], id="by-its-suffix"),
        pytest.param(
            "岚石政办发〔2023〕99号是什么", [("岚石政办发[2023]99号", "文号")], id="document-number"
        ),
        pytest.param("岚石2019年的工作要点有哪些", [("2019年", "年份")], id="year-of-the-plan"),
        pytest.param("《教师待遇保障条例》怎么规定", [("教师待遇保障条例", "文件")], id="title"),
        pytest.param("城区学校怎么办", [], id="common-noun-is-no-place"),
        pytest.param(
            "鞍山市的课后服务怎么收费", [("鞍山市", "地区")], id="name-that-ends-like-a-common-noun"
        ),
        pytest.param("沿海城市的学校怎么办", [], id="coastal-towns-are-no-海城市"),
        pytest.param("新城区的学校怎么办", [], id="new-town-is-no-name"),
        pytest.param("2019年岚石的工作要点有哪些", [("2019年", "年份")], id="year-before-the-place"),
        pytest.param("青霄县的“轻负优学”方案怎么说", [("青霄县", "地区")], id="title-of-another-place"),
        pytest.param("全市教师怎么流动", [], id="the-whole-city-is-no-name"),
        pytest.param("到2019年要建成几所", [], id="deadline-is-no-year-of-a-plan"),
    ],
)
def test_names_that_the_library_lacks_are_recorded(words: str, unknown: list[tuple[str, str]]):
    """What reads as the name of a place, document, number or year of none of ours is kept as such."""
    assert [(u.words, u.what) for u in ask(words).unknown] == unknown


@pytest.mark.parametrize(
    ("words", "operation"),
    [
        pytest.param("岚石三年改造几所校舍", "look_up", id="look-up"),
        pytest.param("岚石要建立哪些制度", "list", id="list"),
        pytest.param("岚石能不能周末补课", "verify", id="verify"),
        pytest.param("岚石和松屿对教师各提出了什么", "compare", id="compare"),
        pytest.param("哪些文件提到了补课", "compare", id="across-documents"),
        pytest.param("岚石的文号是什么", "metadata", id="metadata"),
    ],
)
def test_operation(words: str, operation: str):
    """What is to be done with what is found follows from the words of the question."""
    assert ask(words).operation == operation


def test_a_place_around_an_unknown_one_names_no_document():
    """北屏市无名县 is not a question about the other district of 北屏市 that the library holds."""
    text = "北屏市岚溪区教育局关于推进课后服务的通知\n\n各学校：\n\n一、课后服务每天不少于2小时。\n\n北屏市岚溪区教育局\n2023年6月9日\n"
    catalogue = [summary(read_document(text.encode(), "岚溪.txt"))]

    named = [understand(f"{place}的课后服务怎么办", (), catalogue).scope.named for place in PLACES]

    assert named == [True, True, False]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        pytest.param("电脑配几台，校舍改造几所，资金多少钱", 3, id="three-figures"),
        pytest.param("岚石今年，校舍改造几所", 1, id="only-one-asks"),
        pytest.param("会是几号开的，开了几天", 1, id="nothing-of-its-own"),
    ],
)
def test_several_figures_in_one_breath(words: str, parts: int):
    """Pieces that each ask for a figure of something are asked one by one."""
    assert len(ask(words).parts) == parts


def test_home_is_used_where_nothing_is_named():
    """The user's own district limits a question that names none, and gives way to one that does."""
    home = Home(region="松屿县")

    assert scope(ask("课后服务收费多少", home=home)) == ["松屿"]
    assert "松屿县" in ask("课后服务收费多少", home=home).scope.why
    assert scope(ask("岚石的课后服务收费多少", home=home)) == ["岚石"]
    assert scope(ask("课后服务收费多少", home=Home(region="无此地"))) == list(ID)


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        pytest.param(ScopeRequest(documents=(ID["松屿"],)), ["松屿"], id="documents"),
        pytest.param(ScopeRequest(regions=("岚石区",)), ["岚石"], id="regions"),
        pytest.param(ScopeRequest(years=(2020, None)), ["岚石"], id="years-open-end"),
        pytest.param(ScopeRequest(years=(2016, 2016)), ["松屿"], id="years"),
        pytest.param(ScopeRequest(kinds=("管理办法",)), ["松屿"], id="kinds"),
        pytest.param(ScopeRequest(regions=("岚石区",), kinds=("管理办法",)), [], id="all-must-hold"),
        pytest.param(ScopeRequest(), list(ID), id="no-limit"),
    ],
)
def test_a_clients_choice_limits_the_scope(request_: ScopeRequest, left: list[str]):
    """Documents, regions, years and kinds that a client sets are all respected."""
    assert scope(ask("学校怎么办", scope=request_)) == left


def test_parts_are_asked_apart():
    """Two questions in one breath are two parts; one that only says how to answer is none."""
    two = ask("岚石每年安排多少资金？三年改造几所校舍？")
    one = ask("岚石要建立几项制度？分别是什么？")

    assert [p.asked.slot for p in two.parts] == ["amount", "count"]
    assert len(one.parts) == 1


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        pytest.param("这份通知的文号和成文日期是什么", ("document_number", "date_issued"), id="two-facts"),
        pytest.param("这个方案啥时候发的", ("date_issued",), id="spoken-date"),
        pytest.param("计划是哪个部门印发的", ("issuer",), id="issuer"),
        pytest.param("这个方案是哪个区的", ("issuer",), id="whose"),
        pytest.param("绩效工资由谁发", (), id="who-pays"),
        pytest.param("白名单几月公布", (), id="when-a-list-is-made-public"),
        pytest.param("下次推进会什么时候开", (), id="the-next-meeting"),
        pytest.param("推进会什么时候开的", ("event_date",), id="the-meeting"),
        pytest.param("计划依据的上级文件文号是什么", ("basis",), id="number-of-the-basis"),
        pytest.param("会是几号开的", ("event_date",), id="meeting"),
        pytest.param("这条信息的来源和发布时间", ("date_published", "source"), id="source"),
        pytest.param("录取结果的公布时间是哪天", (), id="of-a-result-not-of-the-document"),
        pytest.param("校舍什么时候改造完", (), id="content"),
    ],
)
def test_metadata_questions(words: str, keys: tuple[str, ...]):
    """Questions about a document are told from those about what it says."""
    assert asked_metadata(words, named=True) == keys


@pytest.mark.parametrize(
    ("name", "places"),
    [
        pytest.param("北屏市岚石区人民政府办公室", ["北屏市", "岚石区"], id="chain"),
        pytest.param("中共岚石区委教育工作领导小组", ["岚石区"], id="party"),
        pytest.param("盐城市教育局", ["盐城市"], id="name-that-ends-like-a-common-noun"),
        pytest.param("全市教育工作会议", [], id="the-whole-city"),
        pytest.param("市教育局", [], id="no-name"),
    ],
)
def test_places_of_names(name: str, places: list[str]):
    """The places a name begins with, outermost first."""
    assert [place.printed for place in leading_places(name)] == places


def test_places_in_titles():
    """A title names its place at its start or after 关于印发."""
    assert places_in_title("关于印发岚石区行动计划的通知") == (Place("岚石", "岚石区"),)


def test_a_word_that_begins_with_a_suffix_is_no_end_of_a_name():
    """乡村 and 县域 are words: what stands before them is no place."""
    assert unknown_places("交流去普通乡村学校补多少") == ()
    assert unknown_places("青霄乡补多少") == ("青霄乡",)


def test_institutions_are_no_places():
    """北京大学 is no question about 北京."""
    assert unknown_places("与北京大学怎么合作") == ()


def test_official_words_for_spoken_ones():
    """Spoken words bring the official ones that the question doesn't use itself."""
    assert "教师" in official_words("老师要轮岗吗")
    assert "教师" not in official_words("老师和教师")


def test_content_is_what_question_words_leave():
    """Question words and the names that set the scope are no content."""
    runs = content_runs("请问岚石区的校舍改造资金是多少？", ["岚石"])

    assert "".join(runs).startswith("校舍改造资金")
    assert grams(["校舍"]) == ("校舍",)


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3))
def test_any_text_is_a_question(words: str, history: list[str]):
    """Whatever is typed, there is a scope within the library, at least one part, and a standalone question."""
    question = ask(words, *history)

    assert set(question.scope.documents) <= set(NAME)
    assert question.parts
    assert words.strip() in question.standalone
