"""What an article is filed under, and the mark by which a newsroom allows its reuse."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from reuse.model.document import SECTIONS

ALLOW_NAMESPACE = "urn:reusescan:1"
"""Namespace of the XML element ``allow``, whose text is the reason."""
ALLOW_META = "reusescan-allow"
"""Name of the ``meta`` element whose content is the reason."""

_MOST = 200
_LONGEST = 1_000
_ALLOW = re.compile(r"\s*reusescan:allow(?![\w-])\s*[=:]?(.*)", re.IGNORECASE | re.DOTALL)


def sections(names: Iterable[object]) -> str | None:
    """Names joined, each once, in the order given, within bounds.

    Marks and what is no string are left out.
    """
    kept = dict.fromkeys(
        " ".join(name[:_LONGEST].split()).replace(SECTIONS, ", ")
        for name in islice(names, _MOST)
        if isinstance(name, str) and not _ALLOW.match(name)
    )
    return SECTIONS.join(name for name in kept if name) or None


def allowed(keywords: Iterable[object]) -> str | None:
    """The reason in the first keyword of the form ``reusescan:allow=REASON``.

    A mark without a reason allows nothing.
    """
    for keyword in keywords:
        match = _ALLOW.match(keyword) if isinstance(keyword, str) else None
        if match and (reason := " ".join(match[1][:_LONGEST].split())):
            return reason
    return None
