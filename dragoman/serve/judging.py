"""Judgements made in the browser: signed, checked against the session, undone by a further one."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dragoman.errors import DragomanError
from dragoman.record import judgements, store
from dragoman.serve.guard import BODY, Guard, own_address
from dragoman.serve.readers import Readers

ALLOWED = ("accept", "reject", "correct", "merge", "split", "status", "note", "withdraw")
LONGEST_NOTE = 4_000


def endpoint(readers: Readers, guard: Guard) -> Callable[..., Any]:
    """The handler of `POST /judge`."""

    async def handle(request: Request) -> Response:
        if guard.readonly:
            return PlainTextResponse("This record is published to be read.", status_code=403)
        try:
            body = await request.body()
        except ClientDisconnect:
            return PlainTextResponse("The request is too large.", status_code=413)
        if len(body) > BODY:
            return PlainTextResponse("The request is too large.", status_code=413)
        try:
            form = dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=40))
        except ValueError:
            return PlainTextResponse("The form has too many fields.", status_code=400)
        if not hmac.compare_digest(form.get("csrf", "").encode(), request.scope["state"]["csrf"].encode()):
            return PlainTextResponse("The form is stale; load the page again.", status_code=403)
        user = request.scope["state"]["user"] if guard.users else form.get("user", "").strip()[:100] or guard.name
        return await run_in_threadpool(_judge, readers, form, user)

    return handle


def value_of(field: str | None, value: str) -> Any:
    """What a form says a field should be: nothing for an empty one; participants as `actor=KEY, recipient=KEY`."""
    if field != "participants":
        return value or None
    return [[part.strip() for part in pair.partition("=")[::2]] for pair in value.split(",") if pair.strip()]


def _judge(readers: Readers, form: Mapping[str, str], user: str) -> Response:
    verdict, subject = form.get("verdict", ""), form.get("subject", "")
    if verdict not in ALLOWED:
        return PlainTextResponse("There is no such verdict.", status_code=400)
    try:
        connection = store.connect(readers.path, write=True)
        try:
            judgements.judge(
                connection,
                verdict,
                subject,
                user=user,
                object=form.get("object") or None,
                field=form.get("field") or None,
                value=value_of(form.get("field"), form.get("value", "").strip()),
                note=form.get("note", "")[:LONGEST_NOTE] or None,
            )
        finally:
            connection.close()
    except DragomanError as error:
        return PlainTextResponse(str(error), status_code=400)
    readers.kept.forget()
    return RedirectResponse(own_address(form.get("back", "/")), status_code=303)
