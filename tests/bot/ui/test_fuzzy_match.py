"""Which words fit which texts."""

import pytest

from bot.ui.fuzzy_match import matches


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("", "Anything"),
        ("FERRY", "The ferry"),
        ("cafe", "Le Café noir"),
        ("CAFÉ", "le cafe noir"),
        ("ferr", "The ferry"),
        ("gazette ferry", "The ferry · Harbour Gazette"),
        ("gazete", "Harbour Gazette"),
        ("strasse", "Die Straße"),
        ("渡船", "港口的渡船很旧"),
        ("?!", "Anything"),
    ],
)
def test_words_fit_however_they_are_cased_and_accented_and_with_one_slip(wanted: str, text: str) -> None:
    assert matches(wanted, [None, text])


@pytest.mark.parametrize(
    ("wanted", "text"),
    [("quay", "The ferry"), ("ferry quay", "The ferry"), ("tin", "The tip"), ("ferry", ""), ("road", "toad")],
)
def test_other_words_do_not(wanted: str, text: str) -> None:
    assert not matches(wanted, [text, None])


def test_the_words_may_stand_in_different_texts() -> None:
    assert matches("ferry holt", ["The ferry", "Anna Holt"])
