"""A record's fields become a document; shared by all formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from reuse.config import ReadConfig
from reuse.errors import DocumentError, RecordError
from reuse.model.document import Document
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.read.dates import iso_date
from reuse.read.marking import sections
from reuse.read.shown import escaped, kind_of, seen

_MOST_SUPPLIERS, _LONGEST = 20, 1_000
_LIST = re.compile(r"\s*+(?:[,;&\n\u3001\uff0c]|\b(?:and|und)\b)\s*+", re.IGNORECASE)
Item = Document | Skip | Notice
"""What reading yields."""

FIELDS = (
    "id", "text", "outlet", "published", "title", "author", "url", "language", "section", "allow",
    "reusescan_allow",
)  # fmt: skip
"""Names a record may use; others are ignored."""


def skip(origin: str, error: RecordError) -> Skip:
    """The skip that stands for a record error."""
    return Skip(origin=origin, code=SkipCode(error.code), reason=escaped(str(error)))


def passed_over(origin: str, reason: str) -> Notice:
    """The notice for what is no article, such as a picture in a package."""
    return Notice(origin=origin, code=NoticeCode.PASSED_OVER, reason=escaped(reason))


def check_size(content: str, config: ReadConfig) -> None:
    """Refuse an entry's content beyond the bound of one record.

    Raises:
        RecordError: TOO_LONG.
    """
    if len(content) > config.max_record_bytes:
        raise RecordError(
            SkipCode.TOO_LONG, f"an entry of more than {config.max_record_bytes:,} characters"
        )


def byline(by: object, suppliers: Iterable[str | None], outlet: object) -> str | None:
    """A byline with those who supplied the text behind it, where they are not named yet.

    They stand in no byline of these formats, yet they are what the article is credited to. The
    words before each keep it from being taken for a person who wrote the article, whom others
    would credit by naming it; so do slashes, where a name would fall into two.
    """
    named = by if isinstance(by, str) else ""
    for supplier in islice(suppliers, _MOST_SUPPLIERS):
        if supplier and supplier != outlet and supplier not in named:
            # In lists line ends part names; all other runs of white space are one space.
            flat = "\n".join(" ".join(line.split()) for line in supplier[:_LONGEST].splitlines())
            said = f"source of the text: {_LIST.sub(' / ', flat)}"
            named = f"{named}, {said}" if named else said
    return named or None


def writer(author: str | None, outlet: object) -> str | None:
    """The author that a feed or an envelope names; None where that is but the outlet's name."""
    if author is None or not isinstance(outlet, str):
        return author
    one, other = (f" {' '.join(name.casefold().split())} " for name in (author, outlet))
    return None if one in other or other in one else author


def items(fields: Mapping[str, object], origin: str, line: int | None = None) -> Iterator[Item]:
    """The document of a record, with a notice before it where its date is unknown.

    Never raises for what a record holds: a wrong record comes as its `Skip`. `line` is where it
    begins in its file, where that is known.
    """
    try:
        document = _document(fields, origin, line)
    except RecordError as error:
        yield skip(origin, error)
        return
    given = fields.get("published")
    if document.published is None and isinstance(given, str) and given.strip():
        yield Notice(
            origin=origin,
            code=NoticeCode.BAD_DATE,
            reason=f"published: {seen(given)} is no date that can be relied on; taken as unknown",
        )
    yield document


def _document(fields: Mapping[str, object], origin: str, line: int | None) -> Document:
    identity = _required(fields, "id")
    if not identity:
        raise RecordError(SkipCode.BAD_FIELD, "id: expected a non-empty string, got ''")
    text = _required(fields, "text")
    published = _optional(fields, "published")
    try:
        return Document(
            id=identity,
            text=text,
            outlet=_optional(fields, "outlet"),
            published=None if published is None else iso_date(published),
            title=_optional(fields, "title"),
            author=_optional(fields, "author"),
            url=_optional(fields, "url"),
            language=_language(_optional(fields, "language")),
            origin=origin,
            section=_section(fields.get("section")),
            allow=_optional(fields, "reusescan_allow") or _string(fields.get("allow")),
            line=line,
        )
    except DocumentError as error:
        raise RecordError(SkipCode.BAD_FIELD, str(error)) from None


def _required(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if value is None:
        what = "is null" if name in fields else "is missing"
        raise RecordError(SkipCode.MISSING_FIELD, f"{name}: {what}; expected a string")
    if not isinstance(value, str):
        raise RecordError(SkipCode.BAD_FIELD, f"{name}: expected a string, got {kind_of(value)}")
    return value


def _optional(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise RecordError(
            SkipCode.BAD_FIELD, f"{name}: expected a string or null, got {kind_of(value)}"
        )
    return value if value.strip() else None


def _section(value: object) -> str | None:
    """Lenient, as `_string`: many corpora have a field of this name."""
    return sections(value) if isinstance(value, list) else _string(value)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _language(code: str | None) -> str | None:
    """The two-letter code of a language tag; None, to be detected, for anything else."""
    if code is None:
        return None
    primary = code.strip().replace("_", "-").split("-", 1)[0].lower()
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else None
