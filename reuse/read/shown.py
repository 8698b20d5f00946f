"""Names and values as they may stand in a message, whatever they hold."""

from __future__ import annotations

import os
from pathlib import PurePath

_VALUE_LIMIT = 80
# A boolean is an int in Python, so it comes first.
_KINDS: tuple[tuple[type, str], ...] = (
    (type(None), "null"),
    (bool, "a boolean"),
    (int, "a number"),
    (float, "a number"),
    (str, "a string"),
    (list, "an array"),
    (dict, "an object"),
)


def escaped(text: str) -> str:
    """`text` with everything that is not printable written as a backslash escape.

    Control characters, direction marks, line separators and lone surrogates all count as not
    printable; a message that holds them could forge a line or drive a terminal.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _escape(c) for c in text)


def seen(value: object) -> str:
    """A value as it stands in a message: printable, quoted, cut to 80 characters."""
    if isinstance(value, str):
        cut = value[:_VALUE_LIMIT]
        return f"'{escaped(cut)}'" + ("..." if len(value) > _VALUE_LIMIT else "")
    return kind_of(value)


def kind_of(value: object) -> str:
    """What a JSON or table value is, in the words of JSON."""
    return next((name for kind, name in _KINDS if isinstance(value, kind)), type(value).__name__)


def file_name(path: PurePath | str) -> str:
    """A path as text that every output can carry: other bytes than UTF-8 are escaped.

    A bare name, so that ids and outlets keep what a file system allows; use `escaped` on top
    for messages.
    """
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
