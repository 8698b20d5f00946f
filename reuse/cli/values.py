"""Values of options: dates, spans of days, sizes of memory."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

import typer

from reuse.model.gate import FindingClass
from reuse.report.escape import escape_terminal

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAYS = re.compile(r"\d{1,9}(?:\.\d{1,9})?|\.\d{1,9}", re.ASCII)
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*([kmgt]?)b?", re.ASCII | re.IGNORECASE)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_LEAST, _MOST = 1_000_000, 2**53
NO_CLASS = "none"
"""What stands for no class of findings at all."""


def day(text: str) -> date:
    """The date that `text` writes as ISO 8601 does.

    Raises:
        typer.BadParameter: it is none.
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"'{escape_terminal(text)}' is no date; expected one as 2024-03-01.")


def days(text: str) -> float:
    """A number of days above 0, in digits with or without a decimal point.

    Raises:
        typer.BadParameter: it is none.
    """
    number = float(text) if _DAYS.fullmatch(text) else 0.0
    if number <= 0:
        raise typer.BadParameter(f"'{escape_terminal(text)}' is no number of days above 0.")
    return number


Window = Annotated[
    float | None,
    typer.Option(
        parser=days,
        metavar="DAYS",
        help="Do not compare what was surely published more than DAYS apart.",
    ),
]
"""The option ``--window``."""


def size(text: str) -> int:
    """Bytes of a size as people write it: ``4G``, ``500M``, ``1.5g``; 1,000 to a K.

    Raises:
        typer.BadParameter: it is none, or less than a million bytes.
    """
    match = _SIZE.fullmatch(text.strip())
    count = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if not _LEAST <= count <= _MOST:
        raise typer.BadParameter(
            f"'{escape_terminal(text)}' is no size of memory; expected one as 4G or 500M."
        )
    return count


MaxCases = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        show_default=False,
        help="Cases in the report, the most telling first. Default: 1,000; all with --split.",
    ),
]
"""The option ``--max-cases``."""

Split = Annotated[
    bool,
    typer.Option("--split", help="Put the cases on pages of their own, for very large results."),
]
"""The option ``--split``."""


def class_name(name: str) -> str:
    """A class of findings, or the word for none.

    Raises:
        typer.BadParameter: there is none of that name; the message names those that there are.
    """
    known = (*(each.value for each in FindingClass), NO_CLASS)
    if name not in known:
        listed = ", ".join(f"'{each}'" for each in known)
        raise typer.BadParameter(f"'{escape_terminal(name)}' is not one of {listed}.")
    return name
