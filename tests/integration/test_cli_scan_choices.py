"""What ``reusescan scan`` leaves out by date, takes for one page, and keeps on disk."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_support import COPY, OTHER, STORY, Command, record, write_lines


def _result(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "result.json").read_text("utf-8"))
    return found


def test_what_lies_outside_the_dates_is_counted_and_no_fault(
    command: Command, copied: Path, tmp_path: Path
) -> None:
    """Read is scanned plus skipped in every output; the scan is complete and exits with 0."""
    out = tmp_path / "out"
    run = command("scan", copied, "--out", out, "--since", "2026-03-04", "--until", "2026-03-04")
    assert run.code == 0
    assert "2 of 3 records left out by --since 2026-03-04 --until 2026-03-04" in run.err
    assert "2  records skipped (2 OUTSIDE_DATES)" in run.out
    assert "incomplete" not in run.out
    result = _result(out)
    assert result["complete"] is True
    assert result["counts"] == {
        "read": 3, "scanned": 1, "skipped": 2, "skipped_by_code": {"OUTSIDE_DATES": 2}
    }  # fmt: skip
    assert result["skipped"] == []
    page = (out / "report.html").read_text("utf-8")
    assert "3 records read = 1 scanned + 2 skipped (2 OUTSIDE_DATES)" in page
    assert "incomplete" not in page.split("<main")[1]


def test_a_fault_beside_dates_is_still_a_fault(command: Command, tmp_path: Path) -> None:
    """A bad line makes the scan incomplete, and only that is listed as skipped."""
    path = write_lines(
        tmp_path / "mixed.jsonl",
        ["junk", record("a", STORY, published="2020-01-01"), record("b", OTHER)],
    )
    run = command("scan", path, "--out", tmp_path / "out", "--since", "2026-01-01")
    assert run.code == 3
    result = _result(tmp_path / "out")
    assert result["counts"]["skipped_by_code"] == {"BAD_SYNTAX": 1, "OUTSIDE_DATES": 1}
    assert result["counts"]["read"] == 3
    assert [skip["code"] for skip in result["skipped"]] == ["BAD_SYNTAX"]


def test_nothing_inside_the_dates_exits_with_2(
    command: Command, copied: Path, tmp_path: Path
) -> None:
    """The message says that it was the dates."""
    run = command("scan", copied, "--out", tmp_path / "out", "--until", "2020-01-01")
    assert run.code == 2
    assert "3 of 3 records left out by --until 2020-01-01" in run.err


def test_dates_that_contradict_each_other_exit_with_2(
    command: Command, copied: Path, tmp_path: Path
) -> None:
    """An option against the file is told like any other wrong setting."""
    (tmp_path / "own.toml").write_text("since = 2026-03-04\n")
    run = command(
        "scan", copied, "--out", tmp_path / "out", "--config", tmp_path / "own.toml",
        "--until", "2026-03-01",
    )  # fmt: skip
    assert run.code == 2
    assert "since: 2026-03-04 lies after until: 2026-03-01" in run.err


@pytest.mark.parametrize(("days", "pairs"), [("1", 0), ("2", 1)])
def test_a_window_keeps_pairs_apart(
    command: Command, copied: Path, tmp_path: Path, days: str, pairs: int
) -> None:
    """A copy that came a day and a half later is found with two days, and not with one."""
    run = command("scan", copied, "--out", tmp_path / "out", "--window", days)
    assert run.code == 0
    result = _result(tmp_path / "out")
    assert len(result["comparisons"]) == pairs
    assert result["settings"]["candidates"]["window_days"] == float(days)


def test_one_page_in_two_records_is_one_document(command: Command, tmp_path: Path) -> None:
    """Two versions at one address are listed as one page, and count once beside a third text."""
    page = "https://wire.example/bridge-1"
    when = "2026-03-03T20:10:00Z"
    path = write_lines(
        tmp_path / "pages.jsonl",
        [
            record("first", STORY, outlet="Northern Wire", url=page, published=when),
            record(
                "update",
                f"{STORY}\nThe ferry will run every hour until then, the council said later.\n",
                outlet="Wire Mirror",
                url=f"{page}?utm_source=feed",
                published="2026-03-03T22:10:00Z",
            ),
            record("pickup", COPY, outlet="Harrow Courier", published="2026-03-05T06:00:00Z"),
        ],
    )
    run = command("scan", path, "--out", tmp_path / "out")
    assert run.code == 0
    assert "1  page in several records" in run.out
    result = _result(tmp_path / "out")
    assert result["same_page"] == [{"document_ids": ["first", "update"]}]
    pairs = {(each["left_id"], each["right_id"]) for each in result["comparisons"]}
    assert pairs == {("first", "pickup"), ("pickup", "update")}
    for cluster in result["clusters"]:
        assert {each["document_id"] for each in cluster["witnesses"]} == {"first", "pickup"}
    flows = [flow for flow in result["outlets"]["flows"] if flow["carrier"] == "Harrow Courier"]
    assert sum(flow["documents"] for flow in flows) <= 1
    assert "One page in several records" in (tmp_path / "out" / "report.html").read_text("utf-8")


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))


def test_a_full_disk_below_the_temporary_files_exits_with_4(copied: Path, tmp_path: Path) -> None:
    """Where texts go to disk and there is no room, one line says so, and nothing is written."""
    (tmp_path / "own.toml").write_text("memory = 8\n")
    done = subprocess.run(
        [sys.executable, "-m", "reuse", "scan", copied, "--out", tmp_path / "out",
         "--config", tmp_path / "own.toml"],
        capture_output=True,
        check=False,
        preexec_fn=_small_files,
    )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 4
    assert said.startswith("reusescan: error: temporary file in ")
    assert said.count("\n") == 1
    assert "TMPDIR" in said
    assert not (tmp_path / "out").exists()
