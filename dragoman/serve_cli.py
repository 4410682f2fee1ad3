"""`dragoman serve`: the record in a browser, on this machine unless told otherwise."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from dragoman.errors import DragomanError

LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record: one file.")],
    host: Annotated[str, typer.Option("--host", help="Address to listen on; others need a token.")] = ("127.0.0.1"),
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8017,
    token: Annotated[
        str | None,
        typer.Option("--token", envvar="DRAGOMAN_TOKEN", help="Word that opens the pages."),
    ] = None,
    users: Annotated[
        Path | None,
        typer.Option("--users", metavar="FILE", help="A name, a tab and a token a line."),
    ] = None,
    name: Annotated[list[str] | None, typer.Option("--name", help="Host name of the pages.")] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="To publish: nobody can judge.")] = False,
) -> None:
    """Opens the record in a browser: search, reports with everything marked, timeline, actors, network, judgements."""
    try:
        import uvicorn

        from dragoman.serve import Guard, application, warm
    except ImportError:
        typer.echo("the pages need the extra `web`: pip install 'dragoman[web]'", err=True)
        raise typer.Exit(2) from None
    from dragoman.record.read import Record

    known = team(users) if users is not None else {}
    if host not in LOCAL and not (token or known):
        typer.echo(f"--host {host}: other machines can reach it; give --token or --users", err=True)
        raise typer.Exit(2)
    for word in (token, *known.values()):
        if word is not None and len(word) < 16:
            typer.echo("a token must have 16 characters or more", err=True)
            raise typer.Exit(2)
    try:
        Record(record).close()
    except DragomanError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    hosts = (*LOCAL, "[::1]", host, *(name or ()))
    pages = application(record, Guard(token=token, users=known, readonly=read_only, hosts=hosts))
    warm(pages)
    typer.echo(f"http://{'[::1]' if host == '::1' else host}:{port}/  (Ctrl-C ends it)", err=True)
    uvicorn.run(pages, host=host, port=port, log_level="warning", server_header=False)


def serve_samples() -> None:
    """The record of the bundled samples in a browser, thrown away afterwards."""
    from dragoman import samples
    from dragoman.record import adding, build, store

    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "samples.record"
        typer.echo("reading the samples", err=True)
        for _ in adding.add(record, samples.pages()):
            pass
        connection = store.connect(record, write=True)
        build.settle(connection)
        connection.close()
        serve(record, host="127.0.0.1", port=8017)


def team(path: Path) -> dict[str, str]:
    """Names and tokens of a file. Errors end the command with its name and line."""
    out: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        typer.echo(f"{path}: cannot be read: {error}", err=True)
        raise typer.Exit(2) from None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, tab, token = line.partition("\t")
        if not tab or not name.strip() or not token.strip():
            typer.echo(f"{path}:{number}: a name and a token are expected, with a tab between", err=True)
            raise typer.Exit(2)
        out[name.strip()] = token.strip()
    return out
