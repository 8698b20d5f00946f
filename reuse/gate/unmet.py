"""Names of a policy that nothing here bears, while something bears one that is spelt nearly so."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from reuse.config import Config
from reuse.derive.names import brand_of
from reuse.gate.outlets import NamedOutlets
from reuse.gate.policy import folded
from reuse.model.document import Document
from reuse.model.skip import Notice, NoticeCode

# Likeness of two spellings from which on one may be meant by the other, 0 to 1.
_NEAR = 0.85


def unmet_names(
    items: Iterable[Document], others: Iterable[Document], config: Config
) -> list[Notice]:
    """Doubts about names in a policy: such a rule never decides, and nobody would know.

    A name that is like none here is none of them, as most outlets of a policy are in no one feed.

    Args:
        items: the articles that are checked.
        others: what they were found to share text with.
        config: settings with the policy.
    """
    items, rules = tuple(items), config.policy
    outlets = {brand_of(each.outlet): each.outlet for each in (*items, *others) if each.outlet}
    sections = {folded(name): name for item in items for name in item.sections}
    notices: list[Notice] = []
    for key, names in (
        ("licensed", rules.licensed),
        ("licensed_with_credit", rules.licensed_with_credit),
        ("own", rules.own),
    ):
        for name in names:
            listed = NamedOutlets.of((name,), config.derive)
            if not any(map(listed.holds, outlets.values())):
                notices += _doubt(key, name, brand_of(name), outlets)
    for name in rules.ignored_sections:
        if folded(name) not in sections:
            notices += _doubt("ignored_sections", name, folded(name), sections)
    return notices


def _doubt(key: str, name: str, spelling: str, known: Mapping[str, str]) -> Iterator[Notice]:
    """The doubt that a name was to be one of the known ones, which stand by their spellings."""
    near = difflib.get_close_matches(spelling, sorted(known), n=1, cutoff=_NEAR)
    for each in near:
        yield Notice(
            origin=f"policy.{key}",
            code=NoticeCode.UNKNOWN_NAME,
            reason=f"'{name}' is not met here, but '{known[each]}' is: did you mean that?",
        )
