"""What stands between a request and the record: who may come in, what a browser may do with a page, how large a request
may be.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 64_000
"""Bytes of a form; a judgement with a long note is under two thousand."""
ADDRESS = 4_000
"""Characters of path and query."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
COOKIE = "dragoman"
LOCAL = ("127.0.0.1", "localhost", "::1", "[::1]")


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may come in. token: asked for once, then kept in a cookie; users: name → token, for a team; neither: whoever
    reaches the address, which is then this machine alone. readonly: nobody may judge. hosts: names under which the
    pages are asked for; a request for another is refused, so that no page elsewhere can reach them by a name of its
    own.
    """

    token: str | None = None
    users: Mapping[str, str] = field(default_factory=dict)
    readonly: bool = False
    name: str = "reader"
    hosts: tuple[str, ...] = LOCAL

    @property
    def closed(self) -> bool:
        return bool(self.token or self.users)

    def user_of(self, token: str | None) -> str | None:
        """The user whom a token lets in, None for one that does not."""
        if not self.closed:
            return self.name
        given = (token or "").encode()
        for name, own in self.users.items():
            if hmac.compare_digest(own.encode(), given):
                return name
        return self.name if self.token and hmac.compare_digest(self.token.encode(), given) else None


def csrf_of(session: str) -> str:
    """The word that a form of this session must bring."""
    return hashlib.sha256(b"form\0" + session.encode()).hexdigest()[:32]


def own_address(address: str) -> str:
    """An address of this host to go back to; the first page in place of one that a browser might take for another's."""
    safe = address[:1] == "/" and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if safe else "/"


class Door:
    """Lets requests in, gives each a session cookie, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._refused(scope)
        if answer is not None:
            await answer(scope, receive, _with_headers(send, ()))
            return
        cookies = _cookies(scope)
        session, _, token = cookies.get(COOKIE, "").partition(".")
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [None])[0]
        if given is not None and self.guard.user_of(given) is not None:
            made = secrets.token_urlsafe(18)
            response = RedirectResponse(own_address(_path(scope)), status_code=303)
            await response(scope, receive, _with_headers(send, (_cookie(f"{made}.{given}"),)))
            return
        user = self.guard.user_of(token)
        if user is None:
            text = "This record is closed. Open the address with ?token=… that you were given."
            await PlainTextResponse(text, status_code=401)(scope, receive, _with_headers(send, ()))
            return
        fresh = () if session else (_cookie(f"{(session := secrets.token_urlsafe(18))}.{token}"),)
        scope["state"] = {**scope.get("state", {}), "user": user, "session": session, "csrf": csrf_of(session)}
        await self.app(scope, _bounded(receive), _with_headers(send, fresh))

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        """An answer for what should not even be looked at."""
        if len(scope["path"]) + len(scope["query_string"]) > ADDRESS:
            return PlainTextResponse("The address is too long.", status_code=414)
        host = Headers(scope=scope).get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if self.guard.hosts and name not in self.guard.hosts:
            return PlainTextResponse(f"Not served under the name {name[:100]!r}.", status_code=421)
        length = Headers(scope=scope).get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:12]) > BODY:
            return PlainTextResponse("The request is too large.", status_code=413)
        return None


def _bounded(receive: Receive) -> Receive:
    """The body of a request, cut off with an error where it grows too large."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= BODY else {"type": "http.disconnect"}

    return bounded


def _with_headers(send: Send, cookies: tuple[bytes, ...]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            held: list[Any] = [*message.get("headers", []), *HEADERS, *((b"set-cookie", c) for c in cookies)]
            message = {**message, "headers": held}
        await send(message)

    return sending


def _cookie(value: str) -> bytes:
    return f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict".encode()


def _cookies(scope: Scope) -> dict[str, str]:
    jar = SimpleCookie()
    try:
        jar.load(Headers(scope=scope).get("cookie", ""))
    except Exception:  # a broken cookie is no cookie; http.cookies raises more than its own error
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _path(scope: Scope) -> str:
    """The same address without the token, so that it does not stay in the bar and the history."""
    kept = [p for p in scope["query_string"].decode("latin-1").split("&") if p and not p.startswith("token=")]
    return str(scope["path"]) + ("?" + "&".join(kept) if kept else "")
