"""Names by which a text may call an outlet, and where it does so.

Names come from metadata that nobody has vouched for. They are looked up as plain strings,
never as patterns, so a hostile name can neither break nor slow the search.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from reuse.model.scripts import EAST_ASIAN
from reuse.model.span import Span

_LONGEST = 80
_MOST_MENTIONS = 64
# Narrower than all scripts without spaces: three letters of an alphabet such as Thai are a
# syllable, too little for a name, three of these are one.
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_TAIL = re.compile(
    r"(?:\s{0,3}[(\[][^)\]]{0,40}[)\]]|\s{1,3}[-\u2013|]\s{1,3}\w{1,20}|\s{1,3}Online(?=\s|$)"
    r"|\.(?:com|org|net|co\.uk|de|jp|cn))$"
)
_MIDDLE = re.compile(r"\s{1,3}Online\s{1,3}News$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# The begin of every word with a capital.
_BEGIN = 4
_CAPITALISED = re.compile(rf"[A-Z](?<![A-Za-z0-9].)[A-Za-z0-9]{{0,{_BEGIN - 1}}}")
_GENERIC = frozenset({"news", "online", "web", "com", "the", "die", "der", "das", "www"})

_TRADE = frozenset(
    {"press", "agency", "agentur", "news", "service", "street", "journal", "research", "center"}
)
"""Words that name a trade: two of them in a row name no outlet ("Press Agency")."""

COMMON = frozenset(
    {
        *("time", "fortune", "reason", "vice", "slate", "nature", "science", "people", "us"),
        *("variety", "wired", "quartz", "salon", "nation", "week", "hill", "mirror", "sun"),
        *("star", "express", "independent", "standard", "times", "post", "news", "journal"),
        *("herald", "globe", "record", "echo", "courier", "observer", "world", "welt", "zeit"),
        *("bild", "focus", "stern", "local", "street", "root", "onion", "money", "life"),
        *("today", "report", "insider", "fox", "sky", "metro", "public", "forward", "grist"),
    }
)
"""Single words that are outlets and also plain words: believed only beside a verb of credit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What one outlet is called."""

    shown: str
    """As given, one line, at most 60 characters; empty when unknown."""
    brand: str
    """Form under which two spellings of one outlet agree; empty when unknown."""
    distinct: tuple[str, ...] = ()
    """Names that mean this outlet wherever they stand."""
    common: tuple[str, ...] = ()
    """Names that are also plain words."""


NOBODY = Names(shown="", brand="")


@lru_cache(maxsize=4_096)
def names_of(outlet: str | None) -> Names:
    """All forms of an outlet's name that a text may use."""
    if outlet is None:
        return NOBODY
    full = " ".join(outlet[: 4 * _LONGEST].split())
    if not full:
        return NOBODY
    forms = _forms(full) if len(full) <= _LONGEST else []
    distinct = tuple(sorted({f for f in forms if _is_distinct(f)}, key=_longest_first))
    common = tuple(sorted({f for f in forms if _is_common(f)}, key=_longest_first))
    return Names(shown=full[:60], brand=brand_of(full), distinct=distinct, common=common)


@lru_cache(maxsize=4_096)
def brand_of(outlet: str) -> str:
    """An outlet's name without what its feeds add to it, folded."""
    core = _core(unicodedata.normalize("NFKC", outlet[: 4 * _LONGEST]))
    words = re.findall(r"\w+", (_CAMEL.sub(" ", core) if core[:3] == "The" else core).casefold())
    kept = [word for word in words if word not in _GENERIC]
    return "".join(kept or words)


def mentions(raw: str, names: tuple[str, ...], limit: int | None = None) -> tuple[Span, ...]:
    """Where any of the names stands as a whole word; in order, disjoint, at most 64 a name.

    Args:
        raw: the text to look in.
        names: longest first.
        limit: look only before this offset.
    """
    found: list[Span] = []
    for name in names:
        at, seen = raw.find(name, 0, limit), 0
        while at >= 0 and seen < _MOST_MENTIONS:
            end = at + len(name)
            if _whole(raw, at, end):
                found.append(Span(at, end))
            seen += 1
            at = raw.find(name, end, limit)
    return _disjoint(found)


def begins_in(raw: str) -> str:
    """Begins of the words of a text that have a capital, each once, with spaces between."""
    return " ".join(dict.fromkeys(_CAPITALISED.findall(raw)))


