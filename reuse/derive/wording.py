"""What documents have in common word for word: two of them, two against a third, and the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.grouping import distinct, shingle_hashes

_RUN = 3
"""Words in a row that two texts are close by. Runs of three told true neighbours from others
best; two are shared by chance too often, and of four one changed word breaks four."""
_APART = 0.03
"""What a run that only one of two texts holds counts against them: of two texts that share as much
with a third, the one with less beside it is the closer."""
_COMMON_RUN = 4
"""Words in a row by which the places of two texts are laid side by side."""
_LONG = 8
"""Words from which on a stretch is a sentence or a clause; fewer are a change of wording."""
_SLACK = 3
"""Words that may stand on the other side of a stretch that only one side has."""
_FEWEST = 5
"""Content words below which nothing is said of how a rest fits."""
_FITTING = 0.3
"""How well a rest fits where that is not known: about that of the median pair."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """The words of one document."""

    codes: NDArray[np.uint32]
    """Token codes, shape (n,)."""
    content: NDArray[np.bool_]
    """Which of them are long enough to tell what a text is about, shape (n,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What one document has that another lacks, with the places of both side by side."""

    inserted: int
    """Stretches of eight words or more between shared ones where the other has next to nothing."""
    changed: int
    """Places where both have a few words that differ."""
    fitting: float
    """Share of the content words outside the shared stretches that stand in them too, 0 to 1."""


class Wording:
    """Distinct runs of words of documents, made when they are asked for."""

    def __init__(self, words: Callable[[str], Words]) -> None:
        """Take in what gives the words of a document, by its id."""
        self._make = words
        self._words: dict[str, Words] = {}
        self._runs: dict[str, NDArray[np.uint64]] = {}
        self._both: dict[tuple[str, str], NDArray[np.uint64]] = {}

    def closeness(self, one: str, other: str) -> float:
        """Distinct runs of three words that both documents hold, less a little for the others."""
        shared = len(self.both(one, other))
        return shared - _APART * (self.runs(one) + self.runs(other) - 2 * shared)

    def runs(self, name: str) -> int:
        """How many distinct runs of three words a document has."""
        return len(self.all_of(name))

    def all_of(self, name: str) -> NDArray[np.uint64]:
        """The distinct runs of three words of a document, rising."""
        if name not in self._runs:
            self._runs[name] = distinct(shingle_hashes(self._of_words(name).codes, _RUN))
        return self._runs[name]

    def both(self, one: str, other: str) -> NDArray[np.uint64]:
        """The runs of three words that both documents hold, rising."""
        key = min(one, other), max(one, other)
        if key not in self._both:
            self._both[key] = np.intersect1d(
                self.all_of(one), self.all_of(other), assume_unique=True
            )
        return self._both[key]

    def against(self, one: str, other: str, third: str) -> int:
        """How many of the runs that two documents both hold a third lacks.

        Of three of which one stands between the others, that one lacks next to nothing that both
        have: so editors tell whether a witness is an ancestor (Maas, "Textkritik", 1927).
        """
        held = np.intersect1d(self.both(one, other), self.all_of(third), assume_unique=True)
        return len(self.both(one, other)) - len(held)

    def rest(self, name: str, other: str) -> Rest:
        """What a document has beyond another."""
        mine, theirs = self._of_words(name), self._of_words(other)
        places = _places(mine.codes, theirs.codes)
        at = np.flatnonzero(places >= 0)
        covered = np.zeros(len(mine.codes) + 1, np.int64)
        np.add.at(covered, at, 1)
        np.add.at(covered, at + _COMMON_RUN, -1)
        outside = (np.cumsum(covered)[:-1] == 0) & mine.content
        known = distinct(mine.codes[~outside & mine.content])
        own = mine.codes[outside]
        fitting = float(np.isin(own, known).mean()) if len(own) >= _FEWEST else _FITTING
        # Between two shared runs: words here, and words there.
        here = np.diff(at) - _COMMON_RUN
        there = np.diff(places[at]) - _COMMON_RUN
        broken = np.diff(at) != np.diff(places[at])
        broken |= here > 0
        here, there = here[broken], there[broken]
        return Rest(
            inserted=int(np.count_nonzero((here >= _LONG) & (there >= 0) & (there <= _SLACK))),
            changed=int(
                np.count_nonzero((here > 0) & (here < _LONG) & (there > 0) & (there < _LONG))
            ),
            fitting=fitting,
        )

    def _of_words(self, name: str) -> Words:
        if name not in self._words:
            self._words[name] = self._make(name)
        return self._words[name]


def _places(mine: NDArray[np.uint32], theirs: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where each run of four words of one text first stands in another; -1 where it does not."""
    here, there = shingle_hashes(mine, _COMMON_RUN), shingle_hashes(theirs, _COMMON_RUN)
    order = np.argsort(there, kind="stable")
    rising = there[order]
    if not len(rising):
        return np.full(len(here), -1, np.int64)
    found = np.minimum(np.searchsorted(rising, here), len(rising) - 1)
    return np.where(rising[found] == here, order[found], -1)
