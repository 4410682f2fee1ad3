"""The application: addresses, the thread in which a page is made, its three forms (HTML, JSON, CSV), errors."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from jinja2 import Environment, PackageLoader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dragoman.errors import DragomanError, QueryError
from dragoman.serve import judging
from dragoman.serve.filters import FILTERS
from dragoman.serve.guard import Door, Guard, own_address
from dragoman.serve.pages import actor, between, fact, find, home, laid, network, report, review, timeline
from dragoman.serve.readers import Readers
from dragoman.serve.view import LANGUAGES, NoSuchPageError, Shown, View, preferred, words

Page = Callable[[View], Shown]

PAGES: tuple[tuple[str, Page], ...] = (
    ("/find", find.page),
    ("/help", find.help_page),
    ("/timeline", timeline.page),
    ("/network", network.page),
    ("/planned", home.planned),
    ("/actors", actor.all_actors),
    ("/between", between.page),
    ("/review", review.page),
    ("/problems", review.problems),
    ("/report/{key}", report.page),
    ("/fact/{key}", fact.page),
    ("/actor/{key:path}", actor.page),
)
"""Address → page. Each has a twin with `.json` and one with `.csv` behind it."""
TWINS = ("json", "csv")
THREADS = 6
"""Pages made at the same time; more would only wait for each other."""


def application(path: Path, guard: Guard | None = None) -> Starlette:
    """The pages of a record. guard: who may come in; whoever reaches the address if left out."""
    readers, guard = Readers(path), guard or Guard()
    loader = PackageLoader("dragoman.serve")
    templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    templates.filters.update(FILTERS)
    made = Maker(readers, templates, guard)
    routes: list[Route | Mount] = [Route("/", made.endpoint(home.page, "html"))]
    routes += [Route(f"/home.{form}", made.endpoint(home.page, form)) for form in TWINS]
    for pattern, page in PAGES:
        routes += [Route(f"{pattern}.{form}", made.endpoint(page, form)) for form in TWINS]
        routes.append(Route(pattern, made.endpoint(page, "html")))
    routes.append(Route("/language/{code}", _language))
    routes.append(Route("/judge", judging.endpoint(readers, guard), methods=["POST"]))
    routes.append(Mount("/static", StaticFiles(packages=[("dragoman.serve", "static")])))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Door, guard=guard)],
        exception_handlers={404: made.endpoint(nothing, "html")},
    )
    app.state.readers = readers
    return app


def warm(app: Starlette) -> threading.Thread:
    """Counts what the first readers would have to wait for, in a thread of its own that ends with the program."""
    readers: Readers = app.state.readers

    def run() -> None:
        with suppress(DragomanError):
            home.counted(readers)
            laid.everything(readers)

    thread = threading.Thread(target=run, daemon=True, name="dragoman-warm")
    thread.start()
    return thread


def nothing(_: View) -> Shown:
    """The page of an address at which there is none."""
    raise NoSuchPageError


class Maker:
    """Makes answers: in a thread, since SQLite waits, but few at a time, since Python thinks in one thread only."""

    def __init__(self, readers: Readers, templates: Environment, guard: Guard) -> None:
        self.readers, self.templates, self.guard = readers, templates, guard
        self.threads = CapacityLimiter(THREADS)

    def endpoint(self, page: Page, form: str) -> Callable[..., Any]:
        """The handler of one address."""

        async def handle(request: Request, _: Exception | None = None) -> Response:
            return await run_sync(self.answer, page, form, request, limiter=self.threads)

        return handle

    def answer(self, page: Page, form: str, request: Request) -> Response:
        """The page in the form that was asked for, or one that says why there is none."""
        try:
            view = view_of(request, self.readers, self.guard)
        except (DragomanError, ValueError) as error:  # no record, or more fields than any page asks for
            return PlainTextResponse(str(error), status_code=503 if isinstance(error, DragomanError) else 400)
        try:
            return rendered(page(view), view, self.templates, form)
        except NoSuchPageError:
            shown, status = Shown("error.html", view.t("not_found"), {"message": view.t("not_found")}), 404
        except QueryError as error:
            shown, status = Shown("error.html", view.t("bad_query"), {"message": str(error)}), 400
        except DragomanError as error:
            shown, status = Shown("error.html", view.t("problems"), {"message": str(error)}), 503
        answer = rendered(shown, view, self.templates, "json" if form == "json" else "html")
        answer.status_code = status
        return answer


def view_of(request: Request, readers: Readers, guard: Guard, form: Mapping[str, str] | None = None) -> View:
    """The request as the pages see it."""
    state = request.scope["state"]
    return View(
        finder=readers.finder(),
        readers=readers,
        path=request.url.path,
        params=request.path_params,
        asked={k: v.replace("\0", "") for k, v in parse_qsl(request.url.query, max_num_fields=40)},
        form=form or {},
        language=preferred(request.headers.get("accept-language", ""), request.cookies.get("language")),
        user=state["user"],
        csrf=state["csrf"],
        readonly=guard.readonly,
    )


def rendered(shown: Shown, view: View, templates: Environment, form: str) -> Response:
    if form == "json":
        body = msgspec.json.encode({"title": shown.title, **shown.data}, enc_hook=str)
        return Response(body, media_type="application/json")
    if form == "csv":
        return Response(_csv(shown), media_type="text/csv; charset=utf-8")
    html = templates.get_template(shown.template).render(
        **shown.data,
        page_title=shown.title,
        view=view,
        t=view.t,
        w=words(view.language),
        partial="hx-request" in view.asked,
    )
    return HTMLResponse(html)


def _csv(shown: Shown) -> str:
    """The lines of the page; cells that a spreadsheet would take for formulas are kept from that."""
    out = io.StringIO()
    writer = None
    for row in shown.table:
        cells = dict(row) if isinstance(row, Mapping) else msgspec.structs.asdict(row)
        if writer is None:
            writer = csv.DictWriter(out, list(cells), lineterminator="\n")
            writer.writeheader()
        writer.writerow({k: _cell(v) for k, v in cells.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    shown = " ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return "'" + shown if isinstance(shown, str) and shown[:1] in ("=", "+", "-", "@", "\t", "\r") else shown


async def _language(request: Request) -> Response:
    """Keeps the language that the reader chose, and goes back to the page; never to another host."""
    code = request.path_params["code"]
    back = own_address(request.query_params.get("back", "/"))
    if code not in LANGUAGES:
        return PlainTextResponse("No such language.", status_code=404)
    answer = RedirectResponse(back, status_code=303)
    answer.set_cookie("language", code, max_age=31_536_000, samesite="strict", httponly=True)
    return answer
