"""Raw text to tokens, sentences and quotations, with the way back to raw offsets."""

from reuse.text.batch import tokenise_many
from reuse.text.prepare import prepare
from reuse.text.tokens import tokenise

__all__ = ["prepare", "tokenise", "tokenise_many"]
