"""Builds of the book for its tests: the book itself as `make` leaves it, and small copies that a test may
break."""

import fcntl
import functools
import http.server
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import lacks

# The variable that tells a build's processes from all others.
MARK = "LOGODDS_TEST_BUILD"

FRONT_MATTER = """---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

"""


def run_make(folder, target, meanwhile=None):
    """Run `make target` in `folder` with the environment that runs the tests, and return the finished process
    with its output.

    No process of the build may outlive it. `meanwhile(process, mark)` is called while it runs.

    The stamps are told to be old, so that a copy of the book never installs itself into that environment.
    """
    stamps = [word for name in ("book", "node", "test") for word in ("-o", f"{sys.prefix}/{name}.stamp")]
    # What an outer make leaves in the environment would give this one its options.
    env = {
        name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    env[MARK] = uuid.uuid4().hex
    # Into a file: a child left behind would hold a pipe open, and the test would wait for it instead of
    # finding it.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        command = ["make", target, f"VENV={sys.prefix}", *stamps]
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=said, stderr=subprocess.STDOUT)
        if meanwhile:
            meanwhile(process, env[MARK])
        process.wait(timeout=1200)
        assert left_running(env[MARK]) == [], f"make {target} in {folder} ended, and its children did not"
        said.seek(0)
        return subprocess.CompletedProcess(command, process.returncode, said.read())


def running(mark):
    """Return the processes whose environment bears the mark, each as psutil.Process."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:  # it ended just now, or is another user's
            continue
    return found


def left_running(mark, patience=10):
    """Return the commands that still run `patience` seconds after the build with this mark has ended; end
    them."""
    deadline = time.monotonic() + patience
    while running(mark) and time.monotonic() < deadline:
        time.sleep(0.1)
    found = running(mark)
    names = [f"{process.pid} {process.name()}" for process in found]
    for process in found:
        process.kill()
    return names


@pytest.fixture(scope="session")
def pages(root, tmp_path_factory, testrun_uid):
    """The folder of the built pages. `make test` has built them; this sees that nothing has changed since.

    One worker does, once: a build writes each page anew, and the tests of another may be reading them.
    """
    shared = tmp_path_factory.getbasetemp().parent
    with open(shared / f"{testrun_uid}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        seen = shared / f"{testrun_uid}.built"
        if not seen.exists():
            built = run_make(root, "html")
            assert built.returncode == 0, built.stdout[-5000:]
            seen.touch()
    return root / "_build" / "html"


class Copy:
    """A small book in a folder of its own: the code and the build of the real one, with chapters that a test
    gives it."""

    def __init__(self, root, folder, chapters):
        self.folder = folder
        for name in ("Makefile", "_config.yml", "pyproject.toml"):
            shutil.copy2(root / name, folder)
        for name in ("requirements", "code", "assets"):
            shutil.copytree(
                root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
            )
        (folder / "chapters").mkdir()
        shutil.copy2(root / "chapters" / "references.bib", folder / "chapters")
        for name, text in chapters.items():
            self.write(f"chapters/{name}.md", FRONT_MATTER + text)
        first, *others = chapters
        entries = "".join(f"  - file: chapters/{name}\n" for name in others)
        self.write(
            "_toc.yml",
            f"format: jb-book\nroot: chapters/{first}\ndefaults:\n  numbered: true\nchapters:\n{entries}",
        )

    def write(self, name, text):
        """Write a file of the copy."""
        (self.folder / name).write_text(text, encoding="utf-8")

    def replace(self, name, old, new):
        """Replace the one place in a file where `old` stands."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times, not once"
        self.write(name, text.replace(old, new))

    def make(self, target="html", meanwhile=None):
        """Build the copy."""
        return run_make(self.folder, target, meanwhile)


@pytest.fixture
def copy(root, tmp_path):
    """A function that makes a small book of the chapters (dict of name to text) it is given, the first of
    them the preface."""
    return lambda chapters: Copy(root, tmp_path, chapters)


@pytest.fixture(scope="module")
def site(pages):
    """The address of the pages on this machine, as `make serve` would serve them."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request, address):
            # A page that a test closes early hangs up.
            if not isinstance(sys.exc_info()[1], ConnectionError):
                super().handle_error(request, address)

    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        lacks("Chromium (Debian package chromium)")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, site):
    """A function that opens a page and returns it with the list of what went wrong: far requests, failed
    requests, script errors."""
    contexts = []

    def open_page(name, until="load", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page, wrong = context.new_page(), []
        page.on(
            "request",
            lambda request: request.url.startswith((site, "data:")) or wrong.append(f"asked {request.url}"),
        )
        page.on(
            "response",
            lambda response: (
                response.ok or response.status == 304 or wrong.append(f"{response.status} {response.url}")
            ),
        )
        page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
        page.on(
            "console", lambda message: message.type == "error" and wrong.append(f"console: {message.text}")
        )
        page.goto(f"{site}/{name}", wait_until=until)
        return page, wrong

    yield open_page
    for context in contexts:
        context.close()
