"""Which names are news agencies: a table, its extension from the settings, general forms."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from reuse.config import DeriveConfig
from reuse.derive.names import Names, brand_of
from reuse.model.prepared import PreparedText

_AGENCY_FORM = re.compile(
    r"press agency|news agency|news ?wire|wire service|news service|press association"
    r"|nachrichtenagentur|presse-?agentur|pressedienst|agence de presse|agencia de noticias"
    r"|agenzia|agência|通信社|通訊社|通讯社|通信$|新闻社",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"of", "the", "and", "de", "für", "for", "di", "del"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyTable:
    """Known agencies and other known news media."""

    by_alias: Mapping[str, str]
    """Key of the agency by each of its names."""
    shown: Mapping[str, str]
    """Name to show by key."""
    aliases: tuple[str, ...]
    """All names of agencies, longest first."""
    names: tuple[str, ...]
    """Every name of an agency or other news medium, longest first."""
    firsts: Mapping[str, str]
    """The first word of each, folded; empty where the name is not plain ASCII."""

    def key_of(self, name: str) -> str | None:
        """Key of the agency that has this name."""
        name = name.strip()
        known: str | None = self.by_alias.get(name) or self.by_alias.get(name.removeprefix("The "))
        if known is not None:
            return known
        return initials(name) if _AGENCY_FORM.search(name) else None

    def show(self, key: str) -> str:
        """A name for the reader."""
        return self.shown.get(key, key.upper())


@lru_cache(maxsize=8)
def agency_table(config: DeriveConfig) -> AgencyTable:
    """The built-in table with the agencies of the settings added.

    A cached constant of the settings: it holds nothing of any document.
    """
    data = files("reuse.derive") / "data"
    agencies = json.loads((data / "agencies.json").read_text(encoding="utf-8"))["agencies"]
    by_alias = {alias: row["key"] for row in agencies for alias in row["aliases"]}
    shown = {row["key"]: row["name"] for row in agencies}
    for name in config.agencies:
        by_alias.setdefault(name, initials(name))
        shown.setdefault(initials(name), name)
    press = json.loads((data / "press.json").read_text(encoding="utf-8"))["press"]
    names = sorted({*by_alias, *press}, key=lambda a: (-len(a), a))
    return AgencyTable(
        by_alias=by_alias,
        shown=shown,
        aliases=tuple(sorted(by_alias, key=lambda a: (-len(a), a))),
        names=tuple(names),
        firsts={name: _first(name) for name in names},
    )


def named_in(text: PreparedText, table: AgencyTable, found: tuple[str, ...]) -> tuple[str, ...]:
    """Names of known agencies and media that stand in a text, of those found in it.

    A name in plain ASCII counts only where its first word is a word of the text.
    """
    firsts = {table.firsts[name] for name in found}
    numbers, vocabulary = text.word_numbers, text.vocabulary
    words = {first for first in firsts if (numbers == vocabulary.find(first)).any()} | {""}
    if not firsts <= words:
        known = map(vocabulary.strings.__getitem__, set(numbers.tolist()))
        words.update([word.partition("'")[0] for word in known if "'" in word])
    return tuple([name for name in found if table.firsts[name] in words])


def agency_of(names: Names, table: AgencyTable) -> str | None:
    """Key of the agency that an outlet is, or None."""
    if not names.shown:
        return None
    for form in (names.shown, *names.distinct):
        key = table.by_alias.get(form)
        if key is not None:
            return key
    return table.key_of(names.shown)


def _first(name: str) -> str:
    match = _WORD.search(name)
    return match[0].casefold() if match and name.isascii() else ""


def is_agency_form(name: str) -> bool:
    """Whether a name says of itself that it is a news agency's."""
    return bool(_AGENCY_FORM.search(name))


def initials(name: str) -> str:
    """Key of an agency that is in no table: its abbreviation, however it is written.

    "Nordland Press Agency", "Nordland Press Agency (NPA)" and "NPA" have one key.
    """
    words = [word for word in _WORD.findall(name) if word.casefold() not in _SMALL]
    if words and words[-1].isupper() and len(words) > 1:
        return str(words[-1]).casefold()
    if len(words) >= 3:
        return "".join(word[0] for word in words).casefold()
    return brand_of(name)
