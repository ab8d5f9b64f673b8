"""From a file to a version: the texts that are encoded, those that are quoted, and the metadata."""

from pathlib import Path

import pytest
from hypothesis import given

from index import ANY_SCOPE, Index
from index.domain.document import Kind, Metadata
from index.domain.identifiers import digest_text
from index.errors import BadMetadata
from index.ingestion.pipeline import encode_missing, prepare, resolve_metadata
from index.reading.extracted_text import ExtractedText
from index.reading.plain_text import read_plain_text
from index.store.store import Store
from tests.fakes import DIMENSION, HashingEncoder
from tests.index.texts import texts

ENGLISH = "The office publishes its list of markets every year, and those who are named reply to it. " * 3


def read(text: str, **found: object) -> ExtractedText:
    reading = read_plain_text(text.replace("\0", "").encode("utf-8"), "a.txt")
    return ExtractedText(reading.media_type, reading.text, reading.blocks, found)


@given(texts)
def test_what_is_quoted_is_the_slice_and_what_is_encoded_is_known_by_its_digest(text: str) -> None:
    reading = read(text)

    prepared = prepare(reading, Metadata(title="A"), "0")

    version = prepared.version
    assert reading.text == version.text
    slices = [version.text[s.start : s.end] for s in version.split.sentences]
    assert slices == [prepared.texts[digest] for digest in version.sentence_digests]
    assert all(digest == digest_text(words) for digest, words in prepared.texts.items())
    assert len(version.split.passages) == len(version.passage_digests)


def test_a_passage_is_encoded_under_its_title_and_heading() -> None:
    prepared = prepare(read("Before.\n\nHead\n\nOne. Two."), Metadata(title="Title"), "0")

    encoded = [prepared.texts[digest] for digest in prepared.version.passage_digests]
    assert ["Title\nBefore.", "Title\nHead\nOne. Two."] == encoded


def test_a_text_is_encoded_once_however_often_it_stands_there(data: Path, encoder: HashingEncoder) -> None:
    store = Store.open(data, model=encoder.name)
    prepared = [prepare(read("Same. Same. Other."), Metadata(title=title), "0") for title in ("A", "B")]

    encoded = encode_missing(prepared, store, encoder)

    assert sorted(["Same.", "Other.", "A\nSame. Same. Other.", "B\nSame. Same. Other."]) == sorted(
        encoder.texts
    )
    assert {(DIMENSION,)} == {vector.shape for vector in encoded.values()}
    assert set().union(*(one.texts for one in prepared)) == set(encoded)
    store.close()


def test_progress_is_told_after_each_of_many_small_batches(data: Path, encoder: HashingEncoder) -> None:
    """A batch has at most 2,000 characters with what its shorter texts are padded with, or one text."""
    store = Store.open(data, model=encoder.name)
    prepared = prepare(read("\n\n".join(f"Sentence {n}." for n in range(600))), Metadata(title="A"), "0")
    told: list[tuple[int, int]] = []

    encode_missing([prepared], store, encoder, lambda done, total: told.append((done, total)))

    total, ends = len(prepared.texts), [done for done, _ in told]
    batches = [encoder.texts[a:b] for a, b in zip([0, *ends], ends, strict=False)]
    assert [*range(len(batches))] == [n for n, batch in enumerate(batches) if batch]
    assert all(len(batch) * max(map(len, batch)) <= 2000 for batch in batches if len(batch) > 1)
    assert (total, total) == told[-1]
    assert {total} == {of for _, of in told}
    assert set(prepared.texts.values()) == set(encoder.texts)
    store.close()


@pytest.mark.parametrize("act", ["add", "renew", "edit"])
def test_progress_does_not_tell_whether_another_server_has_the_same_words(record: Index, act: str) -> None:
    """They are not encoded again, but the reported progress includes them in the same steps."""
    words = "\n\n".join(f"The merger number {n} is announced on the ninth of May." for n in range(99))

    def add(scope: str, title: str, begin: str) -> list[tuple[int, int]]:
        told: list[tuple[int, int]] = []
        original = record.ingestion.read_text(f"{begin}\n\n{words}")
        if act == "add":
            record.add(original, {"title": title}, scope=scope, progress=lambda *now: told.append(now))
            return told
        before = original if act == "edit" else record.ingestion.read_text(begin)
        document = record.add(before, {"title": "Draft"}, scope=scope)
        if act == "renew":
            record.ingestion.add_version(
                document.id,
                original,
                {"title": title},
                progress=lambda *now: told.append(now),
                scope=ANY_SCOPE,
            )
        else:
            record.admin.edit(
                document.id, {"title": title}, progress=lambda *now: told.append(now), scope=ANY_SCOPE
            )
        return told

    told_first = add("1", "Leaked", "We guess.")
    told_then = add("2", "Leaked", "We know!!")

    assert len(told_first) > 2
    assert told_first == told_then


def test_what_is_given_goes_before_what_the_file_says() -> None:
    reading = read("One.", title="Found", author="Ann", kind="letter")

    described = resolve_metadata(reading, {"title": "Given", "author": None}, "a.txt")

    assert Metadata(title="Given", author="Ann", kind=Kind.LETTER) == described


def test_a_key_without_a_value_says_nothing() -> None:
    reading = read("One.", title="Found", kind=None, language=None, url=None)

    assert Metadata(title="Found") == resolve_metadata(reading, {}, "a.txt")


@pytest.mark.parametrize(
    ("found", "given_", "refusal"),
    [
        ({}, {}, "a.txt: there is no title. Give the document's title."),
        ({"title": None}, {}, "a.txt: there is no title. Give the document's title."),
        (
            {"title": "A", "url": "/a"},
            {},
            "a.txt: the value of 'url' is not valid. Give a complete address, such as "
            "https://example.org/letter, without a password in it.",
        ),
        (
            {"title": "A"},
            {"published": "2019-13"},
            "the value of 'published' is not valid. Write the date as 2019-10-14, 2019-10 or 2019.",
        ),
        ({"title": "A"}, {"autor": "Ann"}, "the value of 'autor' is not valid. Please correct it."),
    ],
)
def test_what_does_not_fit_is_refused_with_the_file_where_that_is_at_fault(
    found: dict[str, object], given_: dict[str, object], refusal: str
) -> None:
    with pytest.raises(BadMetadata) as caught:
        resolve_metadata(read("One.", **found), given_, "a.txt")

    assert refusal == str(caught.value)


@pytest.mark.parametrize(
    ("text", "given_", "language"),
    [
        (ENGLISH, {}, "en"),
        (
            "Das Amt veröffentlicht jedes Jahr eine Liste von Märkten, und die Firmen antworten. " * 3,
            {},
            "de",
        ),
        (ENGLISH, {"language": "de"}, "de"),
        ("Kurz.", {}, "en"),
    ],
)
def test_a_language_that_nobody_states_is_told_from_the_text(
    text: str, given_: dict[str, object], language: str
) -> None:
    assert language == resolve_metadata(read(text, title="A"), given_, "a.txt").language
