from __future__ import annotations

import pytest
from invented import story, words

from reuse.config import TextConfig
from reuse.text import tokenise
from reuse.text.tokens import fold_tokens

CONFIG = TextConfig()
CLEAN = "Officials in the capital said on Friday that the ferry service will close next month."


def spelled(text: str) -> list[str]:
    """The words of a text."""
    return list(fold_tokens(text, CONFIG).words())


def hashes(text: str) -> list[int]:
    """The hashes of a text's words."""
    return [int(value) for value in tokenise(text, CONFIG).hashes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's 3.5 per cent, up 1,200.", ["it's", "3.5", "per", "cent", "up", "1,200"]),
        ("rock 'n' roll", ["rock", "n", "roll"]),
        ("U.S.-led", ["u", "s", "led"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("ﬁnd Ⅷ ２０２４ ３．５", ["find", "viii", "2024", "3.5"]),
        ("1½ cups", ["11⁄2", "cups"]),
        ("3月、東京で", ["3", "月", "東", "京", "で"]),
        ("カ\u3099ラス ガラス", ["ガ", "ラ", "ス", "ガ", "ラ", "ス"]),
        ("漢\u0301字", ["漢\u0301", "字"]),
        ("ที่นี่", ["ที่", "นี่"]),
        ("น้ำใจ", ["น้ํา", "ใ", "จ"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("\u1112\u1161\u11ab글", ["한글"]),
        ("Σίσυφος ΣΊΣΥΦΟΣ", ["σίσυφοσ", "σίσυφοσ"]),
        ("😀 so👩\u200d👩so", ["so", "so"]),
        ("", []),
        (" \n\t…—", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Words of several scripts are cut and folded as stated."""
    assert spelled(text) == expected


def test_one_character_is_one_token_at_most() -> None:
    """A character that folds to several words is one token with its own span."""
    tokens = tokenise("a \ufdfa b", CONFIG)
    spans = list(zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True))
    assert spans == [(0, 1), (2, 3), (4, 5)]


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u2060", "\ufeff", "\u202e", "\U000e0041", "\u200c", "\u200d", "\u2066"]
)
def test_invisible_characters_are_undone_and_told(hidden: str) -> None:
    """Characters drawn as nothing inside words change no hash and set the flag."""
    dirty = CLEAN.replace("ff", f"f{hidden}f").replace("close", hidden.join("close"))
    assert hashes(dirty) == hashes(CLEAN)
    assert tokenise(dirty, CONFIG).disguised
    assert not tokenise(CLEAN, CONFIG).disguised


@pytest.mark.parametrize("harmless", ["\u00ad", "\ufe0f"])
def test_hyphenation_hints_are_no_disguise(harmless: str) -> None:
    """Soft hyphens and variation selectors change no hash and are not told."""
    tokens = tokenise(CLEAN.replace("capital", f"capi{harmless}tal"), CONFIG)
    assert tokens.hashes.tolist() == hashes(CLEAN)
    assert not tokens.disguised


def test_joiners_that_a_script_needs_are_no_disguise() -> None:
    """The joiner in Persian plurals is spelling; its word is that without the joiner."""
    assert not tokenise("کتاب\u200cها", CONFIG).disguised
    assert hashes("کتاب\u200cها") == hashes("کتابها")


@pytest.mark.parametrize(
    "pairs",
    ["oо eе aа cс", "iі sѕ jј", "oο vν", "OО CС", "FF HΗ", "NΝ TΤ", "OΟ FF", "ZΖ OO"],
)
@pytest.mark.parametrize("text", [CLEAN, CLEAN.upper(), "NEW HORIZONS, NO ZONE " + CLEAN])
def test_look_alike_letters_are_undone_and_told(text: str, pairs: str) -> None:
    """Greek and Cyrillic letters in Latin words count as the letters they look like."""
    dirty = text
    for pair in pairs.split():
        dirty = dirty.replace(pair[0], pair[1])
    assert hashes(dirty) == hashes(text)
    assert tokenise(dirty, CONFIG).disguised == (dirty != text)


def test_greek_and_russian_stay_what_they_are() -> None:
    """Words of the other alphabets in their own text are not respelled, nor single letters."""
    for text in ("Он сказал, что пора.", "Ο καιρός είναι καλός.", f"{CLEAN} Levels of α rose."):
        assert not tokenise(text, CONFIG).disguised
    assert spelled("сон") == ["сон"]
    assert spelled("5 µm") == ["5", "μm"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “so” — now", 'It\'s "so" - now'),
        ("CAFÉ", "café"),
        ("１２３ ＡＢＣ", "123 abc"),
        ("l`été d´or", "l'été d'or"),
        ("two\u00a0words", "two words"),
    ],
)
def test_print_and_typewriter_forms_are_equal(one: str, other: str) -> None:
    """Quotes, dashes, case, width and spaces make no difference."""
    assert hashes(one) == hashes(other)


def test_hashes_depend_on_the_key() -> None:
    """Under another key no word keeps its hash, short or very long."""
    text = " ".join(words(50, 1)) + " " + "x" * 300
    other = tokenise(text, TextConfig(hash_key=99)).hashes
    assert not set(hashes(text)) & set(other.tolist())


def test_a_large_vocabulary_has_no_collision() -> None:
    """Twenty thousand distinct words have as many hashes, wherever they stand."""
    listed = words(20_000, 3)
    forward, backward = hashes(" ".join(listed)), hashes(" ".join(reversed(listed)))
    assert len(set(forward)) == len(listed)
    assert forward == backward[::-1]


@pytest.mark.parametrize("letters", ["ab", "aq"])
def test_thue_morse_words_do_not_collide(letters: str) -> None:
    """Long words made to collide in every polynomial modulo a power of two do not."""
    word = letters[0]
    swap = str.maketrans(letters, letters[::-1])
    for _ in range(13):
        word += word.translate(swap)
        assert hashes(word) != hashes(word.translate(swap))
        assert hashes(word) == hashes(f"x {word}")[1:]


@pytest.mark.parametrize(
    "text",
    [
        "a" + "\u0301\u0300" * 20_000,
        "\u05b0\u0591" * 20_000,
        "“" * 100_000,
        " " * 1_000_000,
        "’" * 100_000,
        "e\u0301" * 20_000,
        "оa" * 50_000,
        "1," * 200_000,
        "\u200b" * 300_000,
    ],
    ids=["marks", "hebrew", "quotes", "spaces", "apostrophes", "pairs", "mixed", "digits", "none"],
)
def test_hostile_runs_take_linear_time(text: str) -> None:
    """Long runs of one kind of character are read; a square of them would not end."""
    tokens = tokenise(text, CONFIG)
    assert len(tokens) <= 1


def test_many_marks_on_one_letter_keep_the_rest() -> None:
    """Marks beyond the thirtieth on a letter are dropped, what follows keeps its place."""
    text = "a" + "\u0301" * 5_000 + "b ende"
    folded = fold_tokens(text, CONFIG)
    assert folded.words()[-1] == "ende"
    assert folded.tokens.starts.tolist() == [0, 5_003]
    assert len(folded.words()[0]) < 50


def test_offsets_survive_a_long_story() -> None:
    """In a long text every span cuts out its own word."""
    text = story(5_000, 2)
    folded = fold_tokens(text, CONFIG)
    tokens = folded.tokens
    for word, start, end in zip(folded.words(), tokens.starts, tokens.ends, strict=True):
        assert text[start:end].lower() == word
