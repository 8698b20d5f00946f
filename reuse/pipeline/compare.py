"""Two documents compared."""

from __future__ import annotations

from reuse.config import Config
from reuse.model.alignment import Channel
from reuse.model.comparison import Comparison
from reuse.model.document import Document
from reuse.pipeline.pairs import align_ready, judge_ready, make_ready
from reuse.text import Lexicon


def compare(left: Document, right: Document, config: Config | None = None) -> Comparison:
    """Align two documents and say how they are related.

    Args:
        left: one article.
        right: the other; exchanging the two mirrors the result.
        config: settings; the defaults when None.
    """
    settings = config or Config()
    lexicon = Lexicon()
    one, other = (make_ready(document, settings, lexicon=lexicon) for document in (left, right))
    return judge_ready(one, other, align_ready(one, other, channel=Channel.DIRECT))
