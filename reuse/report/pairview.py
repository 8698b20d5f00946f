"""A pair of documents as the page shows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from reuse.model.alignment import Obfuscation, Role
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.model.span import Span
from reuse.model.verdict import Cue, Relation, Side, SidedSpan
from reuse.report import words
from reuse.report.claims import not_claimed
from reuse.report.convert import sided_text
from reuse.report.escape import safe_url, shorten
from reuse.report.markview import ConflictView, pair_marks
from reuse.report.segments import covered
from reuse.report.textview import Layer, Paragraph, paragraphs, style_of
from reuse.report.whyview import PassageView, passage_views

MAX_PASSAGES = 500
"""Passages of a pair that are marked; beyond, a note says how many are not."""
_QUOTE = 160
_TITLE, _FACT, _ADDRESS, _LONG = 300, 200, 90, 600
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
_STRIP = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Where a passage sits in its document, on a scale of 1,000."""

    start: float
    width: float
    style: str
    passage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One document of a pair; what is shown of its fields is cut to a sane length."""

    letter: str
    name: str
    document: Document
    title: str
    facts: tuple[tuple[str, str], ...]
    """What is known of it: label and value."""
    link: str | None
    address: str
    language: str | None
    paragraphs: tuple[Paragraph, ...]
    strip: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One relation with its probability."""

    label: str
    width: str
    """Of the bar, in hundredths."""
    value: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that show a cue, with the place where they stand."""

    letter: str
    text: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CueView:
    """One piece of evidence."""

    name: str
    aim: str
    nats: str
    explanation: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """A pair of documents in full."""

    number: int
    key: str
    """Names the pair in the address of the page; the same in every report of the two documents."""
    comparison: Comparison
    names: tuple[str, str]
    verdict: str
    """With ``{left}`` and ``{right}`` for the names, as are `credit` and `claims`."""
    credit: str | None
    credit_quote: Quote | None
    bars: tuple[Bar, ...]
    cues: tuple[CueView, ...]
    claims: tuple[str, ...]
    """What is not claimed."""
    notes: tuple[str, ...]
    summary: str
    styles: tuple[str, ...]
    """Looks that occur, for the legend."""
    marks: tuple[str, ...]
    """Looks of marked words that occur, for the legend."""
    conflicts: tuple[ConflictView, ...]
    shows: bool
    """Whether words behind a cue are marked."""
    passages: tuple[PassageView, ...]
    sides: tuple[SideView, SideView]


def measure(comparison: Comparison) -> str:
    """How much is reused, in words and, where the texts are known, as a share."""
    amount = words.count(comparison.reused_words, "word")
    share = reused_share(comparison)
    return f"{amount}, {words.percent(share)} of the more reused text" if share else amount


def case_keys(comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """A key for each pair, from the ids of its documents alone; no two are equal."""
    seen: Counter[str] = Counter()
    out = []
    for comparison in comparisons:
        ids = (comparison.left.id, comparison.right.id)
        key = blake2b("\0".join(ids).encode(), digest_size=6).hexdigest()
        seen[key] += 1
        out.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(out)


def is_language(code: str) -> bool:
    """Whether a code from outside may stand in the page as a language."""
    return _LANGUAGE.fullmatch(code) is not None


def known_language(document: Document) -> str | None:
    """The language of a document as the page may name it."""
    return document.language if is_language(document.language or "") else None


def reused_share(comparison: Comparison) -> float:
    """Share of a text that is reused, of the side where that is more; 0 to 1."""
    left, right = comparison.left.text, comparison.right.text
    return max(
        covered(len(left), (a.left for a in comparison.reused)) / max(1, len(left)),
        covered(len(right), (a.right for a in comparison.reused)) / max(1, len(right)),
    )


def pair_view(comparison: Comparison, number: int, key: str = "") -> PairView:
    """Lay out a pair; `number` makes its element ids unique on the page, `key` names it."""
    alignments = comparison.alignments[:MAX_PASSAGES]
    marked = pair_marks(comparison, alignments, number)
    notes = list(marked.notes)
    cues, credit_quote, shown = _evidence(comparison, number)
    if len(comparison.alignments) > MAX_PASSAGES:
        notes.append(
            f"Only the first {MAX_PASSAGES:,} of {len(comparison.alignments):,} passages "
            "are marked here."
        )
    if comparison.alignments and not (comparison.left.text and comparison.right.text):
        notes.append("The texts are not in the file that this report was made from.")
    sides = tuple(
        _side(
            comparison,
            Layer(side=side, alignments=alignments, marks=marked.sides[side], shown=shown[side]),
        )
        for side in Side
    )
    verdict = comparison.verdict
    styles = {style_of(a) for a in alignments}
    return PairView(
        number=number,
        key=key or case_keys([comparison])[0],
        comparison=comparison,
        names=words.side_names(comparison),
        verdict=words.verdict_form(comparison),
        credit=words.credit_form(comparison),
        credit_quote=credit_quote,
        bars=tuple(
            Bar(
                label=words.RELATION[relation],
                width=f"{round(verdict.probabilities[relation], 6) * 100:.1f}",
                value=words.probability(verdict.probabilities[relation]),
                chosen=relation is verdict.relation,
            )
            for relation in Relation
        ),
        cues=cues,
        claims=not_claimed(comparison),
        notes=tuple(shorten(note, _LONG) for note in (*comparison.notes, *notes)),
        summary=_summary(comparison),
        styles=tuple(s for s in STYLES if s in styles),
        marks=marked.styles,
        conflicts=marked.conflicts,
        shows=any(shown.values()),
        passages=passage_views(comparison, alignments, marked.diffs),
        sides=(sides[0], sides[1]),
    )


STYLES = {
    **{o.value: words.CHANGE[o] for o in Obfuscation},
    # One look for both, so the legend may not promise that no word differs.
    Obfuscation.VERBATIM.value: f"{words.CHANGE[Obfuscation.VERBATIM]} or nearly so",
    Role.QUOTATION.value: words.ROLE[Role.QUOTATION],
    Role.BOILERPLATE.value: words.ROLE[Role.BOILERPLATE],
}
"""Looks of a passage with what the legend calls them, in the legend's order."""


