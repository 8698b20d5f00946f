"""``reusescan compare`` as a process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_support import COPY, OTHER, STORY, Command, record, write_lines


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A story and its copy as plain text."""
    left, right = tmp_path / "ours.txt", tmp_path / "theirs.txt"
    left.write_text(STORY, encoding="utf-8")
    right.write_text(COPY, encoding="utf-8")
    return left, right


def test_the_terminal_shows_passage_and_relation(command: Command, pair: tuple[Path, Path]) -> None:
    """Two text files give aligned passages on stdout and nothing on stderr."""
    run = command("compare", *pair)
    assert run.code == 0, run.err
    assert "walking pace" in run.out
    assert "\x1b" not in run.out
    assert run.err == ""


def test_files_of_one_name_are_told_apart_by_their_paths(
    command: Command, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """Two files named alike have their paths as given for ids."""
    for folder, path in zip("xy", pair, strict=True):
        (tmp_path / folder).mkdir()
        path.rename(tmp_path / folder / "rat.txt")
    run = command("compare", "../x/rat.txt", "../y/rat.txt", "--json")
    shown = json.loads(run.out)["comparison"]
    assert (shown["left_id"], shown["right_id"]) == ("../x/rat.txt", "../y/rat.txt")


def test_json_is_all_there_is_on_stdout(command: Command, pair: tuple[Path, Path]) -> None:
    """``--json`` prints one JSON object with spans that cut the shared text."""
    run = command("compare", *pair, "--json")
    assert run.code == 0, run.err
    found = json.loads(run.out)["comparison"]
    cuts = [STORY[each["left_start"] : each["left_end"]] for each in found["alignments"]]
    assert any("walking pace" in cut for cut in cuts)
    probabilities = found["probabilities"]
    assert sum(probabilities.values()) == pytest.approx(1.0)


def test_html_is_written_beside_the_terminal(
    command: Command, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """``--html`` writes one self-contained file and still prints."""
    run = command("compare", *pair, "--html", tmp_path / "side.html")
    assert run.code == 0, run.err
    page = (tmp_path / "side.html").read_text("utf-8")
    assert "walking pace" in page
    assert "Content-Security-Policy" in page
    assert run.out


def test_an_html_file_that_cannot_be_written_exits_with_4(
    command: Command, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """The path is named; no traceback."""
    run = command("compare", *pair, "--html", tmp_path / "no" / "side.html")
    assert run.code == 4
    assert "side.html" in run.err
    assert "Traceback" not in run.err


def test_articles_apart_share_nothing(command: Command, tmp_path: Path) -> None:
    """Two unrelated articles have no passages."""
    left = write_lines(tmp_path / "a.jsonl", [record("a", STORY)])
    right = write_lines(tmp_path / "b.jsonl", [record("b", OTHER)])
    run = command("compare", left, right, "--json")
    assert run.code == 0, run.err
    assert json.loads(run.out)["comparison"]["alignments"] == []


def test_stdin_may_be_one_side(command: Command, pair: tuple[Path, Path]) -> None:
    """``-`` reads one JSON line; twice ``-`` is refused."""
    line = json.dumps(record("piped", STORY)).encode()
    assert command("compare", "-", pair[1], stdin=line).code == 0
    run = command("compare", "-", "-", stdin=line)
    assert run.code == 2
    assert "only one of LEFT and RIGHT" in run.err


def test_a_file_with_two_records_is_refused(
    command: Command, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """Comparison takes one document a side and says what to use instead."""
    many = write_lines(tmp_path / "many.jsonl", [record("a", STORY), record("b", OTHER)])
    run = command("compare", pair[0], many)
    assert (run.code, run.out) == (2, "")
    assert "many.jsonl: holds more than one document; use `reusescan scan`" in run.err


@pytest.mark.parametrize("content", ["", "\x00", "junk\n"])
def test_a_file_without_a_document_is_refused(
    command: Command, pair: tuple[Path, Path], tmp_path: Path, content: str
) -> None:
    """An unreadable side is code 2 with the file's name."""
    (tmp_path / "bad.jsonl").write_text(content)
    run = command("compare", pair[0], tmp_path / "bad.jsonl")
    assert (run.code, run.out) == (2, "")
    assert "bad.jsonl" in run.err


def test_a_skipped_line_beside_the_document_exits_with_3(
    command: Command, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    """The comparison is shown, the line is named, the code says that something is missing."""
    path = write_lines(tmp_path / "most.jsonl", [record("a", STORY), "junk"])
    run = command("compare", path, pair[1])
    assert run.code == 3
    assert "most.jsonl:2: BAD_SYNTAX" in run.err
    assert run.out
