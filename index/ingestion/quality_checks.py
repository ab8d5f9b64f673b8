"""What makes a text doubtful before it is added: each sign by itself, so that a moderator can look for it.

A doubt is no refusal. Each threshold lies between the most that ordinary texts have of a sign and the least
that the others have: counted in the 56 documents of this project's corpus and, if `../shared` is there, in
8,000 texts of six public collections, in which none of the thresholds is reached by one text in a thousand.
"""

import re
from enum import StrEnum
from typing import Final

from index.text.word_lists import list_english_words

ENGLISH: Final = "en"


class QualityWarning(StrEnum):
    """What a text looks like, instead of a document."""

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
_MENTIONS: Final = 0.02
"""Mentions of consent for each word. Ordinary texts have at most 0.0074 (a trial with patients' consent),
notices 0.05 and more."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?:;,…。！？][\"'”’»)\]]*$")
_MIN_WORDS: Final = 10
_MIN_ITEMS: Final = 5
_ITEMS: Final = 0.5
"""Of all characters, those in items of lists. Ordinary texts have at most 0.19, menus 0.8 and more."""

_WORD: Final = re.compile(r"[^\W_]{4,}")
_MIN_JUDGED_WORDS: Final = 30
_UNKNOWN: Final = 0.35
"""Of the words judged, those that no dictionary has. Ordinary texts have at most 0.16 of them, abstracts on
genes 0.26 (99 of 100); with 8 of 100 letters misread, as by a poor scan, a text has 0.37 and more."""


def looks_like_consent(text: str) -> bool:
    """Whether a text speaks of little else than cookies and consent."""
    mentions = len(_CONSENT.findall(text))
    return mentions >= _MIN_MENTIONS and mentions >= _MENTIONS * len(text.split())


def looks_like_links(text: str) -> bool:
    """Whether most of a text is a list of links or titles: short lines that are no sentences."""
    lines = [line.strip() for line in text.split("\n")]
    items = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if _is_item(line, after)]
    return len(items) >= _MIN_ITEMS and sum(map(len, items)) >= _ITEMS * sum(map(len, lines))


def _is_item(line: str, after: str) -> bool:
    """Whether a line is an item; one that goes on in small letters is part of a sentence."""
    if not line:
        return False
    if _ADDRESS.search(line):
        return len(_ADDRESS.sub("", line).split()) <= _MIN_WORDS
    is_cut = after[:1].islower()
    return len(line.split()) <= _MIN_WORDS and not is_cut and not _ENDS_A_SENTENCE.search(line)


def looks_like_noise(text: str) -> bool:
    """Whether so many words of an English text are no words that it was read by a machine, and badly.

    Names are not judged: only words in small letters, and those with a digit among their letters.
    """
    judged = [word for word in _WORD.findall(text) if word[0].islower() or _is_mixed(word)]
    unknown = sum(word.lower() not in list_english_words() for word in judged)
    return len(judged) >= _MIN_JUDGED_WORDS and unknown >= _UNKNOWN * len(judged)


def _is_mixed(word: str) -> bool:
    return not word.isalpha() and not word.isdigit()


def find_quality_warnings(text: str, *, language: str | None, usual: str) -> tuple[QualityWarning, ...]:
    """All doubts about a text in a language (None where that is not plain), among texts in the usual one."""
    signs = {
        QualityWarning.CONSENT: looks_like_consent(text),
        QualityWarning.LINKS: looks_like_links(text),
        QualityWarning.NOISE: language in (ENGLISH, None) and looks_like_noise(text),
        QualityWarning.LANGUAGE: language is not None and language != usual,
    }
    return tuple(doubt for doubt, is_there in signs.items() if is_there)
