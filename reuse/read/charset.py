"""Which encoding an HTML page is in."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<(?:meta\s[^<>]{0,300}?charset|\?xml\s[^<>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 16_384
# Encodings that pages are written in. Python knows more, some of which are no encodings of text
# and some of which make lone surrogates.
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|(?:x-)?mac-?roman|macintosh|koi8-[ru]|"
    r"(?:windows|cp)-?125[0-8]|(?:windows|cp)-?874|iso-?8859-\d{1,2}|tis-620|"
    r"(?:x-)?s(?:hift_)?jis|(?:windows|cp)-?(?:932|31j|949|936)|euc-(?:jp|kr)|iso-2022-(?:jp|kr)|"
    r"gb2312|gbk|gb18030|big5(?:-hkscs)?",
    re.IGNORECASE,
)
# What pages mean when they say these, as browsers read them.
_MEANT = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
    "windows-31j": "cp932", "windows-949": "cp949", "windows-936": "gb18030", "x-sjis": "cp932",
    "windows-932": "cp932", "windows-874": "cp874", "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
}  # fmt: skip


def page_text(data: bytes) -> tuple[str, bool]:
    """Decode a page by its byte order mark, its declaration, or what fits.

    Returns:
        The text, and whether the encoding was guessed: nothing that the page says fits its
        bytes, so letters beyond ASCII may be wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data[len(mark) :], encoding) or (_western(data), True)
    declared = _declared(data)
    # Seven-bit encodings are valid UTF-8 too, so there the declaration must come first;
    # elsewhere valid UTF-8 is stronger evidence than a declaration nobody checked.
    order = (declared, "utf-8") if declared and "2022" in declared else ("utf-8", declared)
    for candidate in order:
        if candidate and (found := _attempt(data, candidate)):
            return found
    return _western(data), True


def _attempt(data: bytes, encoding: str) -> tuple[str, bool] | None:
    try:
        return data.decode(encoding), False
    except (UnicodeDecodeError, LookupError):
        return None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data, 0, _HEAD)
    if match is None:
        return None
    label = match[1].decode("ascii", "replace").lower()
    return _MEANT.get(label, label) if _KNOWN.fullmatch(label) else None


def _western(data: bytes) -> str:
    return data.decode("cp1252", "replace")
