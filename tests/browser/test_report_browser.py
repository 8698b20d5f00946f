"""The page in a browser: opened from disk, as an editor would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright
from report_hostile import hostile
from report_sample import COURIER, ferry_pair, sample

from reuse.report.html import render_comparison, render_scan

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
PASSAGE = "#p1-2-a"
PARTNER = "p1-2-b"


@dataclass
class Opened:
    """A page with everything that it should not have done."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def assert_quiet(self) -> None:
        """No console message, policy violation, request or dialog came up."""
        assert (self.messages, self.requests, self.dialogs) == ([], [], [])

    def refuse(self, dialog: Dialog) -> None:
        """Note a dialog and close it, so that the page goes on."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def focused(self) -> str:
        """Id of the element that has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def lit(self) -> set[str]:
        """Passages that are highlighted, by their name on the page."""
        names = self.page.eval_on_selector_all("a.run.on", "all => all.map(a => a.dataset.p)")
        return {name.strip() for name in names}


Opener = Callable[..., Opened]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; the tests fail where there is none, because then nothing is tested."""
    path = (
        os.environ.get("REUSESCAN_CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
    )
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

    def open_page(html: str, **options: Any) -> Opened:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(**options)
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.page.on("console", lambda m: opened.messages.append(m.text))
        opened.page.on("pageerror", lambda e: opened.messages.append(str(e)))
        opened.page.on("dialog", opened.refuse)
        opened.page.on(
            "request",
            lambda r: opened.requests.append(r.url) if r.url != path.as_uri() else None,
        )
        opened.page.goto(path.as_uri())
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "page", [render_scan(sample()), render_comparison(ferry_pair())], ids=["scan", "comparison"]
)
def test_opens_quietly(opener: Opener, page: str) -> None:
    """The page opens from disk without a message, a policy violation or a request."""
    opened = opener(page)
    assert opened.page.locator(".tools").is_visible()
    opened.assert_quiet()


def test_hostile_fields_do_nothing(opener: Opener) -> None:
    """Whatever a field holds, nothing runs, nothing is asked for, the page stays whole."""
    opened = opener(render_scan(hostile()))
    opened.page.get_by_role("button", name="Open all pairs").click()
    for passage in opened.page.locator("a.run[id]").all()[:6]:
        passage.hover()
        passage.click()
    opened.page.locator("footer").scroll_into_view_if_needed()
    assert opened.page.locator("script").count() == 1
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("footer").is_visible()
    opened.assert_quiet()


def test_the_policy_stops_what_escaping_might_miss(opener: Opener) -> None:
    """Even a script or image that got into the page would be refused."""
    page = render_scan(sample()).replace(
        "</footer>", "<script>alert(1)</script><img src='https://evil.example/x'></footer>"
    )
    opened = opener(page)
    assert opened.dialogs == []
    assert len([m for m in opened.messages if "Content Security Policy" in m]) == 2


def test_click_leads_to_the_partner(opener: Opener) -> None:
    """A click on a passage focuses its partner, brings it into view and lights up both."""
    opened = opener(render_comparison(ferry_pair()), viewport={"width": 1200, "height": 500})
    opened.page.click(PASSAGE)
    assert opened.focused() == PARTNER
    assert opened.lit() == {"1-2"}
    opened.page.wait_for_timeout(600)
    assert opened.page.evaluate(
        """id => { const e = document.getElementById(id); const p = e.closest(".text");
        const a = e.getBoundingClientRect(), b = p.getBoundingClientRect();
        return a.top >= b.top - 1 && a.top < b.bottom && a.top < innerHeight; }""",
        PARTNER,
    )
    opened.assert_quiet()


def test_enter_leads_to_the_partner_and_back(opener: Opener) -> None:
    """With the keyboard alone Enter goes to the partner and Enter again comes back."""
    opened = opener(render_scan(sample()))
    opened.page.focus(PASSAGE)
    opened.page.keyboard.press("Enter")
    assert opened.focused() == PARTNER
    opened.page.keyboard.press("Enter")
    assert opened.focused() == PASSAGE[1:]


def test_keys_walk_through_the_passages(opener: Opener) -> None:
    """Keys n and j go on, p and k go back, over the border between two pairs."""
    opened = opener(render_scan(sample()))
    focus = []
    for key in "nnjjnnnpk":
        opened.page.keyboard.press(key)
        focus.append(opened.focused())
    there = [f"p1-{n}-a" for n in range(1, 7)]
    assert focus == [*there, "p2-1-a", "p1-6-a", "p1-5-a"]
    assert opened.page.locator("#where").inner_text() == "Pair 1, passage 5"


@pytest.mark.parametrize("size", [(1200, 700), (1200, 4000), (400, 700)])
def test_keys_go_on_from_where_a_link_led(opener: Opener, size: tuple[int, int]) -> None:
    """After a link to a pair the next passage is that pair's first, wherever one was before."""
    width, height = size
    opened = opener(
        render_scan(sample(*[ferry_pair()] * 15)), viewport={"width": width, "height": height}
    )
    opened.page.keyboard.press("n")
    for _ in range(2):
        opened.page.click('a[href="#pair-15"]')
        assert opened.page.evaluate("document.getElementById('pair-15').open")
        opened.page.keyboard.press("n")
        assert opened.focused() == "p15-1-a"
    opened.page.click('a[href="#pair-7"]')
    opened.page.keyboard.press("p")
    assert opened.focused() == "p6-6-a"


