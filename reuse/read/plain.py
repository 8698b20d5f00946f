"""Plain text and Markdown: one file, one article, its text untouched."""

from __future__ import annotations

import codecs
import re

from reuse.errors import RecordError
from reuse.model.skip import SkipCode

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")


def plain_text(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 that says so with a byte order mark.

    The mark is no part of the text; everything else is, carriage returns and NULs included.

    Raises:
        RecordError: BAD_ENCODING for anything else. A guessed encoding would shift no offset
            but could change what the article said.
    """
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RecordError(
            SkipCode.BAD_ENCODING,
            f"byte {error.start} cannot be decoded as {encoding.removesuffix('-sig')}; "
            "expected UTF-8, or UTF-16 with a byte order mark",
        ) from None


def markdown_title(text: str) -> str | None:
    """The first first-level heading outside code fences."""
    fence = ""
    for line in text.split("\n"):
        stripped = line.rstrip("\r")
        mark = _FENCE.match(stripped)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
        elif heading := _heading(stripped):
            return heading
    return None


def _heading(line: str) -> str | None:
    # The cheap test first: the pattern is for lines that can be headings, and short.
    if "#" not in line[:4] or len(line) > 1000:
        return None
    match = _HEADING.match(line)
    return match[1].strip() or None if match else None
