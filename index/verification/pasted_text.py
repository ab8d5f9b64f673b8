"""Pasted words: which may be verified, and how they are interpreted.

Words copied from Discord contain its Markdown, which was not said; but a document may contain the same
characters. So both interpretations are looked up, the words as they are first.
"""

import re
import unicodedata
from typing import Final

from index.errors import UnverifiableText
from index.verification.normal_form import QUOTE, NormalForm

MIN_PASTED_CHARS: Final = 8
MAX_PASTED_CHARS: Final = 2000
"""Shorter words occur everywhere; a Discord message has at most 2,000 characters."""

_MIN_INNER_CHARS: Final = 4
"""Characters that must remain inside the outer quotation marks."""

_LINE_START: Final = re.compile(r"^[ \t]*(?:>>> |> ?|[*+-][ \t]+|-# |#{1,3} )+", re.MULTILINE)
_MARKDOWN_LINK: Final = re.compile(r"\[([^\[\]\n]+)\]\(<?https?://[^\s()<>]+>?\)")
_EMPHASIS: Final = re.compile(
    r"(?<![\\\w])(\*\*\*|\*\*|\*|___|__|_|~~|\|\||`{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)", re.S
)
_ESCAPED: Final = re.compile(r"\\([^0-9A-Za-z\s])")
_MAX_NESTING: Final = 4
"""Levels of emphasis inside emphasis that are removed."""

_START: Final = re.compile(rf"(?:[ {QUOTE}]|[\[(]?\.{{3,}}+[\])]?)*+")
"""Spaces, quotation marks and ellipses before the words."""

_REVERSED_END: Final = re.compile(rf"(?:[ {QUOTE}]|[\])]?\.{{3,}}+[\[(]?)*+")
_REVERSED_QUOTED_END: Final = re.compile(rf"(?:[ {QUOTE}]|[\])]?\.{{3,}}+[\[(]?|[.,;:!?](?={QUOTE}))*+")
"""The same after the words, read backwards, so that both ends are cut off in one pass; after a quotation mark
that opens the text, with the punctuation that follows the closing one."""


class PastedText:
    """One interpretation of pasted words. `words` is the slice of `form` inside the outer quotation marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.form = NormalForm(text)
        self.start, self.end = _find_inner(self.form.text)

    @property
    def words(self) -> str:
        """The words to look for, in normal form."""
        return self.form.text[self.start : self.end]

    @property
    def says_something(self) -> bool:
        """Whether there are words, not only punctuation."""
        return len(self.words) >= _MIN_INNER_CHARS and any(map(str.isalnum, self.words))

    def original(self, start: int, end: int) -> str:
        """The slice of the pasted text for a slice of the form."""
        return self.text[slice(*self.form.to_original(start, end))]


def parse_pasted(text: str) -> list[PastedText]:
    """The interpretations of pasted words, at least one. Raises UnverifiableText."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnverifiableText("The text contains characters that are not valid text. Copy it again.")
    pasted = unicodedata.normalize("NFC", text).strip()
    if len(text) < MIN_PASTED_CHARS:
        raise UnverifiableText(f"Too short to look up. Paste at least {MIN_PASTED_CHARS} characters.")
    if len(pasted) > MAX_PASTED_CHARS:
        raise UnverifiableText(
            f"The text has {len(pasted):,} characters; the limit is {MAX_PASTED_CHARS:,}. "
            "Paste a part of it at a time."
        )
    texts = map(PastedText, dict.fromkeys((pasted, strip_markdown(pasted).strip())))
    interpretations = [text for text in texts if text.says_something]
    if not interpretations:
        raise UnverifiableText("There are no words to look up. Paste the words of the quotation.")
    return interpretations


def strip_markdown(text: str) -> str:
    """The words as Discord displays them, without the signs of block quotes, emphasis, links and escapes."""
    words = _MARKDOWN_LINK.sub(r"\1", _LINE_START.sub("", text))
    for _ in range(_MAX_NESTING):
        words = _EMPHASIS.sub(r"\2", words)
    return _ESCAPED.sub(r"\1", words)


def _find_inner(form: str) -> tuple[int, int]:
    """The bounds of the words without outer quotation marks, and without ellipses at the ends."""
    start = _length(_START, form)
    pattern = _REVERSED_QUOTED_END if form.startswith(QUOTE) else _REVERSED_END
    end = len(form) - _length(pattern, form[start:][::-1])
    return (start, end) if start < end else (0, len(form))


def _length(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