def test_keys_go_on_from_the_pair_in_view(opener: Opener) -> None:
    """Whoever has scrolled on by hand goes on from there, not from the last passage visited."""
    opened = opener(render_scan(sample()), viewport={"width": 1200, "height": 500})
    opened.page.keyboard.press("n")
    opened.page.evaluate("document.getElementById('pair-3').scrollIntoView()")
    opened.page.keyboard.press("n")
    assert opened.focused() == "p3-1-a"


def test_links_jump_at_once(opener: Opener) -> None:
    """A link moves the window in one step, without a glide over all pairs between."""
    opened = opener(
        render_scan(sample(*[ferry_pair()] * 8)), viewport={"width": 1200, "height": 700}
    )
    behaviour = opened.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    assert behaviour == "auto"
    before = opened.page.evaluate("scrollY")
    moved = opened.page.evaluate(
        """() => { document.querySelector('a[href="#pair-8"]').click();
        return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
          () => done(document.getElementById("pair-8").getBoundingClientRect().top)))); }"""
    )
    assert before < 700
    assert 0 <= moved < 700


def test_keys_can_be_switched_off(opener: Opener) -> None:
    """Single-letter keys do nothing once the box is cleared."""
    opened = opener(render_scan(sample()))
    opened.page.uncheck("#keys")
    opened.page.keyboard.press("n")
    assert opened.lit() == set()


def test_focus_is_visible(opener: Opener) -> None:
    """What has the focus has an outline."""
    opened = opener(render_scan(sample()))
    opened.page.keyboard.press("n")
    width = opened.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(width.removesuffix("px")) >= 2


def test_link_into_a_closed_pair_opens_it(opener: Opener) -> None:
    """A row of the table leads to its pair even when that is closed."""
    opened = opener(render_scan(sample()))
    opened.page.get_by_role("button", name="Close all").click()
    assert not opened.page.locator("#pair-2 .texts").is_visible()
    opened.page.click('a[href="#pair-2"]')
    opened.page.locator("#pair-2 .texts").wait_for(state="visible", timeout=2_000)


def test_without_script_everything_is_there(opener: Opener) -> None:
    """With JavaScript off all texts can be read, links lead to partners, pairs open."""
    opened = opener(render_scan(sample()), java_script_enabled=False)
    page = opened.page
    assert not page.locator(".tools").is_visible()
    pane = page.locator("#pair-1 .text").first
    shown = [line for line in pane.inner_text().split("\n") if line.strip()]
    assert shown == [line for line in COURIER.text.split("\n") if line.strip()]
    page.click(PASSAGE)
    assert page.url.endswith("#" + PARTNER)
    page.locator("#pair-3 > summary").click()
    assert not page.locator("#pair-3 .texts").is_visible()
    opened.assert_quiet()


