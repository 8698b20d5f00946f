"""Operators on which sentences stand where."""

from __future__ import annotations

import re

from derivations.draft import Draft, Paragraph, Sentence, plain_sentence
from derivations.scene import Scene, can_be_lowered, has_quotation

FEWEST = 3
"""Sentences of the story that are always left."""
_NAME = re.compile(r"(?<=[a-z,;] )(?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+\b")
_CLAUSE = re.compile(
    r"(?:,|;) (?:(and|but) )?(?=(?:he|she|it|they|the|we|there|this|that) [a-z]+ )"
)
_SHORT = 20
_LEADS = (
    "New questions are being asked about {name} this week, as more of the story comes to light.",
    "It is a story that has kept many people talking: {name} is once more in the public eye.",
    "{name} returned to the headlines, and by the evening few could claim not to have noticed.",
    "Hardly a day passes without fresh word of {name}, and this one was no exception.",
    "What had been talked about for days around {name} is now a matter of record.",
    "For those who have followed {name} from the start, the latest turn came as little surprise.",
    "There are stories that do not go away, and the one about {name} is among them.",
    "Much has been written about {name}. Less has been said about what comes next.",
    "Readers who have asked about {name} can now learn more of what is behind it.",
    "The facts around {name} are slowly falling into place, though not all of them are known.",
)
_SECOND = (
    "Here is what is known so far, and what is not.",
    "Those involved have yet to agree on what it means.",
    "The picture that emerges is less simple than it first looked.",
    "What follows is how it came about, step by step.",
    "Not everybody is convinced that the matter ends here.",
    "Some of it was known before, much of it was not.",
    "The next days are likely to show who was right.",
)


def truncation(draft: Draft, scene: Scene) -> Draft:
    """Cut from the tail, as an inverted pyramid allows; mostly at the end of a paragraph."""
    places = draft.story
    keep = max(FEWEST, round(len(places) * scene.rng.uniform(0.35, 0.8)))
    if keep >= len(places):
        return draft
    if scene.rng.random() < 0.7:
        while keep < len(places) and places[keep][0] == places[keep - 1][0]:
            keep += 1
    kept = frozenset(places[:keep])
    return draft.only(kept.__contains__)


def drops(draft: Draft, scene: Scene) -> Draft:
    """Drop sentences here and there, more of them further down."""
    places = draft.story
    rate = scene.rng.uniform(0.15, 0.5)
    last = max(1, len(places) - 1)
    kept = [
        place
        for at, place in enumerate(places)
        if scene.rng.random() >= rate * (0.3 + 1.4 * at / last)
    ]
    if len(kept) < FEWEST:
        kept = list(places[:FEWEST])
    return draft.only(frozenset(kept).__contains__)


def reorder(draft: Draft, scene: Scene) -> Draft:
    """Move a paragraph below the first to another place; a sentence where there are few."""
    story = [p for p, paragraph in enumerate(draft.paragraphs) if not paragraph[0].furniture]
    if len(story) >= 4:
        moved, target = scene.rng.sample(story[1:], 2)
        paragraph = draft.paragraphs[moved]
        rest = draft.with_paragraphs(moved, instead=1)
        return rest.with_paragraphs(target, paragraph)
    places = [place for place in draft.story[1:] if len(draft.paragraphs[place[0]]) > 2]
    if not places:
        return draft
    p, s = scene.rng.choice(places)
    paragraph = draft.paragraphs[p]
    others = [*paragraph[:s], *paragraph[s + 1 :]]
    others.insert(scene.rng.randrange(1, len(others) + 1), paragraph[s])
    return draft.with_paragraphs(p, tuple(others), instead=1)


def merge(draft: Draft, scene: Scene) -> Draft:
    """Make one sentence of two short neighbours, in about half of the places."""
    for p, s in reversed(draft.story):
        paragraph = draft.paragraphs[p]
        if s + 1 >= len(paragraph) or scene.rng.random() < 0.4:
            continue
        merged = _merged(paragraph[s], paragraph[s + 1])
        if merged:
            draft = draft.put((p, s), merged, instead=2)
    return draft


