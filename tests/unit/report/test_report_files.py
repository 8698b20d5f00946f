"""Outputs are complete or absent."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from report_sample import sample

from reuse.errors import ReportError
from reuse.report.atomic import write_all
from reuse.report.files import OUTPUTS, write_outputs


def test_three_files_and_nothing_else(tmp_path: Path) -> None:
    """A scan writes its three files, and no temporary one is left."""
    out = tmp_path / "deep" / "out"
    paths = write_outputs(sample(), out)
    assert [p.name for p in paths] == list(OUTPUTS)
    assert sorted(p.name for p in out.iterdir()) == sorted(OUTPUTS)
    assert all(p.stat().st_size for p in paths)


def test_second_run_replaces(tmp_path: Path) -> None:
    """Writing again gives the same bytes in place of the old ones."""
    first = {p: p.read_bytes() for p in write_outputs(sample(), tmp_path)}
    assert {p: p.read_bytes() for p in write_outputs(sample(), tmp_path)} == first


def test_failure_half_way_leaves_the_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk fills up in the last file, none of the three is changed."""
    for name in OUTPUTS:
        (tmp_path / name).write_text("old")
    calls: list[int] = []
    real = os.fsync

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError, match=r"alignments\.jsonl.*No space left"):
        write_outputs(sample(), tmp_path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == dict.fromkeys(OUTPUTS, "old")


def test_interrupt_leaves_no_trace(tmp_path: Path) -> None:
    """Ctrl-C while writing removes what was begun."""

    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a": (b"whole",), tmp_path / "b": chunks()})
    assert list(tmp_path.iterdir()) == []


def test_new_folder_goes_when_nothing_could_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder made for outputs that then failed is removed again."""

    def refuse(_handle: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(ReportError, match=r"report\.html"):
        write_outputs(sample(), tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_not_a_folder(tmp_path: Path) -> None:
    """A file where the folder should be is named in the message, and stays."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ReportError, match="out: is no folder"):
        write_outputs(sample(), tmp_path / "out")
    with pytest.raises(ReportError, match="cannot be made"):
        write_outputs(sample(), tmp_path / "out" / "deeper")
    assert (tmp_path / "out").read_text() == "mine"


def test_folder_in_the_way_of_a_file(tmp_path: Path) -> None:
    """A folder called result.json stops everything before a file is replaced."""
    (tmp_path / "result.json").mkdir()
    with pytest.raises(ReportError, match=r"result\.json: is a folder"):
        write_outputs(sample(), tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["result.json"]


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """A single file in a folder that is not there is refused with its path."""
    with pytest.raises(ReportError, match=r"nowhere.*No such file"):
        write_all({tmp_path / "nowhere" / "x.html": (b"x",)})


def test_rights_follow_the_umask(tmp_path: Path) -> None:
    """Colleagues can read a report as far as the umask lets them."""
    before = os.umask(0o022)
    try:
        write_all({tmp_path / "x": (b"x",)})
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644
