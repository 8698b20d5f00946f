"""The list of cases in a browser: searched, ordered, sent on, saved, and with names hidden."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from browser_support import Opened, Opener
from playwright.sync_api import Page, expect
from report_payloads import payloads_everywhere
from report_sample import common_pair, ferry_pair, german_pair, sample

from reuse.model.alignment import Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.model.verdict import Credit
from reuse.report.html import part_pieces, render_scan, scan_pieces
from reuse.report.page import Page as ReportPage

COURIER = "Harbour Courier likely derives from Northern Press Agency"
POST = "City Post and Harbour Courier: likely a common source"
GERMAN = "Abendpost and “Fähre auf Grund gelaufen”: cannot tell"


def _footer_pair() -> Comparison:
    pair = ferry_pair()
    footer = tuple(a for a in pair.alignments if a.role is Role.BOILERPLATE)
    named = replace(pair.left, id="footer", outlet="Fjord FM")
    return replace(pair, left=named, alignments=footer)


def _list(opener: Opener, result: ScanResult | None = None) -> Opened:
    pairs = (ferry_pair(), common_pair(), german_pair(), _footer_pair())
    page = render_scan(result or sample(*pairs), ReportPage(max_cases=2_000))
    opened = opener(page, fragment="#cases")
    opened.page.locator(".row").first.wait_for()
    return opened


def _many(count: int) -> ScanResult:
    base = german_pair()
    return sample(
        *(
            replace(
                base,
                left=replace(base.left, id=f"l{n:05}", outlet=f"Outlet {n:05}"),
                right=replace(base.right, id=f"r{n:05}"),
            )
            for n in range(count)
        )
    )


def test_only_findings_at_first(opener: Opener) -> None:
    """Pairs without reuse come in when they are asked for, and say what they share."""
    opened = _list(opener)
    assert opened.rows() == [COURIER, POST, GERMAN]
    assert opened.page.locator("#shown").inner_text() == "3 of 3 cases with reuse"
    opened.page.check("#all")
    assert len(opened.rows()) == 4
    assert "boilerplate" in opened.page.locator(".row").nth(3).inner_text()


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("courier", [COURIER, POST]),
        ("COURIER  post", [POST]),
        ("abend-3", [GERMAN]),
        ("fähre", [GERMAN]),
        ("lucky", [COURIER, POST]),
        ("<script>", []),
    ],
)
def test_search(opener: Opener, asked: str, rows: list[str]) -> None:
    """Every word asked for stands in a name, a title or an id of each case that is left."""
    opened = _list(opener)
    opened.page.fill("#q", asked)
    assert opened.rows() == rows
    assert opened.page.locator("#none").is_visible() == (not rows)
    assert opened.page.locator("#csv").is_disabled() == (not rows)
    opened.assert_quiet()


@pytest.mark.parametrize(
    ("name", "value", "rows"),
    [
        ("rel", "derived", [COURIER]),
        ("rel", "common", [POST]),
        ("rel", "undetermined", [GERMAN]),
        ("credit", "credited", [COURIER]),
        ("credit", "uncredited", []),
        ("outlet", "City Post", [POST]),
        ("order", "share", [POST, COURIER, GERMAN]),
        ("order", "words", [COURIER, POST, GERMAN]),
        ("order", "probability", [COURIER, POST, GERMAN]),
        ("order", "newest", [GERMAN, POST, COURIER]),
        ("order", "oldest", [COURIER, POST, GERMAN]),
        ("order", "outlet", [GERMAN, POST, COURIER]),
    ],
)
def test_choices_and_orders(opener: Opener, name: str, value: str, rows: list[str]) -> None:
    """Each choice leaves what it says, each order puts it so, and the address keeps it."""
    opened = _list(opener)
    opened.page.select_option(f"#{name}", value)
    assert opened.rows() == rows
    address = opened.page.url
    opened.go("overview")
    opened.page.goto("about:blank")
    opened.requests.clear()
    opened.page.goto(address)
    opened.page.locator("html[data-ready]").wait_for(state="attached")
    assert opened.rows() == rows
    assert opened.page.input_value(f"#{name}") == value


def test_cases_of_one_text_can_stand_together(opener: Opener) -> None:
    """In the order of clusters the cases of one family follow each other, loose ones come last."""
    opened = _list(opener, sample())
    opened.page.select_option("#order", "family")
    assert opened.rows() == [COURIER, POST, GERMAN]
    loose = replace(sample(), derivations=sample().derivations[1:])
    again = _list(opener, loose)
    again.page.select_option("#order", "family")
    assert again.rows() == [GERMAN, COURIER, POST]


def test_the_list_is_kept_while_a_case_is_read(opener: Opener) -> None:
    """Back from a case the list is as it was left, and the case knew its neighbours in it."""
    opened = _list(opener)
    opened.page.select_option("#order", "outlet")
    opened.page.locator(".row a").first.click()
    opened.page.locator("#case-body .texts").wait_for()
    assert opened.page.locator("#case-place").inner_text() == "1 of 3 in the list"
    opened.page.click('#case .tools a[href="#cases"]')
    assert opened.rows() == [GERMAN, POST, COURIER]
    assert opened.page.input_value("#order") == "outlet"


def test_a_cell_of_the_matrix_leads_to_its_cases(opener: Opener) -> None:
    """The number in a cell opens the list of the cases between the two outlets."""
    result = sample()
    (flow, *_) = result.outlets.flows
    real = replace(flow, carrier="Harbour Courier", source="Northern Press Agency")
    opened = opener(render_scan(replace(result, outlets=replace(result.outlets, flows=(real,)))))
    opened.page.locator(".matrix a").first.click()
    opened.page.locator(".row").first.wait_for()
    assert opened.rows() == [COURIER]


def test_what_is_not_credited_is_one_step_away(opener: Opener) -> None:
    """The overview leads to the cases without credit, and to no other."""
    pair = ferry_pair()
    silent = replace(pair, verdict=replace(pair.verdict, credit=Credit.UNCREDITED))
    opened = opener(render_scan(sample(common_pair(), silent)))
    opened.page.click('#overview a[data-list="credit=uncredited"]')
    opened.page.locator(".row").first.wait_for()
    assert opened.rows() == [COURIER]
    assert "not credited" in opened.page.locator(".row").inner_text()


def test_rows_are_drawn_as_they_are_seen(opener: Opener) -> None:
    """However long the list, few rows are in the page, the right ones, wherever one scrolls."""
    opened = _list(opener, _many(2_000))
    count = opened.page.locator(".row").count()
    assert 10 < count < 60
    opened.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    opened.page.locator('.row[data-at="1999"]').wait_for()
    assert opened.page.locator(".row").count() < 80
    last = opened.page.locator('.row[data-at="1999"]')
    assert last.get_attribute("aria-setsize") == "2000"
    assert "Outlet 01999" in last.inner_text()
    places = [int(r.get_attribute("data-at") or -1) for r in opened.page.locator(".row").all()]
    assert places == sorted(places)


def test_keys_walk_through_the_rows(opener: Opener) -> None:
    """With the keyboard alone one reaches every row, even those not drawn yet, and opens it."""
    opened = _list(opener, _many(200))
    for _ in range(40):
        opened.page.keyboard.press("j")
    place = "document.activeElement.closest('.row').dataset.at"
    assert opened.page.evaluate(place) == "39"
    opened.page.keyboard.press("k")
    assert opened.page.evaluate(place) == "38"
    opened.page.keyboard.press("Enter")
    opened.page.locator("#case-body .texts").wait_for()
    assert opened.page.locator("#case-name").inner_text() == "Case 39"
    opened.page.keyboard.press("/")
    expect(opened.page.locator("#q")).to_be_focused()


def _saved(page: Page, button: str) -> str:
    with page.expect_download() as waited:
        page.click(button)
    return Path(waited.value.path()).read_text("utf-8")


def test_the_visible_list_is_saved(opener: Opener) -> None:
    """CSV and JSON hold the cases in the list, in its order, with what the rows show and more."""
    opened = _list(opener)
    opened.page.fill("#q", "courier")
    opened.page.select_option("#order", "share")
    records = json.loads(_saved(opened.page, "#json"))
    assert [r["left_id"] for r in records] == ["cp-9", "hc/2025/77"]
    rows = list(csv.DictReader(io.StringIO(_saved(opened.page, "#csv").lstrip("\ufeff"))))
    assert [row["left_id"] for row in rows] == ["cp-9", "hc/2025/77"]
    assert (rows[1]["relation"], rows[1]["probability"], rows[1]["credit"]) == (
        "left_from_right",
        "0.93",
        "credited",
    )
    assert rows[1]["left_title"] == "Fog, a sandbank and 212 lucky travellers"
    opened.assert_quiet()


def test_no_cell_is_a_formula(opener: Opener) -> None:
    """No cell of the CSV begins like a formula, and JSON gives the fields as they are."""
    opened = _list(opener, payloads_everywhere())
    opened.page.check("#all")
    rows = list(csv.reader(io.StringIO(_saved(opened.page, "#csv").lstrip("\ufeff"))))
    cells = [cell for row in rows[1:] for cell in row]
    assert len(rows) == 151
    assert not [c for c in cells if c.strip()[:1] in tuple("=+@") or c.lstrip()[:2] == "-2"]
    assert any(c.startswith("'=HYPERLINK") for c in cells)
    records = json.loads(_saved(opened.page, "#json"))
    assert {r["left_id"] for r in records} == {c.left.id for c in payloads_everywhere().comparisons}
    opened.assert_quiet()


def _copied(opened: Opened, button: str) -> str:
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.click(button)
    expect(opened.page.locator("#said")).to_contain_text("Copied")
    return str(opened.page.evaluate("navigator.clipboard.readText()"))


def test_a_case_is_copied_as_text(opener: Opener) -> None:
    """The copy holds the verdict, the passages, the cues and what is not claimed."""
    opened = _list(opener)
    opened.go_case(1)
    text = _copied(opened, "#copy-text")
    assert text.startswith(
        "Harbour Courier very likely derives from Northern Press Agency (p = 0.93).\n"
    )
    for part in (
        "A: Harbour Courier; Fog, a sandbank and 212 lucky travellers",
        "https://npa.example/2025/ferry-skarholm",
        "2: edited, 84 % of 31 words kept in order",
        "B: The Nordlys had left the mainland shortly after four",
        "3.0 nats: Harbour Courier names Northern Press Agency near the reused text.",
        "NOT CLAIMED",
    ):
        assert part in text


def test_a_case_is_copied_as_markdown(opener: Opener) -> None:
    """Nothing that an article holds is markup in the copy."""
    pair = ferry_pair()
    title = "*Fog* [link](https://evil.example) <b>`x`</b> # | ~"
    marked = replace(pair, left=replace(pair.left, title=title))
    opened = _list(opener, sample(marked))
    opened.go_case(1)
    text = _copied(opened, "#copy-markdown")
    assert text.startswith("## Harbour Courier very likely derives")
    assert "\\*Fog\\* \\[link\\](https://evil.example) \\<b\\>\\`x\\`\\</b\\> \\# \\| \\~" in text
    assert "### Not claimed" in text
    assert "  > B: Investigators want to know" in text


def test_the_address_of_a_case_is_copied(opener: Opener) -> None:
    """What is copied leads to the case."""
    opened = _list(opener)
    opened.go_case(2)
    address = _copied(opened, "#copy-link")
    assert address == opened.page.url
    assert "#case-" in address


def test_names_can_be_hidden(opener: Opener) -> None:
    """In a blind review no outlet or author is named anywhere on the page, nor in what it gives."""
    opened = _list(opener)
    opened.page.check("#blind")
    names = ("Harbour Courier", "Northern Press Agency", "City Post", "Ida Brandt")
    for section in ("overview", "cases", "clusters", "outlets", "records"):
        opened.go(section)
        shown = opened.page.locator("body").inner_text()
        assert not [name for name in names if name in shown], section
    opened.go_case(1)
    case = opened.page.locator("#case")
    assert not [name for name in names if name in case.inner_text()]
    assert not [name for name in names if name in case.inner_html().split("<header")[0]]
    assert "Outlet 4 very likely derives from Outlet 5" in case.inner_text()
    text = _copied(opened, "#copy-text")
    assert not [name for name in names if name in text]
    assert "npa.example" not in text
    opened.go("cases")
    saved = _saved(opened.page, "#csv")
    assert not [name for name in names if name in saved]
    opened.page.uncheck("#blind")
    assert opened.rows()[0] == COURIER
    opened.go_case(1)
    assert "Ida Brandt" in case.inner_text()


def test_pages_of_a_split_report_lead_to_each_other(opener: Opener, tmp_path: Path) -> None:
    """From the list of the first page a case opens on its own page, and back."""
    page = ReportPage(split=True)
    for name, pieces in part_pieces(sample(), page, "page"):
        (tmp_path / name).write_text("".join(pieces), encoding="utf-8")
    opened = opener("".join(scan_pieces(sample(), page, "page")), fragment="#cases")
    opened.page.locator(".row a").nth(1).click()
    opened.page.locator("#case-body .texts").wait_for()
    assert opened.page.url.split("#")[0].endswith("page-001.html")
    assert "City Post" in opened.page.locator("#case-verdict").inner_text()
    opened.page.click('#bar a[href="page.html"]')
    opened.page.locator("html[data-ready]").wait_for(state="attached")
    assert opened.page.locator("#overview").is_visible()
    assert opened.messages == []


def test_an_empty_scan_opens(opener: Opener) -> None:
    """A scan that found nothing has a page that says so."""
    nothing = replace(sample(), comparisons=(), clusters=(), derivations=())
    alone = replace(nothing, documents=(Document(id="a", text="x"),))
    opened = opener(render_scan(alone), fragment="#cases")
    assert opened.page.locator("#none").is_visible()
    opened.go("overview")
    assert "No article was found" in opened.page.locator("#overview").inner_text()
    opened.assert_quiet()
