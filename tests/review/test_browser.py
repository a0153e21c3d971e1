"""A reviewer at work in a real JupyterLab, with a real browser; screenshots go to build/screenshots."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT
from tests.review.made import IMAGE, SCRIPT, hostile_files
from toolkit import align
from toolkit.export import writer
from toolkit.flag_files import flag_writer
from toolkit.flagging import flag

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
SHOTS = ROOT / "build" / "screenshots"
SAMPLE = ROOT / "corpora" / "samples" / "raw"
SETTINGS = {
    "notification": {"fetchNews": "false", "checkForUpdates": False},
    "themes": {"adaptive-theme": True},  # so that light and dark can be asked for by the test
}
TIMEOUT = 60_000  # ms
FAILURE = ".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.enable_socket,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium: apt-get install chromium fonts-noto-cjk"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample pair, a hostile pair, and a notebook for each."""
    folder = tmp_path_factory.mktemp("desk")
    alignment = align(SAMPLE / "municipal-meeting.zh.txt", SAMPLE / "municipal-meeting.en.txt")
    writer(folder / "pair.tsv")(alignment)
    flag_writer(folder / "flags.tsv")(flag(alignment))
    hostile_files(folder)
    shutil.copy(ROOT / "notebooks" / "review.ipynb", folder)
    notebook = json.loads((folder / "review.ipynb").read_text("utf-8"))
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][:1]
    notebook["cells"][0]["source"] = (
        'from toolkit.review import Review\nReview("hostile.tsv", "hostile-flags.tsv", reviewer="<b>eve</b>")'
    )
    (folder / "hostile.ipynb").write_text(json.dumps(notebook), "utf-8")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab on loopback that keeps its own settings."""
    pytest.importorskip("jupyterlab", reason="needs JupyterLab")
    home = tmp_path_factory.mktemp("home")
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    for name, content in SETTINGS.items():
        (settings / f"{name}.jupyterlab-settings").write_text(json.dumps(content), "utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    given = {"BITEXT_PAIR": "pair.tsv", "BITEXT_FLAGS": "flags.tsv", "BITEXT_REVIEWER": "anna"}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", f"--LabApp.user_settings_dir={home / 'settings'}",
        f"--LabApp.workspaces_dir={home / 'workspaces'}",
    ]  # fmt: skip
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, env={**os.environ, **places, **given}, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status", process, home / "log")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        assert process.poll() is None, log.read_text("utf-8", "replace")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab did not start: {log.read_text('utf-8', 'replace')}")


@pytest.fixture
def page() -> Iterator[Page]:
    playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright: pip install playwright")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
        page.set_default_timeout(TIMEOUT)
        page.dialogs = []
        page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.accept()))
        yield page
        browser.close()


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook and run its first code cell by keyboard."""
    page.goto(f"{address}/doc/tree/{name}")
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.wait_for_selector('.jp-NotebookPanel-toolbar [data-status="idle"]', state="attached")
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(f".bt-row, {FAILURE}")
    assert not page.locator(FAILURE).count(), page.locator(FAILURE).first.text_content()


def desk(page: Page) -> None:
    """Bring the review into view and give it the focus."""
    page.locator(".bt-review").scroll_into_view_if_needed()
    page.locator(".bt-review").focus()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_timeout(60)


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_timeout(250)
    page.screenshot(path=SHOTS / f"{name}.png")


def verdicts(folder: Path) -> dict[str, str]:
    """What the store holds: the verdict of each flag that has one."""
    return {flag["id"]: flag["verdict"] for bead in state(folder)["beads"] for flag in bead["flags"] if flag["verdict"]}


def state(folder: Path) -> dict[str, Any]:
    from toolkit.review import Session

    return Session.open(folder / "pair.tsv", folder / "flags.tsv", reviewer="anna").view()


def judged(page: Page) -> int:
    return int(page.locator(".bt-progress progress").get_attribute("value") or 0)


def wait_for_text(page: Page, selector: str, text: str) -> None:
    page.wait_for_function(
        "([selector, text]) => document.querySelector(selector)?.textContent.includes(text)", arg=[selector, text]
    )


def count_beads(page: Page) -> int:
    return int((page.locator(".bt-progress").text_content() or "").split(" beads")[0].rpartition(" ")[2])


def wait_for_beads(page: Page, count: int) -> None:
    wait_for_text(page, ".bt-progress", f"of {count} beads")


