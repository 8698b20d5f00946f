"""Which copies of a text may meet a document: the first few of them, and how many there are."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from reuse.config import CandidateConfig
from reuse.grouping import distinct
from reuse.model.corpus import SECONDS_A_DAY
from reuse.pipeline.intake import Intake

Numbers = NDArray[np.integer[Any]]


class _Ranked:
    """Values in groups, to count those of one group below a bound. n values."""

    def __init__(self, groups: Numbers, values: NDArray[np.float64]) -> None:
        self._values = np.sort(values)
        self._wide = len(values) + 1
        ranks = np.searchsorted(self._values, values)
        self._keys = np.sort(groups * self._wide + ranks)

    def below(
        self, groups: Numbers, bounds: NDArray[np.float64], *, equal: bool
    ) -> NDArray[np.int64]:
        """Values of each group that are less than its bound, or `equal` to it; shape (k,)."""
        ranks = np.searchsorted(self._values, bounds, side="right" if equal else "left")
        ends = np.searchsorted(self._keys, groups * self._wide + ranks)
        return ends - np.searchsorted(self._keys, groups * self._wide)


class Meetings:
    """The documents of each text, in an order in which the first that may meet are soon found.

    Within a text they stand by date where a window is set; else the first of each outlet, then
    the second of each, and so on.
    """

    def __init__(self, intake: Intake, settings: CandidateConfig) -> None:
        known = intake.known
        members, self.sizes = intake.carriers()
        self._known, self._settings = known, settings
        days = settings.window_days
        self._window = np.inf if days is None else days * SECONDS_A_DAY
        # Without a window all documents are as those without a date, which meet all.
        self._early = known.earliest if days is not None else np.full(len(known.pages), -np.inf)
        self._late = known.latest if days is not None else np.full(len(known.pages), np.inf)
        self._owners = known.pages if settings.within_outlet else known.outlets
        texts = np.repeat(np.arange(len(self.sizes)), self.sizes)
        rounds = _rounds(texts, self._owners[members])
        order = np.lexsort((members, rounds, self._early[members], texts))
        self._starts = np.cumsum(self.sizes) - self.sizes
        self._order, self._rounds = members[order], rounds[order]
        owners, early = self._owners[self._order], self._early[self._order]
        self._next = _next_other(owners)
        self._early_of_text = _Ranked(texts, early)
        self._late_of_text = _Ranked(texts, self._late[self._order])
        held = texts << 32 | owners
        self._pairs = distinct(held.astype(np.uint64)).astype(np.int64)
        place = np.searchsorted(self._pairs, held)
        self._early_of_owner = _Ranked(place, early)
        self._late_of_owner = _Ranked(place, self._late[self._order])
        dated = np.isfinite(early)
        spans = self._late[self._order][dated] - early[dated]
        self._span = float(spans.max()) if len(spans) else 0.0

    def of(self, text: int) -> NDArray[np.int64]:
        """The documents of a text, in order."""
        start = self._starts[text]
        return self._order[start : start + self.sizes[text]]

    def count(self, documents: Numbers, texts: Numbers) -> NDArray[np.int64]:
        """How many documents of a text each document may meet, by outlet and date.

        Args:
            documents: document numbers, shape (k,).
            texts: text numbers, shape (k,).

        Returns:
            Shape (k,). Versions of one page by two outlets are counted too.
        """
        upper = self._late[documents] + self._window
        lower = self._early[documents] - self._window
        sums = self._early_of_text.below(texts, upper, equal=True)
        sums -= self._late_of_text.below(texts, lower, equal=False)
        held = texts.astype(np.int64) << 32 | self._owners[documents]
        place = np.minimum(np.searchsorted(self._pairs, held), len(self._pairs) - 1)
        own = self._early_of_owner.below(place, upper, equal=True)
        own -= self._late_of_owner.below(place, lower, equal=False)
        return sums - np.where(self._pairs[place] == held, own, 0)

    def first(
        self, documents: Numbers, texts: Numbers, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The first documents of a text that each document may meet, at the most `most`.

        Args:
            documents: document numbers, shape (k,).
            texts: for each the number of another text than its own, shape (k,).
            most: partners of each.

        Returns:
            Indices into `documents`, and document numbers of partners; both of shape (pairs,).
        """
        starts = self._starts[texts]
        upper = self._late[documents] + self._window
        lower = self._early[documents] - self._window - self._span
        ends = starts + self._early_of_text.below(texts, upper, equal=True)
        dated = starts + self._early_of_text.below(texts, np.full(len(texts), -np.inf), equal=True)
        lows = np.maximum(dated, starts + self._early_of_text.below(texts, lower, equal=False))
        at, taken = starts.copy(), np.zeros(len(texts), np.int64)
        ones, others = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        asking = np.arange(len(texts))
        while True:
            # Those without a date come first; behind them all that is too early is passed over.
            at[asking] = np.where(
                at[asking] < dated[asking], at[asking], np.maximum(at[asking], lows[asking])
            )
            asking = asking[(at[asking] < ends[asking]) & (taken[asking] < most)]
            if not len(asking):
                break
            partners = self._order[at[asking]]
            meet = self._may_meet(documents[asking], partners)
            ones.append(asking[meet])
            others.append(partners[meet])
            taken[asking[meet]] += 1
            own = self._owners[partners] == self._owners[documents[asking]]
            at[asking] = np.where(own, self._next[at[asking]], at[asking] + 1)
        return np.concatenate(ones), np.concatenate(others)

    def across(
        self, documents: Numbers, texts: Numbers, groups: Numbers, most: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of the first documents of each group that may meet any, with their first.

        Args:
            documents: as in `first`.
            texts: the same.
            groups: rising numbers of groups, shape (k,).
            most: documents of a group, and partners of each.

        Returns:
            Documents, their partners and the groups, all of shape (pairs,).
        """
        some = np.sort(self.first(documents, texts, 1)[0])
        places = np.zeros(len(self._known.pages), np.int64)
        places[self._order] = np.arange(len(self._order))
        place = places[documents[some]]
        some = some[np.lexsort((place, self._rounds[place], groups[some]))]
        some = some[_since_change(groups[some]) < most]
        which, partners = self.first(documents[some], texts[some], most)
        chosen = some[which]
        return documents[chosen].astype(np.int64), partners, groups[chosen].astype(np.int64)

    def _may_meet(self, one: Numbers, other: Numbers) -> NDArray[np.bool_]:
        return self._known.may_meet(
            one, other,
            within_outlet=self._settings.within_outlet, window=self._settings.window_days,
        )  # fmt: skip


def _since_change(groups: Numbers) -> NDArray[np.int64]:
    """How many equal numbers stand right before each."""
    count = np.arange(len(groups))
    changes = np.flatnonzero(groups[1:] != groups[:-1]) + 1
    firsts = np.zeros(len(groups), np.int64)
    firsts[changes] = changes
    return count - np.maximum.accumulate(firsts)


def _rounds(texts: Numbers, owners: Numbers) -> NDArray[np.int64]:
    """For each document of a text how many of the same owner stand before it."""
    keys = texts.astype(np.int64) << 32 | owners
    order = np.argsort(keys, kind="stable")
    rounds = np.empty(len(keys), np.int64)
    rounds[order] = _since_change(keys[order])
    return rounds


def _next_other(owners: Numbers) -> NDArray[np.int64]:
    """The next place of another owner behind each place; the end where there is none."""
    changes = np.flatnonzero(owners[1:] != owners[:-1]) + 1
    ends = np.append(changes, len(owners))
    return ends[np.searchsorted(changes, np.arange(len(owners)), side="right")]