def likely(begins: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the names that may stand in a text with such `begins_in` it, in order."""
    return tuple([n for n in names if (first := _begin(n)) in begins or first > "\x7f"])


def present(raw: str, names: tuple[str, ...], words: str | None = None) -> tuple[str, ...]:
    """Those of the names that `mentions` may find in a text or a part of it.

    Most begin as no word of the text does, and need no search.

    Args:
        raw: the text.
        names: longest first.
        words: `begins_in` the text, where they are at hand.
    """
    begins, others = _begins(names)
    begun = {"", *(begins_in(raw) if words is None else words).split()}
    if others is not None and not raw.isascii():
        begun.update(others.findall(raw))
    numbers = [number for begin in begins.keys() & begun for number in begins[begin]]
    return tuple([names[number] for number in sorted(numbers) if names[number] in raw])


@lru_cache(maxsize=64)
def _begins(names: tuple[str, ...]) -> tuple[dict[str, list[int]], re.Pattern[str] | None]:
    """Names, as places in the tuple, by the begin of a word or the letter that a text must have.

    That is the capitalised begin of a word, a first letter beyond ASCII, or nothing for the
    rest. And what finds those letters.
    """
    begins: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        begins.setdefault(_begin(name), []).append(number)
    letters = sorted(begin for begin in begins if begin > "\x7f")
    pattern = re.compile(f"[{re.escape(''.join(letters))}]") if letters else None
    return begins, pattern


@lru_cache(maxsize=8_192)
def _begin(name: str) -> str:
    """What a text must hold that names this: the first long word tells more than an article."""
    found: list[str] = _CAPITALISED.findall(name) if _CAPITALISED.match(name) else []
    # A text may add letters to the last word, which shows where the word is shorter than this.
    whole = [begin for begin in found if len(begin) == _BEGIN]
    return (whole or found or [name[:1] if name[:1] > "\x7f" else ""])[0]


def _disjoint(found: list[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _whole(raw: str, start: int, end: int) -> bool:
    """Whether the stretch is bounded by something other than letters and digits.

    Up to two letters of inflection may follow a longer name ("laut Küstenboten").
    """
    if start and raw[start - 1].isalnum() and not _joinless(raw[start - 1], raw[start]):
        return False
    last = end
    while end - start >= 6 and last < min(end + 2, len(raw)) and raw[last] in "nes":
        last += 1
    return any(
        at >= len(raw) or not raw[at].isalnum() or _joinless(raw[at - 1], raw[at])
        for at in {end, last}
    )


def _joinless(left: str, right: str) -> bool:
    """Whether a word border may lie between two letters that no space parts."""
    return bool(_EAST_ASIAN.match(left) or _EAST_ASIAN.match(right))


def _core(full: str) -> str:
    """The name without "(Web News)", " - News", ".com"."""
    for _ in range(3):
        shorter = _TAIL.sub("", full).strip()
        if not shorter or shorter == full:
            break
        full = shorter
    return full


def _forms(full: str) -> list[str]:
    core = _core(full)
    forms = [full, core, _MIDDLE.sub("", core), _MIDDLE.sub(" News", core)]
    forms.extend(_CAMEL.sub(" ", form) for form in tuple(forms) if form[:3] == "The")
    for form in tuple(forms):
        bare = form.removesuffix(" News")
        if bare.isupper():
            forms.append(bare)
        for article in ("The ", "Der ", "Die ", "Das "):
            if form.startswith(article):
                forms.append(article.lower() + form.removeprefix(article))
                if " " in form.removeprefix(article):
                    forms.append(form.removeprefix(article))
    words = core.removeprefix("The ").split()
    if len(words) >= 3 and all(word[:1].isupper() for word in words):
        letters = "".join(word[0] for word in words)
        forms.append(letters)
        forms.append(f"{letters[:-1]} {words[-1]}")
        forms.append(" ".join(words[1:]))
    return forms


def _is_common(form: str) -> bool:
    """A plain word, with or without its article."""
    last = form.split(" ", 1)[-1] if form[:4].casefold() in {"the ", "die ", "der "} else form
    return len(form) > 2 and last.casefold() in COMMON and not form.isupper()


def _is_distinct(form: str) -> bool:
    if _is_common(form) or form.casefold() in COMMON:
        return False
    if _EAST_ASIAN.search(form):
        return len(form) >= 3
    if all(word in _TRADE for word in form.casefold().split()):
        return False
    return len(form) >= 3 and form[:1] not in "0123456789" and not form.islower()


def _longest_first(form: str) -> tuple[int, str]:
    return (-len(form), form)