def test_a_review_is_done_by_keyboard_and_nothing_of_it_is_lost(page: Page, server: str, folder: Path) -> None:
    open_notebook(page, server, "review.ipynb")
    cells = page.locator(".jp-Cell").count()
    desk(page)
    shot(page, "review-light")

    seen = []
    for _ in range(5):  # walk five flags
        seen.append(page.locator(".bt-unseen").text_content())
        press(page, "n")
    assert len(set(seen)) == 5
    assert_rows_fill_the_list(page)
    press(page, "p", "p", "p", "p", "p")
    assert page.locator(".bt-unseen").text_content() == seen[0]

    press(page, "a")
    page.wait_for_function("document.querySelector('.bt-progress progress').value === 1")
    assert page.locator(".bt-unseen").text_content() == seen[1], "after a verdict comes the next flag"
    press(page, "r")
    page.wait_for_function("document.querySelector('.bt-progress progress').value === 2")
    assert sorted(verdicts(folder).values()) == ["accepted", "rejected"]

    suggestion = go_to_suggestion(page, "million")
    wait_for_text(page, ".bt-side", "risk of a major error")
    shot(page, "suggestion-light")
    page.locator(".bt-review").screenshot(path=SHOTS / "widget.png")  # docs/review.png
    press(page, "s")
    page.wait_for_function("document.querySelector('.bt-progress progress').value === 3")
    assert sum(suggestion in bead["tgt"] for bead in state(folder)["beads"]) >= 1

    press(page, "e")
    page.keyboard.type(" Written by hand.")
    shot(page, "edit-light")
    press(page, "Enter")
    wait_for_text(page, ".bt-focus .bt-tgt", "Written by hand.")

    count = count_beads(page)
    press(page, "m")
    wait_for_beads(page, count - 1)
    press(page, "x")
    page.wait_for_selector(".bt-cutting")
    shot(page, "split-light")
    press(page, "Enter")
    wait_for_beads(page, count)
    press(page, "u")
    wait_for_beads(page, count - 1)
    press(page, "U")
    wait_for_beads(page, count)

    assert page.locator(".jp-Cell").count() == cells, "the notebook took none of the keys"
    done, text = judged(page), page.locator(".bt-progress").text_content()
    assert done >= 2

    page.locator(".jp-Notebook").first.press("Control+s")
    page.wait_for_timeout(500)
    page.reload()  # the kernel lives on
    page.wait_for_selector(".bt-row")
    assert page.locator(".bt-progress").text_content() == text

    restart_kernel(page)
    wait_for_text(page, ".bt-progress", str(text))
    assert {"accepted", "rejected", "applied"} <= set(verdicts(folder).values())
    look_around(page)


def go_to_suggestion(page: Page, words: str) -> str:
    """Walk to the next flag that suggests something with these words; gives what."""
    for _ in range(20):
        if page.locator(".bt-diff", has_text=words).locator("ins").count():
            return page.locator(".bt-diff ins").first.text_content() or ""
        press(page, "n")
    pytest.fail("no flag of the sample suggests that")


def assert_rows_fill_the_list(page: Page) -> None:
    """Each row begins where the one before it ends, down to the end of what is seen, once the page has come to rest."""
    page.wait_for_function(
        """() => {
            const bottom = document.querySelector(".bt-list").getBoundingClientRect().bottom;
            const rows = [...document.querySelectorAll(".bt-row")].map(row => row.getBoundingClientRect());
            rows.sort((a, b) => a.top - b.top);
            const gaps = rows.slice(1).map((row, i) => Math.abs(row.top - rows[i].bottom));
            return rows.length > 0 && Math.max(0, ...gaps) < 2 && rows.at(-1).bottom >= bottom;
        }"""
    )


def restart_kernel(page: Page) -> None:
    """As a user does it: by the menu, which runs all cells again."""
    page.evaluate("document.querySelector('.bt-review').dataset.isOld = 'yes'")
    page.locator(".lm-MenuBar-itemLabel", has_text="Kernel").click()
    page.locator(".lm-Menu-itemLabel", has_text="Restart Kernel and Run All Cells").click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_selector(".bt-review:not([data-is-old]) .bt-row")


def look_around(page: Page) -> None:
    """Help, filters, find and pictures open and close by key; in the dark, too."""
    desk(page)
    press(page, "?")
    assert page.locator(".bt-help dt").count() > 20
    shot(page, "help-light")
    press(page, "Escape", "f")
    assert "disputed" in (page.locator(".bt-filters").text_content() or "")
    page.locator(".bt-filters select").first.select_option(index=1)
    assert "filters: " in (page.locator(".bt-head .bt-tools").text_content() or "")
    shot(page, "filters-light")
    page.locator(".bt-filters button").click()
    press(page, "f", "/")
    page.keyboard.type("reform")
    press(page, "Enter")
    assert page.locator(".bt-hit").count()
    assert_rows_fill_the_list(page)
    press(page, "t")
    assert page.locator(".bt-path").count()
    page.emulate_media(color_scheme="dark")
    page.wait_for_selector('body[data-jp-theme-light="false"]', state="attached")
    shot(page, "pictures-dark")
    assert_rows_fill_the_list(page)


def test_hostile_text_is_shown_as_text(page: Page, server: str, folder: Path) -> None:
    open_notebook(page, server, "hostile.ipynb")
    desk(page)
    press(page, "n", "n", "p", "ArrowDown", "ArrowUp")
    text = page.locator(".bt-list").text_content() or ""
    assert SCRIPT in text
    assert IMAGE in text
    assert "U+202E" in text
    assert "<b>eve</b>" in (page.locator(".bt-title").text_content() or "")
    press(page, "e")
    assert page.locator(".bt-text textarea").input_value()
    press(page, "Escape")
    shot(page, "hostile-light")
    assert page.evaluate("window.pwned") is None
    assert not page.dialogs  # type: ignore[attr-defined]


def test_the_report_runs_no_script_and_loads_nothing(page: Page, folder: Path) -> None:
    from toolkit.review.report import write_report

    write_report(folder / "hostile.tsv", folder / "hostile.html", flags=folder / "hostile-flags.tsv")
    write_report(folder / "pair.tsv", folder / "report.html", flags=folder / "flags.tsv")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "hostile.html").as_uri())
    assert SCRIPT in (page.locator("main").text_content() or "")
    assert page.locator("script, img").count() == 0
    assert page.evaluate("window.pwned") is None
    assert asked == [(folder / "hostile.html").as_uri()]
    page.goto((folder / "report.html").as_uri())
    ink = page.locator("mark").first.evaluate("mark => getComputedStyle(mark).textDecorationStyle")
    assert ink in ("double", "solid", "dotted", "dashed", "wavy"), "the policy lets its own style through"
    shot(page, "report-light")
    page.emulate_media(color_scheme="dark")
    shot(page, "report-dark")
