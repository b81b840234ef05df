"""Words: characters and character pairs, with and without an index."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Unit
from retrieval.errors import IndexFailed
from retrieval.grams import grams
from retrieval.indexing import Entry
from retrieval.lexical import LexicalIndex

NOWHERE = np.zeros(4, np.float32)
TEXTS = {
    1: ("a", "每校配备专职心理教师一名"),
    2: ("a", "校车每日检查并登记"),
    3: ("b", "心理辅导室不少于２０平方米"),
    4: ("b", "心理教师每学期培训十六学时，教师参加培训计入继续教育学分"),
}
ENTRIES = [Entry(n, document, "clause", text, NOWHERE) for n, (document, text) in TEXTS.items()]
SENTENCE = Entry(9, "a", "sentence", "校车每日检查", NOWHERE)
COUNTS: dict[Unit, int] = {"clause": 4, "sentence": 1}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[LexicalIndex]:
    index = LexicalIndex.open(tmp_path / "lexical")
    index.rebuild([ENTRIES, [SENTENCE]], "first")
    yield index
    index.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("校车", ["校", "车", "校车"], id="pair"),
        pytest.param("校，车", ["校", "车"], id="no-pair-across-punctuation"),
        pytest.param("２０ 名", ["2", "0", "名", "20", "0名"], id="width-and-space-folded"),
        pytest.param("二○二四", ["二", "〇", "二", "四", "二〇", "〇二", "二四"], id="zero-folded"),
        pytest.param("《》。", [], id="punctuation-only"),
        pytest.param("", [], id="empty"),
    ],
)
def test_grams(text: str, expected: list[str]):
    """Text becomes single characters and neighbouring pairs of its folded form."""
    assert grams(text) == expected


@given(st.text())
def test_grams_hold_no_space(text: str):
    """No gram holds white space, which separates grams in the index."""
    assert all(not any(c.isspace() for c in gram) for gram in grams(text))


def test_passages_that_hold_a_pair_are_counted(index: LexicalIndex):
    """In the whole library, or in some documents alone."""
    assert index.frequency("心理") == 3
    assert index.frequency("２０") == 1
    assert index.frequency("心理", frozenset({"b"})) == 2
    assert index.frequency("欺凌") == index.frequency("心理", frozenset()) == 0


def test_words_beside_the_text_count_for_less(index: LexicalIndex):
    """They find what shares nothing with the text, but never before what shares as much with it."""
    assert list(index.scores("登记", "clause", limit=10)) == [2]
    assert list(index.scores("登记", "clause", limit=10, beside=("辅导",))) == [2, 3]


def test_best_match_first(index: LexicalIndex):
    """The passage that shares most with the query comes first; one that shares nothing is left out."""
    scores = index.scores("心理教师", "clause", limit=10)

    assert next(iter(scores)) in (1, 4)
    assert sorted(scores) == [1, 3, 4]
    assert list(scores.values()) == sorted(scores.values(), reverse=True)


def test_sentences_are_apart(index: LexicalIndex):
    """Sentences are found among sentences only."""
    assert list(index.scores("校车", "sentence", limit=10)) == [9]


def test_width_does_not_matter(index: LexicalIndex):
    """Half-width digits find full-width ones."""
    assert next(iter(index.scores("20平方米", "clause", limit=10))) == 3


def test_a_scope_limits_but_does_not_rescore(index: LexicalIndex):
    """Within documents the scores stay those of the whole library."""
    everywhere = index.scores("心理教师", "clause", limit=10)

    in_b = index.scores("心理教师", "clause", limit=10, documents=frozenset({"b"}))
    in_a = index.scores("心理教师", "clause", limit=10, documents=frozenset({"a"}))

    assert sorted(in_b) == [3, 4]
    assert list(in_a) == [1]
    assert {**in_b, **in_a} == pytest.approx(everywhere)


@pytest.mark.parametrize("query", ["，。", "", "鲸鱼", "a AND (b OR", '"'])
def test_a_query_without_matches_finds_nothing(index: LexicalIndex, query: str):
    """Punctuation, unknown words and query syntax are just words that match nothing."""
    assert index.scores(query, "clause", limit=10) == {}


def test_replacing_a_document(index: LexicalIndex):
    """A document's new passages take the place of its old ones; other documents stay."""
    index.replace("a", [Entry(11, "a", "clause", "取消校车", NOWHERE)], "second")

    assert sorted(index.scores("校车", "clause", limit=10)) == [11]
    assert sorted(index.scores("心理", "clause", limit=10)) == [3, 4]
    assert (index.count("clause"), index.stamp) == (3, "second")


def test_removing_a_document(index: LexicalIndex):
    """Without entries a document is gone."""
    index.replace("b", [], "second")

    assert index.scores("辅导室", "clause", limit=10) == {}
    assert index.is_sound({"clause": 2, "sentence": 1})


def test_stamp_and_contents_survive_a_restart(index: LexicalIndex, tmp_path: Path):
    """A reopened index holds what was committed and knows its state."""
    index.close()

    again = LexicalIndex.open(tmp_path / "lexical")

    assert again.stamp == "first"
    assert again.is_sound({"clause": 4, "sentence": 1})
    assert not again.is_sound({"clause": 5})
    assert list(again.scores("校车", "clause", limit=10)) == [2, 1]
    again.close()


@pytest.mark.parametrize("suffix", [".term", ".idx", ".fast", "meta.json"])
def test_damaged_files_are_thrown_away(index: LexicalIndex, tmp_path: Path, suffix: str):
    """An index whose files are damaged opens empty, without a stamp, or is known to be unsound."""
    index.close()
    for path in list((tmp_path / "lexical").glob(f"*/*{suffix}")):
        path.write_bytes(path.read_bytes()[:-7])

    again = LexicalIndex.open(tmp_path / "lexical")

    assert again.stamp is None or not again.is_sound(COUNTS)
    again.rebuild([ENTRIES, [SENTENCE]], "again")
    assert again.is_sound(COUNTS)
    again.close()


def test_a_cut_short_write_empties_the_index(index: LexicalIndex, tmp_path: Path):
    """Where the process died amid a write, the files are not trusted."""
    index.close()
    (tmp_path / "lexical.unfinished").touch()

    again = LexicalIndex.open(tmp_path / "lexical")

    assert (again.stamp, again.count("clause")) == (None, 0)
    again.close()


def test_two_writers_are_refused(index: LexicalIndex, tmp_path: Path):
    """A second writer on one folder is an error of ours, with what to do, and harms nothing."""
    other = LexicalIndex.open(tmp_path / "lexical")

    with pytest.raises(IndexFailed, match="wence reindex"):
        other.replace("a", [], "second")
    index.replace("b", [], "second")

    assert index.is_sound({"clause": 2, "sentence": 1})
