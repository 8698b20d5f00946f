"""One article made from others."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from derivations.draft import Draft, Pair, Paragraph, derived_spans
from derivations.operators import Operator, Part
from derivations.press import Voice
from derivations.scene import Scene

COMPOSITION = "composition"
"""Stands in an arc's operators where the child takes text of several parents."""
_LONGER, _SHORTER = 1.1, 0.9
_TRIES = 8
_LEAST = 40
"""Words that are left of each parent."""
_SHORT = 120
"""Words below which nothing more is dropped."""
# How often a mark of each part is changed; one that is not stays as it was.
_RATES = {Part.BYLINE: 0.85, Part.EARLIER: 0.7, Part.CREDIT: 0.5, Part.AGENCY: 0.7}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Made:
    """A finished article."""

    id: str
    voice: Voice
    draft: Draft
    title: str
    parents: tuple[Made, ...] = ()
    operators: tuple[str, ...] = ()
    withheld: bool = False
    """Whether the reader never sees it."""

    @property
    def earlier(self) -> tuple[Voice, ...]:
        """Who published what it derives from, as far up as it goes."""
        return tuple(voice for parent in self.parents for voice in (parent.voice, *parent.earlier))

    def spans(self, parent: Made) -> tuple[Pair, ...]:
        """Stretches of a parent and what became of them here."""
        return derived_spans(self.draft, parent.id, parent.draft.text)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """How to derive."""

    rng: random.Random
    operators: tuple[Operator, ...]
    """Those that may be used."""
    marked: bool
    """Whether bylines, credits and signs of agencies exist."""
    grows: bool
    """Whether the child becomes longer than each parent, else shorter than a single one."""
    elsewhere: Callable[[], Draft | None]

    def of(self, part: Part) -> list[Operator]:
        """The operators of a part that may be used."""
        return [operator for operator in self.operators if operator.part is part]


def derive(name: str, voice: Voice, parents: tuple[Made, ...], plan: Plan) -> Made:
    """Make an article of one parent or several.

    Args:
        name: the id of the new article.
        voice: who publishes it.
        parents: what it takes text from.
        plan: how.
    """
    scene = Scene(
        rng=plan.rng,
        voice=voice,
        parents=tuple(parent.voice for parent in parents),
        earlier=tuple(voice for parent in parents for voice in parent.earlier),
        elsewhere=plan.elsewhere,
    )
    used: list[str] = []
    draft = parents[0].draft.handed_on(parents[0].id)
    if len(parents) > 1:
        draft = _composed(parents, plan)
        used.append(COMPOSITION)
    draft = _changed(draft, scene, plan, used)
    draft = _sized(draft, scene, plan, used, tuple(parent.draft.words for parent in parents))
    if plan.marked:
        draft = _marked(draft, scene, plan, used)
    title = parents[0].title if plan.rng.random() < 0.4 else headline(draft)
    return Made(
        id=name,
        voice=voice,
        draft=draft,
        title=title,
        parents=parents,
        operators=tuple(dict.fromkeys(used)),
    )


def headline(draft: Draft) -> str:
    """The first words of a story, after the short lines of some pages."""
    sentences = [draft.sentence(place).text.split() for place in draft.story]
    words = next((words for words in sentences if len(words) > 6), sentences[0])
    return " ".join(words[:9]).rstrip(",.;:")


def _composed(parents: tuple[Made, ...], plan: Plan) -> Draft:
    """The upper parts of the stories of several parents, one below the other."""
    parts: list[Paragraph] = []
    for parent in plan.rng.sample(parents, len(parents)):
        draft = parent.draft.handed_on(parent.id)
        story = [p for p in draft.paragraphs if not p[0].furniture]
        wanted = draft.words * plan.rng.uniform(0.4, 1.0)
        taken = 0
        for paragraph in story:
            if taken >= wanted:
                break
            parts.append(paragraph)
            taken += sum(len(sentence.text.split()) for sentence in paragraph)
    return Draft(paragraphs=tuple(parts))


def _changed(draft: Draft, scene: Scene, plan: Plan, used: list[str]) -> Draft:
    """Two to five operators on the body; more where they find nothing to change."""
    body = plan.of(Part.BODY)
    if plan.grows and plan.rng.random() < 0.5:
        body = [operator for operator in body if not operator.shrinks]
    for wanted in (plan.rng.randint(2, 5), len(body)):
        chosen = plan.rng.sample(body, min(wanted, len(body)))
        for operator in sorted(chosen, key=body.index):
            draft = _applied(operator, draft, scene, used)
        if used and used != [COMPOSITION]:
            break
    return draft


def _sized(
    draft: Draft, scene: Scene, plan: Plan, used: list[str], sizes: tuple[int, ...]
) -> Draft:
    """Add or drop sentences until the size is as planned."""
    for _ in range(_TRIES):
        body = plan.of(Part.BODY)
        if plan.grows and draft.words <= _LONGER * max(sizes):
            fit = [operator for operator in body if operator.grows and operator.name not in used]
            fit = fit or [operator for operator in body if operator.grows]
        elif not plan.grows and len(sizes) == 1 and draft.words >= _SHORTER * sizes[0]:
            fit = [operator for operator in body if operator.shrinks]
        else:
            break
        # One new lead is enough: another would stand over the first.
        fit = [
            operator for operator in fit if operator.name != "new_lead" or "new_lead" not in used
        ]
        if fit:
            draft = _applied(plan.rng.choice(fit), draft, scene, used)
    return draft


def _marked(draft: Draft, scene: Scene, plan: Plan, used: list[str]) -> Draft:
    """Change what names the source."""
    for part, rate in _RATES.items():
        fit = plan.of(part)
        if fit and plan.rng.random() < rate:
            draft = _applied(plan.rng.choice(fit), draft, scene, used)
    return draft


def _applied(operator: Operator, draft: Draft, scene: Scene, used: list[str]) -> Draft:
    if operator.shrinks and draft.words < _SHORT:
        return draft
    out = operator.apply(draft, scene)
    if out == draft:
        return draft
    if any(_taken(out, name) < _LEAST for name in _sources(draft)):
        return draft
    used.append(operator.name)
    return out


def _sources(draft: Draft) -> set[str]:
    """The parents that a draft has words of."""
    return {run.origin.document for _, run in draft.placed() if run.origin}


def _taken(draft: Draft, document: str) -> int:
    """Words that a draft has of a parent."""
    runs = (run for _, run in draft.placed() if run.origin and run.origin.document == document)
    return sum(len(run.text.split()) for run in runs)
