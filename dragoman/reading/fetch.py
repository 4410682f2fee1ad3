"""The web, politely and within bounds."""

from __future__ import annotations

import msgspec


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered. `status` 304 means: as it was, `data` is empty. url: where the last redirect led."""

    url: str
    status: int
    data: bytes
    retrieved_at: str
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
