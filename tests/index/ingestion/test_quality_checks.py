"""Quality warnings: given for texts made to get them, and never for this project's own documents."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given

from index.ingestion.quality_checks import (
    QualityWarning,
    find_quality_warnings,
    looks_like_consent,
    looks_like_links,
    looks_like_noise,
)
from index.reading.files import extract_text
from index.text.language import detect_language
from tests.index.texts import texts
from tests.strength import mostly_slow

ROOT = Path(__file__).resolve().parents[3]
COLLECTIONS = Path(os.environ.get("RECORD_COLLECTIONS") or ROOT.parent / "shared") / "benchmarks"
DOCUMENTS = sorted(ROOT.glob("corpus/*/*.md"))

CONSENT = """\
We value your privacy

We and our 837 partners store and access information on a device, such as cookies, and process personal data
for personalised ads and content. With your consent we may use precise location data. You may accept all, or
manage your preferences before you consent. Some processing rests on legitimate interests.

Read our privacy policy and our cookie policy.
"""

MENU = """\
Home
News
Copyright and the courts
Music industry
Film and television
https://example.org/news/2019/10/notorious-markets
Latest: https://example.org/news/2019/10/letter
About us
Contact
Subscribe to the newsletter
"""

WRAPPED = """\
The office publishes a list of markets every
year, and whoever stands on it protests
against that, as the list has no force of its
own but is read by ministers of trade. It was
first published in 2006 as a part of a longer
report, and stands by itself since 2010.
"""

ADDRESSES = """\
The list names four sites. They are told in the order in which the office names them, which is that of the
alphabet, and with the countries in which their servers are said to stand.

https://one.example
https://two.example
https://three.example
https://four.example
https://five.example

None of the sites has answered the letter that the office wrote to it, and the office says so in a note.
"""

GERMAN = """\
Das Amt veröffentlicht jedes Jahr eine Liste der Märkte, auf denen nach Ansicht der Verbände Rechte verletzt
werden. Wer darauf steht, widerspricht meist, denn die Liste hat keine eigene Wirkung.
"""

_MISREAD = {
    "l": "1",
    "o": "0",
    "e": "c",
    "m": "rn",
    "i": "!",
    "a": "o",
    "t": "f",
    "s": "5",
    "h": "li",
    "d": "cl",
}


def misread(text: str, share: float) -> str:
    """A text as a poor scan gives it: that share of its letters is read as others, or as several."""
    chance = random.Random(1)  # noqa: S311 - no secret
    return "".join(
        _MISREAD.get(letter, "'") if letter.isalpha() and chance.random() < share else letter
        for letter in text
    )


def doubts_of(text: str) -> tuple[QualityWarning, ...]:
    return find_quality_warnings(text, language=detect_language(text), usual="en")


def read_text(path: Path) -> str:
    return extract_text(path.read_bytes(), path.name).text


def test_no_document_of_the_corpus_is_doubted() -> None:
    assert {} == {path.stem: doubts for path in DOCUMENTS if (doubts := doubts_of(read_text(path)))}


def test_every_document_of_the_corpus_would_be_doubted_if_it_were_badly_read() -> None:
    passed = [path.stem for path in DOCUMENTS[::4] if not looks_like_noise(misread(read_text(path), 0.12))]

    assert [] == passed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CONSENT, QualityWarning.CONSENT),
        (MENU, QualityWarning.LINKS),
        (GERMAN, QualityWarning.LANGUAGE),
    ],
)
def test_what_is_no_article_of_the_record_is_doubted(text: str, expected: QualityWarning) -> None:
    assert (expected,) == doubts_of(text)


@pytest.mark.parametrize("text", ["", "cookies", "Home", WRAPPED, ADDRESSES, "A cookie consent."])
def test_ordinary_and_short_texts_are_not_doubted(text: str) -> None:
    assert () == doubts_of(text)


def test_an_article_that_speaks_of_cookies_is_not_taken_for_a_notice() -> None:
    assert not looks_like_consent(f"{CONSENT}\n{WRAPPED * 20}")


def test_a_list_below_an_article_does_not_make_it_one() -> None:
    assert looks_like_links(MENU)
    assert not looks_like_links(f"{WRAPPED}\n{MENU[:120]}")


def test_names_and_numbers_are_no_noise() -> None:
    assert not looks_like_noise("Vsevolod Hryhorovych Zhdanov wrote to Krzysztof Szczepański in 2019. " * 20)


def test_only_english_is_judged_by_english_words() -> None:
    assert QualityWarning.NOISE not in find_quality_warnings(GERMAN * 5, language="de", usual="de")
    assert QualityWarning.NOISE in find_quality_warnings(GERMAN * 5, language="en", usual="en")


@given(texts)
def test_any_text_can_be_looked_at(text: str) -> None:
    assert set(doubts_of(text)) <= set(QualityWarning)


@pytest.mark.parametrize("name", mostly_slow(["cranfield", "cisi", "scifact"]))
def test_of_a_public_collection_hardly_a_text_is_doubted(name: str) -> None:
    doubted = [text for text in read_collection(name) if doubts_of(text)]

    assert len(doubted) <= 0.001 * sum(1 for _ in read_collection(name))


def read_collection(name: str) -> Iterator[str]:
    path = COLLECTIONS / name / "corpus.jsonl"
    if not path.exists():
        pytest.skip(f"the collection {name} is not in {COLLECTIONS}: name its folder in RECORD_COLLECTIONS")
    for line in path.read_text(encoding="utf-8").splitlines()[::5]:  # all take a minute
        yield json.loads(line)["text"]
