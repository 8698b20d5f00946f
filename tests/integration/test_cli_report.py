"""``reusescan report`` as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_support import COPY, OTHER, STORY, Command, record, write_lines


@pytest.fixture
def scanned(command: Command, tmp_path: Path) -> Path:
    """The folder of a scan of a story, its copy by another outlet, and something else."""
    records = [
        record("a", STORY, outlet="Northern Wire", published="2025-03-03T08:00:00Z"),
        record("b", COPY, outlet="Bay Post", published="2025-03-04T08:00:00Z"),
        record("c", OTHER, outlet="Teller Times"),
    ]
    write_lines(tmp_path / "feed.jsonl", records)
    run = command("scan", tmp_path / "feed.jsonl", "--out", tmp_path / "out", "--quiet")
    assert run.code == 0, run.err
    return tmp_path / "out"


def test_a_result_gives_the_report_of_its_scan(command: Command, scanned: Path) -> None:
    """Rendered from result.json alone, report.html is what the scan wrote, byte for byte."""
    first = (scanned / "report.html").read_bytes()
    (scanned / "report.html").unlink()
    run = command("report", scanned / "result.json")
    assert (run.code, run.err) == (0, "")
    assert run.out == f"Report: {scanned / 'report.html'}\n"
    assert (scanned / "report.html").read_bytes() == first


def test_thresholds_are_stated(command: Command, scanned: Path, tmp_path: Path) -> None:
    """What was left out on request is said on the page, and nothing is scanned for it."""
    out = tmp_path / "new" / "page.html"
    run = command(
        "report", scanned / "result.json", "--out", out, "--min-words", "5000", "--outlet",
        "Bay Post",
    )  # fmt: skip
    assert run.code == 0, run.err
    page = out.read_text("utf-8")
    assert "Pairs with fewer than 5,000 reused words are left out." in page
    assert "No article was found to reuse another" in page


def test_a_cap_is_stated(command: Command, scanned: Path) -> None:
    """Cases beyond ``--max-cases`` are counted on the page and on stderr."""
    value = json.loads((scanned / "result.json").read_bytes())
    pair = value["comparisons"][0]
    value["comparisons"] = [pair, {**pair, "left_id": pair["right_id"], "right_id": "c"}]
    value["comparisons"][1]["alignments"] = []
    value["comparisons"][1]["cues"] = []
    value["comparisons"][1]["credit_line"] = None
    (scanned / "two.json").write_text(json.dumps(value), "utf-8")
    run = command("report", scanned / "two.json", "--max-cases", "1")
    assert run.code == 0
    assert "1 of 2 pairs are in the report" in run.err
    assert "2 pairs found: the 1 most telling ones" in (scanned / "report.html").read_text("utf-8")


def test_a_split_report_is_several_files(command: Command, scanned: Path, tmp_path: Path) -> None:
    """``--split`` writes further pages beside the first, for scan and report alike."""
    run = command("report", scanned / "result.json", "--split", "--out", tmp_path / "p" / "x.html")
    assert run.code == 0, run.err
    assert sorted(p.name for p in (tmp_path / "p").iterdir()) == ["x-001.html", "x.html"]
    again = command("scan", tmp_path / "feed.jsonl", "--out", tmp_path / "s", "--split", "-q")
    assert again.code == 0, again.err
    assert (tmp_path / "s" / "report-001.html").is_file()


def test_a_pair_is_rendered_too(command: Command, tmp_path: Path) -> None:
    """What ``compare --json`` printed gives the page of ``compare --html``."""
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b.txt").write_text(COPY, "utf-8")
    run = command(
        "compare",
        tmp_path / "a.txt",
        tmp_path / "b.txt",
        "--json",
        "--html",
        tmp_path / "side.html",
    )
    (tmp_path / "pair.json").write_text(run.out, "utf-8")
    done = command("report", tmp_path / "pair.json", "--out", tmp_path / "again.html")
    assert done.code == 0, done.err
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "side.html").read_bytes()
    refused = command("report", tmp_path / "pair.json", "--min-words", "3")
    assert refused.code == 2
    assert "not for one pair" in refused.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.json",), "missing.json: cannot be read"),
        (("notes.json",), "notes.json: expected a result.json"),
        (("out/result.json", "--outlet", "Nobody"), "--outlet Nobody: no scanned document"),
        (("out/result.json", "--min-probability", "2"), "should be less than or equal to 1"),
        (("out/result.json", "--max-cases", "0"), "should be greater than or equal to 1"),
    ],
)
def test_what_cannot_be_rendered_is_refused(
    command: Command, scanned: Path, arguments: tuple[str, ...], said: str
) -> None:
    """A wrong file or value is one line with what was wrong, exit code 2, and no page."""
    (scanned.parent / "notes.json").write_text("{}", "utf-8")
    before = (scanned / "report.html").read_bytes()
    run = command("report", scanned.parent / arguments[0], *arguments[1:])
    assert run.code == 2
    assert said in " ".join(run.err.split())
    assert "Traceback" not in run.err
    assert (scanned / "report.html").read_bytes() == before
