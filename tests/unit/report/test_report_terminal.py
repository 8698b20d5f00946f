"""Results in the terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from report_hostile import hostile
from report_sample import aligned, common_pair, ferry_pair, german_pair, sample
from rich.cells import cell_len
from rich.console import Console

from reuse.model.alignment import Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.result import ScanResult
from reuse.report.terminal import print_comparison, print_scan

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def _console(width: int = 100, *, colour: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
        legacy_windows=False,
    )


def _said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _scan(result: ScanResult, width: int = 100) -> str:
    console = _console(width)
    print_scan(result, console)
    return _said(console)


def _compare(comparison: Comparison, width: int = 100) -> str:
    console = _console(width)
    print_comparison(comparison, console)
    return _said(console)


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_summary_states_numbers_and_what_is_missing() -> None:
    """The summary counts records, names skip codes and says that it is incomplete."""
    said = _flat(_scan(sample()))
    assert (
        "8 records read 5 documents scanned 3 records skipped (1 BAD_SYNTAX, 2 TOO_SHORT)" in said
    )
    assert "This scan is incomplete. 3 records skipped." in said
    assert "(1,312 links not followed, hot_bucket)" in said
    assert "Harbour Courier likely derives from Northern Press Agency" in said
    assert "incomplete" not in _scan(sample(complete=True))


def test_one_is_singular() -> None:
    """A number of one has its noun in the singular, every other in the plural."""
    scan = sample(german_pair())
    passages = _flat(_scan(replace(scan, skipped=scan.skipped[:1])))
    assert "1 record skipped (1 BAD_SYNTAX)" in passages
    assert "1 outlet 1 pair with reuse 0 pairs that share" in passages
    assert "1 reused passage 1 cluster " in passages


@pytest.mark.parametrize("colour", [False, True])
def test_no_line_ends_in_blanks(colour: bool) -> None:  # noqa: FBT001
    """Nothing is filled up with blanks, with and without colours."""
    console = _console(colour=colour)
    print_scan(sample(), console)
    print_comparison(ferry_pair(), console)
    said = _said(console)
    assert [line for line in _STYLE.sub("", said).split("\n") if line != line.rstrip()] == []
    assert bool(_STYLE.search(said)) == colour


def test_units_are_explained() -> None:
    """A line says what p is, one what a lag is, and one what nats are."""
    assert "\np is the probability of the finding.\n" in _scan(sample())
    assert "and the documents it rests on." in _flat(_scan(sample()))
    assert _compare(ferry_pair()).endswith("1 nat is odds of about 2.7 to 1.\n")


def test_the_strongest_flows_are_shown() -> None:
    """The summary says who carries most from whom, five pairs of outlets at the most."""
    result = sample()
    (flow, *_) = result.outlets.flows
    many = tuple(replace(flow, carrier=f"Outlet {number}") for number in range(7))
    said = _scan(replace(result, outlets=replace(result.outlets, flows=many, links=())))
    assert "Who carries most from whom (5 of 7)" in said
    assert "Outlet 4 from Northern Press Agency" in said
    assert "Outlet 5" not in said
    assert re.search(r"Press Agency +1 +64 +1 of 1 +28 h later \(give or take 20", said)


def test_what_else_is_between_two_outlets_stands_below_their_flow() -> None:
    """The other direction and what has none are named beside the larger flow, not apart."""
    said = _flat(_scan(sample(), 160))
    assert "Who carries most from whom (1)" in said
    assert "back: 1 document, 18 words no direction: 1 common source, 2 cannot tell" in said


def test_without_a_flow_there_is_no_table_of_flows() -> None:
    """Where no outlet carries another's text the summary does not speak of it."""
    result = sample()
    said = _scan(replace(result, outlets=replace(result.outlets, flows=())))
    assert "Who carries" not in said
    assert "lag" not in said


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_flows_keep_to_the_width(width: int) -> None:
    """No line of the table is wider than the terminal, however long the names are."""
    result = sample()
    (flow, *_) = result.outlets.flows
    long = replace(flow, carrier="X" * 300, source="The Very Long Name of an Outlet " * 9)
    said = _scan(replace(result, outlets=replace(result.outlets, flows=(long,))), width)
    assert max(len(line) for line in said.split("\n")) <= width


