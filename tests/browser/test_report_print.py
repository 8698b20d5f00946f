"""The page on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Literal

import pytest
from browser_support import Opener
from report_sample import AGENCY, COURIER, ferry_pair, sample

from reuse.report.html import render_comparison, render_scan


def _text_of(pdf: bytes, tmp_path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not here to read the PDF with")
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def test_print_shows_whole_texts(opener: Opener) -> None:
    """On paper the panes do not scroll and nothing to press is there; the PDF has pages."""
    opened = opener(render_comparison(ferry_pair()))
    opened.page.emulate_media(media="print")
    for gone in ("#bar", ".tools", ".legend input"):
        assert not opened.page.locator(gone).first.is_visible()
    cut = opened.page.eval_on_selector_all(
        ".text", "all => all.filter(e => e.scrollHeight > e.clientHeight + 1).length"
    )
    assert cut == 0
    assert opened.page.pdf(format="A4").startswith(b"%PDF")


def test_a_case_on_paper_has_its_sections_side_by_side(opener: Opener, tmp_path: Path) -> None:
    """In the PDF the two texts stand in columns, with verdict, cues, reasons and limits."""
    opened = opener(render_scan(sample()))
    opened.go_case(1)
    text = _text_of(opened.page.pdf(format="A4"), tmp_path)
    flat = re.sub(r"\s+", " ", text)
    for part in (
        "very likely derives from Northern Press Agency (p = 0.93)",
        "Not claimed",
        "The longest run in common has 6 words",
        "Facts that the reused passages tell differently",
    ):
        assert part in flat
    side_by_side = [
        line for line in text.splitlines() if line.count("Nobody panicked, and that") == 2
    ]
    assert side_by_side
    for word in (*COURIER.text.split()[-5:], *AGENCY.text.split()[:5]):
        assert word.strip(".,()") in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(opener: Opener, scheme: Literal["light", "dark"]) -> None:
    """Whatever the theme on the screen, print is black on white."""
    opened = opener(render_scan(sample()), color_scheme=scheme)
    opened.page.select_option("#theme", "dark")
    opened.page.emulate_media(media="print", color_scheme=scheme)
    shades = opened.page.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]"
    )
    assert shades == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_the_whole_list_is_printed(opener: Opener, tmp_path: Path) -> None:
    """On paper the list has its rows up to a bound, and says what is beyond it."""
    opened = opener(render_scan(sample(*[ferry_pair()] * 520)), fragment="#cases")
    opened.page.locator(".row").first.wait_for()
    text = _text_of(opened.page.pdf(format="A4"), tmp_path)
    assert text.count("Harbour Courier likely") == 500
    assert "The first 500 of 520 cases." in text
    assert opened.page.locator(".row").count() < 60
