"""From paths to documents."""

from __future__ import annotations

import importlib.util
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reuse.config import ReadConfig
from reuse.errors import ReadError, RecordError
from reuse.model.skip import SkipCode
from reuse.read.compression import file_chunks, whole
from reuse.read.csv_records import read_csv
from reuse.read.files import SINGLE, STDIN, Found, Source, find, not_a_file
from reuse.read.html import read_html
from reuse.read.json_file import read_json
from reuse.read.jsonl import read_jsonl
from reuse.read.parquet import read_parquet
from reuse.read.plain import markdown_title, plain_text
from reuse.read.records import Item, items, skip
from reuse.read.xml_file import MAX_FEED_BYTES, read_xml


def read_paths(
    paths: Sequence[str | Path],
    config: ReadConfig = ReadConfig(),  # noqa: B008  frozen
    *,
    stdin: BinaryIO | None = None,
    exclude: Path | None = None,
) -> Iterator[Item]:
    """Read files, folders and ``-`` (JSON Lines from `stdin`), one record at a time.

    Args:
        paths: what to read, in this order; folders are walked, sorted by path.
        config: bounds on what is taken from a file.
        stdin: where ``-`` reads from; the process's standard input when None.
        exclude: a folder that is passed over, with everything in it, where it lies inside a
            folder of `paths`; compared by real path. What `paths` names itself is read.

    Returns:
        An iterator of documents, of skips for what cannot be read, and of notices. It holds one
        record at a time (a feed or page as a whole) and does not raise for what files hold.

    Raises:
        ReadError: at once, before anything is read: a path does not exist, cannot be read or is
            of no known kind, or a Parquet file is asked for without the extra ``parquet``.
    """
    plan = find(paths, exclude)
    _check_extras(plan)
    return _read_all(plan, config, stdin)


def _check_extras(plan: Sequence[Found]) -> None:
    for item in plan:
        if isinstance(item, Source) and item.kind == "parquet":
            if importlib.util.find_spec("pyarrow") is None:
                raise ReadError(f"{item.shown}: Parquet needs pyarrow; install reusescan[parquet]")
            return


def _read_all(plan: Sequence[Found], config: ReadConfig, stdin: BinaryIO | None) -> Iterator[Item]:
    for item in plan:
        if item is STDIN:
            stream = sys.stdin.buffer if stdin is None else stdin
            yield from read_jsonl(file_chunks(stream, None, config), STDIN.shown, config)
        elif isinstance(item, Source):
            yield from _read_source(item, config)
        else:
            yield item


def _read_source(source: Source, config: ReadConfig) -> Iterator[Item]:
    try:
        stream = _open(source.path)
    except RecordError as error:
        yield skip(f"{source.shown}:0", error)
        return
    with stream:
        yield from _read_stream(source, stream, config)


def _open(path: Path) -> BinaryIO:
    """Open what is still a regular file now, without waiting for the other end of a pipe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise RecordError(SkipCode.UNREADABLE, f"cannot be opened: {error.strerror}") from None
    stream = os.fdopen(descriptor, "rb", buffering=0)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        stream.close()
        raise not_a_file(mode)
    return stream


def _read_stream(source: Source, stream: BinaryIO, config: ReadConfig) -> Iterator[Item]:
    shown = source.shown
    if source.kind == "parquet":
        yield from read_parquet(stream, shown, config)
        return
    chunks = file_chunks(stream, source.packing, config)
    if source.kind == "jsonl":
        yield from read_jsonl(chunks, shown, config)
    elif source.kind == "json":
        yield from read_json(chunks, shown, config)
    elif source.kind == "csv":
        yield from read_csv(chunks, shown, config)
    else:
        yield from _read_whole(source, chunks, config)


def _read_whole(source: Source, chunks: Iterator[bytes], config: ReadConfig) -> Iterator[Item]:
    single = source.kind in SINGLE
    origin = f"{source.shown}:{int(single)}"
    try:
        data = whole(chunks, config.max_record_bytes if single else MAX_FEED_BYTES)
        if source.kind == "feed":
            yield from read_xml(data, source.shown, source.id, config)
        elif source.kind == "html":
            yield from read_html(data, source.id, source.outlet, origin, config)
        else:
            text = plain_text(data)
            title = markdown_title(text) if source.kind == "markdown" else None
            fields = {"id": source.id, "text": text, "outlet": source.outlet, "title": title}
            yield from items(fields, origin)
    except RecordError as error:
        yield skip(origin, error)
