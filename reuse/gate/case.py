"""A pair as a policy sees it: its class, and how much of the item counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from reuse.config import Config, TextConfig
from reuse.gate.outlets import NamedOutlets
from reuse.model.alignment import Alignment
from reuse.model.comparison import Comparison
from reuse.model.gate import FindingClass
from reuse.model.prepared import Tokens
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
    tokens = _tokens(comparison.left.text, config.text)
    covered = _covered(comparison.left.text, config.policy.boilerplate, config.text)
    passages, words = [], 0
    for passage in counted:
        inside = covered[tokens.inside(passage.left)]
        left = round(passage.left_words * (1.0 - inside.mean())) if len(inside) else 0
        if left:
            passages.append(passage)
            words += left
    total = tokens.words()
    return Case(
        comparison=comparison,
        kind=class_of(comparison, own),
        counted=counted,
        passages=tuple(passages),
        words=min(words, total),
        total=total,
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


# An item is asked about once for each article that it meets, one item after the other.
@lru_cache(maxsize=4)
def _tokens(text: str, config: TextConfig) -> Tokens:
    return tokenise(text, config)


@lru_cache(maxsize=4)
def _covered(text: str, listed: tuple[str, ...], config: TextConfig) -> NDArray[np.bool_]:
    """Which tokens of a text belong to one of the texts of a list, wherever passages end."""
    codes = _tokens(text, config).codes
    covered = np.zeros(len(codes), np.bool_)
    for wanted in _listed(listed, config):
        size = len(wanted)
        if not 0 < size <= len(codes):
            continue
        for at in np.flatnonzero(codes[: len(codes) - size + 1] == wanted[0]).tolist():
            if (codes[at : at + size] == wanted).all():
                covered[at : at + size] = True
    return covered


@lru_cache(maxsize=4)
def _listed(texts: tuple[str, ...], config: TextConfig) -> tuple[NDArray[np.uint32], ...]:
    return tuple(tokenise(text, config).codes for text in texts)
