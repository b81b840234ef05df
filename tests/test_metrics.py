"""The arithmetic of the metrics, in named cases and against the scoring script of the development data."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from eval import metrics
from eval.metrics import Place
from eval.questions import GoldQuote, Question
from eval.scoring import score

A = Place("甲.txt", 0, 10)
B = Place("甲.txt", 20, 30)
ELSEWHERE = Place("乙.txt", 0, 10)


@pytest.mark.parametrize(
    ("cited", "share"),
    [
        pytest.param([], 0.0, id="nothing-cited"),
        pytest.param([A], 1.0, id="the-very-words"),
        pytest.param([Place("甲.txt", 0, 5)], 0.5, id="half"),
        pytest.param([Place("甲.txt", 0, 5), Place("甲.txt", 3, 8)], 0.8, id="overlaps-count-once"),
        pytest.param([Place("甲.txt", 0, 100)], 1.0, id="longer-than-asked"),
        pytest.param([Place("甲.txt", 10, 20)], 0.0, id="next-to-it"),
        pytest.param([ELSEWHERE], 0.0, id="same-offsets-of-another-document"),
    ],
)
def test_covered_counts_characters_once(cited: list[Place], share: float):
    """A gold span is covered by the share of its characters that were cited."""
    assert metrics.covered(A, cited) == pytest.approx(share)


@pytest.mark.parametrize(
    ("gold", "cited", "recall"),
    [
        pytest.param([A, B], [A], 0.5, id="one-of-two"),
        pytest.param([A], [Place("甲.txt", 0, 8)], 1.0, id="four-fifths-are-enough"),
        pytest.param([A], [Place("甲.txt", 0, 7)], 0.0, id="seven-tenths-are-not"),
        pytest.param([A], [A, B, ELSEWHERE], 1.0, id="extra-citations-do-not-lower-it"),
        pytest.param([], [A], None, id="unanswerable-has-none"),
    ],
)
def test_evidence_recall(gold: list[Place], cited: list[Place], recall: float | None):
    """Recall is the share of gold spans cited to 80 %."""
    assert metrics.evidence_recall(gold, cited) == recall


def test_first_citation_hit_looks_at_the_first_alone():
    """A right citation in second place is not a first hit."""
    assert metrics.first_citation_hit([A], [A, B]) == 1.0
    assert metrics.first_citation_hit([A], [B, A]) == 0.0
    assert metrics.first_citation_hit([A], []) == 0.0
    assert metrics.first_citation_hit([], [A]) is None


def test_citation_precision_counts_citations():
    """One right and one wrong citation are half right; none at all are none right."""
    assert metrics.citation_precision([A], [A, B]) == 0.5
    assert metrics.citation_precision([A], []) == 0.0
    assert metrics.citation_precision([], [A]) is None


@pytest.mark.parametrize(
    ("other", "met"),
    [
        pytest.param(Place("甲.txt", 5, 15), True, id="half-of-each"),
        pytest.param(Place("甲.txt", 6, 16), False, id="less-than-half"),
        pytest.param(Place("甲.txt", 2, 4), True, id="inside"),
        pytest.param(Place("甲.txt", 0, 200), True, id="around"),
        pytest.param(ELSEWHERE, False, id="another-document"),
    ],
)
def test_spans_meet_over_half_of_the_shorter(other: Place, met: bool):
    """Two spans meet when they share half of the shorter one, whichever comes first."""
    assert metrics.meets(A, other) is met
    assert metrics.meets(other, A) is met


def test_cited_inside_gold_is_a_share_of_what_was_shown():
    """Ten gold characters among forty shown are a quarter; the same words cited twice are not twice as good."""
    assert metrics.cited_inside_gold([A], [Place("甲.txt", 0, 40)]) == 0.25
    assert metrics.cited_inside_gold([A], [A, A]) == 0.5
    assert metrics.cited_inside_gold([A, A], [A]) == 1.0
    assert metrics.cited_inside_gold([A], []) == 0.0
    assert metrics.cited_inside_gold([], [A]) is None
    assert metrics.cited_characters([A, B]) == 20


@pytest.mark.parametrize(
    ("answer", "facts", "right"),
    [
        pytest.param("每生每年1150元。", ["1150元"], 1.0, id="stands-there"),
        pytest.param("每生每年１１５０ 元。", ["1150元"], 1.0, id="width-and-blanks-set-aside"),
        pytest.param("每生每年1150元。", ["1150元", "区财政"], 0.0, id="one-missing"),
        pytest.param("任何话", [], 1.0, id="nothing-asked-for"),
    ],
)
def test_answer_has_facts(answer: str, facts: list[str], right: float):
    """An answer is right only with every fact in it."""
    assert metrics.answer_has_facts(answer, facts) == right


def test_refusals_are_counted_strictly_where_an_answer_exists():
    """A partial answer is no answer to an unanswerable question, and no refusal of an answerable one."""
    statuses = ["answered", "partial", "not_mentioned", "not_in_library"]

    assert metrics.refused_when_unanswerable(statuses) == 0.75
    assert metrics.refused_when_answerable(statuses) == 0.5
    assert metrics.refused_when_unanswerable([]) is None
    assert metrics.refused_when_answerable([]) is None


@pytest.mark.parametrize(
    ("changes", "exact"),
    [
        pytest.param({}, True, id="the-very-slice"),
        pytest.param({"start": 1}, False, id="one-off"),
        pytest.param({"quote": "校长应当"}, False, id="other-words"),
        pytest.param({"file_name": "丙.txt"}, False, id="unknown-file"),
    ],
)
def test_exact_citation(changes: dict[str, object], exact: bool):
    """A citation is exact only when its quote is the slice that its offsets name."""
    citation = {"file_name": "甲.txt", "start": 0, "end": 4, "quote": "校长听课"} | changes

    assert metrics.exact_citation(citation, {"甲.txt": "校长听课。"}) is exact


def test_exact_citations_of_no_citation_is_unknown():
    """Nothing cited says nothing about exactness."""
    assert metrics.exact_citations(3, 4) == 0.75
    assert metrics.exact_citations(0, 0) is None


def test_interval_holds_the_mean_and_repeats():
    """The same values give the same interval, around their mean and narrower for more of them."""
    few, many = [0.0, 1.0] * 10, [0.0, 1.0] * 500
    low, high = metrics.interval(few) or (0.0, 0.0)
    narrow = metrics.interval(many) or (0.0, 0.0)

    assert metrics.interval(few) == (low, high)
    assert low < 0.5 < high
    assert high - low > 3 * (narrow[1] - narrow[0])
    assert metrics.interval([1.0] * 5) == (1.0, 1.0)
    assert metrics.interval([]) is None


def test_percentile_of_few_values_stays_among_them():
    """The 95th percentile of twenty times is the largest of them."""
    assert metrics.percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert metrics.percentile([float(n) for n in range(20)], 0.95) == 19.0
    assert metrics.percentile([7.0], 0.95) == 7.0


@pytest.fixture(scope="module")
def script(shared: Path) -> ModuleType:
    """The scoring script of the development data, as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def random_case(chance: random.Random) -> tuple[Question, dict[str, object], dict[str, str]]:
    """Two texts of unlike characters, up to three gold quotes, up to five citations, some of them shifted."""
    texts = {
        name: "".join(chr(base + n) for n in range(200)) for name, base in (("甲", 0x4E00), ("乙", 0x6000))
    }

    def span() -> tuple[str, int, int]:
        start = chance.randrange(0, 180)
        return chance.choice("甲乙"), start, start + chance.randrange(1, 20)

    gold = tuple(GoldQuote(name, "一、", texts[name][a:b]) for name, a, b in (span() for _ in range(3)))
    cited = [
        {"file_name": n, "start": a, "end": b, "quote": texts[n][a : b + chance.choice([0, 0, 0, 1])]}
        for n, a, b in (span() for _ in range(chance.randrange(6)))
    ]
    cited += [
        {"file_name": g.doc, "start": texts[g.doc].index(g.quote), "quote": g.quote}
        | {"end": texts[g.doc].index(g.quote) + len(g.quote)}
        for g in gold
        if chance.random() < 0.5
    ]
    chance.shuffle(cited)
    facts = tuple(g.quote[:3] for g in gold[: chance.randrange(3)])
    question = Question("r", "问", "number", gold[: chance.randrange(4)], facts, ())
    answer = "".join(str(c["quote"]) for c in cited)
    return question, {"status": "answered", "answer": answer, "citations": cited}, texts


@pytest.mark.parametrize("seed", range(100))
def test_metrics_agree_with_the_scoring_script(script: ModuleType, seed: int):
    """Our figures are those of the script that others measure with."""
    question, reply, texts = random_case(random.Random(seed))
    plain = {
        "id": question.id,
        "type": question.type,
        "gold": [{"doc": g.doc, "quote": g.quote} for g in question.gold],
        "must_include": question.must_include,
    }
    theirs = script.score_one(plain, reply, texts)
    ours = score(question, question.places(texts), reply=reply)

    names = {
        "recall": "evidence_recall",
        "first": "first_citation_hit",
        "precise": "citation_precision",
        "answered": "answer_has_facts",
        "dense": "cited_inside_gold",
        "chars": "cited_characters",
    }
    assert {k: ours[name] for k, name in names.items()} == {
        k: pytest.approx(theirs[k]) if k in theirs and question.answerable else None for k in names
    }
    assert theirs["exact"] == sum(metrics.exact_citation(c, texts) for c in reply["citations"])
