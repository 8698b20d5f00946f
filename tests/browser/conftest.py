"""Fixtures of the tests in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_support import ARGUMENTS, Opened, Opener, chromium_path
from playwright.sync_api import Browser, sync_playwright


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; the tests fail where there is none, because then nothing is tested."""
    path = chromium_path()
    if not path:
        pytest.fail("no chromium found: install it, or name it in REUSESCAN_CHROMIUM")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def opener(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a page from disk in a context of its own and watches it."""
    contexts = []

    def open_page(html: str, fragment: str = "", *, ready: bool = True, **options: Any) -> Opened:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(accept_downloads=True, **options)
        contexts.append(context)
        opened = Opened(context.new_page(), path.as_uri())
        opened.watch()
        opened.page.goto(path.as_uri() + fragment)
        if ready and options.get("java_script_enabled", True):
            opened.page.locator("html[data-ready]").wait_for(state="attached")
        return opened

    yield open_page
    for context in contexts:
        context.close()
