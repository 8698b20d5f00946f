"""The page as text: policy, escaping, bounds. What a browser makes of it is in tests/browser."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_hostile import hostile
from report_sample import aligned, common_pair, ferry_pair, german_pair, sample

from reuse.align import kept
from reuse.model.alignment import Obfuscation, Role
from reuse.model.document import Document
from reuse.report import html
from reuse.report.html import part_pieces, render_comparison, render_scan, scan_pieces
from reuse.report.page import Page
from reuse.report.pairview import case_keys
from reuse.report.scanview import MAX_LIST, STATIC_PAIRS


class _Page(HTMLParser):
    """Collects elements with attributes, ids and the texts of the panes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.panes: list[str] = []
        self.depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "div":
            if self.depth:
                self.depth += 1
            elif dict(attrs).get("class") == "text":
                self.depth = 1
                self.panes.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1
        if tag == "p" and self.depth:
            self.panes[-1] += "\n"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.depth:
            self.panes[-1] += data


def _values(page: _Page, name: str) -> list[str]:
    return [value for _, attributes in page.elements if (value := attributes.get(name))]


def test_policy_names_the_very_bytes() -> None:
    """The hashes in the content policy are those of the style and script in the file."""
    page = render_scan(sample())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    stated = policy[1].replace("&#39;", "'")
    assert stated.startswith("default-src 'none';")
    assert "base-uri 'none'; form-action 'none'" in stated
    for tag in ("style", "script"):
        bodies = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert len(bodies) == 1
        digest = base64.b64encode(hashlib.sha256(bodies[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in stated


@pytest.mark.parametrize("page", [render_scan(hostile()), render_scan(sample())])
def test_only_our_own_elements_and_attributes(page: str) -> None:
    """No field adds an element, a handler, a style, a source or a link that is not http."""
    parsed = _Page(page)
    tags = [tag for tag, _ in parsed.elements]
    assert (tags.count("style"), tags.count("img")) == (1, 0)
    kinds = [a.get("type") for tag, a in parsed.elements if tag == "script"]
    assert kinds.count(None) == 1
    assert {*kinds} == {None, "text/plain", "application/json"}
    names = {name for _, attributes in parsed.elements for name in attributes}
    assert not {n for n in names if n.startswith("on")} - {"one"}
    assert not names & {"style", "src", "srcset", "action", "formaction", "xlink:href"}
    for target in _values(parsed, "href"):
        assert target.startswith(("#", "https://", "http://"))


def test_hostile_addresses_are_text() -> None:
    """None of the unfit addresses is a link, yet each can be read."""
    parsed = _Page(render_scan(hostile()))
    assert not [t for t in _values(parsed, "href") if not t.startswith("#")]
    assert "javascript:alert(8)" in parsed.text


def test_controls_are_visible() -> None:
    """Control and bidirectional characters are spelled out everywhere in the page."""
    page = render_scan(hostile())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", page)
    assert "⟨U+202E⟩gnp.exe" in page
    assert "⟨U+0000⟩" in page


def test_links_carry_no_trace() -> None:
    """A link out names no referrer and hands over no window."""
    parsed = _Page(render_scan(sample()))
    out = [a for tag, a in parsed.elements if tag == "a" and (a["href"] or "").startswith("http")]
    assert out
    assert all(a["rel"] == "noopener noreferrer nofollow" for a in out)


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    """Every inner link has one target, overlapping passages included."""
    parsed = _Page(render_scan(sample()))
    ids = _values(parsed, "id")
    assert len(ids) == len(set(ids))
    inner = {t[1:] for t in _values(parsed, "href") if t.startswith("#")}
    assert inner <= set(ids)


def test_panes_hold_the_articles() -> None:
    """What stands in a pane is the article, paragraph by paragraph, to the letter."""
    pair = ferry_pair()
    left, right = _Page(render_comparison(pair)).panes
    for pane, document in ((left, pair.left), (right, pair.right)):
        shown = [line for line in pane.split("\n") if line.strip()]
        assert shown == [line for line in document.text.split("\n") if line.strip()]


def test_names_of_pages_are_quoted_in_links() -> None:
    """Whatever the file is called, its pages find each other, and no name is an address."""
    stem = "javascript:a b#c"
    page = Page(split=True)
    ((name, pieces),) = part_pieces(sample(), page, stem)
    assert name == f"{stem}-001.html"
    first, part = _Page("".join(scan_pieces(sample(), page, stem))), _Page("".join(pieces))
    quoted = "javascript%3Aa%20b%23c"
    assert f"{quoted}.html#cases" in _values(part, "href")
    assert [t for t in _values(first, "href") if t.startswith(f"{quoted}-001.html#case-")]
    assert not [t for t in _values(first, "href") if t.startswith("javascript:")]


def test_overlapping_passages_are_both_numbered() -> None:
    """A stretch in two passages belongs to both and shows where the inner one begins."""
    page = render_comparison(common_pair())
    assert 'data-p="1-1 1-2 "' in page


def test_cut_is_stated() -> None:
    """Pairs beyond the bound are not in the page, and it says so."""
    page = render_scan(sample(), Page(max_cases=2))
    assert page.count('<details class="pair"') == 2
    assert "3 pairs found: the 2 most telling ones are on this page" in page
    table = page.split('aria-label="Table of the most telling cases"')[1].split("</table>")[0]
    assert "Abendpost" not in table
    assert "--max-cases" not in render_scan(sample())


def test_pairs_without_reuse_stand_apart() -> None:
    """A pair that shares boilerplate only is not among the findings, but is not lost."""
    pair = ferry_pair()
    footer = tuple(a for a in pair.alignments if a.role is Role.BOILERPLATE)
    page = render_scan(sample(common_pair(), replace(pair, alignments=footer)))
    assert "1 pair sharing words without reuse" in page
    top = page.split('aria-label="Table of the most telling cases"')[1].split("</table>")[0]
    assert "City Post" in top
    assert "Northern Press Agency" not in top
    table = page.split('aria-label="Table of pairs without reuse"')[1].split("</table>")[0]
    assert "<td>boilerplate</td>" in table
    assert "0 %" not in table


def test_cases_that_are_not_drawn_have_no_link() -> None:
    """Without scripts no link leads nowhere, however many cases there are."""
    parsed = _Page(render_scan(sample(*[ferry_pair()] * (STATIC_PAIRS + 3))))
    ids = _values(parsed, "id")
    inner = {t[1:] for t in _values(parsed, "href") if t.startswith("#")}
    assert inner <= set(ids)
    assert len([i for i in ids if re.fullmatch(r"case-[0-9a-f]{12}(-\d+)?", i)]) == STATIC_PAIRS


def test_a_split_report_spreads_its_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case is on one further page, the first page leads there, and none holds the others."""
    monkeypatch.setattr(html, "PART", 2)
    first = "".join(scan_pieces(sample(), Page(split=True)))
    parts = {name: "".join(of) for name, of in part_pieces(sample(), Page(split=True))}
    assert list(parts) == ["report-001.html", "report-002.html"]
    keys = case_keys(sample().comparisons)
    for at, key in enumerate(keys):
        name = f"report-{at // 2 + 1:03}.html"
        assert f'href="{name}#case-{key}"' in first
        assert [f'id="case-{key}"' in page for page in parts.values()] == [at < 2, at >= 2]
    assert 'id="data-cases-0"' not in first
    assert 'id="data-texts-0"' not in first
    assert 'href="report.html#cases"' in parts["report-002.html"]
    assert list(part_pieces(sample(), Page())) == []


@pytest.mark.parametrize("page", [render_scan(sample()), render_comparison(ferry_pair())])
def test_units_are_explained_before_the_pair(page: str) -> None:
    """What p and nats are is said before the first cue."""
    before = page.split('class="cues"', maxsplit=1)[0]
    assert "p: probability of the finding." in before
    assert "1 nat is odds of about 2.7 to 1" in before


def test_complete_scan_has_no_warning() -> None:
    """The warning stands there exactly when something was left out."""
    assert "This scan is incomplete" in render_scan(sample())
    assert "This scan is incomplete" not in render_scan(sample(complete=True))


def test_a_coarse_difference_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage that was compared block by block has a note, and its words are marked."""
    monkeypatch.setattr(kept, "CELLS", 16)
    one, other = "a b c d e f g h " * 3, "h g f e d c b a " * 3
    long = Document(id="long", text=one)
    mirror = Document(id="other", text=other)
    passage = aligned((long, one, None), (mirror, other, None), Obfuscation.VERBATIM)
    pair = replace(
        ferry_pair(),
        left=long,
        right=mirror,
        alignments=(passage,),
        verdict=german_pair().verdict,
    )
    page = render_comparison(pair)
    assert "Passage 1 is long and much changed" in page
    assert page.count('<b class="word ') > 2


@pytest.mark.parametrize(("count", "note"), [(MAX_LIST, False), (MAX_LIST + 1500, True)])
def test_a_long_list_of_one_page_says_that_it_is_cut(count: int, *, note: bool) -> None:
    """Records of one page beyond the cap are not left out without a word."""
    ids = tuple(f"record-{at}" for at in range(count))
    page = _Page(render_scan(replace(sample(), same_page=(ids,)))).text
    assert "record-499" in page
    assert "record-500" not in page
    assert ("(the first 500 of 2,000)" in page) == note


def test_same_input_same_page() -> None:
    """Rendering twice gives the same page."""
    assert render_scan(sample()) == render_scan(sample())


def test_marked_words_say_what_was_done_to_them() -> None:
    """Each kind of change has its look, a legend entry, and words that name the other side's."""
    page = render_comparison(ferry_pair())
    assert '<b class="word replaced" title="replaced: “shortly” in B">soon</b>' in page
    assert '<b class="word dropped" title="only in A">finally</b>' in page
    legend = page.split('aria-label="Legend"')[1].split("</ul>")[0]
    for name in ("replaced", "only in A", "only in B", "conflicting facts"):
        assert f">{name}</b>" in legend


def test_conflicting_facts_are_listed_and_lead_to_their_words() -> None:
    """A conflict is said in words above the texts, with a link to the words on either side."""
    page = render_comparison(ferry_pair())
    listed = page.split('class="conflicts"')[1].split("</section>")[0]
    assert "Passage 2, numbers:" in listed
    parsed = _Page(page)
    ids = {attrs.get("id") for _, attrs in parsed.elements}
    for side, words in (("a", "seven"), ("b", "eleven")):
        assert f'href="#c1-{side}-1"' in listed
        assert f"c1-{side}-1" in ids
        assert re.search(f'id="c1-{side}-1"[^>]*data-sign="≠"[^>]*>{words}</b>', page)
    assert "1 conflicting fact" in parsed.text


def test_hostile_words_do_not_leave_a_title() -> None:
    """What a mark quotes of the other side is escaped and spelt out like any text."""
    left, right = 'one "><script>x</script> two', "one \u202e\"' onx= two"
    one, other = Document(id="one", text=left), Document(id="other", text=right)
    passage = aligned((one, left, None), (other, right, None), Obfuscation.EDITED)
    pair = replace(german_pair(), left=one, right=other, alignments=(passage,))
    page = render_comparison(pair)
    assert page.count("<script>") == 1
    assert "<script>x" not in page
    assert "\u202e" not in page
    assert not any("onx" in attrs for _, attrs in _Page(page).elements)


def test_what_two_outlets_have_of_each_other_stands_together() -> None:
    """Both directions and what has none are one group of rows; only other links stand apart."""
    page = render_scan(sample())
    outlets = page[page.index('<section id="outlets"') : page.index('<section id="records"')]
    flows, lone = re.findall(r"<tbody>(.*?)</tbody>", outlets, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "|", row).count("Abendpost") for row in flows.split("</tr>")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert "28 h later (give or take 20 h; 1 document)" in flows
    assert "1 common source, 2 cannot tell" in flows
    assert "Fjord FM" in lone
    assert "Northern Press Agency" not in lone


def test_flows_are_bounded() -> None:
    """Of very many pairs of outlets the first ones are shown, and the page says so."""
    result = sample()
    (flow, *_) = result.outlets.flows
    many = tuple(replace(flow, carrier=f"Outlet {n}") for n in range(MAX_LIST + 1))
    page = render_scan(replace(result, outlets=replace(result.outlets, flows=many)))
    assert f"The first {MAX_LIST} of {MAX_LIST + 1} pairs of outlets" in page
    assert f"Outlet {MAX_LIST - 1}<" in page
    assert f"Outlet {MAX_LIST}<" not in page
