from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from reuse.align import align_pair, is_coarse
from reuse.candidates import pair_runs
from reuse.config import AlignConfig, CandidateConfig, TextConfig
from reuse.model.alignment import Alignment, Obfuscation, Role
from reuse.model.prepared import PreparedText
from reuse.text import prepare

FERRY = (
    "The night ferry between Skarvik and Tornholm will stop running in March, the county said. "
    "Engineers found cracks in both of the shafts that turn the propellers of the old vessel. "
    "Repairs would cost eleven million crowns, more than twice what the county set aside."
)
FERRY_OTHER = "Our gardening column returns next week with advice on pruning apple trees in frost."
FERRY_TALE = (
    "Children in the village school have painted a mural of whales along the canteen wall. "
    "The headteacher hopes that visitors will come and admire it during the spring fair."
)
GERMAN = (
    "Der Stadtrat von Ellerfurt hat am Dienstag beschlossen, das alte Hallenbad abzureißen. "
    "Die Sanierung des Daches hätte nach Angaben der Bauverwaltung 4,2 Millionen Euro gekostet."
)
GERMAN_OTHER = (
    "Im Tierpark sind drei junge Luchse geboren worden, die Besucher ab Mai sehen dürfen. "
    "Das alte Hallenbad in Ellerfurt wird abgerissen, hat der Stadtrat am Dienstag beschlossen. "
    "Nach Angaben der Bauverwaltung hätte die Sanierung des Daches 4,2 Millionen Euro gekostet."
)
JAPANESE = (
    "北浜市は月曜日、老朽化した市民会館を来年三月に閉鎖すると発表した。"
    "耐震工事には約十二億円が必要と見積もられている。"
)
JAPANESE_OTHER = (
    "川沿いの桜並木は今週末に見頃を迎える見込みだ。"
    "北浜市は月曜日、老朽化した市民会館を来年三月に閉鎖すると明らかにした。"
    "商店街では新しい祭りの準備が進んでいる。"
)


def ready(text: str, language: str = "en") -> PreparedText:
    """A text as the text stage hands it on."""
    return prepare(text, language, TextConfig())


def align(left: str, right: str, language: str = "en") -> tuple[Alignment, ...]:
    """Both texts, with the runs that the candidate stage finds."""
    one, other = ready(left, language), ready(right, language)
    runs = pair_runs(one.tokens, other.tokens, CandidateConfig())
    return align_pair(one, other, runs, config=AlignConfig())


def test_identical_texts_are_one_verbatim_passage() -> None:
    """A text beside itself is one passage from its first word to its last, all kept."""
    (found,) = align(FERRY, FERRY)
    assert found.left == found.right
    assert found.left.cut(FERRY) == FERRY.removesuffix(".")
    assert (found.kept, found.obfuscation, found.role) == (1.0, Obfuscation.VERBATIM, Role.REUSE)


def test_a_copied_passage_keeps_exact_borders() -> None:
    """A copy inside two unlike texts is reported from its first to its last word."""
    left, right = f"{FERRY_OTHER}\n{FERRY}", f"{FERRY}\n{FERRY_TALE}"
    (found,) = align(left, right)
    assert found.left.cut(left) == FERRY.removesuffix(".")
    assert found.right.cut(right) == FERRY.removesuffix(".")


def test_unrelated_texts_share_nothing() -> None:
    """Two texts on different matters give no passage."""
    assert align(FERRY, FERRY_TALE) == ()


def test_an_edited_copy_is_called_edited() -> None:
    """Some words replaced: still one passage, edited, with a share of words kept."""
    edited = FERRY.replace("will stop running in March", "is to be withdrawn this spring")
    edited = edited.replace("Engineers found cracks", "Inspectors discovered fractures")
    (found,) = align(FERRY, edited)
    assert found.obfuscation is Obfuscation.EDITED
    assert 0.6 < found.kept < 0.95


