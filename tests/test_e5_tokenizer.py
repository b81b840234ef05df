"""Token ids are those of the engine whose weights we use; its own C code is the judge."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.models.e5_convert import converted_model
from retrieval.models.e5_tokenizer import MAX_TOKENS, E5Tokenizer
from retrieval.models.e5_weights import weight_file

UNKNOWN = 3
WRAPPER = """
#include "e5.c"
int tokens(e5_model *m, const char *text, int *ids, int room) { return tok_content(&m->tok, text, ids, room); }
"""
# Letters, Chinese, full-width forms, punctuation, accents and composed signs, spaces of many kinds, emoji.
CHARACTERS = st.one_of(
    st.characters(codec="utf-8", exclude_characters="\0"),
    st.sampled_from("教育局第三条2025年％％ＡＢ１２ａé㈠①㎡ 　\t\n，。：；“”《》〔〕—…·〇零"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
)
EngineTokens = Callable[[str], list[int]]


@pytest.fixture(scope="module")
def tokenizer(models: Path) -> E5Tokenizer:
    return E5Tokenizer(converted_model(models))


@pytest.fixture(scope="module")
def engine_tokens(tmp_path_factory: pytest.TempPathFactory) -> EngineTokens:
    """The engine's tokenizer, compiled from the source in its package: its library doesn't export it."""
    if shutil.which("gcc") is None:
        pytest.skip("no C compiler here to build the engine's tokenizer with")
    folder = tmp_path_factory.mktemp("engine")
    (folder / "tokens.c").write_text(WRAPPER, encoding="utf-8")
    library = folder / "tokens.so"
    include = f"-I{weight_file().parent}"
    subprocess.run(
        ["gcc", "-O1", "-shared", "-fPIC", include, str(folder / "tokens.c"), "-o", str(library), "-lm"],
        check=True,
    )
    engine = ctypes.CDLL(str(library))
    engine.e5_load.restype = ctypes.c_void_p
    engine.tokens.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int), ctypes.c_int]
    model = engine.e5_load(str(weight_file()).encode())

    def tokens(text: str) -> list[int]:
        encoded = text.encode()
        ids = (ctypes.c_int * (4 * len(encoded) + 8))()
        return merged(ids[: engine.tokens(model, encoded, ids, len(ids))])

    return tokens


def merged(ids: list[int]) -> list[int]:
    """The engine gives an unknown token for each character; sentencepiece, and so the model's training, one a run."""
    return [i for key, run in groupby(ids) for i in ([key] if key == UNKNOWN else run)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("query: 评职称看啥", [41, 1294, 12, 6, 32219, 23536, 7452, 2112, 88812], id="spoken"),
        pytest.param(
            "passage: （二）到2026年，占比达到９０％。",
            [46692, 12, 15, 3195, 16, 789, 1549, 4046, 470, 4, 136332, 17219, 100432, 30],
            id="full-width-digits",
        ),
        pytest.param(
            "passage: 第三条\u3000依据《办法》〔2019〕45号",
            [46692, 12, 110810, 7781, 6, 83277, 1487, 30328, 1588, 101713, 32196, 102411, 4633, 5730],
            id="document-number",
        ),
        pytest.param(
            "query: ＡＢＣ①㈠㎡", [41, 1294, 12, 47457, 418, 132, 684, 16, 39, 304], id="composed-signs"
        ),
        pytest.param("  query:  two  spaces ", [41, 1294, 12, 6626, 32628, 7, 6], id="spaces-collapse"),
        pytest.param("query: e\u0301ａ\u0301", [41, 1294, 12, 28, 4868, 11, 4868], id="accents-stay"),
        pytest.param("passage: 𠀀𠀁字", [46692, 12, 6, UNKNOWN, 7234], id="unknown-characters-merge"),
    ],
)
def test_named_cases(tokenizer: E5Tokenizer, text: str, ids: list[int]):
    """Ids are those that the engine gave for these texts, between a start and an end mark."""
    assert tokenizer.encode([text]) == [[0, *ids, 2]]


@given(st.text(CHARACTERS, max_size=60))
def test_any_text_as_the_engine(tokenizer: E5Tokenizer, engine_tokens: EngineTokens, text: str):
    """Whatever is written, the ids are those of the engine."""
    prompted = "passage: " + text

    assert tokenizer.encode([prompted]) == [[0, *engine_tokens(prompted), 2]]


def test_long_text_is_cut_at_the_limit(tokenizer: E5Tokenizer, engine_tokens: EngineTokens):
    """Of a text beyond 512 tokens the first ones are kept, with both marks."""
    text = "passage: " + "各学校应当建立台账，按月报送进展。" * 200
    (ids,) = tokenizer.encode([text])

    assert len(ids) == MAX_TOKENS
    assert ids == [0, *engine_tokens(text)[: MAX_TOKENS - 2], 2]


def test_lone_surrogate_is_replaced(tokenizer: E5Tokenizer):
    """Half a character, as broken software leaves behind, does not stop the encoder."""
    assert tokenizer.encode(["query: 考\ud83d核"]) == tokenizer.encode(["query: 考 核"])
