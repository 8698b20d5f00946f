"""Text from outside made safe to show: nothing invisible, nothing that steers the display."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

MAX_URL = 2_000
"""Characters of the longest address that becomes a link."""

_LINK_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::\d{1,5})?")
_UNFIT_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"'`{}|^]")
# What a link may carry as it stands; everything else is percent-encoded.
_KEPT_IN_URL = "/?#[]@!$&()*+,;=:%~-._"
# What makes a runner of continuous integration take a line of a log for a command: "##[error]"
# and "##vso[" anywhere, "::add-mask::" at the start, where wrapping may put any word.
_RUNNER = re.compile(
    r"#(?=#(?:vso)?\[)"
    # Where a word begins, whatever follows: the end of a command may be far off.
    r"|(?<!\S):(?=:[A-Za-z])"
    r"|:(?=:[A-Za-z-]{1,40}(?:[ \t][^\n]{0,200})?::)",
    re.IGNORECASE,
)
_SPACE_RUN = re.compile(r"[\t\n\r\v\f\x85\u2028\u2029 ]+")


@lru_cache(maxsize=1)
def unsafe_ranges() -> tuple[tuple[int, int], ...]:
    """First and last of the characters that must never reach a display as they are, in order.

    C0 and C1 controls (terminal commands, NUL), bidirectional controls (text that reads
    otherwise than it is), zero-width spaces and tag characters (text that is there but not
    seen), separators that start a line, and noncharacters. Zero-width joiners, variation
    selectors and soft hyphens stay: Persian, Hindi, emoji and German need them.
    """
    return (
        (0x00, 0x08),
        (0x0B, 0x1F),
        (0x7F, 0x9F),
        (0x61C, 0x61C),
        (0x180E, 0x180E),
        (0x200B, 0x200B),
        (0x200E, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x206F),
        (0xFDD0, 0xFDEF),
        (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFB),
        (0xFFFE, 0xFFFF),
        *((plane * 0x10000 + 0xFFFE, plane * 0x10000 + 0xFFFF) for plane in range(1, 14)),
        (0xE0000, 0xE007F),
        *((plane * 0x10000 + 0xFFFE, plane * 0x10000 + 0xFFFF) for plane in range(14, 17)),
    )


@lru_cache(maxsize=1)
def _unsafe() -> re.Pattern[str]:
    ranges = (f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in unsafe_ranges())
    return re.compile(f"[{''.join(ranges)}]")


def _spell(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match[0]):04X}⟩"


def visible(text: str) -> str:
    """Spell out characters that are unseen or steer the display: ``⟨U+202E⟩``.

    Newlines and tabs stay. The result is not yet escaped for HTML.
    """
    # None of them counts as printable, and that test is ten times as fast as the pattern.
    if text.isprintable():
        return text
    return _unsafe().sub(_spell, text)


def escape_terminal(text: str, *, lines: bool = False) -> str:
    """Make text from outside safe for a terminal, a log or a pipe.

    No escape sequence, control or bidirectional control survives, whether stdout is a
    terminal or not, and no line that a runner of continuous integration would obey.

    Args:
        text: any string.
        lines: keep newlines; otherwise every run of white space becomes one space, so that
            a title cannot forge a line of output.
    """
    if lines:
        return _RUNNER.sub(_spell, visible(text.replace("\r\n", "\n").replace("\t", " ")))
    return _RUNNER.sub(_spell, visible(_SPACE_RUN.sub(" ", text)))


def safe_url(url: str | None) -> str | None:
    """Return `url` as it may stand in a link, or None when it may not be one.

    Only absolute http and https addresses with a plain ASCII host and without a user name
    pass; control characters, white space, quotes and backslashes anywhere refuse it.
    Characters beyond ASCII in path and query are percent-encoded.
    """
    if not url or len(url) > MAX_URL or _UNFIT_IN_URL.search(url) or _unsafe().search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _LINK_HOST.fullmatch(parts.netloc):
        return None
    rest = parts._replace(scheme="", netloc="").geturl()
    return f"{parts.scheme}://{parts.netloc}{quote(rest, safe=_KEPT_IN_URL)}"


def shorten(text: str, limit: int) -> str:
    """Cut `text` to `limit` characters at a word end, with an ellipsis; spaces collapsed."""
    flat = _SPACE_RUN.sub(" ", text[: limit * 4]).strip()
    if len(flat) <= limit and len(text) <= limit * 4:
        return flat
    cut = flat[:limit]
    # Text without spaces (Chinese, a hostile run of one letter) is cut where it is.
    space = cut.rfind(" ", limit // 2)
    return (cut[:space] if space > 0 else cut).rstrip() + "…"


@lru_cache(maxsize=1)
def combining_class() -> str:
    """All combining marks as the inside of a regular expression's character class."""
    ranges: list[tuple[int, int]] = []
    for code in range(0x300, sys.maxunicode + 1 if sys.maxunicode < 0x20000 else 0x20000):
        if unicodedata.category(chr(code))[0] != "M":
            continue
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
