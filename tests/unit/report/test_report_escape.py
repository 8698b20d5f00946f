"""Text from outside made safe to show."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_hostile import ALL, URLS

from reuse.report.escape import _unsafe, escape_terminal, safe_url, shorten, visible

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_that_steers_a_terminal_survives(text: str) -> None:
    """No control, bidirectional control, separator or newline is left in a field."""
    shown = escape_terminal(text)
    assert all(unicodedata.category(c) not in {"Cc", "Zl", "Zp"} for c in shown)
    assert not set(BIDI) & set(shown)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_lines_keep_only_newlines(text: str) -> None:
    """With lines kept, the newline is the only control that is left."""
    shown = escape_terminal(text, lines=True)
    assert all(unicodedata.category(c) != "Cc" or c == "\n" for c in shown)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M", "Zs"])))
def test_letters_pass_unchanged(text: str) -> None:
    """What can be seen is shown as it is, marks and emoji included."""
    kept = re.sub("[\ufff9-\ufffb\u180e\U000e0000-\U000e007f]", "", text)
    assert visible(kept) == kept


def test_whatever_is_unsafe_is_not_printable() -> None:
    """The quick test for printable text lets no character past that the pattern names."""
    every = map(chr, range(sys.maxunicode + 1))
    assert not [hex(ord(c)) for c in every if c.isprintable() and _unsafe().match(c)]


def test_controls_are_spelled_out() -> None:
    """An escape is visible with its code point, so that an editor sees that it is there."""
    assert visible("a\x1b[2J\u202e\x00b") == "a⟨U+001B⟩[2J⟨U+202E⟩⟨U+0000⟩b"


def test_a_field_cannot_forge_a_line() -> None:
    """A newline in a title becomes a space."""
    assert escape_terminal("title\r\n::error::x\u2028y") == "title ⟨U+003A⟩:error::x y"


def test_joiners_and_soft_hyphens_stay() -> None:
    """Persian, Hindi, emoji and German text is not littered with escapes."""
    text = "می\u200cخواهم 👩\u200d👧 Zu\u00adsammen"
    assert visible(text) == text


@pytest.mark.parametrize("url", [*URLS, "", None, "ftp://a.example/", "https://" + "a" * 3000])
def test_refused_addresses(url: str | None) -> None:
    """Only a plain absolute http or https address becomes a link."""
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20#f"),
        ("http://a.example:8080/", "http://a.example:8080/"),
        ("HTTPS://a.example", "https://a.example"),
        ("https://a.example/fähre", "https://a.example/f%C3%A4hre"),
    ],
)
def test_links(url: str, link: str) -> None:
    """An ordinary address is a link; what is beyond ASCII is percent-encoded."""
    assert safe_url(url) == link


@given(st.text(), st.integers(10, 50))
def test_shorten_is_bounded(text: str, limit: int) -> None:
    """A shortened text is never longer than the limit and its ellipsis."""
    assert len(shorten(text, limit)) <= limit + 1


def test_shorten_cuts_at_a_word() -> None:
    """The cut falls between words; a short text is left whole."""
    assert shorten("one two three four", 12) == "one two…"
    assert shorten("one  two", 12) == "one two"
    assert ALL[:10] in shorten(ALL, 100)


@pytest.mark.parametrize(
    "text",
    [
        "##[error]all is lost",
        "a ##[add-mask]x",
        "##vso[task.setvariable variable=x]y",
        "::add-mask::T",
        "a ::set-output name=x,y=z::v",
        "::stop-commands::x",
    ],
)
@pytest.mark.parametrize("lines", [True, False])
def test_no_runner_takes_text_for_a_command(text: str, *, lines: bool) -> None:
    """Commands of a runner of continuous integration are spelt out wherever they stand."""
    shown = escape_terminal(text, lines=lines)
    assert not re.search(r"##(?:vso)?\[|::[a-z-]+[^:]*::", shown)


def test_a_command_without_an_end_in_sight_is_spelt_out() -> None:
    """The end may be far off, behind characters that are spelt out: a runner finds it."""
    for tail in ("x" * 400, "\u202e" * 40):
        shown = escape_terminal(f"::error title=hi{tail} and x::pwned")
        assert not shown.startswith("::")


@pytest.mark.parametrize("text", ["std::vector", "## [x]", "a::b", "#1 [x]", "10::20"])
def test_what_is_no_command_stays(text: str) -> None:
    """Colons and hashes in ordinary text are left alone."""
    assert escape_terminal(text) == text
