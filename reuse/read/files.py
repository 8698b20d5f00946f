"""Which files are read: from the paths a user gives to a sorted list of sources."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reuse.errors import ReadError, RecordError
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.read.compression import PACKINGS
from reuse.read.records import skip
from reuse.read.shown import escaped, file_name

KINDS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
"""Suffixes that are read and the reader each goes to."""

SINGLE = frozenset(("text", "markdown", "html"))
"""Kinds that hold one document a file, whose id is made from the file's name."""

_SORTS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a character device"),
    (stat.S_ISBLK, "a block device"),
    (stat.S_ISDIR, "a folder"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read."""

    path: Path
    shown: str
    """The path as the user gave it, joined, fit for a message."""
    kind: str
    packing: str | None
    id: str
    """Id of its document, where a file is one document."""
    outlet: str | None
    linked: bool
    """Whether a symbolic link led here."""


STDIN = Source(
    path=Path("-"), shown="-", kind="jsonl", packing=None, id="-", outlet=None, linked=False
)
"""JSON Lines from standard input; a file of that name is given as ``./-``."""

Found = Source | Skip | Notice


def find(paths: Iterable[str | Path], exclude: Path | None = None) -> tuple[Found, ...]:
    """Everything to read or to report, folder by folder, sorted by path inside each.

    A file is listed once however many links and paths lead to it, by a plain path where there
    is one. Ids are relative to the folder given, without suffix; where two files would get one
    id, all of them get their path as given instead. An outlet is the name of the first
    sub-folder, or where several folders are given that of the given one. What lies below
    `exclude` by its real path is passed over inside folders; a path given itself is read.

    Raises:
        ReadError: a given path does not exist, cannot be read or is of no known kind.
    """
    found: list[Found] = []
    barred = None if exclude is None else os.path.realpath(exclude)
    listed = tuple(paths)
    outlets = _outlets(listed)
    for given in listed:
        if os.fspath(given) == "-":
            found.append(STDIN)
            continue
        path = Path(given)
        status = _status(path)
        if stat.S_ISDIR(status.st_mode):
            found.extend(_folder(path, barred, outlets.get(path)))
        elif stat.S_ISREG(status.st_mode):
            found.append(_given_file(path))
        else:
            found.append(_not_a_file(file_name(path), status.st_mode))
    return tuple(_with_distinct_ids(_once(found)))


def _outlets(paths: Iterable[str | Path]) -> dict[Path, str]:
    """The given folders that stand for an outlet each, by the folder's own name.

    That takes two folders, neither inside the other. Folders that share a name tell no outlets
    apart and stand for none: under one name, they would not be compared.
    """
    # Path.is_dir may raise; what cannot be looked at is reported when it is its turn.
    folders = [Path(p) for p in paths if os.fspath(p) != "-" and os.path.isdir(p)]  # noqa: PTH112
    reals = {os.path.realpath(folder) for folder in folders}
    apart = {real for real in reals if not any(str(up) in reals for up in Path(real).parents)}
    if len(apart) < 2:
        return {}
    # Absolute, so that "." has a name; not resolved, so that a link keeps its own.
    names = {folder: file_name(os.path.basename(os.path.abspath(folder))) for folder in folders}  # noqa: PTH100, PTH119
    bearers = Counter({os.path.realpath(folder): name for folder, name in names.items()}.values())
    return {folder: name for folder, name in names.items() if name and bearers[name] == 1}


def split_suffix(name: str) -> tuple[str, str, str | None]:
    """Stem, suffix in lower case and packing of a file name: ``a.CSV.gz`` is a, .csv, gzip."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122  a name, not a path
    packing = PACKINGS.get(suffix.lower())
    if packing:
        stem, suffix = os.path.splitext(stem)  # noqa: PTH122
    return stem, suffix.lower(), packing


def _status(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"{escaped(file_name(path))}: {reason}") from None


def _given_file(path: Path) -> Source:
    name = file_name(path.name)
    _, suffix, packing = split_suffix(name)
    shown = escaped(file_name(path))
    # A name without suffix, as other commands make them, is taken for text.
    kind = KINDS.get(suffix) if suffix else "text"
    if kind is None or (kind == "parquet" and packing):
        raise ReadError(
            f"{shown}: unknown kind {escaped(suffix)!r}; expected one of {', '.join(KINDS)}, "
            f"and for all but .parquet optionally {', '.join(PACKINGS)} behind it"
        )
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise ReadError(f"{shown}: {error.strerror}") from None
    return Source(
        path=path, shown=shown, kind=kind, packing=packing, id=name, outlet=None, linked=False
    )


def _folder(top: Path, barred: str | None, outlet: str | None) -> Iterator[Found]:
    try:
        os.scandir(top).close()
    except OSError as error:
        raise ReadError(f"{escaped(file_name(top))}: {error.strerror}") from None
    unknown: Counter[str] = Counter()
    sources: list[Found] = []
    for relative, path, linked in sorted(_walk(top, barred), key=lambda found: found[0]):
        listed = _in_folder(top, relative, path, linked=linked, unknown=unknown)
        sources.extend(
            replace(item, outlet=outlet) if outlet and isinstance(item, Source) else item
            for item in listed
        )
    for suffix, count in sorted(unknown.items()):
        what = f"suffix {escaped(suffix)!r}" if suffix else "no suffix"
        yield Notice(
            origin=f"{escaped(file_name(top))}:0",
            code=NoticeCode.UNKNOWN_KIND,
            reason=f"{count} file{'s' if count > 1 else ''} with {what} not read; "
            f"known are {', '.join(KINDS)}",
        )
    yield from sources


def _in_folder(
    top: Path, relative: str, path: Path | Skip, *, linked: bool, unknown: Counter[str]
) -> Iterator[Found]:
    if isinstance(path, Skip):
        yield path
        return
    folder, _, name = relative.rpartition("/")
    stem, suffix, packing = split_suffix(name)
    kind = KINDS.get(suffix)
    if kind is None or (kind == "parquet" and packing):
        unknown[suffix] += 1
        return
    yield Source(
        path=path,
        shown=escaped(_joined(top, relative)),
        kind=kind,
        packing=packing,
        id=f"{folder}/{stem}" if folder else stem,
        outlet=relative.split("/", 1)[0] if folder else None,
        linked=linked,
    )


def _walk(top: Path, barred: str | None) -> Iterator[tuple[str, Path | Skip, bool]]:
    """Relative name, path or what is wrong with it, and whether a link led there.

    Folders are entered once by real path, so loops of links end; folders that no link leads to
    come first, so that a file is known by its plain name.
    """
    entered = {os.path.realpath(top)}
    if barred is not None and _within(os.path.realpath(top), barred):
        barred = None  # asked for by name
    plain: list[tuple[str, Path, bool]] = [("", top, False)]
    behind_links: list[tuple[str, Path, bool]] = []
    while plain or behind_links:
        if not plain:
            # Sorted, so that which of two links enters a folder is no accident.
            behind_links.sort(reverse=True)
            prefix, folder, linked = behind_links.pop()
            real = os.path.realpath(folder)
            if real in entered:
                continue
            entered.add(real)
        else:
            prefix, folder, linked = plain.pop()
        for entry in _entries(top, prefix, folder, barred):
            if isinstance(entry, Skip):
                yield prefix, entry, linked
                continue
            relative = prefix + file_name(entry.name)
            path = Path(entry.path)
            through_link = linked or entry.is_symlink()
            problem = _problem(top, relative, path)
            if problem is not None:
                yield relative, problem, through_link
            elif not path.is_dir():
                yield relative, path, through_link
            elif through_link:
                behind_links.append((f"{relative}/", path, True))
            else:
                entered.add(os.path.realpath(path))
                plain.append((f"{relative}/", path, False))


def _entries(
    top: Path, prefix: str, folder: Path, barred: str | None
) -> Iterator[os.DirEntry[str] | Skip]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        fault = RecordError(SkipCode.UNREADABLE, f"folder not read: {error.strerror}")
        yield skip(f"{escaped(_joined(top, prefix))}:0", fault)
        return
    for entry in found:
        if not entry.name.startswith(".") and not (barred and _leads_into(entry, barred)):
            yield entry


def _leads_into(entry: os.DirEntry[str], barred: str) -> bool:
    """Whether a folder or link is, or leads into, the folder that is passed over."""
    if not (entry.is_symlink() or entry.is_dir(follow_symlinks=False)):
        return False
    return _within(os.path.realpath(entry.path), barred)


def _within(real: str, folder: str) -> bool:
    return Path(real).is_relative_to(folder)


def _problem(top: Path, relative: str, path: Path) -> Skip | None:
    shown = _joined(top, relative)
    try:
        mode = path.stat().st_mode
    except OSError as error:
        fault = RecordError(SkipCode.NOT_A_FILE, f"leads nowhere: {error.strerror}")
        return skip(f"{escaped(shown)}:0", fault)
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return None
    return _not_a_file(shown, mode)


def _not_a_file(shown: str, mode: int) -> Skip:
    return skip(f"{escaped(shown)}:0", not_a_file(mode))


def not_a_file(mode: int) -> RecordError:
    """The error for something that is no regular file."""
    what = next((name for test, name in _SORTS if test(mode)), "something else")
    return RecordError(SkipCode.NOT_A_FILE, f"is {what}; only regular files are read")


def _joined(top: Path, relative: str) -> str:
    shown = file_name(top)
    return relative if shown == "." else f"{shown.rstrip('/')}/{relative}"


def _once(found: list[Found]) -> Iterator[Found]:
    """Each real file once, at its best name."""
    best: dict[str, tuple[bool, int]] = {}
    reals: list[str | None] = []
    for place, item in enumerate(found):
        real = None
        if isinstance(item, Source):
            real = "-" if item is STDIN else os.path.realpath(item.path)
        reals.append(real)
        if real is not None and isinstance(item, Source):
            rank = (item.linked, place)
            best[real] = min(best.get(real, rank), rank)
    for place, (item, real) in enumerate(zip(found, reals, strict=True)):
        if real is None or best[real][1] == place:
            yield item


def _with_distinct_ids(found: Iterable[Found]) -> Iterator[Found]:
    listed = tuple(found)
    used = Counter(s.id for s in listed if isinstance(s, Source) and s.kind in SINGLE)
    for item in listed:
        if isinstance(item, Source) and used[item.id] > 1:
            yield replace(item, id=file_name(item.path))
        else:
            yield item
