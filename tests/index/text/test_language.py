"""The language of a text, where it is plain."""

import pytest

from index.text.language import detect_language

SENTENCES = {
    "en": "The office publishes a list of markets every year, and the companies that are named on it reply. ",
    "de": "Das Amt veröffentlicht jedes Jahr eine Liste von Märkten, und die genannten Firmen antworten. ",
    "fr": "Le bureau publie chaque année une liste de marchés, et les entreprises citées y répondent. ",
    "ja": "事務局は毎年市場の一覧を公表し、そこに名前のある会社はそれに答えます。",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_page_of_text_tells_its_language(language: str) -> None:
    assert language == detect_language(SENTENCES[language] * 5)


@pytest.mark.parametrize("text", ["", "Hello.", "1, 2, 3. " * 100, "\0" * 200])
def test_a_few_words_or_none_do_not(text: str) -> None:
    assert detect_language(text) is None
