"""Is the server there, is it ready, what does it run."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from app.api.deps import ServiceDep
from app.api.library_schemas import Health, Ready, ServiceStatus
from app.api.openapi import failures

router = APIRouter(tags=["运行"])


@router.get("/healthz", response_model=Health, summary="服务在运行吗")
async def healthz(request: Request) -> dict[str, str]:
    """进程在运行即返回 200，不等文件库打开，也不占用工作线程。"""
    return {"status": "ok", "instance": request.app.state.instance}


@router.get("/readyz", response_model=Ready, summary="可以提问了吗", responses=failures(validated=False))
def readyz(_: ServiceDep) -> dict[str, str]:
    """文件库和模型都已打开时返回 200；在此之前为 503，并说明正在做什么。"""
    return {"status": "ready"}


@router.get(
    "/v1/status", response_model=ServiceStatus, summary="服务概况", responses=failures(validated=False)
)
def status(service: ServiceDep) -> dict[str, Any]:
    """文件库的规模，以及在用的模型。"""
    return asdict(service.status())
