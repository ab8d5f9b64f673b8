"""Who said the words of a document."""

import pytest

from index.domain.authorship import author_as_speaker
from index.domain.document import Kind


@pytest.mark.parametrize("kind", [Kind.LETTER, Kind.STATEMENT, Kind.SUBMISSION])
def test_the_author_of_a_letter_says_its_text(kind: Kind) -> None:
    assert ("Ann", None) == (author_as_speaker(kind, "Ann"), author_as_speaker(kind, None))


@pytest.mark.parametrize("kind", [Kind.ARTICLE, Kind.REPORT, Kind.RULING, Kind.BRIEFING])
def test_the_author_of_anything_else_may_report_others_and_is_not_guessed(kind: Kind) -> None:
    assert author_as_speaker(kind, "Ann") is None
