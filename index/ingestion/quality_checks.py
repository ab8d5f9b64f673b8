"""Quality checks of a text before it is added: each warning names one sign that a moderator can verify.

A warning refuses nothing. Each threshold lies between the highest value of ordinary texts and the lowest of
bad ones, measured on the 56 documents of this project's corpus and on 8,000 texts of six public collections,
of which fewer than one in a thousand reaches any threshold.
"""

import re
from enum import StrEnum
from typing import Final

from index.text.word_lists import list_english_words

ENGLISH: Final = "en"


class QualityWarning(StrEnum):
    """A sign that a text is not the document that was meant, such as a consent notice or a bad scan."""

    CONSENT = "consent"
    LINKS = "links"
    NOISE = "noise"
    LANGUAGE = "language"


_CONSENT: Final = re.compile(
    r"\bcookies?\b|\bconsent(?:s|ed)?\b|\b(?:accept|reject) all\b|\blegitimate interests?\b"
    r"|\b(?:advertising|ad|our|third-party) partners\b"
    r"|\bprivacy (?:policy|settings|choices|preferences|notice)\b"
    r"|\bmanage (?:your )?(?:preferences|choices|settings|options)\b"
    r"|\bpersonali[sz]ed (?:ads|advertising|content)\b",
    re.IGNORECASE,
)
_MIN_MENTIONS: Final = 3
_MIN_MENTIONS_PER_WORD: Final = 0.02
"""Mentions of consent per word: at most 0.0074 in ordinary texts (a trial with patients' consent), at least
0.05 in consent notices."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?:;,…。！？][\"'”’»)\]]*$")
_MAX_ITEM_WORDS: Final = 10
_MIN_ITEMS: Final = 5
_MIN_ITEM_SHARE: Final = 0.5
"""Share of all characters in list items: at most 0.19 in ordinary texts, at least 0.8 in menus."""

_WORD: Final = re.compile(r"[^\W_]{4,}")
_MIN_CHECKED_WORDS: Final = 30
_MIN_UNKNOWN_SHARE: Final = 0.35
"""Share of the checked words that are in no dictionary: at most 0.16 in ordinary texts, 0.26 in 99% of
abstracts about genes, at least 0.37 in texts with 8% of the letters misread, as in a poor scan."""


def looks_like_consent(text: str) -> bool:
    """Whether a text is a consent notice: about cookies and consent, and little else."""
    mentions = len(_CONSENT.findall(text))
    return mentions >= _MIN_MENTIONS and mentions >= _MIN_MENTIONS_PER_WORD * len(text.split())


def looks_like_links(text: str) -> bool:
    """Whether most of a text is a list of links or titles: short lines that are not sentences."""
    lines = [line.strip() for line in text.split("\n")]
    items = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if _is_item(line, after)]
    return len(items) >= _MIN_ITEMS and sum(map(len, items)) >= _MIN_ITEM_SHARE * sum(map(len, lines))


def _is_item(line: str, after: str) -> bool:
    """Whether a line is a list item. If the next line begins in lower case, it is a part of a sentence."""
    if not line:
        return False
    if _ADDRESS.search(line):
        return len(_ADDRESS.sub("", line).split()) <= _MAX_ITEM_WORDS
    is_cut = after[:1].islower()
    return len(line.split()) <= _MAX_ITEM_WORDS and not is_cut and not _ENDS_A_SENTENCE.search(line)


def looks_like_noise(text: str) -> bool:
    """Whether an English text has so many non-words that it must come from a poor scan.

    Checked are words that begin in lower case, and words that mix letters and digits; names are not.
    """
    checked = [word for word in _WORD.findall(text) if word[0].islower() or _is_mixed(word)]
    unknown = sum(word.lower() not in list_english_words() for word in checked)
    return len(checked) >= _MIN_CHECKED_WORDS and unknown >= _MIN_UNKNOWN_SHARE * len(checked)


def _is_mixed(word: str) -> bool:
    return not word.isalpha() and not word.isdigit()


def find_quality_warnings(text: str, *, language: str | None, usual: str) -> tuple[QualityWarning, ...]:
    """All warnings about a text; `language` is None if unclear, `usual` the language of most documents."""
    signs = {
        QualityWarning.CONSENT: looks_like_consent(text),
        QualityWarning.LINKS: looks_like_links(text),
        QualityWarning.NOISE: language in (ENGLISH, None) and looks_like_noise(text),
        QualityWarning.LANGUAGE: language is not None and language != usual,
    }
    return tuple(warning for warning, applies in signs.items() if applies)
