"""What is measured. To measure something else, write a function like these and name it in ROWS."""

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench.chroma_server import chroma_server
from eval.bench.measure import Latency, Measurement, best_cpu_seconds, latency, seconds
from eval.bench.page import visits
from eval.bench.reading import reading_files
from eval.bench.sizes import figures_by_size
from eval.corpus import Corpus, files_of, fill, open_corpus, temporary_shelf
from ingest.clauses import parse_clauses
from ingest.commitments import extract_commitments
from ingest.model import Unit
from ingest.pipeline import read_document
from ingest.readers import read
from retrieval.embedder import Embedder
from retrieval.models.e5_convert import converted_model, engine_fingerprint
from retrieval.shelf import Shelf

SEARCHED = 10  # hits asked of a search, as many as /v1/search returns unless told
TORCH = "同样的权重，torch fp32"
_LABELS = re.compile(
    r"^[#*\s]*(?:第[一二三四五六七八九十百]+[编章节条款]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、])",
    re.MULTILINE,
)
_FIGURES = re.compile(
    r"(?:19|20)\d\d年(?:\d+月)?(?:\d+日)?|(?:不少于|不低于|不超过|达到)?\d+(?:\.\d+)?[ ]*(?:%|万?元|[\u4e00-\u9fff])(?:以上|以下)?|严禁|不得|禁止"
)
REPEATS = 5  # of the texts in one turn of parsing, which is over in milliseconds


@dataclass(frozen=True, slots=True)
class Bench:
    """What rows measure on: a folder of documents, a model and where models lie, questions to ask."""

    folder: Path
    embedder: Embedder
    models: Path
    questions: Sequence[str]
    kept: Path  # where generated libraries lie
    sizes: Sequence[int] = ()  # of theirs, in clauses
    encoded: int = 64  # passages that both engines encode

    def files(self) -> list[tuple[bytes, str]]:
        return [(path.read_bytes(), path.name) for path in files_of(self.folder)]


def parsing(bench: Bench) -> list[Measurement]:
    """Text → clauses beside a search for labels at line starts; bytes → whole documents beside decoding alone.

    Bytes of UTF-8 a second of processor time, the best of several turns.
    """
    files = bench.files() * REPEATS
    texts = [read(*file).text for file in files]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    searched = best_cpu_seconds(_LABELS.findall, texts)
    parsed = best_cpu_seconds(parse_clauses, texts)
    decoded = best_cpu_seconds(lambda file: read(*file), files)
    whole = best_cpu_seconds(lambda file: read_document(*file), files)
    return [
        Measurement("切分条款", "MB/秒", megabytes / parsed, megabytes / searched, "只用正则找行首序号"),
        Measurement("读取文件（不编码）", "MB/秒", megabytes / whole, megabytes / decoded, "只解码"),
    ]


def extracting(bench: Bench) -> list[Measurement]:
    """Clauses → the commitment ledger, beside a search for figures, dates and bans in the same texts.

    Bytes of UTF-8 a second of processor time, the best of several turns.
    """
    documents = [read_document(*file) for file in bench.files()] * REPEATS
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    searched = best_cpu_seconds(lambda d: _FIGURES.findall(d.text), documents)
    extracted = best_cpu_seconds(lambda d: extract_commitments(d.text, d.clauses, d.metadata), documents)
    against = "只用正则找数字、日期和禁令"
    return [Measurement("抽取台账", "MB/秒", megabytes / extracted, megabytes / searched, against)]


def reading(bench: Bench) -> list[Measurement]:
    """Office files → text."""
    return reading_files(bench.folder)


