"""A preview shows the document as it would be added, and stores nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from index import ANY_SCOPE, EVERYONE, Index
from index.domain.document import Metadata
from index.errors import UnreadableDocument
from index.ingestion.original import Original
from index.ingestion.quality_checks import QualityWarning
from index.reading.extracted_text import ExtractedText, join_blocks
from tests.fakes import HashingEncoder
from tests.index.texts import texts
from tests.index.writing import LETTER, REPORT, add, write
from tests.strength import examples

PARTIES = """\
parties:
  sea:
    name: The Sea
    contends: true
    speakers:
      - name: Anna Holt
        aliases: [Mrs Holt]
  press:
    name: The Press
    speakers:
      - name: Harbour Gazette
"""

TALK = (
    "Low water\n\nThe quay is long. “It floats on anything,” said Mrs Holt. “It always has,” she added.\n\n"
    "“It sinks,” replied Peter Lund. He told the club that it rains."
)


@pytest.fixture
def listed(tmp_path: Path) -> Iterator[Index]:
    """A record whose team lists two sides."""
    write(tmp_path / "corpus/parties.yaml", PARTIES)
    with Index.open(tmp_path / "data", tmp_path / "corpus", encoder=HashingEncoder()) as index:
        yield index


def original_of(text: str, name: str = "low_water.txt", **found: str) -> Original:
    """A plain text, as if it had been read from a file that says something of its source."""
    with_source = join_blocks((part, False) for part in text.split("\n\n"))
    return Original(name, text.encode(), ExtractedText("text/plain", *with_source, dict(found)))


def test_it_tells_length_sentences_and_who_is_quoted(listed: Index) -> None:
    preview = listed.ingestion.preview(listed.ingestion.read_bytes(TALK.encode(), "low_water.txt"))

    assert (TALK, len(TALK.split()), 5) == (preview.text, preview.words, preview.sentences)
    assert (3, ("Anna Holt", "Peter Lund")) == (preview.quotations, preview.speakers)
    assert (None, (), (), None, None) == (
        preview.pages,
        preview.warnings,
        preview.problems,
        preview.exact_duplicate,
        preview.renews,
    )


def test_it_tells_how_many_pages_a_file_has(record: Index) -> None:
    original = original_of(TALK)
    on_pages = replace(original, reading=replace(original.reading, pages=((0, 1), (20, 2), (40, 4))))

    assert 4 == record.ingestion.preview(on_pages).pages


def test_nothing_is_kept_and_nothing_encoded(record: Index, encoder: HashingEncoder, data: Path) -> None:
    record.ingestion.preview(record.ingestion.read_bytes(LETTER.encode(), "letter.md"), scope="1001")

    assert [] == record.documents(scope=ANY_SCOPE)
    assert [] == encoder.texts
    assert [] == [path for path in (data / "originals").rglob("*") if path.is_file()]
    assert [] == record.check()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(50))
@given(texts)
def test_the_beginning_is_a_slice_that_ends_with_a_sentence(record: Index, text: str) -> None:
    try:
        original = record.ingestion.read_text(text)
    except UnreadableDocument:
        return

    preview = record.ingestion.preview(original)
    assert preview.beginning
    assert preview.text.startswith(preview.beginning)
    assert preview.beginning.rstrip() == preview.beginning


def test_a_long_text_is_shown_by_its_first_sentences(record: Index) -> None:
    preview = record.ingestion.preview(record.ingestion.read_text("The ferry is late again today. " * 100))

    assert 600 >= len(preview.beginning) > 500
    assert preview.beginning.endswith("today.")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Low water\n\nThe quay is long.", "a.txt", "Low water"),
        ("The quay is long.\n\nLow water\n\nIt is.", "low_water-2019.txt", "low water-2019"),
        ("The quay is long.", "folder/a.b.txt", "a.b"),
        ("The quay is long.", "https://example.org/quay.txt", None),
    ],
)
def test_a_title_is_suggested_by_the_first_heading_or_the_files_name(
    record: Index, text: str, name: str, expected: str | None
) -> None:
    original = Original(name, text.encode(), record.ingestion.read_text(text).reading)

    preview = record.ingestion.preview(original)

    assert expected == preview.source.get("title")
    assert (() if expected else ("title",)) == preview.problems


def test_a_pasted_text_has_no_title_but_its_own(record: Index) -> None:
    assert ("title",) == record.ingestion.preview(record.ingestion.read_text("The quay is long.")).problems
    assert (
        "Quay"
        == record.ingestion.preview(record.ingestion.read_text("Quay\n\nThe quay is long.")).source["title"]
    )


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"author": "Jane Holt"}, "none"),
        ({"author": "Mrs Holt"}, "sea"),
        ({"author": "Cy Writer", "publisher": "Harbour Gazette"}, "press"),
        ({"author": "Anna Holt", "publisher": "Harbour Gazette"}, "sea"),
        ({"author": "Anna Holt", "party": "press"}, "press"),
        ({"author": "Anna Holt", "party": "moon"}, "sea"),
        ({}, "none"),
    ],
)
def test_a_side_is_suggested_by_the_names_that_the_team_lists(
    listed: Index, found: dict[str, str], expected: str
) -> None:
    assert expected == listed.ingestion.preview(original_of("The quay is long.", **found)).source["party"]


def test_what_is_given_goes_before_what_was_found_and_what_does_not_fit_is_named(record: Index) -> None:
    original = original_of("The quay is long.", title="Found", author="Ann", published="2019")

    given = record.ingestion.preview(
        original, {"title": "Given", "published": "yesterday", "url": "example.org"}
    )

    assert ("Given", "Ann", "yesterday") == tuple(
        given.source[key] for key in ("title", "author", "published")
    )
    assert {"published", "url"} == set(given.problems)
    assert "Given" == record.ingestion.preview(original, Metadata(title="Given")).source["title"]


def test_what_is_taken_away_stays_away(record: Index) -> None:
    original = original_of("The quay is long.", title="Found", author="Ann")

    restated = original.restate({"title": "Found"})

    assert "author" not in record.ingestion.preview(restated).source
    assert record.add(restated).author is None


def test_the_same_text_and_the_same_file_are_on_the_record_already(record: Index) -> None:
    known = add(record, "The quay is long.", title="A", scope="1001")
    other_reading = Original(
        "b.txt", b"The quay is long.", record.ingestion.read_text("It is another text.").reading
    )

    assert known.id == twin_of(record, record.ingestion.read_text("The quay is long."), "1001")
    assert known.id == twin_of(record, other_reading, "1001")
    assert twin_of(record, record.ingestion.read_text("The quay is short."), "1001") is None


def test_a_twin_in_another_server_or_one_that_was_removed_is_none(record: Index) -> None:
    known = add(record, "The quay is long.", scope="1001")
    same = record.ingestion.read_text("The quay is long.")

    assert twin_of(record, same, "1002") is None
    assert twin_of(record, same, EVERYONE) is None
    record.remove(known.id, scope=ANY_SCOPE)
    assert twin_of(record, same, "1001") is None


def test_everyones_twin_is_one_in_every_server(record: Index) -> None:
    known = add(record, "The quay is long.")

    assert known.id == twin_of(record, record.ingestion.read_text("The quay is long."), "1001")


def twin_of(record: Index, original: Original, scope: str) -> str | None:
    twin = record.ingestion.preview(original, scope=scope).exact_duplicate
    return twin and twin.id


@pytest.mark.parametrize(
    "url", ["https://example.org/quay", "https://example.org/quay/", "https://example.org/quay#end"]
)
def test_another_text_of_the_same_link_may_be_a_new_version(record: Index, url: str) -> None:
    known = add(record, "The quay is long.", scope="1001", url="https://example.org/quay")

    preview = record.ingestion.preview(original_of("The quay is short now.", url=url), scope="1001")

    assert preview.renews is not None
    assert (known.id, ()) == (preview.renews.id, preview.similar)


def test_only_a_servers_own_document_is_renewed_there(record: Index) -> None:
    add(record, "The quay is long.", url="https://example.org/quay")
    add(record, "The quay is wide.", scope="1002", url="https://example.org/quay")

    preview = record.ingestion.preview(
        original_of("It is short.", url="https://example.org/quay"), scope="1001"
    )

    assert preview.renews is None


def test_a_document_of_the_corpus_folder_is_left_to_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "corpus/letter/a.md", LETTER)
    with Index.open(tmp_path / "data", tmp_path / "corpus", encoder=HashingEncoder()) as index:
        preview = index.ingestion.preview(original_of("It is short.", url="https://example.org/letter"))

    assert preview.renews is None


def test_what_is_much_like_a_document_is_told_with_it(record: Index) -> None:
    known = add(record, REPORT, ending=".md", title=None)
    add(record, "Nothing of that sort is in it.")

    preview = record.ingestion.preview(
        record.ingestion.read_text(f"Seen today:\n\n{known.text} They are white.")
    )

    (alike,) = preview.similar
    assert (known.id, False) == (alike.document.id, alike.exact)
    assert 0.9 < alike.share <= 1


def test_a_language_is_unusual_by_the_documents_that_the_scope_sees(record: Index) -> None:
    english = "The office publishes a list of the markets every year, and whoever stands on it protests. " * 2
    german = (
        "Das Amt veröffentlicht jedes Jahr eine Liste der Märkte, und wer darauf steht, widerspricht. " * 2
    )
    add(record, f"{german} Eins.", language="de", scope="1001")

    assert (QualityWarning.LANGUAGE,) == record.ingestion.preview(
        record.ingestion.read_text(german), scope="1002"
    ).warnings
    assert () == record.ingestion.preview(record.ingestion.read_text(german), scope="1001").warnings
    assert ("de", "en") == (
        record.ingestion.preview(record.ingestion.read_text(english), scope="1001").usual,
        record.ingestion.preview(record.ingestion.read_text(english), scope="1002").usual,
    )


def test_how_much_of_the_speech_is_read_is_told(record: Index) -> None:
    told: list[tuple[int, int]] = []

    record.ingestion.preview(
        record.ingestion.read_text(TALK), progress=lambda done, total: told.append((done, total))
    )

    done = [one for one, _ in told]
    assert sorted(done) == done
    assert [0, 1, 2] == sorted(set(done))[:3]
    assert {done[-1]} == {total for _, total in told}


def test_what_was_looked_at_is_not_analysed_once_more(record: Index) -> None:
    told: list[tuple[int, int]] = []
    original = record.ingestion.read_text(TALK)
    record.ingestion.preview(original)

    added = record.ingestion.add(
        original, {"title": "A"}, analysis_progress=lambda done, total: told.append((done, total))
    )

    assert [] == told
    assert {"Holt", "Peter Lund"} == record.quotes.speakers()
    assert [] == record.check()
    assert TALK == added.text
