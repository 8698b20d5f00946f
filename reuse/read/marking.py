"""What an article is filed under, and the mark by which a newsroom allows its reuse."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reuse.model.document import SECTIONS

ALLOW_NAMESPACE = "urn:reusescan:1"
"""Namespace of the XML element ``allow``, whose text is the reason."""
ALLOW_META = "reusescan-allow"
"""Name of the ``meta`` element whose content is the reason."""

_ALLOW = re.compile(r"\s*reusescan:allow(?![\w-])\s*[=:]?(.*)", re.IGNORECASE | re.DOTALL)


def sections(names: Iterable[object]) -> str | None:
    """Names joined, each once, in the order given; marks and what is no string are left out."""
    kept = dict.fromkeys(
        " ".join(name.split()).replace(SECTIONS, ", ")
        for name in names
        if isinstance(name, str) and not _ALLOW.match(name)
    )
    return SECTIONS.join(name for name in kept if name) or None


def allowed(keywords: Iterable[object]) -> str | None:
    """The reason in the first keyword of the form ``reusescan:allow=REASON``.

    A mark without a reason allows nothing.
    """
    for keyword in keywords:
        match = _ALLOW.match(keyword) if isinstance(keyword, str) else None
        if match and (reason := " ".join(match[1].split())):
            return reason
    return None
