from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story
from sentencex import get_sentence_boundaries

from reuse.config import TextConfig
from reuse.model.prepared import PreparedText
from reuse.text import prepare
from reuse.text.language import UNKNOWN, is_content, language_of, stem
from reuse.text.quotations import quotation_spans
from reuse.text.sentences import inner_ends

CONFIG = TextConfig()


def sentences(text: str, language: str, config: TextConfig = CONFIG) -> list[str]:
    """The sentences of a text."""
    return cut(prepare(text, language, config))


def cut(text: PreparedText) -> list[str]:
    """The sentences of a prepared text."""
    return [text.span(a, b).cut(text.raw) for a, b in text.sentences.tolist()]


def quoted(text: str) -> list[str]:
    """The quotations of a text."""
    return [span.cut(text) for span in quotation_spans(text)]


def test_sentences_end_at_their_ends_and_at_lines() -> None:
    """Full stops, question marks and line breaks of every kind end sentences."""
    text = "One came. Did two? Three\nfour\u2028five\rsix\u0085seven\r\neight"
    expected = ["One came", "Did two", "Three", "four", "five", "six", "seven", "eight"]
    assert sentences(text, "en") == expected


def test_german_abbreviations_do_not_end_sentences() -> None:
    """A title or an ordinal with its point stands inside its sentence."""
    text = "Dr. Ahrens kam am 3. Mai nach Ellerfurt. Er sprach z. B. mit Prof. Lunt."
    assert len(sentences(text, "de")) == 2


def test_japanese_sentences() -> None:
    """The ideographic full stop ends a sentence."""
    assert sentences("市は発表した。工事は来年だ。", "ja") == ["市は発表した", "工事は来年だ"]


def test_sentences_without_end_are_cut_evenly() -> None:
    """A long line without sentence ends is cut into even parts below the bound."""
    text = " ".join(["wort"] * 100)
    prepared = prepare(text, "de", CONFIG)
    assert [b - a for a, b in prepared.sentences.tolist()] == [33, 33, 34]
    unspaced = prepare("字" * 200, "zh", CONFIG)
    assert [b - a for a, b in unspaced.sentences.tolist()] == [66, 67, 67]


def test_long_lines_are_segmented_in_pieces() -> None:
    """A line of a hundred thousand words without sentence end is cut in bounded parts."""
    prepared = prepare("wort " * 100_000, "de", CONFIG)
    sizes = prepared.sentences[:, 1] - prepared.sentences[:, 0]
    assert sizes.sum() == 100_000
    assert sizes.max() <= 40


def test_paragraphs_are_lines_with_words() -> None:
    """Blank lines and lines of signs are no paragraphs."""
    prepared = prepare("One two\n\n***\nthree", "en", CONFIG)
    assert prepared.paragraphs.tolist() == [[0, 2], [2, 3]]


