"""JSON Feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import SkipCode
from reuse.read.addresses import absolute, is_web
from reuse.read.marking import allowed, sections
from reuse.read.markup import visible_text
from reuse.read.ninjs import is_ninjs, record_items
from reuse.read.records import Item, check_size, items, skip, writer
from reuse.read.shown import kind_of


def is_json_feed(value: Mapping[str, object]) -> bool:
    """Whether an object is a feed and not a record: by its version address or its items."""
    version = value.get("version")
    named = isinstance(version, str) and "jsonfeed.org" in version
    return named or ("items" in value and "text" not in value)


def read_json_feed(
    feed: Mapping[str, object], shown: str, config: ReadConfig, base: str | None = None
) -> Iterator[Item]:
    """Entries of a JSON Feed, numbered from 1; `base` is where it was fetched from."""
    for name in ("feed_url", "home_page_url"):
        address = feed.get(name)
        if base is None and isinstance(address, str) and is_web(address):
            base = address
    entries = feed.get("items")
    if not isinstance(entries, list) or not entries:
        error = RecordError(SkipCode.NO_CONTENT, "a JSON Feed without items")
        yield skip(f"{shown}:0", error)
        return
    for number, entry in enumerate(entries, 1):
        origin = f"{shown}:{number}"
        if isinstance(entry, dict) and is_ninjs(entry):
            yield from record_items(entry, origin, config)
            continue
        try:
            fields = _fields(entry, feed, config, base)
        except RecordError as error:
            yield skip(origin, error)
            continue
        yield from items(fields, origin)


def _fields(
    entry: object, feed: Mapping[str, object], config: ReadConfig, base: str | None
) -> dict[str, object]:
    if not isinstance(entry, dict):
        raise RecordError(SkipCode.BAD_FIELD, f"items: expected an object, got {kind_of(entry)}")
    identity = entry.get("id")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)  # the format asks readers to take a number for its digits
    url = entry.get("url")
    if isinstance(url, str):
        url = absolute(url, base)
    given = entry.get("tags")
    tags: list[object] = given if isinstance(given, list) else []
    return {
        "id": identity or url,
        "text": _text(entry, config),
        "outlet": feed.get("title"),
        "published": entry.get("date_published") or entry.get("date_modified"),
        "title": entry.get("title"),
        "author": _authors(entry) or writer(_authors(feed), feed.get("title")),
        "url": url,
        "language": entry.get("language") or feed.get("language"),
        "section": sections(tags),
        "reusescan_allow": _allow(entry) or allowed(tags),
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


def _authors(holder: Mapping[str, object]) -> str | None:
    listed = holder.get("authors") or holder.get("author")
    names: list[str] = []
    for author in listed if isinstance(listed, list) else [listed]:
        name = author.get("name") if isinstance(author, dict) else None
        if isinstance(name, str) and name.strip():
            names.append(name)
    return ", ".join(names) or None


def _allow(entry: Mapping[str, object]) -> object:
    """The mark as a field, or in an extension object, whose names begin with a low line."""
    extension = entry.get("_reusescan")
    marked = extension.get("allow") if isinstance(extension, dict) else None
    return entry.get("reusescan_allow") or marked
