"""Operators on what names a source: bylines, credits, signs of agencies."""

from __future__ import annotations

import re
from functools import partial

from derivations.draft import Draft, plain_sentence
from derivations.press import Voice, dateline
from derivations.scene import Scene, has_quotation, raised, rewrite

_BYLINE = re.compile(r"By (?P<author>[A-Z].*)")
_SIGNED = re.compile(r"^[A-Z][A-Z .]+ \((?P<sign>AP|Reuters|AFP)\) — ")
_SAID = re.compile(r"\b(?P<who>[A-Z][\w\u2019'-]+|he|she|they) said(?=[.,])")
_FIRST = (
    "The story was first reported by {name}.",
    "{Name} first reported the story.",
    "It was first reported by {name} {day}.",
)
_CLAUSE = r", (?:according to {name}|{name} reported(?: on [A-Z][a-z]+)?)(?=\.)"
_WHOLE = r"(?:{name} first reported the story|(?:The story|It) was first reported by {name}.*)\."
_WITHIN = (", {name} reported", ", according to {name}", ", {name} reported {day}")


def with_byline(draft: Draft, author: str, outlet: str = "") -> Draft:
    """The draft under a byline of its own."""
    line = f"By {author}, {outlet}" if outlet else f"By {author}"
    return draft.with_paragraphs(0, (plain_sentence(line, furniture=True),))


def with_dateline(draft: Draft, line: str) -> Draft:
    """The draft with a dateline before the story."""
    place = draft.story[0]
    return draft.put(place, draft.sentence(place).edit(0, 0, line))


def byline_swap(draft: Draft, scene: Scene) -> Draft:
    """Put the byline of who takes the text in the place of the old one, or over the text."""
    return with_byline(_without_byline(draft), scene.voice.author)


def byline_removal(draft: Draft, scene: Scene) -> Draft:  # noqa: ARG001  as all operators
    """Leave out the byline."""
    return _without_byline(draft)


def _without_byline(draft: Draft) -> Draft:
    kept = (p for p in draft.paragraphs if not (p[0].furniture and _BYLINE.match(p[0].text)))
    return Draft(paragraphs=tuple(kept))


def credit_within(draft: Draft, scene: Scene) -> Draft:
    """Name a parent at the end of a sentence: "..., X reported"."""
    parent = scene.rng.choice(scene.parents)
    places = [place for place in _upper(draft) if _takes_credit(draft.sentence(place).text)]
    if not places:
        return draft
    place = scene.rng.choice(places)
    sentence = draft.sentence(place)
    at = len(sentence.text) - 1
    words = scene.rng.choice(_WITHIN).format(name=parent.spoken, day=_day(parent))
    return draft.put(place, sentence.edit(at, at, words))


def credit_told(draft: Draft, scene: Scene) -> Draft:
    """Say whom a speaker spoke to: "she said" becomes "she told X"."""
    parent = scene.rng.choice(scene.parents)
    for place in draft.story:
        sentence = draft.sentence(place)
        match = _SAID.search(sentence.text)
        if match:
            start = match.end() - len("said")
            return draft.put(place, sentence.edit(start, match.end(), f"told {parent.spoken}"))
    return draft


def credit_first(draft: Draft, scene: Scene) -> Draft:
    """Say in a sentence of its own who had it first."""
    parent = scene.rng.choice(scene.parents)
    ends = [place for place in _upper(draft) if _is_long(draft.sentence(place).text)]
    p, s = scene.rng.choice(ends or draft.story[:1])
    name = parent.spoken
    words = scene.rng.choice(_FIRST).format(name=name, Name=raised(name), day=_day(parent))
    return draft.put((p, s + 1), plain_sentence(words), instead=0)


def credit_swap(draft: Draft, scene: Scene) -> Draft:
    """Credit the parent with what the parent credits to another."""
    parent = scene.rng.choice(scene.parents)
    pattern = _any_of(scene, "{name}")
    if pattern is None:
        return draft

    def swapped(match: re.Match[str]) -> str:
        return parent.spoken if match.start() else raised(parent.spoken)

    return draft.mapped(partial(rewrite, pattern=pattern, change=swapped))


def credit_removal(draft: Draft, scene: Scene) -> Draft:
    """Leave out what the parent credits to another: a clause or a sentence of its own."""
    clause, whole = _any_of(scene, _CLAUSE), _any_of(scene, _WHOLE)
    if clause is None or whole is None:
        return draft
    draft = draft.mapped(partial(rewrite, pattern=clause, change=lambda _: ""))
    return draft.only(lambda place: not whole.fullmatch(draft.sentence(place).text))


def _any_of(scene: Scene, form: str) -> re.Pattern[str] | None:
    """A pattern for any of the outlets further up, in a form with a `name`; None without any."""
    spoken = [voice.spoken for voice in scene.earlier]
    names = "|".join(re.escape(name) for one in spoken for name in (one, raised(one)))
    return re.compile(form.replace("{name}", f"(?:{names})")) if names else None


def agency_sign(draft: Draft, scene: Scene) -> Draft:
    """Put the sign of an agency that is a parent into a dateline or under the text."""
    agency = next((voice for voice in scene.parents if voice.sign), None)
    if agency is None or agency.named_in(draft.text):
        return draft
    if scene.rng.random() < 0.6:
        return with_dateline(draft, dateline(scene.rng, agency.sign))
    line = plain_sentence(f"({agency.sign})", furniture=True)
    return draft.with_paragraphs(len(draft.paragraphs), (line,))


def agency_removal(draft: Draft, scene: Scene) -> Draft:  # noqa: ARG001  as all operators
    """Leave out the dateline of an agency."""
    for place in draft.story:
        sentence = draft.sentence(place)
        match = _SIGNED.match(sentence.text)
        if match:
            return draft.put(place, sentence.edit(0, match.end(), ""))
    return draft


def _upper(draft: Draft) -> list[tuple[int, int]]:
    """Places of the upper half of the story."""
    places = draft.story
    return list(places[: max(1, len(places) // 2)])


def _takes_credit(text: str) -> bool:
    return text.endswith(".") and not has_quotation(text) and _is_long(text)


def _is_long(text: str) -> bool:
    """Whether a sentence is none of a page's own short lines."""
    return len(text.split()) > 6


def _day(parent: Voice) -> str:
    return parent.published.strftime("on %A")
