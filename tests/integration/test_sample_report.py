"""The report in the documentation is one of the sample corpus as it is found now."""

from __future__ import annotations

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

from reuse.config import Config
from reuse.pipeline import scan
from reuse.read import read_paths
from reuse.report.html import render_scan

ROOT = Path(__file__).parents[2]


def _findings(page: str) -> list[tuple[str, str]]:
    (data,) = re.findall(r'id="data-book">([^<]+)', page)
    book: Any = json.loads(zlib.decompress(base64.b64decode(data), wbits=-zlib.MAX_WBITS))
    return sorted((row["key"], row["finding"]) for row in book["cases"] if row["reuse"])


def test_the_sample_report_is_that_of_the_sample_corpus() -> None:
    """``make docs`` writes it anew after a change of what is found."""
    config = Config()
    found = scan(read_paths([str(ROOT / "corpora" / "articles")], config.read), config)
    shown = (ROOT / "docs" / "sample" / "report.html").read_text("utf-8")
    assert _findings(shown) == _findings(render_scan(found))


def test_pictures_are_small() -> None:
    """The pictures of the documentation do not weigh the repository down."""
    sizes = [path.stat().st_size for path in (ROOT / "docs" / "images").glob("*.png")]
    assert sizes
    assert max(sizes) < 300_000