def _summary(comparison: Comparison) -> str:
    """What is shared, in a few words."""
    reused = comparison.reused
    parts = []
    if reused:
        parts.append(f"{words.count(len(reused), 'reused passage')}, {measure(comparison)}")
    conflicts = sum(len(a.conflicts) for a in reused)
    if conflicts:
        parts.append(words.count(conflicts, "conflicting fact"))
    for role in (Role.QUOTATION, Role.BOILERPLATE):
        number = sum(a.role is role for a in comparison.alignments)
        if number:
            noun = "shared quotation" if role is Role.QUOTATION else "boilerplate passage"
            parts.append(words.count(number, noun))
    return "; ".join(parts)


def _evidence(
    comparison: Comparison, number: int
) -> tuple[tuple[CueView, ...], Quote | None, dict[Side, list[tuple[str, Span]]]]:
    """Cues and credit line, and by side the words to mark for them."""
    shown: dict[Side, list[tuple[str, Span]]] = {Side.LEFT: [], Side.RIGHT: []}

    def quote(place: SidedSpan) -> Quote:
        target = f"w{number}-{words.SIDE[place.side].lower()}-{len(shown[place.side]) + 1}"
        shown[place.side].append((target, place.span))
        return Quote(
            letter=words.SIDE[place.side],
            text=shorten(sided_text(comparison, place), _QUOTE),
            target=target,
        )

    def view(cue: Cue) -> CueView:
        return CueView(
            name=cue.name.replace("_", " "),
            aim=words.cue_aim(cue.favours),
            nats=words.nats(cue.nats),
            explanation=shorten(cue.explanation, _LONG),
            quotes=tuple(quote(place) for place in cue.spans if sided_text(comparison, place)),
        )

    line = comparison.verdict.credit_line
    credit_quote = quote(line) if line is not None and sided_text(comparison, line) else None
    return tuple(view(cue) for cue in comparison.verdict.cues), credit_quote, shown


def _side(comparison: Comparison, layer: Layer) -> SideView:
    left = layer.side is Side.LEFT
    document = comparison.left if left else comparison.right
    length = max(1, len(document.text))
    known = (
        ("Published", document.published),
        ("Author", document.author),
        ("Id", document.id),
    )
    return SideView(
        letter=words.SIDE[layer.side],
        name=words.side_names(comparison)[0 if left else 1],
        document=document,
        title=shorten(document.title or "", _TITLE),
        facts=tuple((label, shorten(value, _FACT)) for label, value in known if value),
        link=safe_url(document.url),
        address=shorten(document.url or "", _ADDRESS),
        language=known_language(document),
        paragraphs=paragraphs(document.text, layer),
        strip=tuple(
            Stretch(
                start=round(span.start / length * _STRIP, 1),
                width=max(4.0, round(len(span) / length * _STRIP, 1)),
                style=style_of(alignment),
                passage=number,
            )
            for number, (span, alignment) in enumerate(
                zip(layer.spans(), layer.alignments, strict=True), 1
            )
        ),
    )
