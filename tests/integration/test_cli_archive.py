"""``reusescan archive`` as a process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_support import COPY, OTHER, STORY, Command, record, write_lines

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "result.schema.json"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """One article to ask about."""
    pickup = record("pickup", COPY, outlet="Harrow Courier", published="2026-03-05T06:00:00Z")
    return write_lines(tmp_path / "copy.jsonl", [pickup])


@pytest.fixture
def archive(command: Command, clean: Path, tmp_path: Path) -> Path:
    """An archive of two articles that have nothing to do with each other."""
    run = command("archive", "build", tmp_path / "news", clean)
    assert (run.code, run.err) == (0, "")
    assert "2  documents added" in run.out
    return tmp_path / "news"


def _check(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_bytes())).validate(value)
    return value


def test_a_query_prints_what_is_carried(command: Command, archive: Path, copy: Path) -> None:
    """Numbers and the pair on stdout, nothing on stderr, and the archive as it was."""
    run = command("archive", "query", archive, copy)
    assert (run.code, run.err) == (0, "")
    assert "1  article" in run.out
    assert "Harrow Courier" in run.out
    assert "2  documents" in command("archive", "stats", archive).out


def test_json_follows_the_schema(command: Command, archive: Path, copy: Path) -> None:
    """Both JSON outputs are valid, and the article asked about is the left side."""
    found = _check(command("archive", "query", archive, copy, "--json").out)
    (pair,) = found["pairs"]
    assert (pair["left"]["id"], pair["right"]["id"]) == ("pickup", "bridge")
    assert found["format"] == "reusescan-query"
    stats = _check(command("archive", "stats", archive, "--json").out)
    assert (stats["format"], stats["documents"]) == ("reusescan-archive", 2)


def test_findings_exit_with_1(command: Command, archive: Path, copy: Path, clean: Path) -> None:
    """``--fail-on`` makes the query a check."""
    assert command("archive", "query", archive, copy, "--fail-on", "any").code == 1
    run = command("archive", "query", archive, clean, "--fail-on", "any", "--quiet")
    assert (run.code, run.out, run.err) == (0, "", "")


def test_adding_again_adds_nothing(
    command: Command, archive: Path, clean: Path, copy: Path
) -> None:
    """What is there already is counted; what is new is added."""
    run = command("archive", "add", archive, clean, copy)
    assert (run.code, run.err) == (0, "")
    assert "1  document added" in run.out
    assert "2  there already" in run.out


def test_another_text_under_a_known_id(command: Command, archive: Path, tmp_path: Path) -> None:
    """By policy it is skipped and told, takes the place, or ends the run."""
    changed = write_lines(tmp_path / "changed.jsonl", [record("heron", OTHER + COPY)])
    run = command("archive", "add", archive, changed)
    assert run.code == 3
    assert "changed.jsonl:1: DUPLICATE_ID id 'heron' is taken by" in run.err
    run = command("archive", "add", archive, changed, "--duplicates", "error")
    assert run.code == 4
    assert "another text under the id 'heron'" in run.err
    run = command("archive", "add", archive, changed, "--duplicates", "replace")
    assert run.code == 0
    assert "1  of them in place of an earlier version" in run.out
    assert command("archive", "verify", archive).code == 0
    assert command("archive", "add", archive, changed, "--duplicates", "merge").code == 2


def test_skipped_records_exit_with_3(command: Command, archive: Path, tmp_path: Path) -> None:
    """A record that cannot be read is told; the rest is added."""
    mixed = write_lines(tmp_path / "mixed.jsonl", ["{", record("story", STORY)])
    run = command("archive", "add", archive, mixed)
    assert run.code == 3
    assert "mixed.jsonl:1: BAD_SYNTAX" in run.err
    assert "1  document added" in run.out


def test_damage_is_found(command: Command, archive: Path) -> None:
    """One flipped bit: the file and the digests, on stdout; exit code 4."""
    assert command("archive", "verify", archive).out == "No fault found.\n"
    (segment,) = (archive / "segments").iterdir()
    whole = bytearray(segment.read_bytes())
    whole[5_000] ^= 1
    segment.write_bytes(whole)
    run = command("archive", "verify", archive)
    assert run.code == 4
    assert str(segment) in run.out
    assert "expected" in run.out
    assert run.err == f"reusescan: error: {archive}: 1 fault\n"


def test_what_is_no_archive_exits_with_4(command: Command, tmp_path: Path, clean: Path) -> None:
    """Asking, adding and checking say that there is none; building over one says that there is."""
    for arguments in (("query", tmp_path, clean), ("add", tmp_path, clean), ("stats", tmp_path)):
        run = command("archive", *arguments)
        assert (run.code, run.out) == (4, "")
        assert "is no archive" in run.err
    assert command("archive", "build", tmp_path / "x", clean).code == 0
    run = command("archive", "build", tmp_path / "x", clean)
    assert run.code == 4
    assert "holds an archive already" in run.err


def test_a_held_archive_is_not_written(command: Command, archive: Path, copy: Path) -> None:
    """The holder is named; queries go on."""
    from reuse.archive.lock import writer_lock  # noqa: PLC0415  not for the other tests

    with writer_lock(archive / "writer.lock"):
        run = command("archive", "add", archive, copy)
        assert run.code == 4
        assert "held by process" in run.err
        assert command("archive", "query", archive, copy).code == 0


def test_a_folder_without_rights_is_read(command: Command, archive: Path, copy: Path) -> None:
    """Queries need no right to write, and leave nothing behind."""
    before = sorted(path.name for path in archive.rglob("*"))
    for path in (archive / "segments", archive):
        path.chmod(0o555)
    try:
        assert command("archive", "query", archive, copy).code == 0
        assert command("archive", "verify", archive).code == 0
    finally:
        for path in (archive, archive / "segments"):
            path.chmod(0o755)
    assert sorted(path.name for path in archive.rglob("*")) == before


def test_the_archive_is_no_article_of_its_own_folder(
    command: Command, clean: Path, tmp_path: Path
) -> None:
    """An archive inside the folder that is read is passed over."""
    folder = tmp_path / "all"
    folder.mkdir()
    clean.rename(folder / "clean.jsonl")
    assert command("archive", "build", folder / "news", folder).code == 0
    run = command("archive", "add", folder / "news", folder)
    assert (run.code, run.err) == (0, "")


def test_purged_articles_answer_no_more(
    command: Command, archive: Path, copy: Path, tmp_path: Path
) -> None:
    """Ids on the command line or in a file; those that are not there are named, with code 3."""
    (tmp_path / "ids").write_text("bridge\r\nnobody\n\n", "utf-8")
    run = command("archive", "purge", archive, "--ids-from", tmp_path / "ids")
    assert run.code == 3
    assert run.err == "reusescan: no document has the id 'nobody'\n"
    assert "1  document purged" in run.out
    assert "No article shares a passage" in command("archive", "query", archive, copy).out
    assert _check(command("archive", "stats", archive, "--json").out)["purged"] == 1
    assert command("archive", "purge", archive, "heron", "--quiet").code == 0
    assert command("archive", "purge", archive).code == 2
    run = command("archive", "purge", archive, "--ids-from", tmp_path / "none")
    assert (run.code, "cannot be read" in run.err) == (2, True)


def test_compaction_leaves_nothing_of_what_was_purged(command: Command, archive: Path) -> None:
    """The counts are told, and no file holds the id or the text."""
    assert command("archive", "purge", archive, "bridge").code == 0
    run = command("archive", "compact", archive)
    assert (run.code, run.err) == (0, "")
    assert "1  document removed for good" in run.out
    data = b"".join(path.read_bytes() for path in archive.rglob("*") if path.is_file())
    assert b"bridge" not in data
    assert b"heron" in data
    assert command("archive", "verify", archive).code == 0
    assert command("archive", "compact", archive, "--quiet").out == ""
