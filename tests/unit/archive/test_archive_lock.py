"""One writer at a time, and a lock that outlives nobody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from reuse.archive import lock
from reuse.archive.lock import myself, writer_lock
from reuse.errors import ArchiveError


def _gone() -> int:
    """The number of a process that has ended."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def _write(path: Path, **changes: object) -> None:
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(myself(), **changes)))


def test_the_lock_is_there_while_it_is_held(tmp_path: Path) -> None:
    """It names this process, and nothing is left of it after."""
    path = tmp_path / "writer.lock"
    with writer_lock(path):
        assert msgspec.json.decode(path.read_bytes(), type=lock.Holder).pid == os.getpid()
    assert list(tmp_path.iterdir()) == []


def test_a_held_lock_is_refused_by_name(tmp_path: Path) -> None:
    """A second writer is told who the first one is, and leaves the lock alone."""
    path = tmp_path / "writer.lock"
    with writer_lock(path):
        before = path.read_bytes()
        with (
            pytest.raises(ArchiveError, match=f"held by process {os.getpid()} on "),
            writer_lock(path),
        ):
            pass
        assert path.read_bytes() == before


def test_a_living_holder_without_the_kernels_lock_is_left_alone(tmp_path: Path) -> None:
    """Where the file system cannot lock, the process's number and start tell."""
    path = tmp_path / "writer.lock"
    _write(path)
    with pytest.raises(ArchiveError, match="held by process"), writer_lock(path):
        pass


def test_a_stale_lock_is_taken_over(tmp_path: Path) -> None:
    """The lock of a process that ended here is no obstacle."""
    path = tmp_path / "writer.lock"
    _write(path, pid=_gone())
    with writer_lock(path):
        assert msgspec.json.decode(path.read_bytes(), type=lock.Holder).pid == os.getpid()


def test_a_number_given_again_is_another_process(tmp_path: Path) -> None:
    """A process that began at another time than the holder did is not the holder."""
    if not myself().started:
        pytest.skip("this system does not tell when a process began")
    path = tmp_path / "writer.lock"
    _write(path, started="1")
    with writer_lock(path):
        pass


def test_the_lock_of_an_earlier_start_of_the_machine_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut nobody who wrote before is alive; without a machine's name, who knows."""
    path = tmp_path / "writer.lock"
    here = msgspec.structs.replace(myself(), machine="m", boot="now")
    monkeypatch.setattr(lock, "myself", lambda: here)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(here, boot="before")))
    with writer_lock(path):
        pass
    nameless = msgspec.structs.replace(here, machine="")
    monkeypatch.setattr(lock, "myself", lambda: nameless)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(nameless, boot="before")))
    with pytest.raises(ArchiveError, match="remove the file"), writer_lock(path):
        pass


@pytest.mark.parametrize("what", ["host", "machine"])
def test_another_machines_lock_is_never_taken(what: str, tmp_path: Path) -> None:
    """Whether its process lives cannot be told from here; the message says what to do."""
    path = tmp_path / "writer.lock"
    _write(path, pid=_gone(), **{what: "elsewhere"})
    with pytest.raises(ArchiveError, match="surely gone, remove the file"), writer_lock(path):
        pass
    assert path.exists()


def test_what_is_no_lock_is_not_removed(tmp_path: Path) -> None:
    """A file that holds something else is somebody's."""
    path = tmp_path / "writer.lock"
    path.write_text("mine")
    with pytest.raises(ArchiveError, match="is no lock"), writer_lock(path):
        pass
    assert path.read_text() == "mine"


def test_a_lock_removed_by_hand_and_taken_again_stays(tmp_path: Path) -> None:
    """A writer whose lock was taken from it does not remove the next one's."""
    path = tmp_path / "writer.lock"
    with writer_lock(path):
        path.unlink()
        path.write_text("the next one's")
    assert path.read_text() == "the next one's"


def test_a_killed_writer_leaves_a_lock_that_is_taken_over(tmp_path: Path) -> None:
    """What is left after SIGKILL stops nobody."""
    path = tmp_path / "writer.lock"
    code = (
        "import os, sys; from pathlib import Path; from reuse.archive.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])): os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == -9
    assert path.exists()
    with writer_lock(path):
        pass
    assert not path.exists()


def test_a_file_system_without_links_has_locks_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the lock is made in place; it is held and refused all the same."""

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "writer.lock"
    with writer_lock(path), pytest.raises(ArchiveError, match="held by process"), writer_lock(path):
        pass
    assert list(tmp_path.iterdir()) == []
