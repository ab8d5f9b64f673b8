"""Pasted words: what may be verified, and the readings of it that are looked up.

Words from Discord carry its Markdown, which is no part of what was said; but a document may hold the same
characters. So both readings are looked up, the words as they are first.
"""

import re
import unicodedata
from typing import Final

from index.errors import UnverifiableText
from index.verification.normal_form import QUOTE, NormalForm

MIN_PASTED_CHARS: Final = 8
MAX_PASTED_CHARS: Final = 2000
"""Characters. Fewer stand everywhere; a Discord message has no more."""

_MIN_INNER_CHARS: Final = 4
"""Characters that must be left inside the marks."""

_LINE_START: Final = re.compile(r"^[ \t]*(?:>>> |> ?|[*+-][ \t]+|-# |#{1,3} )+", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\[\]\n]+)\]\(<?https?://[^\s()<>]+>?\)")
_EMPHASIS: Final = re.compile(
    r"(?<![\\\w])(\*\*\*|\*\*|\*|___|__|_|~~|\|\||`{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)", re.S
)
_ESCAPED: Final = re.compile(r"\\([^0-9A-Za-z\s])")
_MARKS_INSIDE: Final = 4
"""Emphasis inside emphasis, so many times."""

_OUTSIDE_THE_MARKS: Final = re.compile(rf"(?<={QUOTE})[.,;:!?]$")
_ENDS_OF_OMISSION: Final = re.compile(r"^(?:[\[(]?\.{3,}+[\])]?)++|(?:[\[(]?\.{3,}+[\])]?)++$")


class PastedText:
    """One reading of pasted words. `words` is a slice of `form`: what is inside the outer marks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.form = NormalForm(text)
        self.start, self.end = _strip(self.form.text)

    @property
    def words(self) -> str:
        """The words to be looked for, in normal form."""
        return self.form.text[self.start : self.end]

    @property
    def says_something(self) -> bool:
        """Whether there are words, and not only marks."""
        return len(self.words) >= _MIN_INNER_CHARS and any(map(str.isalnum, self.words))

    def original(self, start: int, end: int) -> str:
        """The pasted text that a slice of the form stands for."""
        return self.text[slice(*self.form.to_original(start, end))]


def parse_pasted(text: str) -> list[PastedText]:
    """The readings of pasted words, none of them without a word. Raises UnverifiableText."""
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnverifiableText("The text holds characters that are not valid text. Copy it again.")
    pasted = unicodedata.normalize("NFC", text).strip()
    if len(text) < MIN_PASTED_CHARS:
        raise UnverifiableText(
            f"The text has {len(text)} characters; so few stand everywhere. "
            f"Paste at least {MIN_PASTED_CHARS}."
        )
    if len(pasted) > MAX_PASTED_CHARS:
        raise UnverifiableText(
            f"The text has {len(pasted):,} characters; at most {MAX_PASTED_CHARS:,} are looked up. "
            "Paste a part of it at a time."
        )
    texts = dict.fromkeys((pasted, strip_markdown(pasted).strip()))
    readings = [reading for reading in map(PastedText, texts) if reading.says_something]
    if not readings:
        raise UnverifiableText("There are no words to look up. Paste the words of the quotation.")
    return readings


def strip_markdown(text: str) -> str:
    """The words that Discord displays: without quote marks, emphasis, links and backslashes."""
    words = _LINK.sub(r"\1", _LINE_START.sub("", text))
    for _ in range(_MARKS_INSIDE):
        words = _EMPHASIS.sub(r"\2", words)
    return _ESCAPED.sub(r"\1", words)


def _strip(form: str) -> tuple[int, int]:
    """Where the words begin and end inside the marks around them, and inside omissions at the ends."""
    start, end = 0, len(form)
    while True:
        before = start, end
        inner = form[start:end]
        start += len(inner) - len(inner.lstrip(f" {QUOTE}"))
        end -= len(inner) - len(inner.rstrip(f" {QUOTE}"))
        if start >= end:
            return 0, len(form)
        if form[:1] == QUOTE and (outside := _OUTSIDE_THE_MARKS.search(form, start, end)):
            end = outside.start()
        for omission in _ENDS_OF_OMISSION.finditer(form[start:end]):
            start, end = _cut_off(omission, start, end)
        if (start, end) == before:
            return start, end


def _cut_off(omission: re.Match[str], start: int, end: int) -> tuple[int, int]:
    if omission.start() == 0:
        return start + omission.end(), end
    return start, end - len(omission[0])
