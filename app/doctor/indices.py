"""The two search indices: do they belong to the library as it is now."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from app.doctor.finding import Finding
from app.settings import Settings
from ingest.errors import WenceError
from ingest.model import Unit
from retrieval.errors import ChromaUnavailable
from retrieval.indexing import SearchIndex, WriteMark
from retrieval.lexical import LexicalIndex
from retrieval.store.home import holding
from retrieval.store.reading import open_to_read
from retrieval.store.reasons import reason
from retrieval.vectors import VectorIndex

TITLES = {"vectors": VectorIndex.name, "lexical": LexicalIndex.name}


def indices(settings: Settings, *, held: bool) -> Iterator[Finding]:
    """Both, opened as a start would; skipped while somebody else has them open, or where there is no library."""
    if held or not (settings.home / "library.sqlite").exists():
        why = "正由运行中的服务使用，停止服务后再检查" if held else "尚未建立，首次启动时建立"
        yield from (Finding(check, title, "skipped", why) for check, title in TITLES.items())
        return
    try:
        with holding(settings.home):
            yield from _opened(settings)
    except WenceError as error:
        yield Finding("indices", "检索索引", "warning", f"没有检查：{error}")
    except sqlite3.Error as error:
        yield Finding("indices", "检索索引", "warning", f"没有检查：{reason(error)}")


def _opened(settings: Settings) -> Iterator[Finding]:
    library_id, stamp, counts = _state(settings)
    chroma, words, url = settings.home / "chroma", settings.home / "lexical", settings.chroma_url
    openers: Mapping[str, tuple[Path | None, Callable[[], SearchIndex]]] = {
        "vectors": (None if url else chroma, lambda: VectorIndex.open(chroma, library_id, url=url)),
        "lexical": (words, lambda: LexicalIndex.open(words)),
    }
    for check, (folder, open_index) in openers.items():
        if folder and WriteMark(folder).is_there:
            yield _to_be_rebuilt(check, "上一次写入没有完成")
            continue
        if folder and not folder.exists():
            yield _to_be_rebuilt(check, "没有建立，或文件夹被删除")
            continue
        try:
            with closing(open_index()) as index:
                yield _compared(check, index, stamp=stamp, counts=counts)
        except ChromaUnavailable as error:
            yield Finding(check, TITLES[check], "failure", str(error))


def _compared(check: str, index: SearchIndex, *, stamp: str, counts: Mapping[Unit, int]) -> Finding:
    if index.stamp != stamp:
        return _to_be_rebuilt(check, "与文件库不同步，或已损坏")
    if not index.is_sound(counts):
        return _to_be_rebuilt(check, "条数与文件库不符，或不能检索")
    return Finding(check, TITLES[check], "ok", f"与文件库同步，{sum(counts.values())} 条")


def _to_be_rebuilt(check: str, why: str) -> Finding:
    advice = "下次启动时从文件库自动重建，内容不会丢失"
    return Finding(check, TITLES[check], "warning", why, advice)


def _state(settings: Settings) -> tuple[str, str, Mapping[Unit, int]]:
    """The library's name, its stamp and how many passages it has of each unit."""
    with closing(open_to_read(settings.home / "library.sqlite")) as connection:
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        counts = dict(connection.execute("SELECT unit, count(*) FROM passages GROUP BY unit"))
    return meta["library"], f"{meta['library']}:{meta['generation']}", counts
