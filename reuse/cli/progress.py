"""Progress on stderr, for stages that take long enough to be worth a line."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from reuse.model.progress import Progress, Silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

T = TypeVar("T")

_PATIENCE = 2.0
_TICK = 0.2


class StderrProgress:
    """Shows the current stage once it has run for two seconds, and removes the line after.

    A thread of its own wakes five times a second and draws; `advance` only counts, because
    stages call it often and from several threads. Use it as a context manager.
    """

    def __init__(self, patience: float = _PATIENCE) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._name = ""
        self._total: int | None = None
        self._done = 0
        self._began = time.monotonic()
        self._stage = 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._drawn = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="progress", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()
        if self._bar is not None:
            self._bar.stop()

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage of `total` steps."""
        with self._lock:
            self._name, self._total, self._done = name, total, 0
            self._began = time.monotonic()
            self._stage += 1

    def advance(self, steps: int = 1) -> None:
        """Count `steps` more steps."""
        with self._lock:
            self._done += steps

    def _watch(self) -> None:
        while not self._stop.wait(_TICK):
            with self._lock:
                stage, name, total, done = self._stage, self._name, self._total, self._done
                late = stage > 0 and time.monotonic() - self._began >= self._patience
            self._draw(stage if late else 0, name, total, done)

    def _draw(self, stage: int, name: str, total: int | None, done: int) -> None:
        if self._bar is None:
            if not stage:
                return
            self._bar = _bar()
            self._bar.start()
        if stage != self._drawn:
            if self._task is not None:
                self._bar.remove_task(self._task)
                self._task = None
            if stage:
                self._task = self._bar.add_task(name, total=total, completed=done)
            self._drawn = stage
        if self._task is not None:
            self._bar.update(self._task, completed=done)
        self._bar.refresh()


def _bar() -> Bar:
    from rich.console import Console  # noqa: PLC0415  slow; not for --help
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415
    from rich.progress import TimeElapsedColumn as Elapsed  # noqa: PLC0415

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        Elapsed(),
        console=Console(file=sys.stderr, markup=False, emoji=False, highlight=False),
        auto_refresh=False,
        transient=True,
    )


def wanted(*, quiet: bool) -> bool:
    """Whether anybody would see progress: stderr must be a terminal that can redraw a line."""
    return not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def watched(run: Callable[[Progress], T], *, quiet: bool) -> T:
    """Run with progress on a terminal."""
    if not wanted(quiet=quiet):
        return run(Silent())
    with StderrProgress() as progress:
        return run(progress)
