"""What relation, change and credit are called in front of people; one place for all outputs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from reuse.align import Edit
from reuse.model.alignment import Alignment, Channel, Conflict, Fact, Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.stamp import Stamp
from reuse.model.verdict import Credit, Relation, Side, Verdict
from reuse.report.escape import shorten

Each = TypeVar("Each")
_NAME_LIMIT = 60
_VERY, _LIKELY = 0.9, 0.5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZONE_UNKNOWN = 12 * 3600.0

CHANGE = {
    Obfuscation.VERBATIM: "word for word",
    Obfuscation.EDITED: "edited",
    Obfuscation.PARAPHRASE: "paraphrased",
    Obfuscation.SUMMARY: "summarised",
}
"""How a reused passage was changed."""

ROLE = {
    Role.REUSE: "reuse",
    Role.QUOTATION: "shared quotation",
    Role.BOILERPLATE: "boilerplate",
}
"""What an aligned passage counts as."""
SIFTED = (
    "short likeness left out, no more than chance brings",
    "short likenesses left out, no more than chance brings",
)
"""Passages that `derive.sift` leaves out."""

CHANNEL = {
    Channel.COPY: "whole-text copy",
    Channel.MINHASH: "MinHash of passages",
    Channel.JOIN: "exact join of rare phrases",
    Channel.PARAPHRASE: "shared ideas",
    Channel.DIRECT: "direct comparison",
}
"""What proposed a pair."""

EDIT = {
    Edit.MOVED: "moved",
    Edit.REPLACED: "replaced",
    Edit.VARIED: "another form",
    Edit.DROPPED: "only in A",
    Edit.ADDED: "only in B",
}
"""What was done to some words of a passage."""

FACT = {
    Fact.NUMBER: "numbers",
    Fact.DATE: "dates",
    Fact.POLARITY: "denial or opposite",
}
"""What two passages contradict each other in."""

RELATION = {
    Relation.LEFT_FROM_RIGHT: "A derives from B",
    Relation.RIGHT_FROM_LEFT: "B derives from A",
    Relation.COMMON_SOURCE: "Common source",
    Relation.INDEPENDENT: "Independent",
    Relation.UNDETERMINED: "Cannot tell",
}
"""The five answers, short; A is the left document and B the right one."""

CREDIT = {
    Credit.CREDITED: "credited",
    Credit.UNCREDITED: "not credited",
    Credit.UNKNOWN: "credit unknown",
}
"""Whether the derived document names its source."""

NATS = "nats: strength of a cue; 1 nat is odds of about 2.7 to 1."
"""What the unit of the cues means."""

MISSED = "What is not listed may still be there: text rewritten throughout is often not found."
"""What nobody should conclude from what a report leaves out."""

SIDE = {Side.LEFT: "A", Side.RIGHT: "B"}
"""What the two documents of a pair are called."""


def document_name(document: Document) -> str:
    """A short name for a document: its outlet, else its title in quotes, else its id."""
    if document.outlet is None and document.title:
        return f"“{shorten(document.title, _NAME_LIMIT)}”"
    return shorten(document.outlet or document.id, _NAME_LIMIT)


def titled(document: Document) -> str:
    """What tells a document from others of its outlet: its title, else its id."""
    return shorten(document.title or document.id, _NAME_LIMIT)


def when(stamp: Stamp | None) -> str:
    """A time as it can be put in order with others: in UTC, or the day alone."""
    if stamp is None:
        return "date unknown"
    at = day(stamp.instant)
    if stamp.day_only:
        return at
    moment = _EPOCH + timedelta(seconds=stamp.instant)
    zone = "UTC" if stamp.uncertainty < _ZONE_UNKNOWN else "(zone unknown)"
    return f"{at} {moment.hour:02}:{moment.minute:02} {zone}"


def day(instant: float) -> str:
    """The day of an instant, in UTC."""
    moment = _EPOCH + timedelta(seconds=instant)
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"


def side_names(comparison: Comparison) -> tuple[str, str]:
    """Names of the two documents that tell them apart within the pair."""
    left, right = document_name(comparison.left), document_name(comparison.right)
    if left == right:
        return f"{left} (A)", f"{right} (B)"
    return left, right


def titles(comparison: Comparison) -> tuple[str, str]:
    """What the two texts are headed, in the order in which the finding names them."""
    return in_order(comparison, (titled_whole(comparison.left), titled_whole(comparison.right)))


def titled_whole(document: Document) -> str:
    """A title, else an id, at full length."""
    return document.title or document.id


def in_order(comparison: Comparison, both: tuple[Each, Each]) -> tuple[Each, Each]:
    """What belongs to the two sides, in the order in which the finding names them."""
    if comparison.verdict.relation is Relation.RIGHT_FROM_LEFT:
        return both[1], both[0]
    return both


def between_titles(comparison: Comparison) -> str:
    """What stands between the two titles; nothing that a path could be read on over."""
    return " | " if any(set(title) & set("/\\") for title in titles(comparison)) else " / "


def same_text(comparison: Comparison) -> bool:
    """Whether the two texts are equal and no finding says more than that."""
    undecided = {Relation.INDEPENDENT, Relation.UNDETERMINED}
    text = comparison.left.text
    return (
        bool(text) and text == comparison.right.text and (comparison.verdict.relation in undecided)
    )


def sureness(value: float) -> str:
    """A probability as an adverb."""
    if value >= _VERY:
        return "very likely"
    return "likely" if value >= _LIKELY else "perhaps"


def finding_form(comparison: Comparison) -> str:
    """The finding as a headline, with ``{left}`` and ``{right}`` where the names go."""
    if same_text(comparison):
        return "{left} and {right}: the same text"
    match comparison.verdict.relation:
        case Relation.LEFT_FROM_RIGHT:
            return "{left} likely derives from {right}"
        case Relation.RIGHT_FROM_LEFT:
            return "{right} likely derives from {left}"
        case Relation.COMMON_SOURCE:
            return "{left} and {right}: likely a common source"
        case Relation.INDEPENDENT:
            return "{left} and {right}: likely independent"
        case Relation.UNDETERMINED:
            return "{left} and {right}: cannot tell"


def verdict_form(comparison: Comparison) -> str:
    """The verdict in one plain sentence, with ``{left}`` and ``{right}`` for the names.

    An undecided verdict names nobody: a leaning is in the probabilities for whoever looks,
    but it is no finding.
    """
    if same_text(comparison):
        return "{left} and {right} are the same text; which came first cannot be told."
    verdict = comparison.verdict
    sure = f"(p = {probability(verdict.probability)})"
    likely = sureness(verdict.probability)
    match verdict.relation:
        case Relation.LEFT_FROM_RIGHT:
            return f"{{left}} {likely} derives from {{right}} {sure}."
        case Relation.RIGHT_FROM_LEFT:
            return f"{{right}} {likely} derives from {{left}} {sure}."
        case Relation.COMMON_SOURCE:
            return f"{{left}} and {{right}} {likely} carry text from a common source {sure}."
        case Relation.INDEPENDENT:
            both = "The articles of {left} and {right}"
            return f"{both} were {likely} written independently {sure}."
        case Relation.UNDETERMINED:
            return "Cannot tell how {left} and {right} are related: the evidence does not decide."


def credit_form(comparison: Comparison) -> str | None:
    """Whether the derived side names its source; None when no direction is found."""
    match comparison.verdict.relation:
        case Relation.LEFT_FROM_RIGHT:
            carrier, source = "{left}", "{right}"
        case Relation.RIGHT_FROM_LEFT:
            carrier, source = "{right}", "{left}"
        case _:
            return None
    match comparison.verdict.credit:
        case Credit.CREDITED:
            return f"{carrier} names {source} as its source."
        case Credit.UNCREDITED:
            return f"{carrier} does not name {source} near the reused text."
        case Credit.UNKNOWN:
            return f"Whether {carrier} names {source} as its source could not be told."


def filled(form: str, comparison: Comparison) -> str:
    """Put the names of a pair into a form, as plain text that is not yet escaped."""
    left, right = side_names(comparison)
    return form.format(left=left, right=right)


def passage_words(alignment: Alignment) -> str:
    """A passage in a few words: what it counts as, how it was changed, how much is kept."""
    size = count(max(alignment.left_words, alignment.right_words), "word")
    if alignment.role is not Role.REUSE:
        return f"{ROLE[alignment.role]}, {size}, not counted as reuse"
    change = CHANGE[alignment.obfuscation]
    if alignment.kept >= 1:
        return f"{change}, {size}"
    if alignment.obfuscation is Obfuscation.VERBATIM:
        change = f"nearly {change}"
    return f"{change}, {percent(alignment.kept)} of {size} kept in order"


def conflict_words(comparison: Comparison, conflict: Conflict) -> str:
    """A conflict in a few words, with what either side says; not yet escaped."""
    left, right = (
        shorten(span.cut(document.text), _NAME_LIMIT)
        for span, document in (
            (conflict.left, comparison.left),
            (conflict.right, comparison.right),
        )
    )
    return f"A says “{left}”, B says “{right}” ({FACT[conflict.kind]})"


def shared(comparison: Comparison) -> str:
    """What a pair without reuse has in common all the same."""
    kinds = {
        Role.REUSE: "wording",
        Role.QUOTATION: "quotations",
        Role.BOILERPLATE: "boilerplate",
    }
    roles = {alignment.role for alignment in comparison.alignments}
    return ", ".join(kind for role, kind in kinds.items() if role in roles)


def cue_aim(favours: Relation) -> str:
    """What a cue speaks for, to stand after "speaks for"."""
    return cue_form(favours).format(left="A", right="B")


def cue_form(favours: Relation) -> str:
    """The same with ``{left}`` and ``{right}`` for the names."""
    return {
        Relation.LEFT_FROM_RIGHT: "{left} from {right}",
        Relation.RIGHT_FROM_LEFT: "{right} from {left}",
        Relation.COMMON_SOURCE: "common source",
        Relation.INDEPENDENT: "independent",
        Relation.UNDETERMINED: "no answer",
    }[favours]


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: ``1 pair``, ``2,000 pairs``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A ratio as a whole percentage; only nothing is 0 %, only everything is 100 %."""
    share = round(share, 6)  # As result.json has it: what is read back is said alike.
    whole = round(share * 100)
    if share > 0 and whole == 0:
        return "under 1 %"
    if share < 1 and whole == 100:
        return "over 99 %"
    return f"{whole} %"


def probability(value: float) -> str:
    """A probability with two decimals that never claims certainty."""
    value = round(value, 6)
    if value >= 0.995:
        return "over 0.99"
    if 0 < value < 0.005:
        return "under 0.01"
    return f"{value:.2f}"


def finding_probability(verdict: Verdict) -> str:
    """Probability of the relation found; a dash where none is."""
    if verdict.relation is Relation.UNDETERMINED:
        return "-"
    return probability(verdict.probability)


def nats(weight: float) -> str:
    """A cue's weight: one decimal, two below 1."""
    return f"{weight:.1f}" if weight >= 1 else f"{weight:.2f}"
