"""Calls that change files of a folder, seen before they are made: Python's and SQLite's own.

What a hook raises is what the caller sees, as if the system had refused the call.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EIO
from pathlib import Path
from types import TracebackType
from typing import Any
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


class _File:
    """A file open for writing, every write of which is seen: small ones together."""

    def __init__(self, file: Any, path: str, hook: Hook) -> None:  # noqa: ANN401  of any kind
        self._file, self._path, self._hook, self._at = file, path, hook, 0
        self._buffer = b""

    def __enter__(self) -> _File:
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


def nothing() -> None:
    """Half of a call that has no halves."""


@contextmanager
def watched(folder: Path, hook: Hook) -> Iterator[None]:
    """Inside, every call that changes a file in the folder is told to the hook first.

    Nothing is really forced to disk: what survives the process is all that is looked at.
    """
    root = str(folder.absolute())
    open_files: dict[int, str] = {}
    real = {name: getattr(os, name) for name in ("open", "write", "fsync", "replace", "link",
                                                  "unlink")}  # fmt: skip
    real_open = io.open

    def inside(path: object) -> str | None:
        name = os.path.abspath(os.fsdecode(path)) if isinstance(path, (str, bytes, os.PathLike)) else ""  # type: ignore[arg-type]  # noqa: E501
        return name if name == root or name.startswith(root + os.sep) else None

    def open_(path: Any, flags: int, *more: Any, **named: Any) -> int:  # noqa: ANN401
        name = inside(path)
        if name and flags & os.O_CREAT and not os.path.lexists(name):
            hook(Call(what="create", path=name), nothing)
        handle: int = real["open"](path, flags, *more, **named)
        if name:
            open_files[handle] = name
        else:
            open_files.pop(handle, None)
        return handle

    def write(handle: int, data: bytes) -> int:
        if name := open_files.get(handle):
            half = len(data) // 2
            at = os.lseek(handle, 0, os.SEEK_CUR)
            hook(Call(what="write", path=name, at=at, data=bytes(data)),
                 lambda: real["write"](handle, data[:half]))  # fmt: skip
        done: int = real["write"](handle, data)
        return done

    def fsync(handle: int) -> None:
        if name := open_files.get(handle):
            what = "sync_folder" if Path(name).is_dir() else "sync"
            hook(Call(what=what, path=name), nothing)
            return
        real["fsync"](handle)

    def two(what: str, name: str) -> Callable[..., None]:
        def call(one: Any, other: Any) -> None:  # noqa: ANN401
            if inside(one):
                hook(Call(what=what, path=inside(one) or "", to=inside(other) or ""), nothing)
            real[name](one, other)

        return call

    def unlink(path: Any, **named: Any) -> None:  # noqa: ANN401
        name = inside(path)
        if name and os.path.lexists(name):
            hook(Call(what="unlink", path=name), nothing)
        real["unlink"](path, **named)

    def open_file(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:  # noqa: ANN401
        name = inside(file)
        if name is None or "w" not in mode:
            return real_open(file, mode, *more, **named)
        if Path(name).exists():
            hook(Call(what="truncate", path=name), nothing)
        else:
            hook(Call(what="create", path=name), nothing)
        opened = real_open(file, mode, *more, **named)
        open_files[opened.fileno()] = name
        return _File(opened, name, hook)

    with (
        patch.object(os, "open", open_),
        patch.object(os, "write", write),
        patch.object(os, "fsync", fsync),
        patch.object(os, "replace", two("rename", "replace")),
        patch.object(os, "link", two("link", "link")),
        patch.object(os, "unlink", unlink),
        patch.object(io, "open", open_file),
        watched_sqlite(lambda what, path, at, data, half, *, done: hook(
            Call(what=what, path=path, at=at, data=data, done=done), half)),
    ):  # fmt: skip
        yield


class Counting:
    """Counts calls, and keeps them."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def __call__(self, call: Call, half: Callable[[], None]) -> None:
        self.calls.append(call)


class At:
    """Does something at the k-th call that can be refused."""

    def __init__(self, number: int, act: Callable[[Call, Callable[[], None]], None]) -> None:
        self._left, self._act = number, act
        self.reached = False

    def __call__(self, call: Call, half: Callable[[], None]) -> None:
        if call.done:
            return
        self._left -= 1
        if self._left < 0 and not self.reached:
            self.reached = True
            self._act(call, half)


def refuse(call: Call, half: Callable[[], None]) -> None:
    """The disk fails."""
    raise OSError(EIO, "refused by the test", call.path)


def refuse_half(call: Call, half: Callable[[], None]) -> None:
    """The disk fails in the middle of a write."""
    half()
    refuse(call, half)
