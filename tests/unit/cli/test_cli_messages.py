"""Lines about records that were left out."""

from __future__ import annotations

from reuse.cli.messages import lines, tally
from reuse.model.skip import Notice, NoticeCode, Skip, SkipCode


def _skip(number: int, code: SkipCode = SkipCode.BAD_SYNTAX, reason: str = "no object") -> Skip:
    return Skip(origin=f"feed.jsonl:{number}", code=code, reason=reason)


def test_a_line_names_place_code_and_reason() -> None:
    """The form is ``file:record: CODE reason``."""
    assert list(lines([_skip(7)])) == ["feed.jsonl:7: BAD_SYNTAX no object"]


def test_a_notice_has_the_same_form() -> None:
    """Doubts are told as skips are."""
    notice = Notice(origin="a.html:0", code=NoticeCode.BAD_DATE, reason="year 0")
    assert list(lines([notice])) == ["a.html:0: BAD_DATE year 0"]


def test_many_of_one_code_end_in_a_count() -> None:
    """Twenty of a code are shown, the rest counted; another code has its own twenty."""
    entries = [_skip(number) for number in range(1, 1_046)]
    entries += [_skip(number, SkipCode.TOO_SHORT) for number in range(20)]
    shown = list(lines(entries))
    assert len(shown) == 41
    assert shown[19] == "feed.jsonl:20: BAD_SYNTAX no object"
    assert shown[-1] == "... 1,025 more BAD_SYNTAX"


def test_hostile_names_and_reasons_cannot_steer_the_terminal() -> None:
    """Neither file name nor reason brings a control character or a second line to stderr."""
    entry = Skip(origin="\x1b[2Jx\n::error::.txt:1", code=SkipCode.UNSAFE, reason="\x9b31m\r\u202e")
    (line,) = lines([entry])
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c == "\u202e" for c in line)


def test_the_tally_puts_the_most_frequent_first() -> None:
    """Counts stand by frequency, then by name."""
    entries = [_skip(1), _skip(2), _skip(3, SkipCode.TOO_SHORT), _skip(4, SkipCode.BAD_FIELD)]
    assert tally(entries) == "BAD_SYNTAX 2, BAD_FIELD 1, TOO_SHORT 1"
