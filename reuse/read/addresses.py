"""Addresses in feeds, which may be relative to where the feed was."""

from __future__ import annotations

from urllib.parse import urljoin


def is_web(address: str | None) -> bool:
    """Whether an address is one of the web."""
    return address is not None and address.lower().startswith(("http://", "https://"))


def absolute(address: str, base: str | None, *inner: str) -> str:
    """`address` as seen from `base`, or from `inner` as seen from there.

    As given where it is whole already, or where no address of the web comes of it.
    """
    if ":" in address.split("/", 1)[0]:
        return address
    try:
        place = base or ""
        for step in (*inner, address):
            place = urljoin(place, step)
    except ValueError:
        return address
    return place if is_web(place) else address
