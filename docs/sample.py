"""Write the sample report of `corpora/` and the pictures of the page on reading a report.

    python docs/sample.py

The pictures need Chromium, and fonts for all languages of the sample corpus.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from reuse.config import Config
from reuse.pipeline import scan
from reuse.read import read_paths
from reuse.report.files import write_outputs

DOCS = Path(__file__).parent
REPORT = DOCS / "sample" / "report.html"
ARTICLES = DOCS.parent / "corpora" / "articles"
WIDE = {"width": 1080, "height": 760}


def write_report() -> None:
    """Scan the sample corpus and keep the report of it."""
    config = Config()
    with tempfile.TemporaryDirectory() as folder:
        write_outputs(scan(read_paths([str(ARTICLES)], config.read), config), Path(folder))
        shutil.copy(Path(folder) / "report.html", REPORT)


def show(page: Page, fragment: str) -> None:
    """Bring a view of the report on the screen."""
    page.goto("about:blank")
    page.goto(f"{REPORT.as_uri()}#{fragment}")
    page.locator("html[data-ready]").wait_for(state="attached")


def take_pictures() -> None:
    """Write the pictures."""
    path = os.environ.get("REUSESCAN_CHROMIUM") or shutil.which("chromium")
    images = DOCS / "images"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport=WIDE, reduced_motion="reduce")
        show(page, "overview")
        page.screenshot(path=images / "report-overview.png")
        show(page, "cases")
        page.locator(".row").first.wait_for()
        page.screenshot(path=images / "report-cases.png")
        page.locator(".row a").nth(2).click()
        page.locator("#case-body .texts").wait_for()
        page.screenshot(path=images / "report-case.png")
        page.keyboard.press("n")
        page.locator(".legend").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.walk').scrollIntoView()")
        page.mouse.wheel(0, -70)
        page.wait_for_timeout(200)
        page.screenshot(path=images / "report-texts.png")
        dark = browser.new_page(viewport=WIDE, color_scheme="dark")
        show(dark, "clusters")
        dark.screenshot(path=images / "report-clusters.png")
        browser.close()


if __name__ == "__main__":
    write_report()
    take_pictures()
    sys.exit(0)
