"""Which sentences are chosen, and how they become citations."""

from dataclasses import replace

from retrieval.answers.selection import Found, select
from retrieval.answers.topic import speaks_of
from retrieval.evidence import Candidate, choose, merged, rank
from retrieval.hits import Hit
from retrieval.question import Part, understand
from retrieval.questions.queries import queries
from tests.answer_notices import MemoryCatalogue, WordSearch, document, summary


def part(question: str) -> Part:
    return understand(question, (), [summary(document("岚石"))]).parts[0]


def hits(query: str, name: str = "岚石") -> list[Hit]:
    return WordSearch([document(name)]).retrieve(query, 20)


def candidates(question: str, name: str = "岚石") -> list[Candidate]:
    return rank(part(question), hits(question, name))


def test_the_value_that_is_asked_for_comes_first():
    """Of two sentences on one topic, that with a sum answers a question for a sum."""
    best = candidates("乡村校舍改造资金是多少元")[0]

    assert best.sentence.text == "改造资金由区财政统筹安排，每年不少于1800万元。"
    assert best.holds


def test_a_heading_alone_brings_the_sentence_under_it():
    """2.推进信息化。 says nothing without what follows."""
    found = candidates("推进信息化")
    heading = next(c for c in found if c.sentence.text == "2.推进信息化。")

    (pick,) = merged([heading])

    assert pick.text.startswith("2.推进信息化。每百名学生配备计算机12台")


def test_plans_that_mention_a_thing_mention_it_by_its_word():
    """哪些文件提到县管校聘: a plan that speaks of teachers in other words is none of them."""
    question = understand("哪些文件提到县管校聘", (), MemoryCatalogue().summaries())
    (query,) = queries(question)
    found = Found(query, tuple(rank(query.part, WordSearch().retrieve("县管校聘 教师流动 教师交流", 40))))

    picks = select(question, [found], MemoryCatalogue())

    assert picks
    assert all("县管校聘" in pick.text for pick in picks)


def test_official_words_count_for_spoken_ones():
    """A spoken question finds the sentence in official words: 电脑 → 计算机."""
    best = candidates("学生用电脑怎么配")[0]

    assert "计算机" in best.sentence.text


def test_how_a_question_asks_is_not_what_it_is_about():
    """多少钱 stands for 万元 and 标准, which every plan has: they rank sentences and are no topic."""
    asked = part("学生电脑一台多少钱")

    assert "万元" in asked.official
    assert "万元" not in asked.topical
    assert "计算机" in asked.topical


def test_a_sentence_may_speak_of_a_topic_in_other_words():
    """Where every word of a question is met, no word need be shared."""
    best = candidates("学生用电脑怎么配")[0]
    asked = part("娃得了水痘多久能回来")
    met = replace(best, sentence=replace(best.sentence, similarity=0.9, met=0.8))
    unmet = replace(best, sentence=replace(best.sentence, similarity=0.8, met=0.3))

    assert speaks_of(asked, met)
    assert not speaks_of(asked, unmet)


def test_every_plan_that_surely_says_so_is_cited():
    """Asked which plans say something, each with a sentence on the topic is named, however much better the best is."""
    catalogue = MemoryCatalogue()
    question = understand("学生用电脑怎么配，哪几个地方说了", (), catalogue.summaries())
    query = queries(question)[0]
    best, sure, doubtful = (candidates("学校的教师要做什么", name)[0] for name in ("岚石", "松屿", "云亭"))
    found = (
        _scored(best, score=15.0, similarity=0.92, met=0.8),
        _scored(sure, score=5.0, similarity=0.92, met=0.7),
        _scored(doubtful, score=5.0, similarity=0.8, met=0.3),
    )

    picks = select(question, [Found(query, found)], catalogue)

    assert [pick.document_id for pick in picks] == [document(name).id for name in ("岚石", "松屿")]


def _scored(candidate: Candidate, *, score: float, similarity: float, met: float) -> Candidate:
    sentence = replace(candidate.sentence, similarity=similarity, met=met)
    return replace(candidate, score=score, sentence=sentence)


def test_headings_do_not_answer():
    """A heading is placed behind a sentence of the same clause that search thought as good."""
    found = hits("怎么推进教师交流")
    even = [replace(h, sentences=tuple(replace(s, score=5.0) for s in h.sentences)) for h in found]
    clause = [c.sentence.text for c in rank(part("怎么推进教师交流"), even) if c.hit.clause.label == "3."]

    assert clause[-1] == "3.推进教师交流。"
    assert len(clause) == 2


def test_page_frame_is_no_evidence():
    """Headers, salutations and signatures name every topic and are never cited for content."""
    units = {c.hit.clause.unit for c in candidates("岚石区人民政府办公室各镇街印发通知")}

    assert units
    assert not units & {"header", "title", "salutation", "signature", "plan_title"}


def test_choose_keeps_to_the_best():
    """At most so many, none much worse than the best."""
    ranked = candidates("校舍改造")
    best = ranked[0].score

    assert choose(ranked, 2, 99.0) == ranked[:2]
    assert all(best - c.score <= 1.0 for c in choose(ranked, 9, 1.0))
    assert choose([], 3, 1.0) == []


def test_neighbours_become_one_citation():
    """Neighbouring sentences of one clause merge into one run; others stay apart; each is an exact slice."""
    text = document("岚石").text
    ranked = candidates("严禁补课排名公布作息")
    rules = [c for c in ranked if c.hit.clause.reference.endswith("4.")]
    first, second, third = sorted(
        (c for c in rules if not c.sentence.text.startswith("4.")), key=lambda c: c.sentence.start
    )

    (joined,) = merged([third, first, second])
    apart = merged([first, third])

    assert (joined.start, joined.end) == (first.sentence.start, third.sentence.end)
    assert joined.text == text[joined.start : joined.end]
    assert [text[p.start : p.end] for p in apart] == [p.text for p in apart]
    assert {(p.start, p.end) for p in apart} >= {(first.sentence.start, first.sentence.end)}


def test_a_sentence_is_cited_once():
    """The same sentence found twice is one citation with the better score."""
    best = candidates("校舍改造")[0]

    (pick,) = merged([replace(best, score=1.0), replace(best, score=2.0)])

    assert pick.score == 2.0


def test_a_short_rest_completes_the_sentence():
    """A run that breaks off at a semicolon takes the short rest of its sentence with it."""
    ranked = candidates("不得以考试成绩给学生排名")
    ranking = next(c for c in ranked if c.sentence.text.startswith("不得以考试成绩"))

    (pick,) = merged([ranking])

    assert pick.text == "不得以考试成绩给学生排名；学校应当向社会公布作息时间。"
