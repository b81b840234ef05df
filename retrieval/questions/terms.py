"""The topic of a question: what is left once question words are gone, and its official synonyms."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from ingest.normalise import fold

COURTESY = re.compile(r"(?:有没有|有)?(?:谁|(?<=有)人)(?:能|可以|会)?(?:知道|晓得|告诉一?下?我?)(?:一下)?")
_ASKING = re.compile(
    rf"{COURTESY.pattern}|干[嘛吗啥]|请?(?:总结|概括|介绍|概述)一下|"
    r"请问|请(?:列出|列举|列明|梳理|说明|核对|介绍|告诉我?)|审计核对|核对|是否|有没有|能不能|可不可以|会不会|是不是|要不要|行不行|允不允许|能否|可否|"
    r"什么时候|啥时候|什么时间|何时|多长时间|多久|多少钱|多少|几号|几月|哪一年|哪年|哪些|哪几个?|哪个|哪一?所|哪一?位|哪里|哪儿|哪|"
    r"为什么|为何|为啥|怎么样|怎么办|怎么|怎样|如何|咋办|咋样|咋|什么样|什么|啥|谁|由谁|分别|各自|"
    r"要求|规定|提出|写明|明确|说明|文件|方案里?|计划里?|材料|里面|一共|总共|具体|有关|相关|关于|方面|"
    r"我们|你们|咱们|他们|这个|那个|这些|那些|可以|应该|[我你他她它咱吗呢吧啊呀嘛么了的]"
)
_NOT_WORDS = re.compile(r"[^\u4e00-\u9fffa-z0-9%+]+")


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Spoken word → the words that plans use for it, both folded."""
    return {spoken: official for spoken, official, _ in _thesaurus()}


def official_words(question: str) -> tuple[str, ...]:
    """The official words for the spoken ones in *question*, less those it uses itself."""
    words, many = fold(question), synonyms()
    found = (official for spoken in _spoken_words(words) for official in many.get(spoken, ()))
    return tuple(dict.fromkeys(w for w in found if w not in words))


def named_things(words: str) -> tuple[tuple[str, ...], ...]:
    """Each word of the thesaurus in *words*, folded, with the official words for it."""
    many = synonyms()
    return tuple((word, *many[word]) for word in _spoken_words(fold(words)) if word in many)


@cache
def _thesaurus() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """The rows of synonyms.tsv: a spoken word, its official ones, and longer words in which it means something else."""
    text = files("retrieval.questions").joinpath("synonyms.tsv").read_text(encoding="utf-8")
    cells = ([fold(cell).split("、") for cell in (line + "\t").split("\t")[:3]] for line in text.splitlines())
    return tuple(
        (spoken[0], tuple(official), tuple(filter(None, others))) for spoken, official, others in cells
    )


@cache
def _known() -> tuple[frozenset[str], int]:
    """Every word of the thesaurus, those in which a spoken one means something else too, and the length of the longest."""
    words = frozenset(word for spoken, _, others in _thesaurus() for word in (spoken, *others))
    return words, max(map(len, words))


def _spoken_words(words: str) -> Iterator[str]:
    """The words of the thesaurus in *words*, none of them inside a longer one."""
    known, longest = _known()
    done = 0
    for start in range(len(words)):
        ends = range(min(len(words), start + longest), max(start, done), -1)
        if end := next((end for end in ends if words[start:end] in known), None):
            done = end
            yield words[start:end]


def without_names(words: str, names: Iterable[str], blank: str = " ") -> str:
    """*words* with *blank* for each of *names* (folded); folded themselves where that alone shows a name."""
    for name in sorted(names, key=len, reverse=True):
        words = fold(words) if name not in words and name in fold(words) else words
        words = re.sub(rf"{re.escape(name)}[省市区县]?", blank, words)
    return words


def content_runs(question: str, without: Iterable[str] = ()) -> tuple[str, ...]:
    """The runs of content characters of *question*, folded, less the names in *without* and its question words."""
    words = without_names(fold(question), map(fold, without))
    return tuple(run for run in _NOT_WORDS.split(_ASKING.sub(" ", words)) if run)


def grams(runs: Iterable[str]) -> tuple[str, ...]:
    """The pairs of characters of *runs* (a run of one character counts as itself), each once, in order."""
    pairs = (run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1)))
    return tuple(dict.fromkeys(pairs))
