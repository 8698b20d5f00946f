"""One article as published."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from reuse.errors import DocumentError
from reuse.model.stamp import Stamp

_TEXT_FIELDS = ("outlet", "published", "title", "author", "url", "language", "origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article: what was published, by whom and when. Unknown fields are None.

    Raises:
        DocumentError: a field is no string, the id is empty, or a field holds a lone
            surrogate, which no output format can carry.
    """

    id: str
    """Unique in a scan."""
    text: str
    """The raw text; every span counts its code points. Never changed by reading."""
    outlet: str | None = None
    """Who published it."""
    published: str | None = None
    """ISO 8601 date or time, as given; `stamp` says what it is worth."""
    title: str | None = None
    """Headline."""
    author: str | None = None
    """Byline, as given."""
    url: str | None = None
    """Canonical address, as given; shown as a link only when http or https."""
    language: str | None = None
    """ISO 639-1 code; detected from the text when None."""
    origin: str | None = None
    """Where it was read, ``file:record``, for messages."""

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id:
            raise DocumentError(f"id: expected a non-empty string, got {self.id!r}")
        if not isinstance(self.text, str):
            raise DocumentError(f"text: expected a string, got {type(self.text).__name__}")
        for name in ("id", "text", *_TEXT_FIELDS):
            value = getattr(self, name)
            if value is None:
                continue
            if not isinstance(value, str):
                raise DocumentError(f"{name}: expected a string, got {type(value).__name__}")
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                raise DocumentError(
                    f"{name}: lone surrogate U+{ord(value[error.start]):04X} at character "
                    f"{error.start}; expected Unicode text"
                ) from None

    @property
    def site(self) -> str | None:
        """Host of `url` in lower case, without ``www.``; None when there is none."""
        host = _parts(self.url)[0]
        return host or None

    @property
    def address(self) -> str | None:
        """`url` without scheme, ``www.``, query, fragment and closing slash, to tell one page."""
        host, path = _parts(self.url)
        return host + path if host else self.url

    @property
    def stamp(self) -> Stamp | None:
        """`published` as a time with its uncertainty; None when unknown or not plausible."""
        return Stamp.parse(self.published)


def _parts(url: str | None) -> tuple[str, str]:
    """Host and path of an address; empty where it has no host or is no address."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return "", ""
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/")
