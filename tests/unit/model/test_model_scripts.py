from __future__ import annotations

import re

import pytest

from reuse.model.scripts import EAST_ASIAN, HAN, KATAKANA, UNSPACED, is_unspaced


@pytest.mark.parametrize("char", ["字", "々", "か", "カ", "ㄅ", "𠮷", "ไ", "ລ", "བ", "မ", "ខ"])
def test_scripts_without_spaces_are_known(char: str) -> None:
    """A letter of each script that sets no spaces between words is known as one."""
    assert is_unspaced(char)
    assert re.fullmatch(f"[{UNSPACED}]", char)


@pytest.mark.parametrize("char", ["a", "é", "я", "ع", "한", "7", " ", "。", "😀"])
def test_other_characters_are_not(char: str) -> None:
    """Letters of scripts with spaces, digits and punctuation are none of them."""
    assert not is_unspaced(char)
    assert not re.search(f"[{UNSPACED}]", char)


def test_narrower_classes_are_parts_of_the_wide_one() -> None:
    """Han and Katakana are East Asian, and Hiragana and Thai are neither."""
    assert re.fullmatch(f"[{HAN}][{KATAKANA}]", "字カ")
    assert re.fullmatch(f"[{EAST_ASIAN}]+", "字カか")
    assert not re.search(f"[{HAN}{KATAKANA}]", "かไ")
    assert not re.search(f"[{EAST_ASIAN}]", "ไခខ")
