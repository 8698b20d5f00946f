"""Operators on words: synonyms, speech, names, spelling."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from derivations.draft import Draft, Sentence
from derivations.lexicon import fitting, synonyms
from derivations.scene import Scene, is_quoted, lowered, rewrite

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_PLAIN_WORD = re.compile(r"(?<![\w'\u2019-])[a-z]{5,}(?![\w'\u2019-])")
_QUOTE = re.compile(
    r"[“\"](?P<said>[^“”\"]+),[”\"] (?:"
    r"(?P<before>said|says) (?P<name>(?:[A-Z][\w.\u2019'-]+ ?){1,5})"
    r"|(?P<who>he|she|they|(?:[A-Z][\w.\u2019'-]+ ){1,4})(?: ?)(?P<after>said|says))\."
)
_OWN = {
    "he": {"I": "he", "me": "him", "my": "his", "mine": "his", "myself": "himself"},
    "she": {"I": "she", "me": "her", "my": "her", "mine": "hers", "myself": "herself"},
}
_OURS = {"we": "they", "us": "them", "our": "their", "ours": "theirs", "ourselves": "themselves"}
_FIRST_PERSON = re.compile(
    r"\b(?:I\u2019m|I'm|I\u2019ve|I've|I\u2019ll|I'll|I\u2019d|I'd|I am|I|me|my|mine|myself|"
    r"[Ww]e\u2019re|[Ww]e're|[Ww]e\u2019ve|[Ww]e've|[Ww]e\u2019ll|[Ww]e'll|[Ww]e|us|[Oo]urs?|ourselves)\b"
)
_INFLECTED = re.compile(r"\bI (?!am|was|will|would|can|could|should|must|had|did|may|might)\w+")
_SECOND_PERSON = re.compile(r"\b(?:you|your|let\u2019s|let's)\b", re.IGNORECASE)
_SHORTENED = {"m": " is", "ve": " has", "ll": " will", "d": " would", "re": " are"}
_TITLE = (
    r"(?:(?:Prime Minister|Vice President|President|Senator|Sens?\.|Representative|Reps?\.|"
    r"Governor|Gov\.|Mayor|Judge|Justice|Secretary|Chancellor|Minister|Speaker|Chairman|"
    r"Attorney General|General|Gen\.|Lt\.|Sgt\.|Dr\.|Professor|Sheriff|Chief|Commissioner) )"
)
_TITLED = re.compile(rf"(?P<title>{_TITLE})(?:[A-Z][a-z]+ (?:[A-Z]\. )?)(?P<last>[A-Z][\w-]+)\b")
_THE_REST = re.compile(r" (?:Jr|Sr|[A-Z][a-z])")
_SYNONYM_RATE = 0.6


def synonym(draft: Draft, scene: Scene) -> Draft:
    """Put synonyms in the place of words, outside quotations."""
    known = synonyms()

    def other(match: re.Match[str]) -> str | None:
        word = match.group()
        choices = known.get(word.lower())
        if not choices or scene.rng.random() >= _SYNONYM_RATE:
            return None
        begins = not match.string[: match.start()].strip(' "“—')
        # Inside a sentence a capital mostly makes a name.
        if word[0].isupper() and not begins:
            return None
        new = fitting(word, scene.rng.choice(choices))
        before = match.string[: match.start()].rsplit(" ", 2)[-2:-1]
        article = before[0].lower() if before else ""
        if article in {"a", "an"} and (new[0] in "aeiou") != (article == "an"):
            return None
        return new

    return draft.mapped(partial(rewrite, pattern=_WORD, change=other))


def indirect(draft: Draft, scene: Scene) -> Draft:
    """Turn most quotations that are a sentence with its speaker into indirect speech."""

    def told(sentence: Sentence) -> Sentence:
        match = _QUOTE.fullmatch(sentence.text)
        if match is None or scene.rng.random() < 0.2:
            return sentence
        return _told(sentence, match)

    return draft.mapped(told)


def _told(sentence: Sentence, match: re.Match[str]) -> Sentence:
    """Indirect speech; the sentence as it is where its persons are not plain."""
    who = (match["name"] or match["who"]).strip()
    said = match["before"] or match["after"]
    if said == "says" or not _can_be_told(match["said"], who.lower()):
        return sentence
    subject = who if match["name"] else who[0].upper() + who[1:]
    start, end = match.span("said")
    parts = sentence.cut(end)
    if parts is None:
        return sentence
    speech, speaker = parts
    for old in reversed(list(_FIRST_PERSON.finditer(speech.text))):
        speech = speech.edit(*old.span(), _third(old.group(), who.lower()) or old.group())
    low = lowered(speech.text[start:])
    if low != speech.text[start:]:
        speech = speech.edit(start, start + 1, low[0])
    speech = speech.edit(0, start, "")
    speech = speech.edit(len(speech.text), len(speech.text), ".")
    speaker = speaker.edit(0, len(speaker.text), f"{subject} said that ")
    return replace(sentence, runs=(*speaker.runs, *speech.runs))


def _can_be_told(speech: str, who: str) -> bool:
    """Whether all persons of a speech can be turned into the third."""
    # "No," he said: that is no sentence to be told.
    if len(speech.split()) < 5:
        return False
    if "?" in speech or _SECOND_PERSON.search(speech) or _INFLECTED.search(speech):
        return False
    return all(_third(match.group(), who) for match in _FIRST_PERSON.finditer(speech))


def _third(word: str, who: str) -> str | None:
    """A word of the first person as the speaker's, or None where that is not known."""
    stem, _, ending = word.replace("\u2019", "'").partition("'")
    if stem.lower() in _OURS and stem.lower() != "i":
        new = _OURS[stem.lower()]
        is_plural = {"ve": " have", "re": " are", "ll": " will"}
        return new + (is_plural[ending] if ending else "")
    own = _OWN.get(who)
    if own is None:
        return None
    if word == "I am":
        return f"{own['I']} is"
    return own[stem] + (_SHORTENED[ending] if ending else "")


