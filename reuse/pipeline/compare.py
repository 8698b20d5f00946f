"""Two documents compared."""

from __future__ import annotations

from reuse.compiled import compiling
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


# Both kinds of script, so that every loop runs.
_SAMPLES = (
    "The council of Harrow Bay voted on Tuesday to close the old swing bridge to lorries. "
    "It will cost 4 million. 港の橋は火曜日に閉鎖された。",
    "On Tuesday the council of Harrow Bay voted to close the old swing bridge to lorries. "
    "It will cost 5 million. 港の橋は火曜日に閉鎖された。",
)


def warm_up() -> None:
    """Load the compiled form of what `compare` runs, compiling what never ran on this machine.

    A process that compares many pairs comes to that by itself, after some ten pairs where it was
    compiled before; a service calls this when it starts. It takes a second, or once a minute.
    """
    with compiling():
        compare(*(Document(id=text[:2], text=text, language="en") for text in _SAMPLES))