# Texts with a contrast below 4.5 to 1 against the nearest ground that is not transparent.
_CONTRAST = """() => {
  const parts = colour => {
    const found = colour.match(/[\\d.]+/g).map(Number);
    return found.length > 3 ? found : [...found, 1];
  };
  const linear = v => v <= 10.02 ? v / 3294.6 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b);
  const ground = element => {
    for (; element; element = element.parentElement) {
      const colour = parts(getComputedStyle(element).backgroundColor);
      if (colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim(), element = walk.currentNode.parentElement;
    if (!text || !element.getClientRects().length || element.closest("script, svg")) continue;
    const shades = [light(parts(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(...shades) + .05) / (Math.min(...shades) + .05);
    if (ratio < 4.5) poor.add(`${ratio.toFixed(2)} ${element.className} ${text.slice(0, 40)}`);
  }
  return [...poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough(opener: Opener, scheme: str) -> None:
    """All text has a contrast of 4.5 to 1 or more (WCAG 2.2 AA) in both themes."""
    opened = opener(render_scan(sample()), color_scheme=scheme)
    assert opened.page.evaluate(_CONTRAST) == []


def test_dark_is_dark(opener: Opener) -> None:
    """The page follows the system's theme."""
    shades = {}
    for scheme in ("light", "dark"):
        opened = opener(render_scan(sample()), color_scheme=scheme)
        shades[scheme] = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert shades == {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 24, 27)"}


def test_print_shows_whole_texts(opener: Opener) -> None:
    """On paper the panes do not scroll and the buttons are gone; the PDF has pages."""
    opened = opener(render_scan(sample()))
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".tools").is_visible()
    cut = opened.page.eval_on_selector_all(
        ".text", "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).length"
    )
    assert cut == 0
    assert opened.page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_runs_over_the_side(opener: Opener, width: int) -> None:
    """From a telephone to a wide screen the page never scrolls sideways, payloads included."""
    for result in (sample(), hostile()):
        opened = opener(render_scan(result), viewport={"width": width, "height": 800})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_narrow_screens_stack(opener: Opener) -> None:
    """On a narrow screen the second text stands below the first."""
    opened = opener(render_scan(sample()), viewport={"width": 400, "height": 800})
    first, second = (opened.page.locator("#pair-1 .text").nth(i).bounding_box() for i in (0, 1))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"]


# What is said before the words of each mark, with its contrast to the ground that it stands on.
_SIGNS = """() => [...document.querySelectorAll(".text .word[data-sign]")].map(word => {
  const light = color => {
    const parts = color.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255).map(
      v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const own = getComputedStyle(word, "::before");
  let ground = own.backgroundColor;
  for (let at = word; ground === "rgba(0, 0, 0, 0)"; at = at.parentElement)
    ground = getComputedStyle(at).backgroundColor;
  const [one, other] = [light(own.color), light(ground)];
  return [own.content, (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_of_moves_and_conflicts_can_be_read(opener: Opener, scheme: str) -> None:
    """Numbers of moves and signs of conflict are drawn, on both sides, with enough contrast."""
    opened = opener(render_comparison(ferry_pair()), color_scheme=scheme)
    signs = opened.page.evaluate(_SIGNS)
    said = [content.strip('"\u2060') for content, _ in signs]
    assert said.count("\u2260") == 2
    assert said.count("\u21951") == 2
    assert all(contrast >= 4.5 for _, contrast in signs)


def test_kinds_of_change_look_different_without_colour(opener: Opener) -> None:
    """Each kind of change has a pattern or line of its own, so that no colour must be told."""
    opened = opener(render_comparison(ferry_pair()))
    looks = {
        kind: opened.page.eval_on_selector(
            f".edited .word.{kind}, .paraphrase .word.{kind}",
            """e => { const s = getComputedStyle(e);
            return [s.backgroundImage !== "none", s.borderTopStyle, s.fontWeight,
                    s.backgroundColor !== "rgba(0, 0, 0, 0)"].join(); }""",
        )
        for kind in ("moved", "replaced", "dropped", "conflict")
    }
    assert len(set(looks.values())) == len(looks)


def test_a_conflict_leads_to_its_words(opener: Opener) -> None:
    """The list of conflicts leads to the words on either side, and marks where it led."""
    opened = opener(render_comparison(ferry_pair()), viewport={"width": 1200, "height": 500})
    for side, words in (("a", "seven"), ("b", "eleven")):
        opened.page.click(f'.conflicts a[href="#c1-{side}-1"]')
        target = opened.page.locator(f"#c1-{side}-1")
        assert target.inner_text() == words
        assert target.get_attribute("title") == "A says “seven”, B says “eleven” (numbers)"
        assert opened.page.evaluate("document.querySelector(':target').id") == f"c1-{side}-1"
        opened.page.wait_for_timeout(100)
        box = target.bounding_box()
        assert box
        assert 0 <= box["y"] < 500
    opened.assert_quiet()
