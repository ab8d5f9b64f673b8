"""The word lists of speech attribution."""

import pytest

from index.attribution.lexicon import (
    FEMALE_NAMES,
    MALE_NAMES,
    ORGANISATION_NOUNS,
    PERSON_NOUNS,
    SPOKESPERSON_NOUNS,
    guess_gender,
)

_WOMEN = """
anna beatrice bella claire deborah emma fiona grace helen irene jane kate laura mary nina olga priya rosa
sarah zoe
"""
_MEN = """
aaron ben björn boaz bob boris carlos david eric frank george hugo igor james karl liam omar peter thomas
zoltan
"""
_PROFESSIONS = """
angler biographer cartoonist essayist gardener illustrator jeweller novelist playwright potter rower sailor
screenwriter seamstress watchmaker weaver
"""


@pytest.mark.parametrize("name", _WOMEN.split())
def test_a_common_name_of_women_is_known(name: str) -> None:
    assert "f" == guess_gender(f"{name.title()} Holt")


@pytest.mark.parametrize("name", _MEN.split())
def test_a_common_name_of_men_is_known(name: str) -> None:
    assert "m" == guess_gender(f"{name.title()} Holt")


def test_no_name_is_a_single_letter() -> None:
    assert set() == {name for name in FEMALE_NAMES | MALE_NAMES if len(name) < 2}


def test_no_name_is_given_to_women_and_to_men() -> None:
    assert set() == FEMALE_NAMES & MALE_NAMES


@pytest.mark.parametrize("noun", _PROFESSIONS.split())
def test_who_has_a_profession_speaks_for_nobody_else(noun: str) -> None:
    assert noun in PERSON_NOUNS - ORGANISATION_NOUNS
    assert noun not in SPOKESPERSON_NOUNS
