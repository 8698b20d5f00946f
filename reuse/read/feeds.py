"""What a check reads: files, folders, and the addresses of feeds that a user names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reuse.config import ReadConfig
from reuse.errors import ReadError, RecordError
from reuse.model.skip import SkipCode
from reuse.read.json_file import read_json
from reuse.read.jsonl import BOM
from reuse.read.paths import read_paths
from reuse.read.records import Item, skip
from reuse.read.shown import escaped
from reuse.read.xml_file import MAX_FEED_BYTES, read_xml

SECONDS = 60.0
"""Time that one address may take in all."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def read_feeds(
    targets: Sequence[str | Path],
    config: ReadConfig = ReadConfig(),  # noqa: B008  frozen
    *,
    stdin: BinaryIO | None = None,
    exclude: Path | None = None,
    seconds: float = SECONDS,
) -> Iterator[Item]:
    """Read files, folders and ``-`` as `read_paths`, then fetch what is an address.

    Args:
        targets: paths and http or https addresses; an address named twice is fetched once.
        config: bounds on what is taken from a file or an answer.
        stdin: as `read_paths`.
        exclude: as `read_paths`.
        seconds: time that one address may take.

    Returns:
        An iterator as that of `read_paths`; an address that cannot be fetched comes as a skip.

    Raises:
        ReadError: at once, before anything is read or fetched: as `read_paths`, or for an
            address of another scheme or with a password.
    """
    addresses = _addresses(targets)
    paths = [target for target in targets if not _SCHEME.match(str(target))]
    if not addresses and not paths:
        raise ReadError("nothing to read: expected a path or an address")
    local = read_paths(paths, config, stdin=stdin, exclude=exclude) if paths else iter(())
    fetched = (_read_address(address, config, seconds) for address in addresses)
    return itertools.chain(local, itertools.chain.from_iterable(fetched))


def _addresses(targets: Sequence[str | Path]) -> tuple[str, ...]:
    named = [str(target) for target in targets if _SCHEME.match(str(target))]
    if not named:
        return ()
    from reuse.read.fetching import checked_address  # noqa: PLC0415  only for what is fetched

    return tuple(dict.fromkeys(map(checked_address, named)))


def _read_address(address: str, config: ReadConfig, seconds: float) -> Iterator[Item]:
    from reuse.read.fetching import fetch  # noqa: PLC0415  the same

    shown = escaped(address)
    limit = min(MAX_FEED_BYTES, config.max_file_bytes)
    try:
        data, final = fetch(address, limit, config, seconds)
        kind = _kind(data)
    except RecordError as error:
        yield skip(f"{shown}:0", error)
        return
    if kind == "xml":
        yield from read_xml(data, shown, address, config, final)
    else:
        yield from read_json((data,), shown, config, final)


def _kind(data: bytes) -> str:
    """What an answer is by its first bytes; what the server calls it is often wrong.

    Raises:
        RecordError: NO_CONTENT when it can be no feed.
    """
    start = data[:1024].removeprefix(BOM).lstrip()
    if not start:
        raise RecordError(SkipCode.NO_CONTENT, "an empty answer")
    if _PAGE.match(start):
        raise RecordError(SkipCode.NO_CONTENT, "a web page; expected the address of its feed")
    if start.startswith((b"<", *_WIDE)):
        return "xml"
    if start.startswith((b"{", b"[")):
        return "json"
    raise RecordError(SkipCode.NO_CONTENT, "neither XML nor JSON; expected a feed")
