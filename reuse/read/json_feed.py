"""JSON Feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.markup import visible_text
from reuse.read.records import Item, items, skip
from reuse.read.shown import kind_of


def is_json_feed(value: Mapping[str, object]) -> bool:
    """Whether an object is a feed and not a record: by its version address or its items."""
    version = value.get("version")
    named = isinstance(version, str) and "jsonfeed.org" in version
    return named or ("items" in value and "text" not in value)


def read_json_feed(feed: Mapping[str, object], shown: str, config: ReadConfig) -> Iterator[Item]:
    """Entries of a JSON Feed, numbered from 1."""
    entries = feed.get("items")
    if not isinstance(entries, list) or not entries:
        error = RecordError(SkipCode.NO_CONTENT, "a JSON Feed without items")
        yield skip(f"{shown}:0", error)
        return
    for number, entry in enumerate(entries, 1):
        origin = f"{shown}:{number}"
        try:
            fields = _fields(entry, feed, config)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from items(fields, origin)


def _fields(entry: object, feed: Mapping[str, object], config: ReadConfig) -> dict[str, object]:
    if not isinstance(entry, dict):
        raise RecordError(SkipCode.BAD_FIELD, f"items: expected an object, got {kind_of(entry)}")
    identity = entry.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)  # the format asks readers to take a number for its digits
    return {
        "id": identity or entry.get("url"),
        "text": _text(entry, config),
        "outlet": feed.get("title"),
        "published": entry.get("date_published"),
        "title": entry.get("title"),
        "author": _authors(entry) or _authors(feed),
        "url": entry.get("url"),
        "language": entry.get("language") or feed.get("language"),
    }


def _text(entry: Mapping[str, object], config: ReadConfig) -> str:
    for name in ("content_text", "content_html", "summary"):
        value = entry.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise RecordError(
                SkipCode.BAD_FIELD, f"{name}: expected a string, got {kind_of(value)}"
            )
        check_size(value, config)
        text = visible_text(value) if name == "content_html" else value
        if text.strip():
            return text
    raise RecordError(SkipCode.NO_CONTENT, "an entry without content")


def check_size(content: str, config: ReadConfig) -> None:
    """Refuse an entry's content beyond the bound of one record.

    Raises:
        RecordError: TOO_LONG.
    """
    if len(content) > config.max_record_bytes:
        raise RecordError(
            SkipCode.TOO_LONG, f"an entry of more than {config.max_record_bytes:,} characters"
        )


def _authors(holder: Mapping[str, object]) -> str | None:
    listed = holder.get("authors") or holder.get("author")
    names: list[str] = []
    for author in listed if isinstance(listed, list) else [listed]:
        name = author.get("name") if isinstance(author, dict) else None
        if isinstance(name, str) and name.strip():
            names.append(name)
    return ", ".join(names) or None
