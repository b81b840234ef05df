"""What routes are given: who asks, the service as it is for them (tests override `get_service`), and the paging of lists.

They are coroutines though they wait for nothing: FastAPI would hand plain functions to a thread each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Query, Request

from app.access.caller import NOBODY, Caller
from app.api.requests import DEFAULT_LIMIT as DEFAULT_LIMIT
from app.api.requests import MAX_LIMIT
from app.errors import NotReady, Withheld
from app.service import Service
from ingest.errors import WenceError


async def get_caller(request: Request) -> Caller:
    """Who asks, as the gate found."""
    caller: Caller = request.state.caller
    return caller


CallerDep = Annotated[Caller, Depends(get_caller)]


async def get_service(request: Request) -> Service:
    """The open service as it is for who asks. Raises NotReady, Withheld."""
    return service_for(request)


def service_for(request: Request) -> Service:
    """As get_service, for those that are no route."""
    caller: Caller = request.state.caller
    with only_for_known(caller):
        service: Service = request.state.opening.service()
        return service.acting_for(caller)


@contextmanager
def only_for_known(caller: Caller) -> Iterator[None]:
    """Raises Withheld instead of an error that names paths or hosts, where *caller* is nobody we know."""
    try:
        yield
    except NotReady:
        raise
    except WenceError as error:
        if caller == NOBODY:
            raise Withheld from error
        raise


async def get_owner(caller: CallerDep) -> str:
    """Whose conversations a request sees."""
    return caller.key_id


ServiceDep = Annotated[Service, Depends(get_service)]
OwnerDep = Annotated[str, Depends(get_owner)]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="本页最多返回多少项")]
Offset = Annotated[int, Query(ge=0, description="跳过前面多少项")]
AnyVersion = Annotated[int | None, Query(ge=1, description="第几版；不给则为现行版本")]
