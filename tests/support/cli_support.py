"""Texts, records and types for the tests that run the command."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

STORY = """\
HARROW BAY, 3 March (Northern Wire) - The council of Harrow Bay voted on Tuesday night to close \
the old swing bridge to lorries from the first of May, after engineers found cracks in four of \
the nine steel girders that carry its roadway.

Cars and buses may go on using the bridge at walking pace, the council's roads officer Petra \
Lund told a crowded meeting in the fish hall. Hauliers will have to drive an extra twenty-two \
kilometres round the head of the inlet.

The repair is expected to cost 3.4 million crowns and to last until the autumn of next year. A \
new bridge, first promised eleven years ago, has not been paid for.
"""
COPY = STORY.replace("HARROW BAY, 3 March (Northern Wire) - The", "The").replace(
    "A new bridge, first promised eleven years ago, has not been paid for.\n",
    "\nThe council told Northern Wire that it would meet again in June.\n",
)
OTHER = """\
Volunteers counted six hundred and twelve grey herons along the Teller marshes this winter, more \
than in any year since the counts began. Warm weather kept the shallow pools free of ice, said \
the society that runs the reserve, and anglers have restocked two of the lakes with roach.

Visitors can watch the nests from a new hide beside the windmill every weekend until midsummer.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


def record(number: str, text: str, **fields: str) -> dict[str, str]:
    """One input record."""
    # With a language given, nothing has to be detected, which is what costs time here.
    return {"id": number, "text": text, "language": "en", **fields}


def write_lines(path: Path, records: Sequence[dict[str, str] | str]) -> Path:
    """Write JSON Lines; a string stands as it is, for lines that are wrong."""
    lines = [each if isinstance(each, str) else json.dumps(each) for each in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