def contraction(draft: Draft, scene: Scene) -> Draft:
    """Shorten titles and first names to the last name, from the first mention on or after it."""
    met: set[str] = set()
    keep_first = scene.rng.random() < 0.5

    def short(sentence: Sentence) -> Sentence:
        # Which mention is the first shows from the left, edits go from the right.
        text = sentence.text
        fit = []
        for match in _TITLED.finditer(text):
            last = match["last"]
            if is_quoted(text, *match.span()) or _THE_REST.match(text, match.end()):
                continue
            if last in met or not keep_first:
                fit.append(match)
            met.add(last)
        for match in reversed(fit):
            sentence = sentence.edit(match.start(), match.start("last"), "")
        return sentence

    return draft.mapped(short)


def typos(draft: Draft, scene: Scene) -> Draft:
    """Misspell three to eight words, and keep in mind how they should be spelled."""
    places = [
        (place, match.span())
        for place in draft.story
        for match in _PLAIN_WORD.finditer(draft.sentence(place).text)
    ]
    count = min(len(places), scene.rng.randint(3, 8))
    # From the last to the first, so that the places of the others stay.
    for place, (start, end) in sorted(scene.rng.sample(places, count), reverse=True):
        sentence = draft.sentence(place)
        word = sentence.text[start:end]
        draft = draft.put(place, sentence.edit(start, end, _misspelled(word, scene), right=word))
    return draft


def _misspelled(word: str, scene: Scene) -> str:
    """A word with two letters swapped, one left out, or one doubled."""
    at = scene.rng.randrange(1, len(word) - 1)
    ways = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    new = scene.rng.choice(ways)
    return new if new != word else word[:at] + word[at + 1 :]


def mending(draft: Draft, scene: Scene) -> Draft:
    """Spell right most of the words that the parent has misspelled."""

    def mended(sentence: Sentence) -> Sentence:
        runs = tuple(
            replace(run, text=run.right, same=False, right="")
            if run.right and scene.rng.random() < 0.9
            else run
            for run in sentence.runs
        )
        return replace(sentence, runs=runs)

    return draft.mapped(mended)
