"""The files of a scan, written together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reuse.errors import ReportError
from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.report.atomic import write_all
from reuse.report.html import part_pieces, render_comparison, scan_pieces
from reuse.report.json import alignments_jsonl, result_json
from reuse.report.page import Page

OUTPUTS = ("report.html", "result.json", "alignments.jsonl")
"""What a scan writes into its folder."""


def write_outputs(result: ScanResult, out_dir: Path, page: Page | None = None) -> tuple[Path, ...]:
    """Write report.html, result.json and alignments.jsonl, all or none.

    Args:
        result: what a scan found.
        out_dir: the folder to write to; made when it is not there.
        page: what the report shows; the defaults when None.

    Returns:
        The three paths, in the order of `OUTPUTS`, then those of further pages of the report.

    Raises:
        ReportError: the folder or a file cannot be written; the message names it, and what
            stood there before is untouched.
    """
    made = _make_folder(out_dir)
    contents = {
        out_dir / "report.html": _encoded(scan_pieces(result, page)),
        out_dir / "result.json": result_json(result),
        out_dir / "alignments.jsonl": alignments_jsonl(result),
        **_parts(result, page, out_dir / "report.html"),
    }
    try:
        write_all(contents)
    except BaseException:
        if made:
            # Not empty when another program wrote to it meanwhile: then it stays.
            with suppress(OSError):
                out_dir.rmdir()
        raise
    return tuple(contents)


def write_report(result: ScanResult, path: Path, page: Page | None = None) -> tuple[Path, ...]:
    """Write the report of a scan, all of its pages or none.

    Args:
        result: what a scan found.
        path: the file of the first page; further ones stand beside it, under its name with a
            number.
        page: what the report shows; the defaults when None.

    Returns:
        The paths of all pages.

    Raises:
        ReportError: a file cannot be written; what stood there before is untouched.
    """
    _make_folder(path.parent)
    contents = {
        path: _encoded(scan_pieces(result, page, path.stem)),
        **_parts(result, page, path),
    }
    write_all(contents)
    return tuple(contents)


def _parts(result: ScanResult, page: Page | None, first: Path) -> dict[Path, Iterator[bytes]]:
    further = part_pieces(result, page or Page(), first.stem)
    return {first.with_name(name): _encoded(pieces) for name, pieces in further}


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def write_comparison(comparison: Comparison, path: Path) -> None:
    """Write one comparison as a self-contained HTML file.

    Raises:
        ReportError: the file cannot be written; what stood there before is untouched.
    """
    write_all({path: (render_comparison(comparison).encode(),)})


def _make_folder(folder: Path) -> bool:
    """Make `folder` and its parents; True when it was not there before."""
    if folder.is_dir():
        return False
    if folder.exists():
        raise ReportError(f"{folder}: is no folder")
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise ReportError(f"{folder}: cannot be made: {error.strerror or error}") from error
    return True
