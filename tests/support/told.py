"""News stories in many languages, written for these tests, each told in several ways.

A `Told` holds a story of six sentences; an edited form of the third and fourth, and the fifth in
other words; two sentences on other matters; and a report of the same event by somebody who saw
none of the others, which has the names and figures and no wording of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event as told in one language."""

    language: str
    story: tuple[str, ...]
    edited: tuple[str, ...]
    """The third and fourth sentence with some words exchanged, added or dropped."""
    paraphrase: str
    """The fifth sentence in other words and another order."""
    other: tuple[str, ...]
    """Sentences on other matters."""
    independent: tuple[str, ...]
    """The event told by another reporter."""
    space: str
    """What stands between two sentences."""

    def joined(self, *sentences: str) -> str:
        """Sentences as one paragraph."""
        return self.space.join(sentences)


def _told(name: str) -> Told:
    path = Path(__file__).with_name("told.json")
    fields: Any = json.loads(path.read_text("utf-8"))[name]
    made: dict[str, Any] = {
        key: tuple(each) if isinstance(each, list) else each for key, each in fields.items()
    }
    return Told(**made)


GERMAN, FRENCH, SPANISH, RUSSIAN = map(_told, ("german", "french", "spanish", "russian"))
ARABIC, CHINESE, JAPANESE = map(_told, ("arabic", "chinese", "japanese"))
UKRAINIAN, SWAHILI, GEORGIAN = map(_told, ("ukrainian", "swahili", "georgian"))
AMHARIC, KOREAN, VIETNAMESE = map(_told, ("amharic", "korean", "vietnamese"))

WITH_RESOURCES = (GERMAN, FRENCH, SPANISH, RUSSIAN, ARABIC, CHINESE, JAPANESE)
WITHOUT_RESOURCES = (UKRAINIAN, SWAHILI, GEORGIAN, AMHARIC, KOREAN, VIETNAMESE)
"""Languages without a stemmer."""
