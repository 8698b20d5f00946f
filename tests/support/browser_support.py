"""A browser that opens the report from disk, as an editor would, and notes what it does."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Dialog, Page, expect

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Opened:
    """A page with everything that it should not have done."""

    page: Page
    address: str
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Begin to note what the page does."""
        self.page.on("console", lambda m: self.messages.append(m.text))
        self.page.on("pageerror", lambda e: self.messages.append(str(e)))
        self.page.on("dialog", self._refuse)
        self.page.on("request", lambda r: self._note(r.url))

    def assert_quiet(self) -> None:
        """No console message, policy violation, request or dialog came up."""
        assert (self.messages, self.requests, self.dialogs) == ([], [], [])

    def go(self, fragment: str) -> None:
        """Follow a link into the page, and wait until it is there."""
        self.page.evaluate(
            """async fragment => {
              location.hash = fragment;
              await new Promise(done => setTimeout(done, 60));
            }""",
            fragment,
        )

    def go_case(self, number: int) -> None:
        """Open a case by its place in the list."""
        self.go("cases")
        self.page.locator(".row a").nth(number - 1).click()
        self.page.locator("#case-body .texts").wait_for()
        self.wait_case(f"Case {number}")

    def wait_case(self, name: str) -> None:
        """Wait until a case is shown."""
        expect(self.page.locator("#case-name")).to_have_text(name)

    def focused(self) -> str:
        """Id of the element that has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def lit(self) -> set[str]:
        """Passages that are highlighted, by their name on the page."""
        names = self.page.eval_on_selector_all("a.run.on", "all => all.map(a => a.dataset.p)")
        return {name.strip() for name in names}

    def rows(self) -> list[str]:
        """Findings of the rows that are in the page, in order."""
        return self.page.locator(".row .what > a").all_inner_texts()

    def _refuse(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _note(self, url: str) -> None:
        if url.partition("#")[0] != self.address and not url.startswith("blob:"):
            self.requests.append(url)


Opener = Callable[..., Opened]


def chromium_path() -> str | None:
    """Where Chromium is installed."""
    return (
        os.environ.get("REUSESCAN_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )
