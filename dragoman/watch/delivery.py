"""Telling subscribers what was found. What cannot be told now stays in the outbox until it can.

A notice is told at least once and carries the same id each time. Files are written so that a line or entry does not
come twice; a webhook may be asked again after a lost answer and knows the notice by its id.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import random
import ssl
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import httpcore
import httpx

from dragoman.reading.fetch import retry_after
from dragoman.reading.network import connections
from dragoman.watch import notices
from dragoman.watch.config import Config, Target
from dragoman.watch.state import State, Waiting

FIRST_WAIT, LONGEST_WAIT = 10.0, 3600.0
"""Seconds before the second try, doubled with each further one, and the most that it comes to."""
SECONDS = 15.0
"""Longest time that one webhook may take."""
BATCH = 500
"""Notices told to one target before the feeds get their turn again."""
TAIL = 4_000_000
"""Bytes of the end of a file that are searched for notices that were written just before a stop."""
BLOCKING = (408, 425, 429)
"""Answers of a receiver that will take this notice later; other refusals hold up this notice alone."""


class RefusedError(Exception):
    """A target did not take a notice. blocking: it would not take the next one either."""

    def __init__(self, what: str, blocking: bool, wait: float | None = None) -> None:
        self.blocking = blocking
        self.wait = wait
        super().__init__(what)


def deliver(state: State, config: Config, clock: Callable[[], float] = time.time) -> list[str]:
    """Tells every target what waits for it and is due; what went wrong, in words."""
    problems = []
    for key, target in config.targets().items():
        waiting = list(state.waiting(key, clock(), BATCH))
        if waiting:
            try:
                tell(state, target, waiting, clock)
            except RefusedError as error:
                problems.append(f"{key}: {error}")
        state.tidy(key)
    return problems


def tell(state: State, target: Target, waiting: list[Waiting], clock: Callable[[], float]) -> None:
    """Tells one target. Errors: `RefusedError`; by then all that was told is marked, and the rest has its next time."""
    if target.webhook is not None:
        post_all(state, target, waiting, clock)
        return
    try:
        if target.stdout is not None:
            write_lines(sys.stdout.buffer, waiting, as_text=target.stdout == "text")
        elif target.file is not None:
            append(Path(target.file), waiting)
        elif target.atom is not None:
            replace(Path(target.atom), state, target)
    except BrokenPipeError:
        raise
    except OSError as error:
        what = f"cannot be written: {(error.strerror or str(error)).lower()}"
        again = clock() + wait_after(waiting[0].tries)
        with state.whole():
            state.failed(waiting[0], what, again)
            state.hold(target.key, again)
        raise RefusedError(what, blocking=True) from error
    with state.whole():
        state.delivered([one.id for one in waiting], clock())


def wait_after(tries: int) -> float:
    """Seconds before the next try."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(tries, 20)) * random.uniform(1.0, 1.25)


def write_lines(out: BinaryIO, waiting: list[Waiting], *, as_text: bool) -> None:
    """A line for each notice."""
    for one in waiting:
        body = notices.line(notices.decode(one.body)) if as_text else one.body
        out.write(body.encode() + b"\n")
    out.flush()


def append(path: Path, waiting: list[Waiting]) -> None:
    """Lines of JSON at the end of a file. A line that a stop cut off is written anew, one that got there is not."""
    with path.open("a+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL))
        tail = file.read()
        cut = len(tail) - (tail.rfind(b"\n") + 1)
        if cut:
            file.truncate(size - cut)
            tail = tail[: len(tail) - cut]
        there = set(tail.split(b"\n"))
        lines = [line for one in waiting if (line := one.body.encode()) not in there]
        file.write(b"".join(line + b"\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, state: State, target: Target) -> None:
    """The Atom file with the newest notices, in one step: a reader sees the old file or the new one."""
    shown = [notices.decode(body) for body in state.latest(target.key)]
    made = path.with_name(f".{path.name}.new")
    with made.open("wb") as file:
        file.write(notices.atom(path.stem, shown))
        file.flush()
        os.fsync(file.fileno())
    os.replace(made, path)


def post_all(state: State, target: Target, waiting: list[Waiting], clock: Callable[[], float]) -> None:
    """Posts each notice. After a failure that the next one would share, the rest waits its turn."""
    context = httpx.create_ssl_context()
    first: RefusedError | None = None
    for one in waiting:
        try:
            post(target, one, context, clock())
        except RefusedError as error:
            first = first or error
            again = clock() + max(wait_after(one.tries), error.wait or 0.0)
            state.failed(one, str(error), again)
            if error.blocking:
                state.hold(target.key, again)
                break
        else:
            state.delivered([one.id], clock())
    if first is not None:
        raise first


def post(target: Target, one: Waiting, context: ssl.SSLContext, now: float) -> None:
    """One signed request. Errors: `RefusedError`. The receiver is the user's own choice, so any address is allowed."""
    body = one.body.encode()
    stamp = str(int(now))
    headers = [
        ("Content-Type", "application/json; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("User-Agent", "dragoman"),
        ("Connection", "close"),
        ("webhook-id", one.notice),
        ("webhook-timestamp", stamp),
        ("webhook-signature", signature(target.secret, one.notice, stamp, body)),
    ]
    try:
        with (
            connections(time.monotonic() + SECONDS, True, context) as pool,
            pool.stream("POST", httpx_url(target.webhook or ""), headers=headers, content=body) as answer,
        ):
            status = answer.status
            asked = dict(answer.headers).get(b"Retry-After", b"").decode("latin-1")
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        what = " ".join(str(error).split())[:200] or type(error).__name__
        raise RefusedError(f"no answer: {what}", blocking=True) from error
    if not 200 <= status < 300:
        raise RefusedError(f"the receiver answers {status}", status >= 500 or status in BLOCKING, retry_after(asked))


def httpx_url(address: str) -> httpcore.URL:
    """The address as the wire wants it."""
    url = httpx.URL(address)
    return httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)


def signature(secret: str, notice: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, as Standard Webhooks writes it. A secret in its form is taken as that."""
    key = secret.encode()
    if secret.startswith("whsec_"):
        try:
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        except ValueError:
            key = secret.encode()
    made = hmac.new(key, f"{notice}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(made).decode()
