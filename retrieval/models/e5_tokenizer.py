"""The tokenizer of multilingual-e5-small, built from the vocabulary and normalisation map of its weight file."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from retrieval.models.e5_weights import Weights

MAX_TOKENS = 512
PROMPTS = {"query": "query: ", "passage": "passage: "}  # the model was trained with these
_TOKENIZER, _NORMALISATION = "tokenizer.json", "normalisation.json"
_SURROGATES = range(0xD800, 0xE000)  # can't be encoded as UTF-8: a lone one becomes a space, like U+FFFD


def save_tokenizer(weights: Weights, folder: Path) -> None:
    """Write ``tokenizer.json`` and ``normalisation.json`` into *folder*."""
    vocabulary = weights.vocabulary
    scored = list(zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(scored, vocabulary.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Replace(Regex(" {2,}"), " ")
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    bos, eos = vocabulary.pieces[vocabulary.bos], vocabulary.pieces[vocabulary.eos]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)]
    )
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.save(str(folder / _TOKENIZER), pretty=False)
    table = json.dumps(weights.normalisation, ensure_ascii=True)
    (folder / _NORMALISATION).write_text(table, encoding="utf-8")


class E5Tokenizer:
    """Text to token ids, ``<s>`` and ``</s>`` included, at most 512. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        table = json.loads((folder / _NORMALISATION).read_text(encoding="utf-8"))
        # One character at a time, as the reference engine does: the library's own charsmap normaliser works
        # on grapheme clusters and drops accents that stand behind a full-width letter.
        self._table = dict.fromkeys(_SURROGATES, " ") | str.maketrans(table)
        self._tokenizer = _shared((folder / _TOKENIZER).read_bytes())

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text."""
        # One by one: a batch would start the library's own threads, which don't survive a fork.
        return [self._tokenizer.encode(text.translate(self._table)).ids for text in texts]

    def encode_placed(self, text: str) -> tuple[list[int], list[int]]:
        """The ids of *text*, and for each the character in whose midst its piece stands; -1 for start and end."""
        folded = [(character.translate(self._table), at) for at, character in enumerate(text)]
        origin = [at for piece, at in folded for _ in piece]
        encoding = self._tokenizer.encode("".join(piece for piece, _ in folded))
        spans = ((start, end) for start, end in encoding.offsets)
        places = [(origin[start] + origin[end - 1] + 1) // 2 if end > start else -1 for start, end in spans]
        return encoding.ids, places


@lru_cache(maxsize=2)
def _shared(file: bytes) -> Tokenizer:
    """One tokenizer for all models that have the same: in memory it takes a quarter of a gigabyte."""
    return Tokenizer.from_buffer(file)
