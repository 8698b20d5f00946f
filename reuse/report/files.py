"""The files of a scan, written together."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from reuse.errors import ReportError
from reuse.model.comparison import Comparison
from reuse.model.result import ScanResult
from reuse.report.atomic import write_all
from reuse.report.html import render_comparison, scan_pieces
from reuse.report.json import alignments_jsonl, result_json

OUTPUTS = ("report.html", "result.json", "alignments.jsonl")
"""What a scan writes into its folder."""


def write_outputs(result: ScanResult, out_dir: Path) -> tuple[Path, ...]:
    """Write report.html, result.json and alignments.jsonl, all or none.

    Args:
        result: what a scan found.
        out_dir: the folder to write to; made when it is not there.

    Returns:
        The three paths, in the order of `OUTPUTS`.

    Raises:
        ReportError: the folder or a file cannot be written; the message names it, and what
            stood there before is untouched.
    """
    made = _make_folder(out_dir)
    paths = tuple(out_dir / name for name in OUTPUTS)
    report = (piece.encode() for piece in scan_pieces(result))
    contents = (report, result_json(result), alignments_jsonl(result))
    try:
        write_all(dict(zip(paths, contents, strict=True)))
    except BaseException:
        if made:
            # Not empty when another program wrote to it meanwhile: then it stays.
            with suppress(OSError):
                out_dir.rmdir()
        raise
    return paths


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
