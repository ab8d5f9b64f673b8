"""Sentences for moderators: counts, names of languages, and what does not fit."""

from datetime import UTC, datetime

import pytest

from bot.strings import add_document as words
from index.ingestion.quality_checks import QualityWarning


def test_a_text_is_measured_in_words_that_fit_the_numbers() -> None:
    assert "1 character · 1 word · 1 sentence · 1 page" == words.measures(
        characters=1, words=1, sentences=1, pages=1
    )
    assert "12,345 characters · 2,000 words · 98 sentences" == words.measures(
        characters=12345, words=2000, sentences=98, pages=None
    )


def test_a_language_is_called_by_its_name_or_its_code() -> None:
    assert "in French; most of the record is in English" in words.doubt(
        QualityWarning.LANGUAGE, language="fr", usual="en"
    )
    assert "a language with the code “qu”" in words.doubt(QualityWarning.LANGUAGE, language="qu", usual="en")


@pytest.mark.parametrize("doubt", QualityWarning)
def test_every_doubt_has_a_sentence(doubt: QualityWarning) -> None:
    assert words.doubt(doubt, language="de", usual="en").endswith(".")


def test_a_field_without_a_sentence_of_its_own_is_named() -> None:
    assert "⚠️ “x” isn't valid for rights. Press *Edit* to change it." == words.problem("rights", "x")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], "There's nothing to add. Give a file, a link or text."),
        (
            ["a file", "text"],
            "You gave a file and text. Add them one at a time, as separate documents.",
        ),
        (
            ["a file", "a link", "text"],
            "You gave a file, a link and text. Add them one at a time, as separate documents.",
        ),
    ],
)
def test_what_was_given_is_named(given: list[str], expected: str) -> None:
    assert expected == words.one_source(given)


def test_the_end_of_a_preview_is_counted_down() -> None:
    assert "-# This preview expires <t:1767225600:R>." == words.expires(datetime(2026, 1, 1, tzinfo=UTC))


def test_a_question_is_on_what_somebody_said_or_on_the_record() -> None:
    assert "What did Ann say about quays?" == words.sample_question("Ann", "quays")
    assert "What does the record say about quays?" == words.sample_question(None, "quays")
