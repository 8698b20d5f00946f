"""Raw text to tokens, sentences and quotations, with the way back to raw offsets."""

from reuse.text.batch import tokenise_many
from reuse.text.guessing import load_ahead
from reuse.text.lexicon import Lexicon
from reuse.text.prepare import prepare, prepare_many
from reuse.text.tokens import tokenise

__all__ = ["Lexicon", "load_ahead", "prepare", "prepare_many", "tokenise", "tokenise_many"]
