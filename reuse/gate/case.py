"""A pair as a policy sees it: its class, and how much of the item counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config
from reuse.gate.outlets import NamedOutlets
from reuse.model.alignment import Alignment
from reuse.model.comparison import Comparison
from reuse.model.gate import FindingClass
from reuse.model.verdict import Credit, Relation
from reuse.text import tokenise

_OF_CREDIT = {
    Credit.UNCREDITED: FindingClass.UNCREDITED,
    Credit.UNKNOWN: FindingClass.CREDIT_UNKNOWN,
    Credit.CREDITED: FindingClass.CREDITED,
}
_OF_RELATION = {
    Relation.RIGHT_FROM_LEFT: FindingClass.CARRIED,
    Relation.COMMON_SOURCE: FindingClass.COMMON_SOURCE,
    Relation.UNDETERMINED: FindingClass.UNDETERMINED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An item and another article that share text."""

    comparison: Comparison
    """The item is the left side."""
    kind: FindingClass
    counted: tuple[Alignment, ...]
    """Reused passages of a kind that counts."""
    passages: tuple[Alignment, ...]
    """Those of them that hold more than boilerplate of the policy."""
    words: int
    """Words of the item in `passages`, without that boilerplate."""
    total: int
    """Words of the item."""

    @property
    def share(self) -> float:
        """Share of the item's words, 0 to 1."""
        return min(1.0, self.words / self.total) if self.total else 0.0


def make_case(comparison: Comparison, own: NamedOutlets, config: Config) -> Case | None:
    """Look at a pair whose left side is the item; None where it is no reuse.

    Args:
        comparison: the pair.
        own: one's own outlets.
        config: settings.
    """
    if not comparison.is_reuse:
        return None
    counted = tuple(each for each in comparison.reused if each.obfuscation in config.policy.counted)
    codes, passages, words = _Codes(comparison.left.text, config), [], 0
    listed = [tokenise(text, config.text).codes for text in config.policy.boilerplate]
    for passage in counted:
        left = codes.words_left(passage, listed)
        if left:
            passages.append(passage)
            words += left
    return Case(
        comparison=comparison,
        kind=class_of(comparison, own),
        counted=counted,
        passages=tuple(passages),
        words=min(words, codes.total),
        total=codes.total,
    )


def class_of(comparison: Comparison, own: NamedOutlets) -> FindingClass:
    """The class of a pair that is reuse, its left side being the item."""
    ours, theirs = comparison.left.outlet, comparison.right.outlet
    if ours is not None and (ours == theirs or (own.holds(ours) and own.holds(theirs))):
        return FindingClass.SELF
    verdict = comparison.verdict
    if verdict.relation is Relation.LEFT_FROM_RIGHT:
        return _OF_CREDIT[verdict.credit]
    return _OF_RELATION[verdict.relation]


class _Codes:
    """The item's tokens, to look for boilerplate in."""

    def __init__(self, text: str, config: Config) -> None:
        self._tokens = tokenise(text, config.text)
        self.total = self._tokens.words()

    def words_left(self, passage: Alignment, listed: list[NDArray[np.uint32]]) -> int:
        """Words of a passage outside the texts of a list."""
        if not listed:
            return passage.left_words
        codes = self._tokens.codes[self._tokens.inside(passage.left)]
        covered = np.zeros(len(codes), np.bool_)
        for text in listed:
            if 0 < len(text) <= len(codes):
                windows = np.lib.stride_tricks.sliding_window_view(codes, len(text))
                for at in np.flatnonzero((windows == text).all(axis=1)).tolist():
                    covered[at : at + len(text)] = True
        share = 1.0 - float(covered.mean()) if len(codes) else 0.0
        return round(passage.left_words * share)
