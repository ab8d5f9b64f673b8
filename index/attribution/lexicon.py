"""Word lists for speech attribution: cue verbs and nouns, nouns for speakers, titles."""

import re
from typing import Final

from index.text.word_lists import read_words

REPORTING_VERBS: Final = read_words(__package__, "reporting_verbs")
"""Lemmas of verbs that introduce direct or indirect speech of their subject."""

POSITION_VERBS: Final = read_words(__package__, "position_verbs")
"""Lemmas of verbs that express a position without implying an utterance."""

SPEAKING_VERBS: Final = REPORTING_VERBS | read_words(__package__, "quoting_verbs")
"""Lemmas of verbs that may introduce words in quotation marks."""

_OF_AUDIENCE: Final = read_words(__package__, "audience_verbs")
"""Verbs whose object is the listener or the document, not the content."""

NAMING_VERBS: Final = (SPEAKING_VERBS - _OF_AUDIENCE) | read_words(__package__, "naming_verbs")
"""Verbs whose object can be the content, without a clause: "denied the charge"."""

REPORTING_NOUNS: Final = read_words(__package__, "reporting_nouns")
"""Nouns that introduce speech: "Holt's claim that …", "in the view of the union"."""

DOCUMENT_NOUNS: Final = read_words(__package__, "writings")
"""Nouns for documents, which may be the subject of a cue in place of their author."""

SPOKESPERSON_NOUNS: Final = read_words(__package__, "spokespeople")
"""Nouns for people who speak for an organisation."""

FEMALE_NOUNS: Final = read_words(__package__, "women")
MALE_NOUNS: Final = read_words(__package__, "men")

PERSON_NOUNS: Final = FEMALE_NOUNS | MALE_NOUNS | read_words(__package__, "people")
"""Nouns for one person."""

ORGANISATION_NOUNS: Final = read_words(__package__, "bodies")
"""Nouns for one organisation."""

GENERIC_ORGANISATION_NOUNS: Final = read_words(__package__, "plain_bodies")
"""Nouns that fit almost any organisation, so that they refer to the last one mentioned."""

HONORIFICS: Final = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
    "madam": "f",
    "madame": "f",
    "herr": "m",
    "frau": "f",
    "dr": "",
    "prof": "",
    "professor": "",
    "rev": "",
}
"""Titles before a name, with the gender that they imply."""

_IRREGULAR: Final = read_words(__package__, "irregular_forms")


def _list_signs() -> list[str]:
    """Stems and irregular forms of all cue words."""
    words = REPORTING_VERBS | POSITION_VERBS | REPORTING_NOUNS | {"according"}
    stems = {word[:-1] if word[-1] in "ey" and len(word) > 3 else word for word in words}
    return sorted(stems | _IRREGULAR)


SPEECH_SIGNS: Final = re.compile(rf"\b(?:{'|'.join(_list_signs())})", re.IGNORECASE)
"""Cue words. A paragraph with none of them and no quotation marks contains no speech and is not parsed."""

SAYING: Final = (
    "said|says|asked|asks|told|tells|replied|answered|added|cried|shouted|laughed|exclaimed|called|wondered|joked|"
    "snapped|whispered|demanded|retorted|wrote|insisted|repeated|muttered|yelled|thundered|protested|responded"
)
"""Alternatives of a regular expression: forms of common verbs next to quotations."""

FEMALE_NAMES: Final = read_words(__package__, "women_names")
MALE_NAMES: Final = read_words(__package__, "men_names")
"""Common given names, for resolving "he" and "she". An unlisted name fits both."""


def guess_gender(name: str) -> str:
    """ "f" or "m" by the given name of a person, "" if unknown."""
    given_name = next(iter(name.split()), "").casefold()
    return "f" if given_name in FEMALE_NAMES else "m" if given_name in MALE_NAMES else ""