@pytest.mark.parametrize("marks", [("“", "”"), ('"', '"')])
def test_a_shared_statement_is_a_quotation(marks: tuple[str, str]) -> None:
    """Words that both print inside quotation marks are no reuse."""
    said = (
        "We looked at every bolt of that ship and we could not in good conscience let her sail "
        "another winter with families on board"
    )
    left = f"{FERRY_OTHER}\n{marks[0]}{said},{marks[1]} Berit Aune remarked."
    right = f"{FERRY_TALE}\nThe director was blunt. {marks[0]}{said}.{marks[1]}"
    (found,) = align(left, right)
    assert found.role is Role.QUOTATION


def test_a_copied_story_with_a_quote_in_it_is_reuse() -> None:
    """Copied narrative around a quotation keeps the passage reuse."""
    story = f"{FERRY} “She has served us for forty years and she is tired,” Berit Aune said."
    found = align(f"{FERRY_OTHER}\n{story}", f"{story}\n{FERRY_TALE}")
    assert [a.role for a in found] == [Role.REUSE]


def test_masked_furniture_is_boilerplate() -> None:
    """A passage under an outlet's boilerplate mask is labelled so, whichever side it is on."""
    one, other = ready(FERRY), ready(FERRY)
    runs = pair_runs(one.tokens, other.tokens, CandidateConfig())
    mask = np.ones(len(one.words), bool)
    for left, right in ((mask, None), (None, mask)):
        (found,) = align_pair(
            one,
            other,
            runs,
            config=AlignConfig(),
            left_boilerplate=left,
            right_boilerplate=right,
        )
        assert found.role is Role.BOILERPLATE


def test_german_sentences_turned_round_are_found() -> None:
    """Clauses moved inside German sentences do not hide the reuse."""
    found = align(GERMAN, GERMAN_OTHER, "de")
    assert found
    assert all("Luchse" not in a.right.cut(GERMAN_OTHER) for a in found)
    assert any("Hallenbad" in a.right.cut(GERMAN_OTHER) for a in found)
    assert all(a.role is Role.REUSE for a in found)


def test_japanese_sentence_is_found() -> None:
    """A script without spaces is aligned by its characters."""
    found = align(JAPANESE, JAPANESE_OTHER, "ja")
    assert len(found) == 1
    assert "市民会館" in found[0].left.cut(JAPANESE)
    assert "桜" not in found[0].right.cut(JAPANESE_OTHER)
    assert "祭" not in found[0].right.cut(JAPANESE_OTHER)


def test_chinese_sentence_with_changed_words_is_found() -> None:
    """Some characters replaced: still found, and the sentences around it are left out."""
    left = (
        "石桥镇政府周三宣布，镇上的老粮仓将改建为图书馆，预计明年秋天开放。今年的稻谷收成比去年好。"
    )
    right = (
        "球队昨晚在雨中输掉了比赛。"
        "石桥镇政府周三表示，镇上的老粮仓将改建成图书馆，预计明年秋季开放。"
    )
    (found,) = align(left, right, "zh")
    assert "粮仓" in found.left.cut(left)
    assert "稻谷" not in found.left.cut(left)
    assert "球队" not in found.right.cut(right)
    assert found.role is Role.REUSE


def test_one_topic_in_a_script_without_spaces_is_no_reuse() -> None:
    """Two statements on one matter in different words give nothing."""
    assert align(JAPANESE, "市民会館の思い出を語る会が開かれ、住民ら五十人が集まった。", "ja") == ()


def test_no_runs_and_no_words_give_nothing() -> None:
    """An empty side aligns with nothing."""
    empty, other = ready(""), ready(FERRY)
    none = np.zeros((0, 4), np.int32)
    assert align_pair(empty, other, none, config=AlignConfig()) == ()


def test_huge_texts_of_few_words_are_bounded_and_say_so() -> None:
    """Beyond the cap only verified runs are used, and `is_coarse` tells."""
    text = "ja nein doch nie.\n" * 5000
    one = ready(text)
    assert is_coarse(one, one)
    runs = np.array([[0, len(one.words), 0, len(one.words)]], np.int32)
    (found,) = align_pair(one, one, runs, config=AlignConfig())
    assert found.kept == 1.0
    assert not is_coarse(ready(FERRY), ready(FERRY))


def test_aligning_imports_no_scikit_learn() -> None:
    """The models are applied without the library that trained them."""
    code = "import sys, reuse.align; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
