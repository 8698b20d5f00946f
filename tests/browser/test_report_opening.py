"""The page opens quietly, holds its peace whatever is in it, and can be read by everyone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser_support import Opened, Opener
from report_hostile import hostile
from report_payloads import PAYLOADS_300, payloads_everywhere
from report_sample import COURIER, ferry_pair, sample

from reuse.model.document import Document
from reuse.report.escape import shorten, visible
from reuse.report.html import render_comparison, render_scan

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SECTIONS = ["overview", "cases", "clusters", "outlets", "records"]


@pytest.mark.parametrize(
    "page", [render_scan(sample()), render_comparison(ferry_pair())], ids=["scan", "comparison"]
)
def test_opens_quietly(opener: Opener, page: str) -> None:
    """The page opens from disk without a message, a policy violation or a request."""
    opened = opener(page)
    assert opened.page.locator("#theme").is_visible()
    opened.assert_quiet()


def test_sections_open_quietly(opener: Opener) -> None:
    """Each link of the bar shows its section and no other, and says which it is."""
    opened = opener(render_scan(sample()))
    for name in SECTIONS:
        opened.page.click(f'#bar a[href="#{name}"]')
        shown = opened.page.locator("main > section:visible")
        assert shown.count() == 1
        assert shown.get_attribute("id") == name
        assert opened.page.locator("#bar a[aria-current]").get_attribute("href") == f"#{name}"
    opened.assert_quiet()


def test_hostile_fields_do_nothing(opener: Opener) -> None:
    """Whatever a field holds, nothing runs, nothing is asked for, the page stays whole."""
    opened = opener(render_scan(hostile()))
    for name in SECTIONS:
        opened.go(name)
    opened.go_case(1)
    for passage in opened.page.locator("a.run[id]").all():
        passage.hover()
        passage.click()
    assert opened.page.locator("script:not([type])").count() == 1
    assert opened.page.locator("img").count() == 0
    assert opened.page.locator("footer").is_visible()
    opened.assert_quiet()


# What a case shows of its two documents, as the reader has it.
_SHOWN = """() => [...document.querySelectorAll("#case-body .side")].map(side => ({
  name: side.querySelector("h4 bdi").textContent,
  title: side.querySelector(".headline").textContent,
  facts: [...side.querySelectorAll(".facts dd")].map(e => e.textContent),
  text: [...side.querySelectorAll(".text p")].map(e => e.textContent),
}))"""


def _expected(document: Document) -> dict[str, Any]:
    """The same as the program would say it: whole lines, and fields on one line."""
    fields = (document.published, document.author, document.id)
    lines = [line for line in re.split(r"\r\n|\r|\n", document.text) if line.strip()]
    return {
        "name": visible(shorten(document.outlet or "", 60)),
        "title": visible(shorten(document.title or "", 300)),
        "facts": [
            *(visible(shorten(field or "", 200)) for field in fields),
            visible(shorten(document.url or "", 90)),
        ],
        "text": [visible(line) for line in lines],
    }


def test_three_hundred_payloads_are_text(opener: Opener) -> None:
    """In every field of documents and of what is said of them, a payload is shown and no more."""
    assert len(set(PAYLOADS_300)) == 300
    result = payloads_everywhere()
    opened = opener(render_scan(result))
    for name in SECTIONS:
        opened.go(name)
    opened.go("cases?all=1")
    for number, comparison in enumerate(result.comparisons, 1):
        if number == 1:
            opened.go_case(1)
        else:
            opened.page.click("#later")
            opened.wait_case(f"Case {number}")
        documents = (comparison.left, comparison.right)
        assert opened.page.evaluate(_SHOWN) == [_expected(document) for document in documents]
    assert opened.page.evaluate("document.querySelectorAll('script:not([type])').length") == 1
    assert opened.page.evaluate("Object.prototype.hay === undefined")
    opened.assert_quiet()


def test_the_policy_stops_what_escaping_might_miss(opener: Opener) -> None:
    """Even a script or image that got into the page would be refused."""
    page = render_scan(sample()).replace(
        "</footer>", "<script>alert(1)</script><img src='https://evil.example/x'></footer>"
    )
    opened = opener(page)
    assert opened.dialogs == []
    assert len([m for m in opened.messages if "Content Security Policy" in m]) == 2


def test_what_is_invisible_is_the_same_for_page_and_program(opener: Opener) -> None:
    """The script spells out exactly the characters that `visible` spells out."""
    opened = opener(render_scan(sample()))
    opened.page.evaluate("location.hash = 'cases'")
    every = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    spelled = {ord(c) for c in every if visible(c) != c}
    ranges = opened.page.evaluate("JSON.parse(document.getElementById('unsafe').textContent)")
    assert spelled == {code for first, last in ranges for code in range(first, last + 1)}


def test_without_script_everything_is_there(opener: Opener) -> None:
    """With JavaScript off all sections and the most telling texts can be read and followed."""
    opened = opener(render_scan(sample()), java_script_enabled=False)
    page = opened.page
    assert not page.locator("#theme").is_visible()
    for name in SECTIONS:
        assert page.locator(f"#{name}").is_visible()
    details = page.locator("#detail details").first
    details.locator("summary").click()
    pane = details.locator(".text").first
    shown = [line for line in pane.inner_text().split("\n") if line.strip()]
    assert shown == [line for line in COURIER.text.split("\n") if line.strip()]
    page.click("#p1-2-a")
    assert page.url.endswith("#p1-2-b")
    opened.assert_quiet()


# Both drawings of a case as text, without the space between elements.
_SAME = """page => {
  const other = new DOMParser().parseFromString(page, "text/html");
  const key = location.hash.slice(1);
  const plain = node => {
    const copy = node.cloneNode(true);
    for (const e of copy.querySelectorAll("summary, .verdict, .walk, .legend")) e.remove();
    for (const e of copy.querySelectorAll("article > .quiet")) e.remove();
    for (const e of copy.querySelectorAll("*")) {
      e.normalize();
      const all = [...e.attributes].sort((a, b) => a.name < b.name ? -1 : 1);
      for (const a of all) e.removeAttribute(a.name);
      for (const a of all) e.setAttribute(a.name, a.value);
    }
    return copy.innerHTML.replace(/\\s+/g, " ").replace(/> </g, "><").replace(/ </g, "<")
      .replace(/> /g, ">").replace(/></g, ">\\n<").trim().split("\\n");
  };
  const fixed = other.getElementById(key);
  return [plain(fixed), plain(document.getElementById("case-body"))];
}"""


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_script_draws_what_the_template_draws(opener: Opener, number: int) -> None:
    """A case is the same with scripts and without, to the last attribute."""
    page = render_scan(sample())
    opened = opener(page)
    opened.go_case(number)
    fixed, drawn = opened.page.evaluate(_SAME, page)
    assert drawn == fixed
    assert len(drawn) > 50


def _violations(opened: Opened) -> list[str]:
    opened.page.evaluate(AXE.read_text("utf-8"))
    found = opened.page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{v['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for v in found["violations"]
        for node in v["nodes"][:3]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_axe_finds_nothing(opener: Opener, scheme: str, width: int) -> None:
    """At WCAG 2.2 AA there is nothing to object to, in any view, in either theme."""
    opened = opener(
        render_scan(sample()),
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,
        reduced_motion="reduce",
    )
    found = {}
    for name in SECTIONS:
        opened.go(name)
        for details in opened.page.locator(f"#{name} details").all():
            details.evaluate("e => e.open = true")
        found[name] = _violations(opened)
    for number in (1, 2, 3):
        opened.go_case(number)
        opened.page.keyboard.press("n")
        found[f"case {number}"] = _violations(opened)
    assert {name: of for name, of in found.items() if of} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_without_scripts_or_in_a_comparison(opener: Opener, scheme: str) -> None:
    """The same holds of the page of one pair, and of the whole page where no script ran."""
    opened = opener(render_comparison(ferry_pair()), color_scheme=scheme, bypass_csp=True)
    assert _violations(opened) == []
    page = render_scan(sample()).replace("<script>", '<script type="text/none">')
    still = opener(page, ready=False, color_scheme=scheme, bypass_csp=True)
    for details in still.page.locator("details").all():
        details.evaluate("e => e.open = true")
    assert still.page.locator("#detail").is_visible()
    assert _violations(still) == []


@pytest.mark.parametrize("width", [360, 390, 800, 1400])
def test_nothing_runs_over_the_side(opener: Opener, width: int) -> None:
    """From a telephone to a wide screen the page never scrolls sideways, payloads included."""
    for result in (sample(), hostile()):
        opened = opener(render_scan(result), viewport={"width": width, "height": 800})
        for name in SECTIONS:
            opened.go(name)
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= width, name
        opened.go_case(1)
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_theme_can_be_chosen(opener: Opener) -> None:
    """The page follows the system's theme unless the reader chooses one."""
    opened = opener(render_scan(sample()), color_scheme="dark")
    shade = "getComputedStyle(document.body).backgroundColor"
    dark, light = "rgb(22, 24, 27)", "rgb(255, 255, 255)"
    assert opened.page.evaluate(shade) == dark
    opened.page.select_option("#theme", "light")
    assert opened.page.evaluate(shade) == light
    opened.page.emulate_media(color_scheme="light")
    opened.page.select_option("#theme", "dark")
    assert opened.page.evaluate(shade) == dark
    opened.page.select_option("#theme", "auto")
    assert opened.page.evaluate(shade) == light
