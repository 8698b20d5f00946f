"""An ``.xml`` file: RSS, Atom, NewsML-G2 or NITF, told apart by its root element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reuse.config import ReadConfig
from reuse.errors import RecordError
from reuse.model.skip import Notice, SkipCode
from reuse.read.feed import ENTRIES, read_entries
from reuse.read.newsml import ITEMS, read_news_items
from reuse.read.nitf import read_article
from reuse.read.records import Item, skip
from reuse.read.xml_records import local, records

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FEED_BYTES = 64_000_000
"""A feed is held whole; the bound on one entry is the configured one."""

_KINDS = {
    **dict.fromkeys(("rss", "rdf", "feed"), ENTRIES),
    **dict.fromkeys(("newsmessage", *ITEMS), ITEMS),
    "nitf": frozenset(("nitf",)),
}


def read_xml(
    data: bytes, shown: str, identity: str, config: ReadConfig, base: str | None = None
) -> Iterator[Item]:
    """Records of an XML file, numbered from 1.

    A file in which nothing is found, or nothing but pictures and packages, comes as a skip.

    Args:
        data: the file.
        shown: its name in origins.
        identity: id of its document where it is one article and names none.
        config: bounds.
        base: address it was fetched from, which relative links start at.
    """
    found: list[_Element] = []
    fault: RecordError | None = None
    try:
        for record in records(data, _KINDS):
            found.append(record)  # noqa: PERF402  what came before a fault must stay
    except RecordError as error:
        fault = error
    only_notices = True
    if found:
        for item in _read(found, shown, identity, config, base):
            only_notices = only_notices and isinstance(item, Notice)
            yield item
    if fault is not None:
        yield skip(f"{shown}:{len(found) + 1 if found else 0}", fault)
    elif only_notices:
        what = "nothing in it is an article" if found else "a feed without entries"
        yield skip(f"{shown}:0", RecordError(SkipCode.NO_CONTENT, what))


def _read(
    found: list[_Element], shown: str, identity: str, config: ReadConfig, base: str | None
) -> Iterator[Item]:
    name = local(found[0])
    if name in ENTRIES:
        yield from read_entries(found, shown, config, base)
    elif name in ITEMS:
        yield from read_news_items(found, shown, config)
    else:
        try:
            yield from read_article(found[0], identity, shown, config, base)
        except RecordError as error:
            yield skip(f"{shown}:1", error)