def test_a_pair_without_reuse_has_no_zero() -> None:
    """Where no word is reused the table names what is shared instead."""
    pair = ferry_pair()
    footer = tuple(a for a in pair.alignments if a.role is Role.BOILERPLATE)
    said = _scan(sample(replace(pair, alignments=footer)))
    assert re.search(r"0\.93 +boilerplate", said)


def test_at_most_ten_pairs() -> None:
    """Of many pairs the ten most telling ones are printed, and their number is stated."""
    said = _scan(sample(*[ferry_pair()] * 14))
    assert "Most telling pairs (10 of 14)" in said
    assert said.count("0.93") == 10


def test_comparison_marks_differing_words() -> None:
    """Differing words stand in brackets, verdict and cues with their words are there."""
    said = _compare(ferry_pair(), 200)
    assert "mainland [~soon] after" in said
    assert "mainland [~shortly] after" in said
    assert "[+finally]" not in said
    assert "[-finally] came to" in said
    assert "[~ ] replaced" in said
    assert "(p = 0.93)" in said
    assert "A: “as the Northern Press Agency first reported”" in said
    assert "shared quotation, 8 words, not counted as reuse" in said


def test_undecided_is_said() -> None:
    """A pair without an answer says so first."""
    assert _compare(german_pair()).startswith("Cannot tell how Abendpost and")


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("pair", [ferry_pair(), common_pair(), german_pair()])
def test_no_line_is_wider_than_the_terminal(width: int, pair: Comparison) -> None:
    """Nothing runs over the edge, from narrow to wide."""
    for line in (_scan(sample(), width) + _compare(pair, width)).splitlines():
        assert cell_len(line) <= width


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_fields_do_not_reach_the_terminal(colour: bool) -> None:  # noqa: FBT001
    """No control from a field survives, and no field is read as markup."""
    console = _console(colour=colour)
    result = hostile()
    print_scan(result, console)
    print_comparison(result.comparisons[0], console)
    said = _STYLE.sub("", _said(console))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", said)
    assert "[bold red]" in said
    assert not any(line.startswith("::") for line in said.splitlines())


def test_no_colour_is_no_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR there is no colour, and the marks are still there."""
    monkeypatch.setenv("NO_COLOR", "1")
    console = Console(file=io.StringIO(), width=200, force_terminal=True)
    print_comparison(ferry_pair(), console)
    said = _said(console)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", said)
    assert "[~soon]" in _STYLE.sub("", said)


def test_a_conflict_is_marked_and_said() -> None:
    """Words that conflict have one number on both sides, and a line that quotes both."""
    said = _compare(ferry_pair(), 200)
    assert "[!1 seven] minutes" in said
    assert "[!1 eleven] minutes" in said
    assert "!1 A says “seven”, B says “eleven” (numbers)" in said
    assert "[!1 ] facts that conflict" in said


def test_brackets_make_no_command() -> None:
    """A bracket behind two hashes would be a command to a runner, and is kept from it."""
    left, right = "one two three ##error] four five", "one two three ## four five"
    one, other = Document(id="one", text=left), Document(id="other", text=right)
    passage = aligned((one, left, None), (other, right, None), Obfuscation.EDITED)
    said = _compare(replace(german_pair(), left=one, right=other, alignments=(passage,)), 200)
    assert "#[-error]]" in said
    assert "##[" not in said


def test_reasons_and_limits_are_said() -> None:
    """As on the page, each match says what it rests on, and the verdict what it does not claim."""
    said = _compare(ferry_pair(), 200)
    assert "All 30 words are the same, in the same order: “A passenger ferry" in said
    assert "The longest run in common has 6 words: “The Nordlys had left the mainland”" in said
    told = said.split("Not claimed")[1]
    assert "That Northern Press Agency was the first to have it." in told
