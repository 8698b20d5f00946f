"""What a disk may hold when the power goes: of what was not forced to it, any part.

Content that was written but not synced may be there in any part; names that were made, changed or
removed count up to any one of them until their folder is synced.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from watched_calls import Call


@dataclass(slots=True)
class _Inode:
    data: bytes = b""
    pending: list[tuple[int, bytes] | int] = field(default_factory=list)
    """What was written and where, or the length it was cut to."""

    def content(self, chosen: list[tuple[int, bytes] | int]) -> bytes:
        out = bytearray(self.data)
        for change in chosen:
            if isinstance(change, int):
                del out[change:]
                out.extend(bytes(change - len(out)))
            else:
                at, data = change
                out.extend(bytes(max(0, at - len(out))))
                out[at : at + len(data)] = data
        return bytes(out)


class Disk:
    """A model of the files of a folder, that follows calls."""

    def __init__(self, folder: Path) -> None:
        """Start with what lies in the folder, all of it forced to disk."""
        self._names = {
            str(path.absolute()): _Inode(path.read_bytes())
            for path in folder.rglob("*")
            if path.is_file()
        }
        self._forced = dict(self._names)
        self._changes: list[tuple[str, dict[str, _Inode | None]]] = []
        """Folder, and what changed in it at once: a name and what it names, None for nothing."""

    def follow(self, call: Call) -> None:
        """Make a call."""
        if not call.path:
            return
        if call.what in {"write", "truncate", "sync"}:
            self._content(call)
        elif call.what == "sync_folder":
            for folder, change in self._changes:
                if folder == call.path:
                    _apply(self._forced, change)
            self._changes = [each for each in self._changes if each[0] != call.path]
        else:
            self._name(call)

    def _content(self, call: Call) -> None:
        inode = self._names[call.path]
        match call.what:
            case "write":
                inode.pending.append((call.at, call.data))
            case "truncate":
                inode.pending.append(call.at)
            case _:
                inode.data, inode.pending = inode.content(inode.pending), []

    def _name(self, call: Call) -> None:
        match call.what:
            case "create":
                self._change({call.path: _Inode()})
            case "rename":
                self._change({call.to: self._names[call.path], call.path: None})
            case "link":
                self._change({call.to: self._names[call.path]})
            case _:
                self._change({call.path: None})

    def _change(self, change: dict[str, _Inode | None]) -> None:
        _apply(self._names, change)
        self._changes.append((str(Path(next(iter(change))).parent), change))

    def lost(self, drawn: Random, *, names: float | None, data: float | None) -> dict[str, bytes]:
        """What is left after the power went.

        Args:
            drawn: draws where a share is None.
            names: share of the changes of names that are there, the first ones.
            data: share of the writes that are there, any ones.
        """
        share = drawn.random() if names is None else names
        left = dict(self._forced)
        for _, change in self._changes[: round(share * len(self._changes))]:
            _apply(left, change)
        return {path: inode.content(_some(inode, drawn, data)) for path, inode in left.items()}


def _some(inode: _Inode, drawn: Random, share: float | None) -> list[tuple[int, bytes] | int]:
    least = drawn.random() if share is None else share
    return [change for change in inode.pending if drawn.random() < least]


def _apply(names: dict[str, _Inode], change: dict[str, _Inode | None]) -> None:
    for name, inode in change.items():
        if inode is None:
            names.pop(name, None)
        else:
            names[name] = inode
