"""The HTTP door: a FastAPI application over a service that is opened at startup."""

import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from secrets import token_urlsafe
from typing import TypedDict
from uuid import uuid4

from fastapi import FastAPI

from app.access.audit import Audit
from app.access.keys import Keys
from app.api import (
    accounts,
    ask,
    chat,
    chat_errors,
    clauses,
    collections,
    commitments,
    compare,
    conversations,
    docs,
    documents,
    exports,
    feedback,
    health,
    keys,
    marks,
    mcp,
    problems,
    references,
    search,
    versions,
)
from app.api.gate import Gate
from app.api.guesses import Guesses
from app.api.limits import BodyLimit
from app.api.openapi import TAGS, DescribedApi
from app.api.opening import Opening, OpenService
from app.api.rates import Rates
from app.api.waiting import Queue, Turns
from app.metrics import HttpMetrics
from app.settings import Settings

DESCRIPTION = (
    "对计划、方案、通知等文件提问；每句回答都给出所据条款的原文。出错时返回 application/problem+json。"
)

# Questions answered side by side: without a chat model each keeps a core busy, with one most of the time is waiting.
WITHOUT_MODEL, WITH_MODEL = max(2, os.cpu_count() or 1), 16

ROUTES = (
    ask,
    chat,
    search,
    documents,
    versions,
    references,
    clauses,
    collections,
    exports,
    marks,
    commitments,
    compare,
    conversations,
    feedback,
    accounts,
    keys,
    health,
    docs,
)


class State(TypedDict):
    """What the lifespan gives every request."""

    opening: Opening
    keys: Keys
    guesses: Guesses


def create_app(open_service: OpenService, settings: Settings) -> FastAPI:
    """An application that calls *open_service* in a thread of its own when it starts, and closes the service when
    it stops. Until the service is open every route but /healthz answers 503.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[State]:
        keys, audit = Keys.open(settings.home), Audit.open(settings.home, days=settings.audit_days)
        app.state.opening = Opening(open_service)
        app.state.opening.start()
        async with tools.session_manager.run():
            yield {"opening": app.state.opening, "keys": keys, "guesses": Guesses(audit)}
        app.state.opening.close()
        keys.close()
        audit.close()

    app = DescribedApi(
        title="问策",
        description=DESCRIPTION,
        version=version("wence"),
        lifespan=lifespan,
        openapi_tags=TAGS,
        docs_url=None,  # the framework's pages load their scripts from the internet; ours is docs.py
        redoc_url=None,
        telemetry={
            "tracing": False,
            "metrics": False,
            "logs": False,
            "auto_configure": False,
        },  # questions stay here
    )
    _begin(app)
    turns = Turns(WITH_MODEL if settings.has_chat_model else WITHOUT_MODEL, app.state.metrics.queued)
    tools = mcp.server(settings.page, turns)
    app.router.routes.append(mcp.route(tools))
    for routes in ROUTES:
        app.include_router(routes.router)
    _guard(app, settings, turns)
    problems.install(app, dict.fromkeys(chat_errors.PREFIXES, chat_errors.chat_error_reply))
    return app


def _begin(app: FastAPI) -> None:
    """What belongs to this run of the application alone."""
    app.state.instance, app.state.started = uuid4().hex, int(time.time())
    app.state.metrics = HttpMetrics()
    app.state.owner_key = token_urlsafe(32)


def _guard(app: FastAPI, settings: Settings, turns: Turns) -> None:
    """What a request passes before a route sees it, the innermost first."""
    app.add_middleware(BodyLimit, limit_mb=settings.max_upload_mb)
    app.add_middleware(Queue, turns=turns)
    app.add_middleware(Rates, settings=settings)
    app.add_middleware(Gate, login=settings.login != "off")  # outside of the limit: strangers send no bodies