def ingesting(bench: Bench) -> list[Measurement]:
    """Files → library, beside encoding the same passages and nothing else."""
    passages, clauses_only = _passages(bench), _passages(bench, "clause")

    def encode(most: int | None = None) -> None:
        bench.embedder.encode_passages(passages[:most])
        list(bench.embedder.interaction.encode_passages(clauses_only[:most]))

    encode(8)  # the first call allocates
    encoded = seconds(encode)
    with temporary_shelf(bench.embedder) as shelf:
        ingested = seconds(lambda: fill(shelf, bench.folder))
        clauses = sum(len(shelf.library.clauses(item.id)) for item in shelf.library.summaries())
    return [Measurement("导入文件", "条款/秒", clauses / ingested, clauses / encoded, "只编码同样的段落")]


def answering(bench: Bench) -> list[Measurement]:
    """One search and one answer, beside encoding the question."""

    def encode(question: str) -> None:
        bench.embedder.encode_query(question)
        bench.embedder.interaction.encode_query(question)

    baseline = latency(encode, bench.questions)
    with open_corpus(bench.folder, bench.embedder) as corpus:
        searched, asked = _searches(corpus, bench.questions), latency(corpus.ask, bench.questions)
    against = "只编码问题"
    return [
        *searched.beside(baseline, "检索一次", against=against),
        *asked.beside(baseline, "回答一次", against=against),
    ]


def on_a_server(bench: Bench) -> list[Measurement]:
    """The nearest passages from a Chroma server, beside the same from the library's own folder."""
    vectors = [bench.embedder.encode_query(question) for question in bench.questions]

    def nearest(shelf: Shelf) -> Latency:
        fill(shelf, bench.folder)
        return latency(lambda vector: shelf.vectors.nearest(vector, n=SEARCHED), vectors)

    with temporary_shelf(bench.embedder) as shelf:
        baseline = nearest(shelf)
    with (
        tempfile.TemporaryDirectory(prefix="wence-chroma-", ignore_cleanup_errors=True) as folder,
        chroma_server(Path(folder)) as url,
        temporary_shelf(bench.embedder, chroma_url=url) as shelf,
    ):
        return nearest(shelf).beside(baseline, "向量检索（Chroma 服务）", against="内置 Chroma")


def _passages(bench: Bench, unit: Unit | None = None) -> list[str]:
    """The passages' texts; only those of *unit* where it is given."""
    documents = [read_document(*file) for file in bench.files()]
    return [p.text for document in documents for p in document.passages if unit in (None, p.unit)]


def _searches(corpus: Corpus, questions: Sequence[str]) -> Latency:
    return latency(lambda question: corpus.shelf.retriever.retrieve(question, SEARCHED), questions)


def encoding(bench: Bench) -> list[Measurement]:
    """The embedded model's engine, beside the same weights in torch; no rows for another model."""
    if bench.embedder.fingerprint != engine_fingerprint():
        return []
    from eval.bench.torch_engine import TorchEngine  # its import takes seconds

    torch, texts = TorchEngine(converted_model(bench.models)), _passages(bench)[: bench.encoded]
    ours = seconds(lambda: bench.embedder.encode_passages(texts))
    theirs = seconds(lambda: torch.encode(texts, "passage: "))
    queries = latency(bench.embedder.encode_query, bench.questions)
    baseline = latency(lambda question: torch.encode([question], "query: "), bench.questions)
    return [
        Measurement("编码段落", "段/秒", len(texts) / ours, len(texts) / theirs, TORCH),
        *queries.beside(baseline, "编码问题", against=TORCH),
    ]


def growing(bench: Bench) -> list[Measurement]:
    """Servers over libraries of several sizes, each beside the first."""
    return figures_by_size(bench.kept, bench.embedder, bench.models, bench.sizes) if bench.sizes else []


def visiting(bench: Bench) -> list[Measurement]:
    """The pages over the documents, in a browser."""
    return visits(bench.folder, bench.models)


ROWS: tuple[Callable[[Bench], list[Measurement]], ...] = (
    encoding,
    parsing,
    reading,
    extracting,
    ingesting,
    answering,
    on_a_server,
    growing,
    visiting,
)
