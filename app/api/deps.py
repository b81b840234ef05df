"""What routes are given: the service (tests override `get_service`), and the paging of lists."""

from typing import Annotated

from fastapi import Depends, Query, Request

from app.conversation_service import LOCAL
from app.service import Service

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000


def get_service(request: Request) -> Service:
    """The open service, put there by the lifespan. Raises NotReady."""
    service: Service = request.state.opening.service()
    return service


def get_owner() -> str:
    """Whose conversations a request sees."""
    return LOCAL


ServiceDep = Annotated[Service, Depends(get_service)]
OwnerDep = Annotated[str, Depends(get_owner)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="本页最多返回多少项")]
Offset = Annotated[int, Query(ge=0, description="跳过前面多少项")]
AnyVersion = Annotated[int | None, Query(ge=1, description="第几版；不给则为现行版本")]
