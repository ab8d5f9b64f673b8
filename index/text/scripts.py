"""Unicode ranges of scripts with rules of their own, for use inside `[…]` of a regular expression."""

from typing import Final

SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts written without spaces: Thai, Lao, Burmese, Khmer, Japanese and Chinese."""
