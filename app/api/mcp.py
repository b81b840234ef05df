"""MCP over streamable HTTP, at /mcp."""

from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import Scope

from app.api.deps import service_for
from app.api.waiting import Turns
from app.clients.door import Door
from app.clients.local import LocalClient
from app.mcp.server import build

PATH = "/mcp"
# Hosts and origins are checked by the gate, for all routes alike.
_GATED = TransportSecuritySettings(enable_dns_rebinding_protection=False)


class _Named(Route):
    """A route that says which one it is, as the framework's own do."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, child = super().matches(scope)
        return match, {**child, "route": self}


def server(page: str, turns: Turns) -> MCPServer[Any]:
    """A server whose tools act for whoever sends the request; links lead to the page at *page*, and who asks takes
    one of *turns*.
    """
    return build(_door, page, turns.one)


def route(made: MCPServer[Any]) -> Route:
    """The one route of *made*, which keeps nothing between requests; its session manager has to be run."""
    app = made.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=_GATED
    )
    (only,) = (each for each in app.routes if isinstance(each, Route))
    return _Named(PATH, endpoint=only.endpoint)


def _door(ctx: Context[Any, Any]) -> Door:
    request = ctx.request_context.request
    assert isinstance(request, Request)
    return LocalClient(service_for(request))