def test_empty_text() -> None:
    """A text without words has no sentence, no paragraph, no language."""
    prepared = prepare("*** 😀", None, CONFIG)
    assert (len(prepared.tokens), prepared.language) == (0, UNKNOWN)
    assert prepared.sentences.shape == prepared.paragraphs.shape == (0, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “go on” twice.", ["“go on”"]),
        ('He said "go on" twice.', ['"go on"']),
        ("Er sagte: „Los jetzt“, und ging.", ["„Los jetzt“"]),
        ("Il dit : « Allons-y », puis partit.", ["« Allons-y »"]),
        ("Er sagte: »Los jetzt« und ging.", ["»Los jetzt«"]),
        ("市長は「行こう」と述べた。", ["「行こう」"]),
        ("She said “he called it ‘odd’ then”.", ["“he called it ‘odd’ then”"]),
        ("It's the dogs' day, isn't it", []),
        ('A 5\'10" man and a 12" pipe, "all right" so', ['"all right"']),
        ('It grew to 10" long', []),
        ('stray" mark and "said so" then', ['"said so"']),
        ("“First part.\n\n“Second part.” End", ["“First part.", "“Second part.”"]),
        ('"First part.\n"Second part." End', ['"First part.', '"Second part."']),
        ("“Never closed.\nNew line", ["“Never closed."]),
        ('"Never closed.\nNew line', []),
        ("“Never closed", ["“Never closed"]),
        ('" Loosely set " she said', ['" Loosely set "']),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """Speech in the marks of several languages is found; apostrophes and inches are none."""
    assert quoted(text) == expected


def test_embedded_posts_are_quotations() -> None:
    """A line with a handle or a picture link of a post counts as quoted whole."""
    lines = ["Text.", "So it begins pic.twitter.com/ab12", "— Ola Brun (@olabrun) May 3", "End."]
    assert quoted("\n".join(lines)) == lines[1:3]


def test_a_post_with_speech_in_it_is_one_quotation() -> None:
    """Overlapping quotation and post are one span."""
    line = "“We won” says Ola (@olabrun) today"
    assert quoted(f"a\n{line}\nb") == [line]


def test_open_quotations_on_every_line_take_linear_time() -> None:
    """A hundred thousand lines that each open a quotation are read without a square."""
    assert len(quoted("“word\n\n" * 100_000)) == 100_000


def test_tokens_know_whether_they_are_quoted() -> None:
    """Exactly the words between the marks are marked."""
    prepared = prepare('Yes, "go on now" he said.', "en", CONFIG)
    marked = [w for w, q in zip(prepared.words, prepared.quoted, strict=True) if q]
    assert marked == ["go", "on", "now"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("de-AT", "de"), ("EN_us", "en"), ("ja", "ja"), ("nonsense", "en"), ("", "en"), (None, "en")],
)
def test_stated_language_wins_over_a_guess(stated: str | None, expected: str) -> None:
    """A stated code is used without its region; what is no code falls back to the text."""
    text = "The council said on Friday that it would close the bridge for the winter months."
    assert language_of(text, stated) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Rat hat am Freitag beschlossen, die Brücke im Winter zu schließen.", "de"),
        ("市は月曜日、老朽化した会館を来年三月に閉鎖すると発表した。", "ja"),
        ("12345 !!", UNKNOWN),
    ],
)
def test_language_is_guessed(text: str, expected: str) -> None:
    """The language is told from the text where it has letters."""
    assert language_of(text, None) == expected


def test_function_words_carry_no_content() -> None:
    """Function words of a language with a list are no content; else short Latin words."""
    assert is_content(("the", "bridge", "of"), "en") == [False, True, False]
    assert is_content(("ab", "abc", "12", "字"), "xx") == [False, True, True, True]


def test_stems() -> None:
    """Inflected forms share a stem; a language without a stemmer keeps the words."""
    assert len(set(stem(("closing", "closed", "close"), "en"))) == 1
    assert stem(("閉鎖",), "ja") == ("閉鎖",)


def test_any_code_of_letters_is_segmented() -> None:
    """A code that no library knows still gives sentences."""
    assert len(cut(prepare(story(60, 1) + ". Ende.", "zz", CONFIG))) > 1


STRETCHES = (
    "One came. Two did (so he said. Really) and left. Dr. Ahrens stayed.",
    "He said “go on. Now.” Then he left! Why? Nobody knows",
    "a. B. C. d e.g. this. And that.[3] More",
    "Sole",
    ". . .",
    " ",
    "市は発表した。工事は来年だ。",
    "Er kam am 3. Mai. Sie ging.",
)


@given(st.lists(st.sampled_from(STRETCHES), max_size=400), st.sampled_from(["en", "de", "ja"]))
@settings(max_examples=60, deadline=None)
def test_sentences_of_stretches_together_are_those_of_each(
    stretches: list[str], language: str
) -> None:
    """Where sentences end in a stretch is what the segmenter states for it alone."""
    ends, of = inner_ends(stretches, language)
    for at, stretch in enumerate(stretches):
        stated = {each["end_index"] for each in get_sentence_boundaries(language, stretch)}
        assert set(ends[of == at].tolist()) - {0, len(stretch)} == stated - {0, len(stretch)}


def test_a_segmenter_that_leaves_something_out_is_asked_for_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sizes of sentences are trusted only where they add up to the text."""
    expected = inner_ends(list(STRETCHES), "en")
    monkeypatch.setattr("sentencex.segment", lambda _, text: text.split(". "))
    ends, of = inner_ends(list(STRETCHES), "en")
    stated = {(int(a), int(b)) for a, b in zip(ends, of, strict=True) if a > 0}
    assert stated == {(int(a), int(b)) for a, b in zip(*expected, strict=True)}
