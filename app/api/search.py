"""Clauses found for a query."""

from typing import Any

from fastapi import APIRouter

from app.api.deps import ServiceDep
from app.api.openapi import failures
from app.api.requests import SearchRequest
from app.api.schemas import SearchReply
from app.errors import UnknownScope
from app.items.contract import hit_item, scope_of

router = APIRouter(tags=["提问"])


@router.post("/v1/search", response_model=SearchReply, summary="检索条款", responses=failures(UnknownScope))
def search(request: SearchRequest, service: ServiceDep) -> Any:
    """向量与字词混合检索，最好的在前。"""
    asked = request.model_dump()
    hits = service.search(request.query, k=request.k, scope=scope_of(asked["scope"]))
    return {"items": [hit_item(hit) for hit in hits], "total": len(hits)}
