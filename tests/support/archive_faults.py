"""Every call of a change to an archive refused, cut short by a kill, or undone by a power cut.

What forks runs in a process of its own:

    python tests/support/archive_faults.py CHANGE KIND FOLDER
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from archive_support import add, article, held, tokens_of
from crashed_disk import Disk
from watched_calls import At, Call, Counting, refuse, refuse_half, watched

from reuse.archive import Duplicates, Holdings, look_up, verify, writing
from reuse.errors import ArchiveError
from reuse.model.document import Document

State = tuple[dict[str, str], list[tuple[str, bytes]]]
_ASKED = " ".join(article(number).text for number in (1, 2, 9))
_NEWER = Document(id="a2", text=article(42).text)


class Operation(NamedTuple):
    """A change to an archive, and an archive that it is made to."""

    batches: tuple[tuple[int, ...], ...]
    """Numbers of the articles that were added, by run."""
    make: Callable[[Path], object]


def _purge(folder: Path) -> None:
    with writing(folder) as writer:
        writer.purge(["a1", "a6"])


def _compact(folder: Path) -> None:
    with writing(folder) as writer:
        writer.compact()


_SOME = ((0, 1, 2, 3), (4,), (5,), (6,))
OPERATIONS = {
    "add": Operation(((0, 1, 2, 3, 4),), lambda folder: add(folder, [article(9)])),
    "add that merges": Operation(_SOME, lambda folder: add(folder, [article(9)])),
    "replace": Operation(((1, 2), (3,)), lambda folder: add(folder, [_NEWER], Duplicates.REPLACE)),
    "purge": Operation(_SOME, _purge),
    "compact": Operation(((0, 1, 2, 3, 4), (5, 6)), _compact),
}


@dataclass(slots=True)
class Tally:
    """What was found after some faults."""

    injected: int = 0
    old: int = 0
    """Left as before."""
    new: int = 0
    """Done. Where a change alters no answer, that is the same."""
    wrong: list[str] = field(default_factory=list)
    """What must not be: other states, faults that `verify` finds, errors of other kinds."""


class Series:
    """Faults at every place of one change."""

    def __init__(self, name: str, folder: Path) -> None:
        """Make the archive before the change, and after it."""
        self._name, self._operation, self._folder = name, OPERATIONS[name], folder
        self.tally = Tally()
        self._before = folder / "before"
        with watched(self._before, Counting()):
            for batch in self._operation.batches:
                add(self._before, [article(number) for number in batch])
            if name == "compact":
                add(self._before, [_NEWER], Duplicates.REPLACE)
                _purge(self._before)
        after = self.copy("after")
        self.calls = Counting()
        with watched(after, self.calls):
            self._operation.make(after)
        self._old, self._new = state(self._before), state(after)
        self.after = after

    def copy(self, name: str = "now") -> Path:
        """The archive before the change, to be changed."""
        now = self._folder / name
        shutil.rmtree(now, ignore_errors=True)
        shutil.copytree(self._before, now)
        return now

    @property
    def places(self) -> int:
        """Calls that can be refused."""
        return sum(not call.done for call in self.calls.calls)

    def refused(self, act: Callable[[Call, Callable[[], None]], None]) -> Tally:
        """Refuse the k-th call, for every k."""
        for number in range(self.places):
            now, hook = self.copy(), At(number, act)
            try:
                with watched(now, hook):
                    self._operation.make(now)
            except ArchiveError:
                pass
            except Exception as error:  # noqa: BLE001  all others are wrong
                self.tally.wrong.append(f"{self._name}: call {number}: {error!r}")
            if hook.reached:
                self._look(now, f"call {number} refused")
        return self.tally

    def killed(self, *, half: bool) -> Tally:
        """Kill a child at the k-th call, for every k; in the middle of a write if `half`."""

        def die(_: Call, first_half: Callable[[], None]) -> None:
            if half:
                first_half()
            os.kill(os.getpid(), signal.SIGKILL)

        for number in range(self.places):
            now = self.copy()
            child = os.fork()
            if not child:
                with watched(now, At(number, die)):
                    self._operation.make(now)
                os._exit(0)
            if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL:
                self._look(now, f"killed at call {number}")
        return self.tally

    def full_disk(self, step: int) -> Tally:
        """Let no file grow beyond a bound, from none at all to all that is needed."""
        import resource  # noqa: PLC0415  not on every system

        most = max(path.stat().st_size for path in self.after.rglob("*") if path.is_file())
        for bound in range(0, 2 * most, step):
            now = self.copy()
            child = os.fork()
            if not child:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound))
                try:
                    with watched(now, Counting()):
                        self._operation.make(now)
                except ArchiveError:
                    os._exit(4)
                except BaseException:  # noqa: BLE001  all others are wrong
                    os._exit(1)
                os._exit(0)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            if code not in {0, 4}:
                self.tally.wrong.append(f"{self._name}: bound {bound}: code {code}")
            if code:
                self._look(now, f"bound {bound}")
        return self.tally

    def power_cut(self, tries: int) -> Tally:
        """Cut the power before the k-th call and after the last, for every k.

        What is left counts once, however often it is the same.
        """
        seen: set[int] = set()
        now, drawn = self._folder / "now", Random(5)  # noqa: S311  the same in every run
        disk = Disk(self._before)
        calls, before = self.calls.calls, str(self._before.absolute())
        moved = [_moved(call, str(self.after.absolute()), before) for call in calls]
        for number in range(len(moved) + 1):
            for names, data in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), *[(None, None)] * tries):
                left = disk.lost(drawn, names=names, data=data)
                known, last = hash(frozenset(left.items())), number == len(moved)
                if known in seen and not last:
                    continue
                seen.add(known)
                shutil.rmtree(now, ignore_errors=True)
                (now / "segments").mkdir(parents=True)
                for path, content in left.items():
                    # The machine was started anew: nobody holds the lock.
                    if not path.endswith("writer.lock"):
                        Path(path.replace(before, str(now.absolute()), 1)).write_bytes(content)
                found = self._look(now, f"power cut before call {number}", again=not tries)
                if last and found != self._new:
                    self.tally.wrong.append(f"{self._name}: done, but not on the disk")
            if number < len(moved):
                disk.follow(moved[number])
        return self.tally

    def _look(self, now: Path, where: str, *, again: bool = True) -> State | None:
        """Count what is found, and do what was not done."""
        self.tally.injected += 1
        try:
            faults, found = [*verify(now)], state(now)
            if again:
                with watched(now, Counting()):
                    self._operation.make(now)
                faults += verify(now)
                if state(now) != self._new:
                    faults.append("made again, it is not as it should be")
        except Exception as error:  # noqa: BLE001  any is wrong
            self.tally.wrong.append(f"{self._name}: {where}: {error!r}")
            return None
        self.tally.wrong += [f"{self._name}: {where}: {fault}" for fault in faults]
        if found == self._new:
            self.tally.new += 1
        elif found == self._old:
            self.tally.old += 1
        else:
            self.tally.wrong.append(f"{self._name}: {where}: neither old nor new")
        return found


def state(folder: Path) -> State:
    """The documents that an archive holds, and those that it finds of a text, with their tokens."""
    with Holdings(folder) as holdings:
        hits = look_up(holdings, *tokens_of([_ASKED]), 50)
        rows = holdings.rows(sorted({*hits.documents.tolist()}))
        found = [(row.id, holdings.codes(number).tobytes()) for number, row in rows.items()]
    return held(folder), sorted(found)


def _moved(call: Call, one: str, other: str) -> Call:
    return Call(
        what=call.what,
        path=call.path.replace(one, other, 1),
        to=call.to.replace(one, other, 1),
        at=call.at,
        data=call.data,
        done=call.done,
    )


def every(name: str, kind: str, folder: Path) -> Tally:
    """All faults of one kind in one change."""
    series = Series(name, folder)
    match kind:
        case "refused":
            return series.refused(refuse)
        case "refused halfway":
            return series.refused(refuse_half)
        case "killed":
            return series.killed(half=False)
        case "killed halfway":
            return series.killed(half=True)
        case "full disk":
            return series.full_disk(1_024)
        case _:
            return series.power_cut(2)


KINDS = ("refused", "refused halfway", "killed", "killed halfway", "power cut", "full disk")


def flipped(folder: Path, count: int) -> tuple[Tally, int]:
    """Flip single bits anywhere in an archive; the tally, and how many were found by `verify`.

    A flip that is not found must change nothing that is read: it is in what SQLite leaves free.
    """
    series = Series("compact", folder)
    truth, tally, found = series.copy(), Tally(), 0
    sound = state(truth)
    files = sorted(path for path in truth.rglob("*") if path.is_file())
    sizes = [path.stat().st_size for path in files]
    drawn = Random(11)  # noqa: S311  the same in every run
    for _ in range(count):
        (path,) = drawn.choices(files, sizes)
        whole = path.read_bytes()
        at = drawn.randrange(8 * len(whole))
        changed = bytearray(whole)
        changed[at // 8] ^= 1 << at % 8
        path.write_bytes(changed)
        where = f"bit {at} of {path.name}"
        tally.injected += 1
        try:
            faults = [*verify(truth)]
            found += bool(faults)
            if not faults and path.suffix == ".seg":
                tally.wrong.append(f"{where}: not found")
            if state(truth) == sound:
                tally.old += 1
            else:
                tally.wrong.append(f"{where}: another answer")
        except ArchiveError:
            tally.new += 1
            if not faults:
                tally.wrong.append(f"{where}: an error, but not found")
        except Exception as error:  # noqa: BLE001  all others are crashes
            tally.wrong.append(f"{where}: {error!r}")
        path.write_bytes(whole)
    return tally, found


def main() -> None:
    """Print the tally of a change and a kind of fault in a folder, as JSON."""
    name, kind, folder = sys.argv[1:]
    sys.stdout.write(json.dumps(asdict(every(name, kind, Path(folder)))))


if __name__ == "__main__":
    main()
