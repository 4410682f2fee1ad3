"""A web server on the loopback address, for tests: each path is answered by a function that writes what it likes."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """Where the server is, what it was asked, and what it answers by path."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.handlers: dict[str, Handler] = {}
        self.posted: list[tuple[dict[str, str], bytes]] = []

    def url(self, path: str) -> str:
        return self.address + path

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def give(self, path: str, data: bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> None:
        """Answers 200 with this at the path."""
        self.handlers[path] = answer(200, data, content_type, **headers)


def answer(status: int, data: bytes = b"", content_type: str = "text/html", **headers: str) -> Handler:
    """A plain answer; `_` in names of headers stands for `-`."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", content_type)
        request.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return handle


def redirect(where: str) -> Handler:
    return answer(302, Location=where)


def raw(*pieces: bytes) -> Handler:
    """Writes bytes as they are, and hangs up."""

    def handle(request: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            request.wfile.write(piece)

    return handle


@contextmanager
def serve(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a free port of the loopback address, https with a context; what has no handler is not found."""

    class Request(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers.items())))
            with suppress(BrokenPipeError, ConnectionResetError):  # the reader hung up, as it should
                site.handlers.get(self.path, answer(404))(self)
            self.close_connection = True

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            site.posted.append((dict(self.headers.items()), data))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = Site(f"http{'s' if context else ''}://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
