"""One writer at a time.

The lock is a file that names its holder. It appears with its content or not at all, and it is
taken over only where the holder is surely gone: its process ended on this very machine, or the
machine was started anew. On POSIX systems the holder also keeps the file locked in the kernel,
which ends with the process, whatever number space that process counted itself in.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct

from reuse.archive.durable import refusal, sync_folder
from reuse.errors import ArchiveError

_TRIES = 8
_NOBODY = b"null\n"


class Holder(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who holds the lock."""

    pid: int
    started: str
    """When the process was started, as the system counts it; empty where it does not tell."""
    host: str
    machine: str
    """What tells the machine from others of its name; empty where it does not tell."""
    boot: str
    """What tells this start of the machine from others; the same."""

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


@contextmanager
def writer_lock(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs.

    Raises:
        ArchiveError: another process holds it, or whether it still does cannot be told; the
            message names it.
    """
    handle = _take(path)
    try:
        yield
    finally:
        # Removed before the kernel's lock ends: nobody finds a file that nobody holds.
        _unlink_own(path, handle)
        os.close(handle)


def _unlink_own(path: Path, handle: int) -> None:
    """Remove the lock if it still is the open file: by hand it may have been removed before."""
    with suppress(OSError):
        if not os.path.samestat(path.stat(), os.fstat(handle)):
            return
        try:
            path.unlink()
        except OSError:
            # It stays, but says that nobody holds it.
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, _NOBODY)


def myself() -> Holder:
    """This process."""
    return Holder(
        pid=os.getpid(),
        started=_started(os.getpid()) or "",
        host=socket.gethostname(),
        machine=_line(Path("/etc/machine-id")),
        boot=_line(Path("/proc/sys/kernel/random/boot_id")),
    )


def _take(path: Path) -> int:
    content = msgspec.json.encode(myself()) + b"\n"
    for _ in range(_TRIES):
        try:
            return _create(path, content)
        except FileExistsError:
            _clear(path)
        except OSError as error:
            raise refusal(path, "written", error) from error
    raise ArchiveError(f"{path}: others take the lock again and again; try later")


def _create(path: Path, content: bytes) -> int:
    """Make the lock; the open file.

    It is written aside and linked into place, so that it is never seen without its content.
    """
    aside = path.with_name(f".{path.name}.{token_hex(8)}.tmp")
    handle = _written(aside, content)
    try:
        os.link(aside, path)
        sync_folder(path.parent)
    except FileExistsError:
        os.close(handle)
        raise
    except OSError:
        # A file system without links. Killed here, a writer leaves a lock that names nobody.
        os.close(handle)
        return _written(path, content)
    finally:
        with suppress(OSError):
            aside.unlink()
    return handle


def _written(path: Path, content: bytes) -> int:
    """A new file, open and locked."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        os.write(handle, content)
        os.fsync(handle)
        _lock_in_kernel(handle)
    except OSError:
        os.close(handle)
        with suppress(OSError):
            path.unlink()
        raise
    return handle


def _clear(path: Path) -> None:
    """Remove a lock whose holder is gone; return as well where there is none any more.

    Raises:
        ArchiveError: the holder is alive, or that cannot be told.
    """
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    except OSError as error:
        raise refusal(path, "read", error) from error
    try:
        holder = _read(path, handle)
        if not _lock_in_kernel(handle) or not (holder is None or _is_gone(holder)):
            raise ArchiveError(_held(path, holder))
        # Of several that find it at once one gets here first; the others hold a file that
        # has no name by then.
        _unlink_own(path, handle)
    finally:
        os.close(handle)


def _held(path: Path, holder: Holder | None) -> str:
    return (
        f"{path}: held by {holder or 'another process'}: one process writes to an archive at a "
        "time; if that process is surely gone, remove the file"
    )


def _read(path: Path, handle: int) -> Holder | None:
    try:
        return msgspec.json.decode(os.read(handle, 4_096), type=Holder | None)
    except msgspec.MsgspecError:
        raise ArchiveError(
            f"{path}: is no lock of an archive; if nobody writes to it, remove the file"
        ) from None


def _is_gone(holder: Holder) -> bool:
    """Whether a process has surely ended."""
    here = myself()
    if holder.host != here.host or holder.machine != here.machine:
        return False
    if holder.boot != here.boot:
        # A machine that names itself was started anew; without a name it may be another one.
        return bool(holder.boot and here.boot and here.machine)
    if os.name != "posix":
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    # The number may be another process's by now.
    return bool(holder.started) and _started(holder.pid) not in {None, holder.started}


def _started(pid: int) -> str | None:
    """When a process was started, in ticks since the machine was; None where that is unknown."""
    line = _line(Path(f"/proc/{pid}/stat"))
    # The name in brackets may hold anything, brackets and spaces included.
    fields = line.rpartition(")")[2].split()
    return fields[19] if len(fields) > 19 else None


def _line(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _lock_in_kernel(handle: int) -> bool:
    """Lock an open file until it is closed; whether nobody else has, as far as can be told."""
    try:
        import fcntl  # noqa: PLC0415  not on every system
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A file system that cannot.
        return True
    return True
