"""One case in a browser: both texts move together, and each match says why it is one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from browser_support import Opened, Opener
from report_sample import COURIER, aligned, ferry_pair, sample

from reuse.model.alignment import Obfuscation
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.report.html import render_comparison, render_scan
from reuse.report.pairview import case_keys

PASSAGE, PARTNER = "p1-2-a", "p1-2-b"


def _pair(opener: Opener, **options: object) -> Opened:
    size = {"width": 1200, "height": 500}
    return opener(render_comparison(ferry_pair()), **{"viewport": size, **options})


def _in_sight(opened: Opened, name: str) -> bool:
    opened.page.wait_for_timeout(600)
    return bool(
        opened.page.evaluate(
            """id => { const e = document.getElementById(id); const p = e.closest(".text");
            const a = e.getBoundingClientRect(), b = p.getBoundingClientRect();
            return a.top >= b.top - 1 && a.top < Math.min(b.bottom, innerHeight); }""",
            name,
        )
    )


def test_click_leads_to_the_partner(opener: Opener) -> None:
    """A click on a passage focuses its partner, brings it into view and lights up both."""
    opened = _pair(opener)
    opened.page.click(f"#{PASSAGE}")
    assert opened.focused() == PARTNER
    assert opened.lit() == {"1-2"}
    assert _in_sight(opened, PARTNER)
    opened.assert_quiet()


def test_both_sides_stand_at_one_height(opener: Opener) -> None:
    """Following a passage puts it and its partner side by side, however far apart they were."""
    filler = "Nothing of this is shared. " * 400
    shared = "The council of Port Ellery met on Tuesday to speak of the old pier and its ferry."
    one, other = (
        Document(id="a", text=filler + shared + filler),
        Document(id="b", text=shared + filler),
    )
    passage = aligned((one, shared, None), (other, shared, None), Obfuscation.VERBATIM)
    pair = replace(ferry_pair(), left=one, right=other, alignments=(passage,))
    verdict = replace(pair.verdict, cues=(), credit_line=None)
    opened = opener(
        render_comparison(replace(pair, verdict=verdict)),
        viewport={"width": 1200, "height": 700},
        reduced_motion="reduce",
    )
    opened.page.keyboard.press("n")
    tops = opened.page.eval_on_selector_all(
        ".text a.run[id]", "all => all.map(e => e.getBoundingClientRect().top)"
    )
    assert abs(tops[0] - tops[1]) < 40
    assert _in_sight(opened, "p1-1-a")
    assert _in_sight(opened, "p1-1-b")


def test_enter_leads_to_the_partner_and_back(opener: Opener) -> None:
    """With the keyboard alone Enter goes to the partner and Enter again comes back."""
    opened = _pair(opener)
    opened.page.focus(f"#{PASSAGE}")
    opened.page.keyboard.press("Enter")
    assert opened.focused() == PARTNER
    opened.page.keyboard.press("Enter")
    assert opened.focused() == PASSAGE


def test_keys_and_buttons_walk_through_the_passages(opener: Opener) -> None:
    """Keys n and j go on, p and k go back, as the buttons do, and the place is said."""
    opened = _pair(opener)
    focus = []
    for key in "nnjjpk":
        opened.page.keyboard.press(key)
        focus.append(opened.focused())
    assert focus == [f"p1-{n}-a" for n in (1, 2, 3, 4, 3, 2)]
    opened.page.click("#next")
    assert opened.focused() == "p1-3-a"
    opened.page.click("#previous")
    assert opened.focused() == "p1-2-a"
    where = opened.page.locator("#where").inner_text()
    assert where == "Passage 2 of 6: edited, 84 % of 31 words kept in order"


def test_keys_can_be_switched_off(opener: Opener) -> None:
    """Single-letter keys do nothing once the box is cleared."""
    opened = _pair(opener)
    opened.page.uncheck("#keys")
    opened.page.keyboard.press("n")
    assert opened.lit() == set()


def test_focus_is_visible(opener: Opener) -> None:
    """What has the focus has an outline."""
    opened = _pair(opener)
    opened.page.keyboard.press("n")
    width = opened.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(width.removesuffix("px")) >= 2


def test_the_bar_by_a_text_leads_to_its_passages(opener: Opener) -> None:
    """A click on a mark of the bar goes to that passage on that side."""
    opened = _pair(opener)
    opened.page.locator('.strip [data-p="1-4"]').nth(1).click()
    assert opened.focused() == "p1-4-b"
    assert opened.lit() == {"1-4"}


def test_why_leads_to_the_reasons(opener: Opener) -> None:
    """From a passage one step leads to why it matched, and from there back to the text."""
    opened = _pair(opener)
    opened.page.click(f"#{PASSAGE}")
    opened.page.click("#why")
    item = opened.page.locator("#m1-2")
    assert "found" in (item.get_attribute("class") or "")
    assert "The longest run in common has 6 words" in item.inner_text()
    item.locator("a.run").click()
    assert opened.focused() == PASSAGE


def test_a_cue_and_a_conflict_lead_to_their_words(opener: Opener) -> None:
    """The words behind a cue, and facts that conflict, are found and marked in the texts."""
    opened = _pair(opener)
    opened.page.click('.cues a[href="#w1-a-2"]')
    found = opened.page.locator(".text .found")
    assert found.inner_text() == "as the Northern Press Agency first reported"
    for side, words in (("a", "seven"), ("b", "eleven")):
        opened.page.click(f'.conflicts a[href="#c1-{side}-1"]')
        assert found.inner_text() == words
        assert found.get_attribute("title") == "A says “seven”, B says “eleven” (numbers)"
        box = found.bounding_box()
        assert box
        assert 0 <= box["y"] < 500
    opened.assert_quiet()


@pytest.mark.parametrize("look", ["edited", "quotation", "boilerplate"])
def test_the_legend_filters_passages(opener: Opener, look: str) -> None:
    """A kind of passage that is switched off is neither marked, listed, drawn nor stopped at."""
    opened = _pair(opener)
    run = opened.page.locator(f".text .run.{look}").first
    marked = "e => getComputedStyle(e).backgroundColor + getComputedStyle(e).backgroundImage"
    before = run.evaluate(marked)
    opened.page.uncheck(f'[data-look="{look}"]')
    assert run.evaluate(marked) != before
    assert run.inner_text()
    assert not opened.page.locator(f".passage.of-{look}").first.is_visible()
    assert not opened.page.locator(f".strip .{look}").first.is_visible()
    seen = set()
    for _ in range(8):
        opened.page.keyboard.press("n")
        seen.add(opened.focused())
    assert run.get_attribute("id") not in seen
    assert len(seen) == 5
    opened.page.check(f'[data-look="{look}"]')
    assert run.evaluate(marked) == before


def test_the_legend_filters_words(opener: Opener) -> None:
    """Differing words can be left unmarked."""
    opened = _pair(opener)
    word = opened.page.locator(".text .word.replaced").first
    assert word.evaluate("e => getComputedStyle(e).backgroundImage") != "none"
    opened.page.uncheck('[data-look="replaced"]')
    assert word.evaluate("e => getComputedStyle(e).backgroundImage") == "none"


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
    signs = _pair(opener, color_scheme=scheme).page.evaluate(_SIGNS)
    said = [content.strip('"\u2060') for content, _ in signs]
    assert said.count("\u2260") == 2
    assert said.count("\u21951") == 2
    assert all(contrast >= 4.5 for _, contrast in signs)


def test_kinds_of_change_look_different_without_colour(opener: Opener) -> None:
    """Each kind of change has a pattern or line of its own, so that no colour must be told."""
    opened = _pair(opener)
    looks = {
        kind: opened.page.eval_on_selector(
            f".text .edited .word.{kind}, .text .paraphrase .word.{kind}",
            """e => { const s = getComputedStyle(e);
            return [s.backgroundImage !== "none", s.borderTopStyle, s.fontWeight,
                    s.backgroundColor !== "rgba(0, 0, 0, 0)"].join(); }""",
        )
        for kind in ("moved", "replaced", "dropped", "conflict")
    }
    assert len(set(looks.values())) == len(looks)


def test_kinds_of_passage_look_different_without_colour(opener: Opener) -> None:
    """So has each kind of passage."""
    opened = _pair(opener)
    kinds = ("verbatim", "edited", "paraphrase", "summary", "quotation", "boilerplate")
    looks = {
        kind: opened.page.eval_on_selector(
            f".text .run.{kind}",
            """e => { const s = getComputedStyle(e);
            return [s.textDecorationStyle, s.textDecorationLine, s.fontStyle,
                    s.backgroundImage !== "none"].join(); }""",
        )
        for kind in kinds
    }
    assert len(set(looks.values())) == len(kinds)


def test_each_text_has_its_language_and_direction(opener: Opener) -> None:
    """Arabic runs from right to left and is named Arabic, beside English that is not."""
    arabic = "\u0627\u0635\u0637\u062f\u0645\u062a \u0627\u0644\u0639\u0628\u0627\u0631\u0629"
    left = Document(id="ar", text=f"{arabic}\n{arabic}", language="ar", title=arabic)
    right = replace(COURIER, id="en", text=f"{arabic}\nplain words")
    passage = aligned((left, arabic, None), (right, arabic, None), Obfuscation.VERBATIM)
    pair = replace(ferry_pair(), left=left, right=right, alignments=(passage,))
    verdict = replace(pair.verdict, cues=(), credit_line=None)
    opened = opener(render_comparison(replace(pair, verdict=verdict)))
    panes = opened.page.locator(".text")
    assert [panes.nth(i).get_attribute("lang") for i in (0, 1)] == ["ar", "en"]
    side = "e => getComputedStyle(e).direction"
    assert panes.nth(0).locator("p").first.evaluate(side) == "rtl"
    assert panes.nth(1).locator("p").nth(1).evaluate(side) == "ltr"
    assert opened.page.locator(".headline").first.evaluate(side) == "rtl"
    assert opened.page.locator("blockquote").first.get_attribute("lang") == "ar"


def test_narrow_screens_stack(opener: Opener) -> None:
    """On a narrow screen the second text stands below the first."""
    opened = _pair(opener, viewport={"width": 390, "height": 800})
    first, second = (opened.page.locator(".text").nth(i).bounding_box() for i in (0, 1))
    assert first
    assert second
    assert second["y"] >= first["y"] + first["height"]


def test_an_address_leads_to_a_case_and_a_passage(opener: Opener) -> None:
    """The fragment of a case opens it at once, and one of its passages with it."""
    pairs: tuple[Comparison, ...] = sample().comparisons
    key = case_keys(pairs)[0]
    opened = opener(render_scan(sample()), fragment=f"#case-{key}/3")
    assert opened.focused() == "p1-3-a"
    opened.go(f"case-{case_keys(pairs)[2]}")
    opened.wait_case("Case 3")
    assert "Cannot tell" in opened.page.locator("#case-verdict").inner_text()
    opened.page.go_back()
    opened.wait_case("Case 1")
    opened.assert_quiet()


def test_an_unknown_address_shows_the_overview(opener: Opener) -> None:
    """A fragment that names nothing here does no harm."""
    opened = opener(render_scan(sample()), fragment="#case-000000000000")
    assert opened.page.locator("#overview").is_visible()
    opened.go("%00%3Cscript%3E")
    opened.assert_quiet()


def test_keys_go_from_case_to_case_and_back(opener: Opener) -> None:
    """Brackets lead to the cases before and after, Escape to the list, where one was."""
    opened = opener(render_scan(sample()))
    opened.go_case(1)
    name = opened.page.locator("#case-name")
    assert opened.page.locator("#earlier").is_disabled()
    opened.page.keyboard.press("]")
    opened.wait_case("Case 2")
    opened.page.keyboard.press("[")
    opened.wait_case("Case 1")
    assert name.inner_text() == "Case 1"
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#cases").is_visible()
