"""Bytes in memory or in a file."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reuse.errors import StoreError
from reuse.store import Spool
from reuse.store import spool as spools


@given(st.lists(st.binary(max_size=40)), st.integers(0, 200), st.integers(1, 50))
def test_pieces_come_back_wherever_they_lie(pieces: list[bytes], budget: int, step: int) -> None:
    """Each piece reads as it was put in, before and after the rest, and so does any stretch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spools, "_PIECE", step)
        spool = Spool(budget)
        whole = b"".join(pieces)
        starts = []
        for piece in pieces:
            starts.append(spool.append(piece))
            assert spool.read(starts[-1], len(piece)) == piece
        assert (spool._file is not None) == (len(whole) > budget)
        assert spool.size == len(whole)
        for start, piece in zip(starts, pieces, strict=True):
            assert spool.read(start, len(piece)) == piece
        assert spool.read(0, len(whole)) == whole
        assert spool.array(np.uint8).tobytes() == whole


@pytest.mark.parametrize("budget", [0, 10**6])
def test_arrays_can_be_written_wherever_they_lie(budget: int) -> None:
    """A compiled loop sees one kind of array, whether it lies in memory or in a file."""
    spool = Spool(budget)
    spool.append(np.arange(5, dtype=np.uint32).tobytes())
    array = spool.array(np.uint32)
    assert type(array) is np.ndarray
    assert array.flags.writeable
    assert array.flags.aligned
    assert array.tolist() == [0, 1, 2, 3, 4]
    assert Spool(budget).array(np.uint32).tolist() == []


@pytest.mark.parametrize("budget", [0, 10**6])
def test_stretches_are_arrays_of_their_own(budget: int) -> None:
    """A stretch has the numbers that were put in, and writing to it changes nothing else."""
    spool = Spool(budget)
    spool.append(b"abc")
    spool.append(np.arange(5, dtype=np.uint32).tobytes())
    one = spool.stretch(np.uint32, 7, 3)
    assert one.tolist() == [1, 2, 3]
    one[0] = 9
    assert spool.stretch(np.uint32, 3, 5).tolist() == [0, 1, 2, 3, 4]
    assert spool.stretch(np.uint32, 3, 0).tolist() == []


def test_nothing_is_left_in_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has no name from the start, so that even a killed program leaves nothing."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    spool = Spool(0)
    spool.append(b"text")
    assert spool._file is not None
    assert list(tmp_path.iterdir()) == []
    assert spool.read(0, 4) == b"text"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no such device")  # noqa: PTH110
def test_a_full_disk_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the folder, the fault and what can be done."""
    monkeypatch.setattr(spools, "_unnamed", lambda: open("/dev/full", "r+b", buffering=0))  # noqa: PTH123, SIM115
    spool = Spool(10)
    spool.append(b"text")
    with pytest.raises(StoreError, match=os.strerror(errno.ENOSPC)) as caught:
        spool.append(b"longer than there is room for")
    assert tempfile.gettempdir() in str(caught.value)
    assert "TMPDIR" in str(caught.value)


def test_a_folder_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A temporary folder that does not exist is an error of ours, not a traceback."""
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere/at/all")
    with pytest.raises(StoreError, match="/nowhere/at/all"):
        Spool(0).append(b"text")


def test_no_usable_temporary_folder_is_said_in_one_line(tmp_path: Path) -> None:
    """A read-only machine without any temporary folder gets the hint, not a traceback."""
    program = (
        "import os, tempfile\n"
        "from reuse.cli import guard\n"
        "from reuse.store import Spool\n"
        f"tempfile._candidate_tempdir_list = lambda: [{str(tmp_path / 'none')!r}]\n"
        "def body():\n"
        "    Spool(0).append(b'text')\n"
        "raise SystemExit(guard.guarded(body, debug=False))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 4
    assert run.stderr.startswith("reusescan: error: temporary file: No usable temporary directory")
    assert "TMPDIR" in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_file_that_cannot_be_mapped_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the machine on mapping the file is an error of ours."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))

    monkeypatch.setattr(np, "memmap", refuse)
    spool = Spool(0)
    spool.append(b"text")
    with pytest.raises(StoreError, match=os.strerror(errno.ENODEV)):
        spool.array(np.uint8)


def test_a_file_cut_short_by_others_is_an_error() -> None:
    """What cannot be read whole is not handed out in part."""
    spool = Spool(0)
    spool.append(b"text")
    with pytest.raises(StoreError, match="too early"):
        spool.read(0, 5)
