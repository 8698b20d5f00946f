"""Names of agencies that one document uses: the table's, and general forms it spells itself.

An agency that is in no table is known by its form: "Nordland Press Agency", "Nachrichtenagentur
NPA". Its key is its abbreviation, so that the forms agree with each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reuse.derive.agencies import AgencyTable, initials
from reuse.derive.names import Names, brand_of
from reuse.model.document import Document
from reuse.model.scripts import HAN, KATAKANA

_HEAD, _TAIL = 2_500, 2_000
_SPELT = re.compile(
    r"((?:[A-Z\u00c0-\u00de][\w'\u2019-]{1,20} ){1,4}?(?:Press|News) (?:Agency|Service|Association)"
    r"|[A-Z\u00c0-\u00de][\w-]{1,20} (?:Nachrichtenagentur|Presse-?[Aa]gentur))"
    r"(?:[ ]?\(([A-Z]{2,6})\))?"
)
_GERMAN = re.compile(r"\b(?:Nachrichten|Presse)-?[Aa]gentur (\w{2,20})")
# No Hiragana: it would join the particle before the name to the name.
_EAST_ASIAN = re.compile(
    rf"([{KATAKANA}{HAN}]{{2,12}}?(?:通信社|通訊社|通讯社))"
    r"(?:\s?[\uff1d=\uff08(]\s?([A-Z]{2,6}))?"
)
_LINKED = re.compile(
    r"[【\uff08(\[\uff3b][^】\n]{0,20}?[\uff1d=]\s?([A-Z]{2,6})[】\uff09)\]\uff3d]"
)
_ABBREVIATED = re.compile(
    r"(?:^|[,/;|]\s{0,3}|\b(?:with|and|mit|und)\s)([A-Z]{3,5})(?=$|[\s,/;|)])"
)
_NEEDLES = (
    *("Press Agency", "Press Service", "Press Association", "News Agency", "News Service"),
    *("News Association", "gentur"),
)
_NO_AGENCY = frozenset({"USA", "PHD", "CEO", "III", "LLC", "INC", "GMBH", "NEWS", "STAFF"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What agencies a document may mean by which names."""

    keys: Mapping[str, str]
    """Key by name, the table's and its own."""
    names: tuple[str, ...]
    """All names, longest first."""
    in_text: tuple[str, ...]
    """Those that may stand in the text, longest first."""
    in_author: tuple[str, ...]
    """Names that count in the byline alone: abbreviations such as "NPA"."""


def called_in(
    document: Document, own: Names, table: AgencyTable, present: tuple[str, ...]
) -> Called:
    """The table's names and those that this document spells in its head, tail and byline.

    Args:
        document: the document.
        own: names of its outlet.
        table: known agencies.
        present: those of the names in the table that may stand in the text, longest first.
    """
    raw, author = document.text, (document.author or "")[:400]
    keys: dict[str, str] = {}
    for part in (raw[:_HEAD], raw[max(_HEAD, len(raw) - _TAIL) :], author):
        keys.update(_spelt(part))
    mine = {own.shown, *own.distinct, *own.common}
    keys = {n: k for n, k in keys.items() if n not in mine and n not in table.by_alias}
    short = {
        n
        for n in _ABBREVIATED.findall(author)
        if n not in _NO_AGENCY and n not in mine and n not in table.by_alias
    }
    known = tuple([name for name in present if name in table.by_alias])
    if not keys and not short:
        return Called(keys=table.by_alias, names=table.aliases, in_text=known, in_author=())
    spelt = {name for name in keys if name in raw}
    return Called(
        keys={**table.by_alias, **{n: n.casefold() for n in short}, **keys},
        names=_longest_first({*keys, *table.aliases}),
        in_text=_longest_first({*spelt, *known}),
        in_author=tuple(sorted(short)),
    )


def _longest_first(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _spelt(text: str) -> dict[str, str]:
    """Names of agencies that a stretch of text spells out, with their keys."""
    found: dict[str, str] = {}
    for match in _SPELT.finditer(text) if any(n in text for n in _NEEDLES) else ():
        name = match[1].removeprefix("The ")
        key = match[2].casefold() if match[2] else initials(name)
        found[name] = key
        if match[2]:
            found[match[2]] = key
    for match in _GERMAN.finditer(text) if "gentur" in text else ():
        found[match[1]] = initials(match[1])
    for match in _EAST_ASIAN.finditer(text) if "社" in text else ():
        key = match[2].casefold() if match[2] else brand_of(match[1])
        found[match[1]] = key
        if match[2]:
            found[match[2]] = key
    for match in _LINKED.finditer(text) if "=" in text or "\uff1d" in text else ():
        found[match[1]] = match[1].casefold()
    return found
