"""SQLite's writes, syncs, truncations and deletions, seen before they are made.

A file system layer of SQLite's own kind (https://www.sqlite.org/vfs.html) is put before the one
that there is. Where Python was linked so that its functions cannot be reached, nothing is seen.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, Protocol


class Told(Protocol):
    """Takes a call; what it raises as OSError refuses the call."""

    def __call__(  # noqa: PLR0913
        self, what: str, path: str, at: int, data: bytes, half: Callable[[], None], *, done: bool
    ) -> None:
        """Take a call."""


# Names are passed on as they came: SQLite keeps the address, and reads what stands behind.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)
_CLOSE = CFUNCTYPE(c_int, c_void_p)
_FULL, _IOERR_FSYNC, _IOERR_TRUNCATE, _IOERR_DELETE, _CANTOPEN = 13, 1034, 1546, 2570, 14
_CREATE, _JOURNALS = 0x4, 0x800 | 0x4000


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("iVersion", c_int), ("szOsFile", c_int), ("mxPathname", c_int), ("pNext", c_void_p),
        ("zName", c_char_p), ("pAppData", c_void_p), ("xOpen", c_void_p), ("xDelete", c_void_p),
        *((f"rest{at}", c_void_p) for at in range(14)),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    _fields_ = (
        ("iVersion", c_int), ("xClose", c_void_p), ("xRead", c_void_p), ("xWrite", c_void_p),
        ("xTruncate", c_void_p), ("xSync", c_void_p),
        *((f"rest{at}", c_void_p) for at in range(13)),
    )  # fmt: skip


class _File(ctypes.Structure):
    _fields_ = (("pMethods", POINTER(_Methods)),)


class _Layer:
    """The layer, registered once a process."""

    def __init__(self) -> None:
        self.told: Told | None = None
        self._paths: dict[int, str] = {}
        self._new_journals: set[int] = set()
        self._kept: list[Any] = []
        self._methods: dict[int, _Methods] = {}
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._below = library.sqlite3_vfs_find(None).contents
        own = _Vfs()
        ctypes.pointer(own)[0] = self._below
        own.pNext, own.zName = None, b"watched"
        self._real_open = _OPEN(self._below.xOpen)
        self._real_delete = _DELETE(self._below.xDelete)
        own.xOpen = self._address(_OPEN(self._open))
        own.xDelete = self._address(_DELETE(self._delete))
        self._kept.append(own)
        if library.sqlite3_vfs_register(ctypes.byref(own), 1):
            raise OSError("SQLite took no new layer")

    def _address(self, function: Any) -> int:
        self._kept.append(function)
        return ctypes.cast(function, c_void_p).value or 0

    def _tell(  # noqa: PLR0913
        self,
        what: str,
        path: str,
        at: int = 0,
        data: bytes = b"",
        half: Callable[[], None] = lambda: None,
        *,
        done: bool = False,
    ) -> bool:
        """Tell of a call; whether it may be made."""
        if self.told is None:
            return True
        try:
            self.told(what, path, at, data, half, done=done)
        except OSError:
            return False
        return True

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        new = bool(name) and bool(flags & _CREATE) and not os.path.lexists(path)
        if new and not self._tell("create", path):
            return _CANTOPEN
        code = self._real_open(vfs, name, file, flags, out)
        methods = ctypes.cast(file, POINTER(_File)).contents
        if code == 0 and methods.pMethods:
            self._paths[file] = path
            if new and flags & _JOURNALS:
                self._new_journals.add(file)
            methods.pMethods = ctypes.pointer(self._wrapped(methods.pMethods.contents))
        return int(code)

    def _wrapped(self, methods: _Methods) -> _Methods:
        below = ctypes.addressof(methods)
        if below in self._methods:
            return self._methods[below]
        own = _Methods()
        ctypes.pointer(own)[0] = methods
        close, write = _CLOSE(methods.xClose), _WRITE(methods.xWrite)
        truncate, sync = _TRUNCATE(methods.xTruncate), _SYNC(methods.xSync)

        def close_(file: int) -> int:
            self._paths.pop(file, None)
            self._new_journals.discard(file)
            return int(close(file))

        def write_(file: int, data: int, size: int, at: int) -> int:
            half = lambda: write(file, data, size // 2, at)  # noqa: E731
            whole = ctypes.string_at(data, size)
            if not self._tell("write", self._paths[file], at, whole, half):
                return _FULL
            return int(write(file, data, size, at))

        def truncate_(file: int, size: int) -> int:
            if not self._tell("truncate", self._paths[file], size):
                return _IOERR_TRUNCATE
            return int(truncate(file, size))

        def sync_(file: int, flags: int) -> int:
            if not self._tell("sync", self._paths[file]):
                return _IOERR_FSYNC
            # What is told of is not really forced to disk, which would take most of the time.
            code = 0 if self.told else int(sync(file, flags))
            if file in self._new_journals:
                # The first sync of a new journal forces its name to disk as well.
                self._new_journals.discard(file)
                self._tell("sync_folder", str(Path(self._paths[file]).parent), done=True)
            return code

        own.xClose, own.xWrite = self._address(_CLOSE(close_)), self._address(_WRITE(write_))
        own.xTruncate = self._address(_TRUNCATE(truncate_))
        own.xSync = self._address(_SYNC(sync_))
        self._methods[below] = own
        return own

    def _delete(self, vfs: int, name: int, force: int) -> int:
        path = os.fsdecode(ctypes.string_at(name))
        there = os.path.lexists(path)
        if there and not self._tell("unlink", path):
            return _IOERR_DELETE
        code = int(self._real_delete(vfs, name, 0 if self.told else force))
        if there and force:
            self._tell("sync_folder", str(Path(path).parent), done=True)
        return code


_LAYERS: list[_Layer] = []


def is_reachable() -> bool:
    """Whether SQLite's functions can be reached."""
    try:
        if not _LAYERS:
            _LAYERS.append(_Layer())
    except (AttributeError, OSError):
        return False
    return True


@contextmanager
def watched_sqlite(told: Told) -> Iterator[None]:
    """Inside, calls of connections that are opened inside are told."""
    if not is_reachable():
        yield
        return
    _LAYERS[0].told = told
    try:
        yield
    finally:
        _LAYERS[0].told = None
