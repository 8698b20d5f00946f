"""The language of a text, its stemmer and its function words."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from importlib import resources
from typing import Any

UNKNOWN = "und"
SAMPLE = 600
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# Languages that share a list of function words: Norwegian has one for both of its forms.
_WORDS_OF = {"nb": "no"}
# Languages whose words do not change their form, or are no words at all: their scripts are read
# letter by letter.
_UNCHANGING = frozenset({"bo", "ja", "km", "lo", "my", "th", "vi", "yue", "zh"})
# First letters that stand for a word of a language without a stemmer, by script: of an alphabet,
# of Ethiopic, where a letter is a syllable, and of Hangul, where a noun has two syllables. Of
# alphabets 4 to 7 were tried on English without its stemmer: with 5, plagdet of PAN's translated
# passages is .946, for whole words .916, for the stemmer .911; 4 gave .948 and more false alarms
# in news. Leading n-grams do about as well as all n-grams of a word in languages that inflect at
# the end (McNamee, Nicholas and Mayfield 2009), and leave a word one term, which is what the
# evidence counts.
_LEADING, _LEADING_OF = 5, ((0x1200, 0x139F, 3), (0xAC00, 0xD7A3, 2))
# Letters of the longest word that is taken for a function word where no list says which are.
_SHORT = 3
WORD = re.compile(r"[^\W\d_]+")
# From here on scripts without spaces, of which one stretch would count as a word.
FIRST_UNSPACED = "\u2e80"
# Words of a sample, the share of them that are English function words, and the share of those
# that may be function words of any one other language as well, for the sample to be English
# without a guess. On 22,450 news articles and 800 further texts the guesser agrees wherever
# this holds, which is for nine in ten, at a sixth of its cost.
SURE_WORDS, SURE_SHARE, SURE_OTHER = 40, 0.35, 0.5
# The same share in a longer sample, for texts that begin with names and figures. The guesser agrees
# on all but 5 of 22,350 articles, which stay open. Languages without a list that share short words
# with English, Irish and Welsh for one, share them with listed ones as well. Unpacking the guesser
# takes longer than all else that is done to some hundreds of texts.
WIDE, WIDE_SHARE = 3_000, 0.2
# Languages a guess may fall on; on a few words the rest are mostly noise.
_GUESSES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk",
    "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip


def language_of(text: str, stated: str | None) -> str:
    """The stated language as an ISO 639-1 code, or a guess from the start of the text."""
    code = stated_code(stated)
    if code is not None:
        return code
    if is_surely_english(text):
        return "en"
    sample = text[:SAMPLE]
    if not any(char.isalpha() for char in sample):
        return UNKNOWN
    return str(guesser().classify(sample)[0])


def stated_code(stated: str | None) -> str | None:
    """A stated language as an ISO 639-1 code; None for what is none."""
    code = (stated or "").replace("_", "-").split("-")[0].strip().lower()
    return code if code.isascii() and code.isalpha() and len(code) in (2, 3) else None


def is_surely_english(text: str) -> bool:
    """Whether a text is English without a guess, as its start tells."""
    return _reads_english(text[:SAMPLE], SURE_SHARE) or _reads_english(text[:WIDE], WIDE_SHARE)


def _reads_english(sample: str, share: float) -> bool:
    words = WORD.findall(sample.casefold())
    if len(words) < SURE_WORDS or any(max(word) >= FIRST_UNSPACED for word in words):
        return False
    counts: Counter[str] = Counter()
    for languages, count in Counter(map(languages_of_words().get, words)).items():
        for language in languages or ():
            counts[language] += count
    english = counts.pop("en", 0)
    others = max(counts.values(), default=0)
    return english >= share * len(words) and others <= SURE_OTHER * english


@lru_cache(maxsize=1)
def languages_of_words() -> dict[str, tuple[str, ...]]:
    """The languages of which each word is a function word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _function_words().items():
        for word in words:
            found[word] = (*found.get(word, ()), language)
    return found


@lru_cache(maxsize=1)
def guesser() -> Any:
    """The library that guesses a language from the bytes of a sample."""
    from py3langid import langid  # noqa: PLC0415  0.8 s to load

    guesser = langid.LanguageIdentifier.from_modelpath(langid.MODEL_DIR / langid.MODEL_FILE)
    guesser.set_languages(list(_GUESSES))
    return guesser


def stem(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    """Stem of each word: by the language's Snowball stemmer, else its leading letters."""
    name = _SNOWBALL.get(language)
    if name is None:
        return words if language in _UNCHANGING else tuple(map(_leading, words))
    import Stemmer  # noqa: PLC0415  only where texts are aligned

    # A stemmer keeps buffers of its own, so that one a call is what threads may share.
    return tuple(Stemmer.Stemmer(name, 0).stemWords(words))


def _leading(word: str) -> str:
    """The character n-gram that a word begins with; a word with a digit whole."""
    size = _LEADING
    for first, last, letters in _LEADING_OF:
        if first <= ord(word[0]) <= last:
            size = letters
    return word if len(word) <= size or any(map(str.isdigit, word)) else word[:size]


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    path = resources.files("reuse.text") / "data" / "function_words.json"
    listed: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in listed.items()}


def is_content(words: tuple[str, ...], language: str) -> list[bool]:
    """Whether each word carries content.

    That is: it is no function word of the language. For a language without a list, it is longer
    than two letters, a number, or not Latin; where there is no stemmer either, and the script has
    capitals, longer than three letters or a number.
    """
    known = _function_words().get(_WORDS_OF.get(language, language))
    if known is not None:
        return [word not in known for word in words]
    if language in _SNOWBALL:
        return [len(word) > 2 or word.isdigit() or not word.isascii() for word in words]
    return [len(word) > _SHORT or not _is_cased(word) for word in words]


def _is_cased(word: str) -> bool:
    """Whether a folded word is of letters that have capitals, as function words of them are short.

    In scripts without them a letter tells more: a consonant with its vowel, a syllable, a word.
    """
    return word.isalpha() and word != word.upper()
