"""An archive under every fault: the state before or the one after, and damage is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive_faults import OPERATIONS, Series, Tally, every, flipped, state
from archive_support import add, article, held
from watched_calls import refuse, refuse_half
from watched_sqlite import is_reachable

from reuse.archive import Holdings, verify, writing
from reuse.errors import ArchiveError

_SUPPORT = Path(__file__).parents[1] / "support"
_ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join([str(_SUPPORT), *sys.path])}
# What an add calls at the least: lock, segment and, where its calls can be seen, catalogue.
_FEWEST = 30 if is_reachable() else 10


def _in_children(name: str, kind: str, folder: Path) -> Tally:
    """A series that forks, in a process of its own, which has no threads."""
    done = subprocess.run(
        [sys.executable, _SUPPORT / "archive_faults.py", name, kind, folder],
        env=_ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    return Tally(**json.loads(done.stdout))


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_refused_call_leaves_old_or_new(name: str, tmp_path: Path) -> None:
    """Each write stops halfway, each sync, rename and removal fails: an error, and all is whole."""
    tally = Series(name, tmp_path).refused(refuse_half)
    assert tally.wrong == []
    assert tally.injected >= _FEWEST
    assert tally.old + tally.new == tally.injected


def test_every_call_refused_before_it_began_leaves_old_or_new(tmp_path: Path) -> None:
    """The same where not even half a write is made."""
    tally = Series("add", tmp_path).refused(refuse)
    assert tally.wrong == []
    assert tally.old > 0 < tally.new


@pytest.mark.skipif(os.name != "posix", reason="processes cannot be forked there")
@pytest.mark.parametrize(
    ("name", "kind"),
    [*((name, "killed halfway") for name in OPERATIONS), ("add", "killed"), ("purge", "full disk"),
     ("add that merges", "full disk")],
)  # fmt: skip
def test_every_sudden_end_leaves_old_or_new(name: str, kind: str, tmp_path: Path) -> None:
    """Killed at any call, or without room from some point on: old or new, to be made good."""
    tally = _in_children(name, kind, tmp_path)
    assert tally.wrong == []
    assert tally.injected >= _FEWEST
    assert tally.old + tally.new == tally.injected


@pytest.mark.skipif(not is_reachable(), reason="this Python's SQLite cannot be watched")
@pytest.mark.parametrize("name", OPERATIONS)
def test_every_power_cut_leaves_old_or_new(name: str, tmp_path: Path) -> None:
    """Whatever of the unforced writes and names is lost: old or new; and new once it was done."""
    tally = every(name, "power cut", tmp_path)
    assert tally.wrong == []
    # States that differ; many calls leave the same.
    assert tally.injected >= 20


def test_a_thousand_flipped_bits_mislead_nobody(tmp_path: Path) -> None:
    """Anywhere in the folder: the right answer or an error; `verify` finds all that matters."""
    tally, found = flipped(tmp_path, 1_000)
    assert tally.wrong == []
    assert tally.injected == 1_000
    assert found >= tally.new > 100


def test_a_truncated_segment_is_an_error_and_found(tmp_path: Path) -> None:
    """At whatever length it ends, readers say so, and so does `verify`."""
    add(tmp_path / "a", [article(1)])
    (path,) = (tmp_path / "a" / "segments").iterdir()
    whole = path.read_bytes()
    lengths = [*range(0, len(whole), 101), *range(len(whole) - 70, len(whole))]
    for length in reversed(lengths):
        os.truncate(path, length)
        with pytest.raises(ArchiveError, match=path.name):
            state(tmp_path / "a")
        assert any(path.name in fault for fault in verify(tmp_path / "a"))


_WRITER = """
import sys, time
from pathlib import Path
from archive_support import add, article
from reuse.archive import writing
from reuse.errors import ArchiveError

folder, first = Path(sys.argv[1]), int(sys.argv[2])
for number in range(first, first + 8):
    for patience in range(2_000):
        try:
            add(folder, [article(number), article(number + 500)])
            with writing(folder) as writer:
                writer.purge([f"a{number + 500}"])
                writer.compact()
            break
        except ArchiveError as error:
            if "held by" not in str(error) and "take the lock" not in str(error):
                raise
            time.sleep(0.005)
"""


def test_two_writers_and_a_reader_get_in_nobodys_way(tmp_path: Path) -> None:
    """One writes at a time, nothing is lost, and a reader sees whole states, one after another."""
    folder = tmp_path / "a"
    add(folder, [article(0)])
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, folder, first], env=_ENVIRONMENT)
        for first in ("100", "200")
    ]
    seen: set[str] = set()
    while any(writer.poll() is None for writer in writers):
        found = held(folder)
        assert all(text == article(int(name[1:])).text for name, text in found.items())
        ids = {name for name in found if int(name[1:]) < 500}
        assert seen <= ids
        seen = ids
        time.sleep(0.01)
    assert [writer.returncode for writer in writers] == [0, 0]
    expected = {0, *range(100, 108), *range(200, 208)}
    assert {*held(folder)} >= {f"a{number}" for number in expected}
    assert [*verify(folder)] == []


def test_a_reader_that_stays_open_gets_whole_answers(tmp_path: Path) -> None:
    """Whatever is added, purged and compacted meanwhile: its state, less what was purged."""
    folder = tmp_path / "a"
    add(folder, [article(number) for number in range(6)])
    with Holdings(folder) as before:
        for number in range(6, 12):
            add(folder, [article(number)])
            with writing(folder) as writer:
                writer.purge([f"a{number - 6}"])
                writer.compact()
            left = before.texts(range(6))
            assert left == {at: article(at).text for at in range(number - 5, 6)}
            assert [row.id for row in before.rows(range(6)).values()] == [f"a{at}" for at in left]
