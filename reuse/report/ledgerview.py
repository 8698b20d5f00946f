"""The ledger of outlets as it is shown: what two outlets have of each other stands together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reuse.model.ledger import OutletFlow, OutletLag, OutletLedger, OutletLink
from reuse.report import words

_FEW = 5
"""Pairs below which no percentage is given, and documents below which no quartiles are."""
LAG = (
    "Typical lag: the median; in brackets the quartiles, what the stamps leave open, and the "
    "documents it rests on."
)
"""What a lag in a table means."""
_NOTHING = 1e-6


class _Unit(NamedTuple):
    name: str
    hours: float
    """Its length."""
    least: float
    """Hours from which on it is used."""


_MINUTES = _Unit("min", 1 / 60, 0.0)
_UNITS = (_Unit("days", 24.0, 48.0), _Unit("h", 1.0, 2.0), _MINUTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowRow:
    """A flow with what is said of it in words."""

    flow: OutletFlow
    credited: str
    lag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPair:
    """What two outlets have of each other."""

    flow: FlowRow
    """Of the two directions the one with more words."""
    back: FlowRow | None
    """The other direction; None where nothing flows that way."""
    link: OutletLink | None
    """What the two share without a direction; None where there is nothing."""


def outlet_pairs(ledger: OutletLedger) -> tuple[OutletPair, ...]:
    """Pairs of outlets between which text flows, the strongest flow first."""
    flows: dict[tuple[str, str], list[FlowRow]] = {}
    for flow in ledger.flows:
        row = FlowRow(flow=flow, credited=credited_words(flow), lag=lag_words(flow.lag))
        flows.setdefault(_key(flow.carrier, flow.source), []).append(row)
    links = {_key(link.first, link.second): link for link in ledger.links}
    return tuple(
        OutletPair(flow=rows[0], back=rows[1] if rows[1:] else None, link=links.get(key))
        for key, rows in flows.items()
    )


def lone_links(ledger: OutletLedger) -> tuple[OutletLink, ...]:
    """What outlets share without a direction between whom no text flows, most words first."""
    flowing = {_key(flow.carrier, flow.source) for flow in ledger.flows}
    return tuple(k for k in ledger.links if _key(k.first, k.second) not in flowing)


def credited_words(flow: OutletFlow) -> str:
    """How many pairs are credited, of those of which that is known: ``6 of 10 (60 %)``.

    A percentage of few cases would claim more than they can bear.
    """
    share, known = flow.credited_share, flow.credited + flow.uncredited
    if share is None:
        return "unknown"
    counts = f"{flow.credited:,} of {known:,}"
    return counts if known < _FEW else f"{counts} ({words.percent(share)})"


def lag_words(lag: OutletLag | None) -> str:
    """How much later a carrier typically is: ``3 h later (1 to 7 h; 14 documents)``.

    No figure is given where the stamps do not tell who was first, but the bounds of it; and how
    far a figure may be off is said where that shows in its unit. In any case it is said how many
    documents it rests on.
    """
    if lag is None:
        return "unknown"
    rests = words.count(lag.documents, "document")
    if not lag.is_told:
        bounds = _between(lag.median - lag.uncertainty, lag.median + lag.uncertainty)
        return f"cannot tell: {bounds} ({rests})"
    unit = _unit(lag.median)
    notes = [] if lag.documents < _FEW else [_between(lag.lower, lag.upper, unit)]
    if lag.uncertainty > unit.hours / 2 + _NOTHING:
        notes.append(f"give or take {_duration(lag.uncertainty)}")
    return f"{_signed(lag.median)} ({'; '.join([*notes, rests])})"


def link_words(link: OutletLink) -> str:
    """What two outlets share without a direction: ``1 common source, 2 cannot tell``."""
    counts = ((link.common_source, "common source"), (link.undetermined, "cannot tell"))
    return ", ".join(f"{number:,} {what}" for number, what in counts if number)


def _key(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _between(low: float, high: float, least: _Unit = _MINUTES) -> str:
    """Two lags and what lies between, in as few words as say it."""
    if low <= 0 <= high:
        return f"{_signed(low, least)} to {_signed(high, least)}"
    near, far = (_duration(hours, least) for hours in sorted((abs(low), abs(high))))
    number, _, unit = near.partition(" ")
    if near == far:
        return near
    return f"{number} to {far}" if far.endswith(f" {unit}") else f"{near} to {far}"


def _signed(hours: float, least: _Unit = _MINUTES) -> str:
    return f"{_duration(hours, least)} {'earlier' if hours < 0 else 'later'}"


def _duration(hours: float, least: _Unit = _MINUTES) -> str:
    """A length of time in the largest unit that does not hide it: ``7 h``, ``45 min``.

    Beside a figure in a larger unit it takes that one, where it is not nothing in it.
    """
    own = _unit(hours)
    unit = least if least.hours > own.hours and round(abs(hours) / least.hours) else own
    return f"{round(abs(hours) / unit.hours):,} {unit.name}"


def _unit(hours: float) -> _Unit:
    return next(unit for unit in _UNITS if abs(hours) >= unit.least)
