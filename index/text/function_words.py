"""English words that only hold a question together: they say nothing of what is asked."""

from typing import Final

from index.text.word_lists import read_words

FUNCTION_WORDS: Final = read_words(__package__, "function_words")
"""Lower case."""
