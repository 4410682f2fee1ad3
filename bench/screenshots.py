"""Pictures of the pages for README and docs, from the record of the bundled samples: docs/images/NAME-WIDTH.png.

    python -m bench.screenshots            # all
    python -m bench.screenshots report     # those whose name holds this

Needs playwright and a chromium (`apt-get install chromium`).
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import sync_playwright

from bench.png import smaller
from dragoman import samples
from dragoman.record import adding, build, store
from dragoman.serve import Guard, application

IMAGES = Path(__file__).parents[1] / "docs" / "images"
LARGEST = 150_000
"""Bytes of a picture."""
SIZES = {1280: 860, 390: 800}
"""Width and height in pixels."""
PAGES = {
    "home": "/",
    "find": "/find?q=" + quote("act:demand"),
    "report": "/report/{report}?fact={fact}",
    "fact": "/fact/{event}",
    "timeline": "/timeline",
    "actor": "/actor/organ/RUS/mfa",
    "between": "/between?a=RUS&b=USA",
    "network": "/network",
    "planned": "/planned?after=2021-12-01",
    "review": "/review",
}


def record(folder: Path) -> Path:
    """The record of the samples."""
    path = folder / "samples.record"
    for _ in adding.add(path, samples.pages()):
        pass
    connection = store.connect(path, write=True)
    build.settle(connection)
    connection.close()
    return path


def keys(path: Path) -> dict[str, str]:
    """A report, a statement of it and the event that most reports tell."""
    connection = store.connect(path)
    statement = """SELECT d.key, a.start FROM attributions a JOIN documents d ON d.id = a.document
    WHERE a.act IN ('demand', 'propose') AND d.language = 'ru' AND a.twin = 0 ORDER BY a.id DESC LIMIT 1"""
    event = """SELECT d.key, m.start FROM events e JOIN event_mentions m ON m.id = e.id
    JOIN documents d ON d.id = m.document ORDER BY e.reports DESC, e.id LIMIT 1"""
    report, start = connection.execute(statement).fetchone()
    document, at = connection.execute(event).fetchone()
    connection.close()
    return {"report": report, "fact": f"s{report}-{start}", "event": f"e{document}-{at}"}


def serve(path: Path) -> str:
    """The pages under a free port, until the program ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(path, Guard()), host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return f"http://127.0.0.1:{port}"


def main() -> None:
    wanted = sys.argv[1:]
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = record(Path(folder))
        base, known = serve(path), keys(path)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, address in PAGES.items():
            if wanted and not any(part in name for part in wanted):
                continue
            for width, height in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
                page.goto(base + address.format(**known))
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(500)
                picture = page.screenshot()
                picture = smaller(picture)
                (IMAGES / f"{name}-{width}.png").write_bytes(picture)
                print(f"{name}-{width}.png {len(picture):,}" + (" TOO LARGE" if len(picture) > LARGEST else ""))
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
