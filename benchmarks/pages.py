"""Measure what a page transfers, and when it can be read, side by side with pages of other books built on this machine.

    python -m benchmarks.pages _build/html/chapters/odds.html=1 other/_build/html/lecture.html=2

Each page is given as its file, "=", and how many folders above it the book's root lies. All are served by one server with gzip, are
opened in turns by one Chromium with an empty cache, and are not scrolled. What a page asks of other machines cannot come, and counts
nothing: that is to the other books' advantage.
"""

import gzip
import http.server
import json
import shutil
import statistics
import sys
import threading
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

ROUNDS = 5
PACKED = {".html", ".css", ".js", ".svg", ".json", ".txt"}
SEEN = """new Promise(tell => new PerformanceObserver(list => tell(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true}))"""


class Packing(http.server.SimpleHTTPRequestHandler):
    """A server that packs text as servers on the web do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words):
        """Say nothing."""


def serve(root):
    """Serve a folder and return its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Packing, directory=root))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def visit(browser, address):
    """Return what a first visit transfers (bytes, packed and unpacked), in how many files, and the milliseconds until the
    largest thing in view is painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    packed, unpacked = [], []
    devtools.on("Network.loadingFinished", lambda event: packed.append(event["encodedDataLength"]))
    devtools.on("Network.dataReceived", lambda event: unpacked.append(event["dataLength"]))
    host = address.rsplit("/", 1)[0].split("//")[1].split("/")[0]
    page.route(lambda url: host not in url, lambda route: route.abort())
    page.goto(address, wait_until="networkidle")
    painted = page.evaluate(SEEN)
    words = len(page.locator("body").inner_text().split())
    context.close()
    return {"packed": sum(packed), "unpacked": sum(unpacked), "files": len(packed), "ms": painted, "words": words}


def main(named):
    """Measure the pages and print one table."""
    places = []
    for name in named:
        path, up = name.rsplit("=", 1)
        path = Path(path).resolve()
        places.append((path.stem, f"{serve(path.parents[int(up)])}/{path.relative_to(path.parents[int(up)]).as_posix()}"))
    found = {name: [] for name, _ in places}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(ROUNDS):
            for name, address in places:
                found[name].append(visit(browser, address))
        browser.close()
    print(f"{'page':32} {'words':>7} {'files':>6} {'KB packed':>10} {'KB unpacked':>12} {'ms to view':>11}")
    table = {}
    for name, visits in found.items():
        middle = {key: statistics.median(visit[key] for visit in visits) for key in visits[0]}
        table[name] = middle
        print(f"{name:32} {middle['words']:7.0f} {middle['files']:6.0f} {middle['packed'] / 1000:10.1f} "
              f"{middle['unpacked'] / 1000:12.1f} {middle['ms']:11.0f}")
    return table


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:]), indent=1))