def _merged(one: Sentence, other: Sentence) -> Sentence | None:
    """Two sentences as one, or None where they are long or would not read well."""
    first, second = one.text, other.text
    if one.furniture or other.furniture or has_quotation(first) or has_quotation(second):
        return None
    if not first.endswith(".") or not can_be_lowered(second):
        return None
    if second.split(" ", 1)[0].lower() in {"and", "but", "so", "however"}:
        return None
    if len(first.split()) + len(second.split()) > 2 * _SHORT:
        return None
    start = one.edit(len(first) - 1, len(first), "")
    return start.joined(other.edit(0, 1, second[0].lower()), ", and ")


def split(draft: Draft, scene: Scene) -> Draft:
    """Make two sentences of one with two main clauses, in most of the places."""
    for place in reversed(draft.story):
        if scene.rng.random() < 0.2:
            continue
        parts = _split(draft.sentence(place))
        if parts:
            draft = draft.put(place, *parts)
    return draft


def _split(sentence: Sentence) -> tuple[Sentence, Sentence] | None:
    text = sentence.text
    if has_quotation(text):
        return None
    for match in _CLAUSE.finditer(text):
        # A comma alone parts no main clauses.
        if not match.group(1) and match.group()[0] == ",":
            continue
        left, right = text[: match.start()], text[match.end() :]
        if min(len(left.split()), len(right.split())) < 5:
            continue
        parts = sentence.cut(match.end())
        if parts is None:
            continue
        one = parts[0].edit(match.start(), match.end(), ".")
        word = "But " if match.group(1) == "but" else ""
        other = parts[1].edit(0, 1, right[0].lower() if word else right[0].upper())
        return one, other.edit(0, 0, word) if word else other
    return None


def new_lead(draft: Draft, scene: Scene) -> Draft:
    """Put a lead of one's own over the story; in half of the cases the old one goes."""
    # Names of the story that is taken, not of what was put into it.
    story = [draft.sentence(place) for place in draft.story]
    names = _NAME.findall("\n".join(s.text for s in story if s.derived))
    if not names:
        return draft
    # The name that is met most often, the first of them where several are.
    name = max(dict.fromkeys(names), key=names.count)
    lead = [plain_sentence(scene.rng.choice(_LEADS).format(name=name))]
    lead += map(plain_sentence, scene.rng.sample(_SECOND, scene.rng.randrange(4)))
    p, s = draft.story[0]
    if scene.rng.random() < 0.5 and len(draft.story) > FEWEST:
        draft = draft.only(lambda place: place != (p, s))
    at = next(i for i, paragraph in enumerate(draft.paragraphs) if not paragraph[0].furniture)
    return draft.with_paragraphs(at, tuple(lead))


def background(draft: Draft, scene: Scene) -> Draft:
    """Put paragraphs of another story between those of this one."""
    added = _paragraphs(scene)
    first = _start(draft) + 1
    for paragraph in added:
        draft = draft.with_paragraphs(scene.rng.randint(first, _end(draft)), paragraph)
    return draft


def appendix(draft: Draft, scene: Scene) -> Draft:
    """Put paragraphs of another story under this one."""
    return draft.with_paragraphs(_end(draft), *_paragraphs(scene))


def _start(draft: Draft) -> int:
    return next(i for i, p in enumerate(draft.paragraphs) if not p[0].furniture)


def _end(draft: Draft) -> int:
    """The place behind the last paragraph of the story."""
    count = len(draft.paragraphs)
    return count - next(i for i, p in enumerate(reversed(draft.paragraphs)) if not p[0].furniture)


def _paragraphs(scene: Scene) -> tuple[Paragraph, ...]:
    """One to three paragraphs that follow each other in another story, or none."""
    other = scene.elsewhere()
    if other is None:
        return ()
    count = min(scene.rng.randint(1, 3), len(other.paragraphs))
    at = scene.rng.randint(0, len(other.paragraphs) - count)
    # Some stories have a single paragraph: no more than a few of its sentences.
    return tuple(paragraph[:5] for paragraph in other.paragraphs[at : at + count])
