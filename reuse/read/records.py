"""A record's fields become a document; shared by all formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reuse.errors import DocumentError, RecordError
from reuse.model.document import Document
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode
from reuse.read.dates import iso_date
from reuse.read.shown import escaped, kind_of, seen

Item = Document | Skip | Notice
"""What reading yields."""

FIELDS = ("id", "text", "outlet", "published", "title", "author", "url", "language")
"""Names a record may use; others are ignored."""


def skip(origin: str, error: RecordError) -> Skip:
    """The skip that stands for a record error."""
    return Skip(origin=origin, code=SkipCode(error.code), reason=escaped(str(error)))


def items(fields: Mapping[str, object], origin: str) -> Iterator[Item]:
    """The document of a record, with a notice before it where its date is unknown.

    Never raises for what a record holds: a wrong record comes as its `Skip`.
    """
    try:
        document = _document(fields, origin)
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


def _document(fields: Mapping[str, object], origin: str) -> Document:
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


def _language(code: str | None) -> str | None:
    """The two-letter code of a language tag; None, to be detected, for anything else."""
    if code is None:
        return None
    primary = code.strip().replace("_", "-").split("-", 1)[0].lower()
    return primary if len(primary) == 2 and primary.isascii() and primary.isalpha() else None
