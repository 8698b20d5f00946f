"""Calls that change files of a folder, seen before they are made: Python's and SQLite's own.

What a hook raises is what the caller sees, as if the system had refused the call.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from errno import EIO
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest.mock import patch

from watched_sqlite import watched_sqlite

_BUFFER = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that is about to be made."""

    what: str
    """create, write, truncate, sync, sync_folder, rename, link or unlink."""
    path: str
    """Empty for SQLite's temporary files."""
    to: str = ""
    """The new name, where there is one."""
    at: int = 0
    """Place of what is written; the new length."""
    data: bytes = b""
    done: bool = False
    """Whether it cannot be refused any more: part of another call."""


Hook = Callable[[Call, Callable[[], None]], None]
"""Takes the call, and what makes half of it."""


def nothing() -> None:
    """Half of a call that has no halves."""


class _File:
    """A file open for writing, every write of which is seen: small ones together."""

    def __init__(self, file: Any, path: str, hook: Hook) -> None:
        self._file, self._path, self._hook, self._at = file, path, hook, 0
        self._buffer = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.flush()
        finally:
            self._file.close()

    def write(self, data: bytes | memoryview) -> int:
        self._buffer += data
        if len(self._buffer) >= _BUFFER:
            self.flush()
        return len(data)

    def flush(self) -> None:
        whole, self._buffer = self._buffer, b""
        if not whole:
            return

        def put(part: bytes) -> None:
            self._file.write(part)
            self._file.flush()

        call = Call(what="write", path=self._path, at=self._at, data=whole)
        self._hook(call, lambda: put(whole[: len(whole) // 2]))
        put(whole)
        self._at += len(whole)

    def fileno(self) -> int:
        return int(self._file.fileno())


class _Watch:
    """What stands in the place of Python's own calls."""

    def __init__(self, folder: Path, hook: Hook) -> None:
        self._root, self._hook = str(folder.absolute()), hook
        self._handles: dict[int, str] = {}
        names = ("open", "write", "fsync", "replace", "link", "unlink")
        self._real = {name: getattr(os, name) for name in names}
        self._real_open = io.open

    def patches(self) -> Iterator[Any]:
        """One for each call."""
        for name in self._real:
            yield patch.object(os, name, getattr(self, name))
        yield patch.object(io, "open", self.open_file)

    def _inside(self, path: Any) -> str | None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return None
        name = str(Path(os.fsdecode(path)).absolute())
        return name if name == self._root or name.startswith(self._root + os.sep) else None

    def open(self, path: Any, flags: int, *more: Any, **named: Any) -> int:
        name = self._inside(path)
        if name and flags & os.O_CREAT and not os.path.lexists(name):
            self._hook(Call(what="create", path=name), nothing)
        handle: int = self._real["open"](path, flags, *more, **named)
        self._handles.pop(handle, None)
        if name:
            self._handles[handle] = name
        return handle

    def write(self, handle: int, data: bytes) -> int:
        if name := self._handles.get(handle):
            at, half = os.lseek(handle, 0, os.SEEK_CUR), data[: len(data) // 2]
            self._hook(
                Call(what="write", path=name, at=at, data=bytes(data)),
                lambda: self._real["write"](handle, half),
            )
        done: int = self._real["write"](handle, data)
        return done

    def fsync(self, handle: int) -> None:
        if name := self._handles.get(handle):
            what = "sync_folder" if Path(name).is_dir() else "sync"
            self._hook(Call(what=what, path=name), nothing)
        else:
            self._real["fsync"](handle)

    def replace(self, one: Any, other: Any) -> None:
        self._two("rename", one, other)
        self._real["replace"](one, other)

    def link(self, one: Any, other: Any) -> None:
        self._two("link", one, other)
        self._real["link"](one, other)

    def _two(self, what: str, one: Any, other: Any) -> None:
        name, to = self._inside(one), self._inside(other)
        if name and to:
            self._hook(Call(what=what, path=name, to=to), nothing)

    def unlink(self, path: Any, **named: Any) -> None:
        name = self._inside(path)
        if name and os.path.lexists(name):
            self._hook(Call(what="unlink", path=name), nothing)
        self._real["unlink"](path, **named)

    def open_file(self, file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        name = self._inside(file)
        if name is None or "w" not in mode:
            return self._real_open(file, mode, *more, **named)
        what = "truncate" if Path(name).exists() else "create"
        self._hook(Call(what=what, path=name), nothing)
        opened = self._real_open(file, mode, *more, **named)
        self._handles[opened.fileno()] = name
        return _File(opened, name, self._hook)


@contextmanager
def watched(folder: Path, hook: Hook) -> Iterator[None]:
    """Inside, every call that changes a file in the folder is told to the hook first.

    Nothing is really forced to disk: what survives the process is all that is looked at.
    """

    def told(  # noqa: PLR0913  as SQLite's layer tells
        what: str, path: str, at: int, data: bytes, half: Callable[[], None], *, done: bool
    ) -> None:
        hook(Call(what=what, path=path, at=at, data=data, done=done), half)

    with ExitStack() as stack:
        for each in _Watch(folder, hook).patches():
            stack.enter_context(each)
        stack.enter_context(watched_sqlite(told))
        yield


class Counting:
    """Keeps calls."""

    def __init__(self) -> None:
        """Start with none."""
        self.calls: list[Call] = []

    def __call__(self, call: Call, _: Callable[[], None]) -> None:
        """Keep a call."""
        self.calls.append(call)


class At:
    """Does something at the k-th call that can be refused."""

    def __init__(self, number: int, act: Hook) -> None:
        """Count from 0."""
        self._left, self._act = number, act
        self.reached = False

    def __call__(self, call: Call, half: Callable[[], None]) -> None:
        """Count a call."""
        if call.done:
            return
        self._left -= 1
        if self._left < 0 and not self.reached:
            self.reached = True
            self._act(call, half)


def refuse(call: Call, _: Callable[[], None]) -> None:
    """The disk fails."""
    raise OSError(EIO, "refused by the test", call.path)


def refuse_half(call: Call, half: Callable[[], None]) -> None:
    """The disk fails in the middle of a write."""
    half()
    refuse(call, half)
