"""Cues from who speaks to whom, where the records do not say who published an article."""

from __future__ import annotations

import re

from reuse.derive.credit import Mention
from reuse.derive.cues.making import directed, quote
from reuse.derive.shared import Pair
from reuse.model.verdict import Cue

_REPORTED = re.compile(
    r"\b(?:according to|reported|reports|reporting|wrote|writes|published|citing|cites|via|per"
    r"|laut|berichtete?|meldete?|selon|según)\b",
    re.IGNORECASE,
)
_SPOKEN_TO = re.compile(
    r"\b(?:told|tells|telling|interview|statement|spoke|reviewed by|obtained by|seen by|learned"
    r"|confirmed to|sagte|gegenüber)\b",
    re.IGNORECASE,
)


def own_report(pair: Pair) -> Cue | None:
    """This says what X reports; the other, of unknown outlet, only what X was told: it may be X.

    Agencies are left out: their clients print "told the Associated Press" as well.
    """
    if pair.other.names.shown:
        return None
    theirs = _by_brand(pair.mirrored)
    for brand, mentions in _by_brand(pair).items():
        said = [m for m in mentions if _REPORTED.search(m.span.cut(pair.this.text.raw))]
        spoken = [m.span.cut(pair.other.text.raw) for m in theirs.get(brand, ())]
        if said and spoken and all(map(_SPOKEN_TO.search, spoken)):
            return directed(
                pair,
                "own_report",
                f"{pair.this.label} says what {said[0].name} reports "
                f"({quote(said[0].span.cut(pair.this.text.raw))}); {pair.other.label} says what "
                f"{said[0].name} was told ({quote(spoken[0])}), as an outlet does of itself.",
                (m.span for m in said),
            )
    return None


def _by_brand(pair: Pair) -> dict[str, list[Mention]]:
    """Credits of this to media that are no agencies."""
    found: dict[str, list[Mention]] = {}
    for brand, is_agency, mention in pair.this.credits:
        if not is_agency:
            found.setdefault(brand, []).append(mention)
    return found
