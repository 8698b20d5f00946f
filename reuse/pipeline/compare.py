"""Two documents compared."""

from __future__ import annotations

from reuse.config import Config
from reuse.model.alignment import Channel
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.pipeline.pairs import compare_prepared
from reuse.text import prepare


def compare(left: Document, right: Document, config: Config | None = None) -> Comparison:
    """Align two documents and say how they are related.

    Args:
        left: one article.
        right: the other; exchanging the two mirrors the result.
        config: settings; the defaults when None.
    """
    settings = config or Config()
    return compare_prepared(
        (left, prepare(left.text, left.language, settings.text)),
        (right, prepare(right.text, right.language, settings.text)),
        config=settings,
        channel=Channel.DIRECT,
    )
