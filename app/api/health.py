"""Is the server there, is it ready, what does it run."""

from contextlib import suppress
from dataclasses import asdict
from typing import Any

from anyio import CapacityLimiter, to_thread
from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from app.access.caller import NOBODY
from app.api.deps import CallerDep, ServiceDep, only_for_known, service_for
from app.api.library_schemas import Health, Ready, ServiceStatus
from app.api.openapi import Responses, failures
from app.errors import NotReady, Withheld

router = APIRouter(tags=["运行"])
METRICS: Responses = {
    200: {
        "description": "各项指标",
        "content": {"text/plain": {"schema": {"type": "string"}, "example": "wence_documents 12.0\n"}},
    },
    **failures(validated=False),
}


@router.get("/healthz", response_model=Health, summary="服务在运行吗")
async def healthz(request: Request, caller: CallerDep) -> dict[str, str | None]:
    """进程在运行即返回 200，不等文件库打开，也不占用工作线程。向量库停止应答时 status 为 degraded，trouble 说明影响。"""
    trouble = request.app.state.opening.trouble
    if trouble and caller == NOBODY:
        trouble = str(Withheld())
    status = "degraded" if trouble else "ok"
    return {"status": status, "instance": request.app.state.instance, "trouble": trouble}


@router.get("/readyz", response_model=Ready, summary="可以提问了吗", responses=failures(validated=False))
def readyz(service: ServiceDep, caller: CallerDep) -> dict[str, str]:
    """文件库和模型都已打开时返回 200；在此之前，以及外部向量库没有应答时为 503，并说明原因。"""
    with only_for_known(caller):
        service.require_ready()
    return {"status": "ready"}


@router.get("/metrics", response_class=Response, summary="运行指标", responses=METRICS)
async def metrics(request: Request, caller: CallerDep) -> Response:
    """Prometheus 的文本格式：请求、提问、导入、对话模型的次数和用时，文件库的大小，进程的内存。没有提问的内容。

    用密钥登录时需要管理员的密钥。
    """
    caller.require("admin")
    threads = current_default_thread_limiter().statistics()
    text = request.app.state.metrics.text(waiting=threads.tasks_waiting)
    with suppress(NotReady):  # until the library is open there is only ourselves to tell of
        # A thread of its own: when all are busy, somebody wants to know.
        text += await to_thread.run_sync(service_for(request).metrics, limiter=CapacityLimiter(1))
    return Response(text, media_type=CONTENT_TYPE_LATEST)


@router.get(
    "/v1/status", response_model=ServiceStatus, summary="服务概况", responses=failures(validated=False)
)
def status(service: ServiceDep) -> dict[str, Any]:
    """文件库的规模，以及在用的模型。"""
    return asdict(service.status())
