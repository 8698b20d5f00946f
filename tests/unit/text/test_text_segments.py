from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import story
from sentencex import get_sentence_boundaries

from reuse.config import TextConfig
from reuse.model.prepared import PreparedText
from reuse.text import Lexicon, prepare, prepare_many
from reuse.text.guessing import languages_of
from reuse.text.language import (
    UNKNOWN,
    _function_words,
    is_content,
    is_surely_english,
    language_of,
    stem,
)
from reuse.text.quotations import quotation_spans
from reuse.text.reading import read_texts
from reuse.text.sentences import inner_ends
from reuse.text.tokens import fold_tokens

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
    assert is_content(("ab", "abc", "12", "字"), "et") == [False, True, True, True]


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


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("هل يعاد فتح الجسر؟ قال المدير نعم. يبدأ العمل غدا!", "ar", 3),
        ("کیا پل کھلے گا؟ افسر نے کہا ہاں۔ کام کل شروع ہوگا۔", "ur", 3),
        ("市は発表した。工事は来年だ！本当か？はい。", "ja", 4),
        ("「行こう。」と市長は述べた。それだけだ。", "ja", 3),
        ("他说：“准备好了。”然后离开。真的吗？", "zh", 3),
        ("पुल बंद है। क्या यह खुलेगा? हाँ।", "hi", 3),
        ("সেতু বন্ধ। কাজ কাল শুরু হবে।", "bn", 2),
        ("መጋዘኑ ወደመ። ለምን፧ አይታወቅም።", "am", 3),
        ("መጋዘኑ ወደመ፡፡ ፖሊስ አስታውቋል፡፡", "am", 2),
        ("ផ្លូវបិទ។ ការងារចាប់ផ្តើម។", "km", 2),
        ("བོད་ཡིག། གཉིས་པ།", "bo", 2),
        ("ပထမစာကြောင်း။ ဒုတိယစာကြောင်း။", "my", 2),
        ("Կամուրջը փակ է։ Աշխատանքը կսկսվի վաղը։", "hy", 2),
        ("Η γέφυρα έκλεισε. Γιατί; Κανείς δεν ξέρει.", "el", 3),
        ("M. Dupont est arrivé. MM. Petit et Roux aussi.", "fr", 2),
        ("Le pont mesure 30 M. Il est fermé.", "fr", 1),
        ("El Sr. García llegó. ¿Vendrá la Sra. López? ¡Sí!", "es", 3),
        ("Глава г. Ручьёвка приехал. В 2020 г. он ушёл.", "ru", 2),
        ("Dr. Novák přijel 3. května. Mluvil s prof. Dvořákem.", "cs", 2),
        ("Bwana Juma alisema. Kwa nini? Hajui.", "sw", 3),
        ("시는 결정했다. 왜? 모른다.", "ko", 3),
        ("ხიდი დაიხურა. რატომ? არავინ იცის.", "ka", 3),
    ],
)
def test_sentences_end_where_their_script_ends_them(text: str, language: str, count: int) -> None:
    """Signs that end sentences are those of each script, and no abbreviation is one."""
    assert len(sentences(text, language)) == count


def test_thai_without_signs_is_cut_in_bounded_parts() -> None:
    """A script that marks no sentence is cut evenly, below the bound for its letters."""
    prepared = prepare("ภาษาไทยเขียนติดกันไม่มีจุด" * 40, "th", CONFIG)
    sizes = np.diff(prepared.sentences, axis=1)
    assert len(sizes) > 5
    assert sizes.max() <= 2 * CONFIG.max_sentence_tokens
    assert sizes.max() - sizes.min() <= 1


def test_many_texts_end_their_sentences_alike() -> None:
    """Titles and signs of a script are heard in the compiled form as in the plain one."""
    texts = ["M. Dupont est là. Oui.", "ផ្លូវបិទ។ ការងារ។", "ወደመ፡፡ አዎ፡፡"]
    languages = ["fr", "km", "am"]
    many = prepare_many(texts, languages, CONFIG, lexicon=Lexicon())
    assert [cut(each) for each in many] == [
        sentences(text, code) for text, code in zip(texts, languages, strict=True)
    ]


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        (("сорокова", "сорокової", "сороковою"), "uk"),
        (("ხიდებისა", "ხიდებით"), "ka"),
        (("ከተማው", "ከተማዋ", "ከተማችን"), "am"),
        (("정부가", "정부는", "정부의"), "ko"),
        (("bridges", "bridged", "bridge"), "und"),
    ],
)
def test_inflected_forms_meet_without_a_stemmer(forms: tuple[str, ...], language: str) -> None:
    """A language without a stemmer takes the letters that a word begins with for its stem."""
    assert len(set(stem(forms, language))) == 1


