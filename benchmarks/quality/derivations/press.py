"""Who publishes: outlets, agencies and authors that never were, and when."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_PLACES = (
    "Alderbrook", "Ashcombe", "Bellwick", "Briarton", "Calverley", "Cedarholm", "Dunmarrow",
    "Eastmere", "Elmstead", "Fairhollow", "Glenharrow", "Greywater", "Hartsmoor", "Highcliff",
    "Ivybridge", "Kestrelton", "Larkhaven", "Lindenfield", "Marlowe", "Millbrook", "Northgate",
    "Oakhurst", "Pinewater", "Quarry Hill", "Ravensford", "Redmoor", "Saltholme", "Silverlake",
    "Stonebury", "Thornfield", "Umberleigh", "Vandermere", "Westerley", "Whitmarsh", "Yarrow",
)  # fmt: skip
_KINDS = (
    "Chronicle", "Courier", "Dispatch", "Examiner", "Gazette", "Herald", "Journal", "Ledger",
    "Mercury", "Observer", "Record", "Register", "Standard", "Tribune",
)  # fmt: skip
_FIRST = (
    "Alma", "Anton", "Bettina", "Boris", "Carla", "Cyrus", "Daria", "Edgar", "Elena", "Felix",
    "Greta", "Hugo", "Imogen", "Ivan", "Judith", "Kaspar", "Lydia", "Magnus", "Nadia", "Oscar",
    "Petra", "Quentin", "Rosa", "Stefan", "Thea", "Ulrich", "Vera", "Wilma", "Xenia", "Yusuf",
)  # fmt: skip
_LAST = (
    "Abernook", "Brandvik", "Castellow", "Dorrance", "Eklund", "Farnleigh", "Gorst", "Hallowell",
    "Imhoff", "Jarnby", "Kettering", "Lomax", "Marchetti", "Nordahl", "Okonedo", "Pellworth",
    "Quist", "Rademaker", "Sandoval", "Tresk", "Underhay", "Vasquill", "Wexcombe", "Zeller",
)  # fmt: skip
AGENCIES = (
    ("The Associated Press", "AP", "Associated Press"),
    ("Reuters", "Reuters", "Reuters"),
    ("Agence France-Presse", "AFP", "Agence France-Presse"),
)
"""Name in running text, sign in a dateline, name as outlet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who publishes one article, and when."""

    outlet: str
    """As the record gives it."""
    spoken: str
    """As running text names it."""
    author: str
    published: datetime
    """The true instant."""
    sign: str = ""
    """What an agency puts into its datelines; empty for other outlets."""

    @property
    def site(self) -> str:
        """Host of its addresses."""
        return f"www.{re.sub(r'[^a-z]', '', self.outlet.lower())}.example"

    @property
    def names(self) -> tuple[str, ...]:
        """What a credit may call it."""
        return (self.outlet, *((self.sign,) if self.sign else ()), self.author)

    def named_in(self, text: str) -> bool:
        """Whether a text names it."""
        return any(re.search(rf"\b{re.escape(name)}\b", text) for name in self.names)


def voices(rng: random.Random, count: int, *, agency: bool, start: datetime) -> list[Voice]:
    """So many outlets, no two alike, all at one instant; the first an agency where asked."""
    places, lasts = rng.sample(_PLACES, count), rng.sample(_LAST, count)
    out = []
    for number, (place, last) in enumerate(zip(places, lasts, strict=True)):
        author = f"{rng.choice(_FIRST)} {last}"
        kind = rng.choice(_KINDS)
        if agency and number == 0:
            spoken, sign, outlet = rng.choice(AGENCIES)
        else:
            spoken, sign, outlet = f"the {place} {kind}", "", f"{place} {kind}"
        voice = Voice(outlet=outlet, spoken=spoken, author=author, published=start, sign=sign)
        out.append(voice)
    return out


def dateline(rng: random.Random, sign: str) -> str:
    """How an agency opens its stories."""
    return f"{rng.choice(_PLACES).upper()} ({sign}) — "


def later(rng: random.Random, instant: datetime) -> datetime:
    """When who takes a text publishes it: twenty minutes to thirty hours later."""
    return instant + timedelta(minutes=round(20 * 90 ** rng.random()))


def stamp(rng: random.Random, instant: datetime) -> str:
    """An instant as a record gives it: to the minute, or the day alone."""
    if rng.random() < 0.5:
        return instant.strftime("%Y-%m-%d")
    return instant.strftime("%Y-%m-%dT%H:%M:00Z")
