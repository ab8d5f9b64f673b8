"""Words that tell of speech, and words for those who speak."""

import re
from typing import Final

from index.text.word_lists import read_words

REPORTING_VERBS: Final = read_words(__package__, "reporting_verbs")
"""Verbs, by their lemmas, whose subject says what follows: in direct or indirect speech."""

POSITION_VERBS: Final = read_words(__package__, "position_verbs")
"""Verbs that tell somebody's position, by their lemmas, without saying that they put it into words."""

SPEAKING_VERBS: Final = REPORTING_VERBS | read_words(__package__, "quoting_verbs")
"""Verbs that may stand beside words in quotation marks, by their lemmas."""

_OF_AUDIENCE: Final = read_words(__package__, "audience_verbs")
"""Verbs whose object, if they have one, is whoever listens, or the writing."""

NAMING_VERBS: Final = (SPEAKING_VERBS - _OF_AUDIENCE) | read_words(__package__, "naming_verbs")
"""Verbs that need no clause: what they say of their object is what was said."""

REPORTING_NOUNS: Final = read_words(__package__, "reporting_nouns")
"""Nouns that tell of speech: "Holt's claim that …", "in the view of the union"."""

DOCUMENT_NOUNS: Final = read_words(__package__, "writings")
"""What can say something in the place of who wrote it."""

SPOKESPERSON_NOUNS: Final = read_words(__package__, "spokespeople")
"""Nouns for one who says what somebody else has to say."""

FEMALE_NOUNS: Final = read_words(__package__, "women")
MALE_NOUNS: Final = read_words(__package__, "men")

PERSON_NOUNS: Final = FEMALE_NOUNS | MALE_NOUNS | read_words(__package__, "people")
"""Nouns for one person."""

ORGANISATION_NOUNS: Final = read_words(__package__, "bodies")
"""Nouns for one organisation."""

GENERIC_ORGANISATION_NOUNS: Final = read_words(__package__, "plain_bodies")
"""Nouns that fit almost any organisation, so that the last one named is meant."""

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
"""Titles before a name, and whose they are."""

_IRREGULAR: Final = read_words(__package__, "irregular_forms")


def _list_signs() -> list[str]:
    """Beginnings of all forms of the words by which indirect speech is known."""
    words = REPORTING_VERBS | POSITION_VERBS | REPORTING_NOUNS | {"according"}
    stems = {word[:-1] if word[-1] in "ey" and len(word) > 3 else word for word in words}
    return sorted(stems | _IRREGULAR)


SPEECH_SIGNS: Final = re.compile(rf"\b(?:{'|'.join(_list_signs())})", re.IGNORECASE)
"""What a paragraph without any speech does not hold, quotation marks apart."""

SAYING: Final = (
    "said|says|asked|asks|told|tells|replied|answered|added|cried|shouted|laughed|exclaimed|called|wondered|joked|"
    "snapped|whispered|demanded|retorted|wrote|insisted|repeated|muttered|yelled|thundered|protested|responded"
)
"""Forms of the verbs that stand beside quotations, as choices of a pattern."""

FEMALE_NAMES: Final = read_words(__package__, "women_names")

MALE_NAMES: Final = read_words(__package__, "men_names")


def guess_gender(name: str) -> str:
    """The letter f or m by the given name of a person; empty where it does not tell."""
    given = next(iter(name.split()), "").casefold()
    return "f" if given in FEMALE_NAMES else "m" if given in MALE_NAMES else ""
