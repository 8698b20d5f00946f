"""Names of a policy that nothing here bears, while something bears one that is spelt nearly so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from reuse.config import Config
from reuse.derive.names import brand_of
from reuse.gate.outlets import NamedOutlets
from reuse.gate.policy import folded
from reuse.model.document import Document
from reuse.model.skip import Notice, NoticeCode

# Likeness of two spellings from which on one may be meant by the other, 0 to 100.
_NEAR = 85
# Outlets, or sections, among which nobody can say what was meant: a feed may hold any number.
_MOST = 2_000


def unmet_names(
    items: Iterable[Document], others: Iterable[Document], config: Config
) -> list[Notice]:
    """Doubts about names in a policy: such a rule never decides, and nobody would know.

    A name that is like none here is none of them, as most outlets of a policy are in no one feed;
    nor is one that is like what the same list names anyway.

    Args:
        items: the articles that are checked.
        others: what they were found to share text with.
        config: settings with the policy.
    """
    items, rules = tuple(items), config.policy
    # In an order of their own, so that of two spellings of one name always the same is told.
    outlets = sorted({each.outlet for each in (*items, *others) if each.outlet})
    sections = sorted({name for item in items for name in item.sections})
    notices: list[Notice] = []
    for key, names in (
        ("licensed", rules.licensed),
        ("licensed_with_credit", rules.licensed_with_credit),
        ("own", rules.own),
    ):
        if names and len(outlets) <= _MOST:
            listed = NamedOutlets.of(names, config.derive)
            held = {outlet: listed.holds(outlet) for outlet in outlets}
            met = {name for name in held.values() if name is not None}
            free = {brand_of(outlet): outlet for outlet in outlets if held[outlet] is None}
            unmet = {brand_of(name): name for name in names if name not in met}
            notices += _doubts(key, unmet, free)
    if len(sections) <= _MOST:
        listed_sections = {folded(name): name for name in rules.ignored_sections}
        met_sections = {folded(name): name for name in sections}
        unmet = {k: v for k, v in listed_sections.items() if k not in met_sections}
        free = {k: v for k, v in met_sections.items() if k not in listed_sections}
        notices += _doubts("ignored_sections", unmet, free)
    return notices


def _doubts(key: str, unmet: dict[str, str], free: dict[str, str]) -> Iterator[Notice]:
    """Doubts whether unmet names were to be some that no entry holds, all by their spellings."""
    spellings = sorted(free)
    for spelling, name in unmet.items():
        near = process.extractOne(spelling, spellings, scorer=fuzz.ratio, score_cutoff=_NEAR)
        # Channel 4 is not Channel 5.
        if near is not None and re.findall(r"\d+", near[0]) == re.findall(r"\d+", spelling):
            yield Notice(
                origin=f"policy.{key}",
                code=NoticeCode.UNKNOWN_NAME,
                reason=f"'{name}' is not met here, but '{free[near[0]]}' is: did you mean that?",
            )