def test_words_that_are_never_inflected_stay_whole() -> None:
    """A word with a digit, a short one, and words of languages that do not inflect are kept."""
    words = ("covid19vaccine", "дім", "2024")
    assert stem(words, "uk") == words
    assert stem(("nghiêng", "Twitter"), "vi") == ("nghiêng", "Twitter")


def test_short_words_carry_no_content_where_nothing_else_is_known() -> None:
    """Without list and stemmer, short words count only in scripts whose letters say more."""
    assert is_content(("kwa", "soko", "4"), "sw") == [False, True, True]
    assert is_content(("და", "ხიდი"), "ka") == [False, True]
    assert is_content(("ወደ", "시"), "am") == [True, True]


LISTED = (
    *("ar", "ca", "cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "ja", "nl"),
    *("no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh"),
)


@pytest.mark.parametrize("language", LISTED)
def test_a_list_of_function_words_is_folded_and_long_enough(language: str) -> None:
    """Every listed word is as a token is folded, or it would never be met."""
    words = _function_words()[language]
    assert len(words) > 60
    folded = [word for word in words if fold_tokens(word, CONFIG).words() == (word,)]
    assert len(folded) > 0.95 * len(words)


def test_both_names_of_norwegian_know_the_same_function_words() -> None:
    """A text marked ``nb`` has the content words of one marked ``no``."""
    words = ("ikke", "havnen", "og", "ble", "stengt")
    assert is_content(words, "nb") == is_content(words, "no") == [False, True, False, False, True]


def test_lists_of_other_languages_make_no_english_unsure() -> None:
    """Words that other languages share with English leave a plain English sample English."""
    text = (
        "The council said on Friday that it would close the bridge to all lorries, so that it "
        "can be made safe before the winter. No one at the office could say when it will be open "
        "again, and they do not want to go by what others have told them."
    )
    assert is_surely_english(text)


@pytest.mark.parametrize(
    "start", ["\ufeff", "\ufffd", "😀 ", "Ann Lee, Bo Ray, Cy Fox, Di Orr. " * 12]
)
def test_signs_and_names_at_the_start_make_no_english_unsure(start: str) -> None:
    """What is no word, and names before the first sentence, leave an English text English."""
    assert is_surely_english(start + "It was said that they would be there, and that is it. " * 20)


@pytest.mark.parametrize("language", sorted({*LISTED} - {"en"}))
def test_no_other_language_is_taken_for_english(language: str) -> None:
    """A text of another language's function words, and one in ten of English, is not English."""
    words = [*sorted(_function_words()[language]), "the", "that"] * 5
    assert not is_surely_english(" ".join(words))


IRISH = (
    "Dúirt an Chomhairle inné go mbeidh an droichead dúnta go dtí an tseachtain seo chugainn, agus "
    "is é sin an dara huair i mbliana a tharla a leithéid. Tá an t-uisce i bhfad níos airde ná mar "
    "a bhí, a dúirt an t-innealtóir, agus ní bheidh an bóthar ar oscailt as seo go ceann i bhfad. "
)
WELSH = (
    "Dywedodd y cyngor ddoe y bydd y bont ar gau am wythnos arall, a dyma'r ail waith i hyn "
    "ddigwydd eleni. Mae lefel y dŵr yn uwch o lawer nag yr oedd, meddai'r peiriannydd, ac ni fydd "
    "y ffordd ar agor i geir am beth amser, ond fe fydd y bws yn mynd at yr ysgol. "
)


@pytest.mark.parametrize("text", [IRISH, WELSH])
def test_short_words_of_unlisted_languages_make_no_english(text: str) -> None:
    """A language without a list is not English for its articles and prepositions."""
    assert not is_surely_english(text * 6)


_FIGURES = "1,204 37.5 8 " * 80
_AGREE = (
    _FIGURES + "It was said that they would be there, and that is all there is to it. " * 20,
    "\u1c88 it was said that they would be there, and that is all there is to it. " * 20,
    "\ufeff" + "It was said that they would be there, and that is all there is to it. " * 20,
    _FIGURES,
    "",
)


@pytest.mark.parametrize("text", _AGREE)
def test_one_text_and_many_have_one_language(text: str) -> None:
    """Figures first, letters that fold out of the table, and signs: both rules say the same."""
    read = read_texts([text], CONFIG)
    (together,) = languages_of([text], [None], read.points, read.point_bounds)
    assert together == language_of(text, None)
