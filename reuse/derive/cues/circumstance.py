"""Cues from circumstances: time, versions of one page, shared third parties and authors."""

from __future__ import annotations

from reuse.derive.credit import Mention
from reuse.derive.cues.making import common, directed, one_line, quote, sided
from reuse.derive.cues.order import LIKELY, SURE, lead
from reuse.derive.cues.wire import same_wire, wire_helped, wire_text
from reuse.derive.shared import Pair, one_outlet
from reuse.derive.weights import WEIGHTS
from reuse.model.verdict import Cue, Relation

_UNCHANGED = 0.98
"""Share of both texts in the other from which they are one text, not two versions."""


def same_page(pair: Pair) -> Cue | None:
    """Both records give one address."""
    address = pair.this.address
    if address is None or address != pair.other.address:
        return None
    return common(
        "same_page",
        "Both records give one address: they are one page, not two articles.",
        favours=Relation.UNDETERMINED,
    )


def version(pair: Pair) -> Cue | None:
    """One outlet, and this record is the later one: an update of its own text."""
    if not one_outlet(pair) or same_page(pair) is not None or _unordered(pair):
        return None
    if lead(pair) < 0:
        return None
    return directed(
        pair,
        "version",
        f"Both are {pair.this.label}'s own: the later one "
        f"({_when(pair.this.document.published)}) is a version of the earlier "
        f"({_when(pair.other.document.published)}).",
    )


def same_outlet(pair: Pair) -> Cue | None:
    """One outlet, and the stamps do not say which record is later."""
    if not one_outlet(pair) or same_page(pair) is not None or not _unordered(pair):
        return None
    return common(
        "same_outlet",
        "Both are of one outlet: versions of one text, and which is first is not known.",
        favours=Relation.UNDETERMINED,
    )


def earlier(pair: Pair) -> Cue | None:
    """The other was published before this, beyond what the stamps leave open."""
    ahead = lead(pair)
    if ahead < LIKELY or one_outlet(pair) or _has_agency(pair):
        return None
    return directed(
        pair,
        "earlier",
        f"{pair.other.label} published ({_when(pair.other.document.published)}) before "
        f"{pair.this.label} ({_when(pair.this.document.published)}).",
        more=WEIGHTS["earlier_sure"].nats if ahead >= SURE else 0.0,
    )


def third_agency(pair: Pair) -> Cue | None:
    """Both credit one agency, which is neither of them; marks of agencies say more."""
    found = _third(pair, "third_agency", agency=True)
    # Most pairs have none: asked first, as it costs least.
    if found is None or any(f(pair) is not None for f in (same_wire, wire_text, wire_helped)):
        return None
    return found


def third_outlet(pair: Pair) -> Cue | None:
    """Both credit one other outlet, which is neither of them."""
    return _third(pair, "third_outlet", agency=False)


def same_author(pair: Pair) -> Cue | None:
    """One first author in two outlets, none of them an agency."""
    this, other = pair.this, pair.other
    if not this.authors or not other.authors or this.authors[0] != other.authors[0]:
        return None
    if one_outlet(pair) or this.agency is not None or other.agency is not None:
        return None
    return common("same_author", f"Both articles are by {quote(this.authors[0].title())}.")


def _unordered(pair: Pair) -> bool:
    """Whether nothing tells the later of two versions: no clear stamps, or one text twice."""
    shares = (pair.this_covered.plain_share, pair.other_covered.plain_share)
    return abs(lead(pair)) < LIKELY or min(shares) > _UNCHANGED


def _third(pair: Pair, name: str, *, agency: bool) -> Cue | None:
    if one_outlet(pair) or not (pair.this.credits and pair.other.credits):
        return None
    known = bool(pair.this.names.shown and pair.other.names.shown)
    ours, theirs = _credited(pair, agency=agency), _credited(pair.mirrored, agency=agency)
    for brand in sorted(ours.keys() & theirs.keys()):
        names = sorted({ours[brand].name, theirs[brand].name})
        return common(
            name,
            f"Both articles credit {' / '.join(names)}.",
            (
                *sided(pair, (ours[brand].span,)),
                *sided(pair.mirrored, (theirs[brand].span,)),
            ),
            nats=None if known else 0.2,
        )
    return None


def _credited(pair: Pair, *, agency: bool) -> dict[str, Mention]:
    """First credit to each third party, by brand."""
    own = {pair.this.agency, pair.other.agency, pair.this.names.brand, pair.other.names.brand}
    found: dict[str, Mention] = {}
    for brand, is_agency, mention in pair.this.credits:
        if is_agency is agency and brand not in own:
            found.setdefault(brand, mention)
    return found


def _has_agency(pair: Pair) -> bool:
    """Whether an agency's text may be in play: then the order of two clients says nothing."""
    return any(side.agency is not None or side.is_marked for side in (pair.this, pair.other))


def _when(published: str | None) -> str:
    return one_line(published or "undated")[:40]
