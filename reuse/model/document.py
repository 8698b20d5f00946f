"""One article as published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from reuse.errors import DocumentError
from reuse.model.stamp import Stamp

# What is added to an address to see who came by it, and says nothing of the page.
_TRACKING = re.compile(
    r"(?:utm_\w*|\w*clid|mc_[ce]id|ref|src|source|cmp(?:id)?|ncid|ocid|smid|xtor|fb_ref)(?:=.*)?",
    re.IGNORECASE | re.DOTALL,
)
# The last part of a path that names an article holds a hyphen or a digit; one that does not
# ("story.php", "watch") leaves that to the query.
_NAMES_ARTICLE = re.compile(r"[-\d]")
_TEXT_FIELDS = (
    "outlet", "published", "title", "author", "url", "language", "origin", "section", "allow",
)  # fmt: skip
SECTIONS = "; "
"""What stands between the names in `Document.section`."""


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
    section: str | None = None
    """Sections, categories or subjects it is filed under, as given, joined by `SECTIONS`."""
    allow: str | None = None
    """Reason given in its metadata why a check may let its reuse pass."""
    line: int | None = None
    """Line of the file in which its record begins, from 1; None when not known."""

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not self.id:
            raise DocumentError(f"id: expected a non-empty string, got {self.id!r}")
        if not isinstance(self.text, str):
            raise DocumentError(f"text: expected a string, got {type(self.text).__name__}")
        if self.line is not None and (not isinstance(self.line, int) or self.line < 1):
            raise DocumentError(f"line: expected a whole number from 1, got {self.line!r}")
        for name in ("id", "text", *_TEXT_FIELDS):
            value = getattr(self, name)
            if value is None:
                continue
            if not isinstance(value, str):
                raise DocumentError(f"{name}: expected a string, got {type(value).__name__}")
            if value.isascii():
                continue
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                raise DocumentError(
                    f"{name}: lone surrogate U+{ord(value[error.start]):04X} at character "
                    f"{error.start}; expected Unicode text"
                ) from None

    @property
    def sections(self) -> tuple[str, ...]:
        """The names in `section`, one by one."""
        return tuple(name for name in (self.section or "").split(SECTIONS) if name)

    @property
    def site(self) -> str | None:
        """Host of `url` in lower case, without ``www.``; None when there is none."""
        return _parts(self.url)[0] or None

    @property
    def address(self) -> str | None:
        """`url` without what does not tell one page from another.

        That is: scheme, ``www.``, fragment and closing slash; the query too where the path
        names the article, and its tracking marks in any case. None for no address, and for
        that of a site's front page, which many a feed gives for every article.
        """
        host, path, query = _parts(self.url)
        if not host:
            return self.url or None
        if _NAMES_ARTICLE.search(path.rpartition("/")[2]):
            return host + path
        kept = sorted(p for p in query.split("&") if p and not _TRACKING.fullmatch(p))
        if not path and not kept:
            return None
        return f"{host}{path}?{'&'.join(kept)}" if kept else host + path

    @property
    def stamp(self) -> Stamp | None:
        """`published` as a time with its uncertainty; None when unknown or not plausible."""
        return Stamp.parse(self.published)

    @property
    def day(self) -> str | None:
        """The calendar day that `published` states, ``YYYY-MM-DD``, in the zone it is given in.

        None when unknown or not plausible.
        """
        return None if self.stamp is None else (self.published or "").strip()[:10]


def _parts(url: str | None) -> tuple[str, str, str]:
    """Host, path and query of an address; empty where it has no host or is no address."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return "", "", ""
    return parts.netloc.lower().removeprefix("www."), parts.path.rstrip("/"), parts.query
