"""A browser without scripts: asks the application directly, keeps its cookies, follows no redirect."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

import httpx
from starlette.applications import Starlette


class Browser:
    """Requests to an application, one after another, in an event loop of its own."""

    def __init__(self, app: Starlette, language: str = "en") -> None:
        self.loop = asyncio.new_event_loop()
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://here.test", headers={"accept-language": language}
        )

    def get(self, address: str, **given: Any) -> httpx.Response:
        return self.loop.run_until_complete(self.client.get(address, **given))

    def post(self, address: str, content: bytes | Iterable[bytes] | None = None, **given: Any) -> httpx.Response:
        body = content if content is None or isinstance(content, bytes) else _slowly(iter(content))
        return self.loop.run_until_complete(self.client.post(address, content=body, **given))

    def close(self) -> None:
        self.loop.run_until_complete(self.client.aclose())
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()


async def _slowly(pieces: Iterator[bytes]) -> Any:
    for piece in pieces:
        yield piece
