"""The models: there, and the ones that made what is in the library."""

import sqlite3
from contextlib import closing, suppress
from http import HTTPStatus
from pathlib import Path

import httpx

from app.doctor.finding import Finding
from app.settings import Settings
from ingest.errors import WenceError
from retrieval.address import told
from retrieval.models.e5_convert import FOLDER, engine_fingerprint
from retrieval.models.folder import is_sound
from retrieval.store.reading import open_to_read

PATIENCE = 5.0  # seconds


def embedding(settings: Settings) -> Finding:
    """Whether the embedding model opens, and made the library's vectors."""
    title = "向量模型"
    if settings.embedding_model is None and not is_sound(settings.models / FOLDER, engine_fingerprint()):
        detail = f"内置模型尚未转换到 {settings.models}，或其中的文件已改动"
        return Finding(
            "model", title, "warning", detail, "下次启动时自动转换（离线，约一分钟，需 200 MB 空间）"
        )
    from retrieval.embedder import open_embedder  # takes seconds to import

    try:
        fingerprint = open_embedder(settings.embedding_model, settings.models).fingerprint
    except WenceError as error:
        return Finding("model", title, "failure", str(error))
    made_by = _model_of(settings.home / "library.sqlite")
    if made_by not in (None, fingerprint):
        detail = f"文件库的向量由 {made_by} 生成，当前设置的是 {fingerprint}"
        return Finding(
            "model", title, "failure", detail, "请改回原来的模型，或运行 `wence reindex` 重新生成向量"
        )
    return Finding("model", title, "ok", f"{fingerprint} 可用，与文件库一致")


def chat(settings: Settings) -> Finding:
    """Whether the chat model's endpoint answers; without one, or while it doesn't, answers are excerpts."""
    title = "对话模型"
    if not settings.llm_base_url:
        return Finding("chat_model", title, "skipped", "没有设置，回答为原文摘录")
    endpoint = told(settings.llm_base_url)
    keyed = {b"Authorization": f"Bearer {settings.llm_api_key}".encode()} if settings.llm_api_key else {}
    address = f"{settings.llm_base_url.rstrip('/')}/models"
    advice = "请检查 WENCE_LLM_BASE_URL、WENCE_LLM_API_KEY 和网络；在此期间回答为原文摘录"
    try:
        reply = httpx.get(address, headers=keyed, timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as exc:
        why = "没有在 5 秒内应答" if isinstance(exc, httpx.TimeoutException) else "连接失败"
        return Finding("chat_model", title, "warning", f"{endpoint} {why}", advice)
    if reply.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Finding("chat_model", title, "warning", f"{endpoint} 不接受这个密钥", advice)
    if reply.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Finding("chat_model", title, "warning", f"{endpoint} 返回状态 {reply.status_code}", advice)
    return _listed(settings, endpoint, reply)


def _listed(settings: Settings, endpoint: str, reply: httpx.Response) -> Finding:
    """Endpoints that can't list their models exist; one that can should name ours."""
    names: list[str] = []
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        names = [str(each["id"]) for each in reply.json()["data"]]
    if names and settings.llm_model not in names:
        detail = f"{endpoint} 可以连接，但它列出的模型里没有 {settings.llm_model}"
        return Finding("chat_model", "对话模型", "warning", detail, f"请检查 WENCE_LLM_MODEL，如 {names[0]}")
    return Finding("chat_model", "对话模型", "ok", f"{endpoint} 可以连接")


def _model_of(library: Path) -> str | None:
    """The fingerprint of the model that made the library's vectors; None where nothing was made yet."""
    with suppress(sqlite3.Error), closing(open_to_read(library)) as connection:
        if connection.execute("SELECT count(*) FROM documents").fetchone()[0]:
            row = connection.execute("SELECT value FROM meta WHERE key = 'model'").fetchone()
            return str(row[0]) if row else None
    return None
