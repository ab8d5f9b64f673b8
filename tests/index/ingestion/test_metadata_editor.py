"""Editing the metadata of a document, whose text stays."""

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Index, Kind
from index.errors import BadMetadata
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, REPORT, add, add_as_once, write

QUESTION = "Which referenced websites does Cloudflare host?"


@pytest.fixture
def letter(record: Index) -> str:
    return add(record, LETTER, ending=".md", title=None).id


def test_an_edit_is_a_new_version_of_the_same_text(record: Index, letter: str) -> None:
    before = record.document(letter)
    changes = {
        "title": "The letter",
        "author": "Ann",
        "publisher": "The Daily",
        "party": "none",
        "kind": Kind.ARTICLE,
        "published": "2020-01",
        "url": "https://example.org/2",
        "language": "de",
        "rights": "MIT",
        "about": ["S01"],
    }

    after = record.admin.edit(letter, changes, actor="Mod")

    expected = before.model_copy(update={**changes, "about": ("S01",), "version": 2})
    assert expected == after == record.document(letter)
    assert ([after], []) == (record.documents(), record.check())
    assert ["add", "edit"] == [event.action for event in record.admin.history(letter)]


def test_a_value_is_taken_away_by_none(record: Index, letter: str) -> None:
    edited = record.admin.edit(letter, {"author": None, "party": None, "published": None})

    assert (None, "none", None, "Letter to the office") == (
        edited.author,
        edited.party,
        edited.published,
        edited.title,
    )


@pytest.mark.parametrize(
    "changes", [{}, {"title": "Letter to the office"}, {"kind": "letter", "author": "Doug Kramer"}]
)
def test_where_nothing_changes_nothing_is_written(
    record: Index, letter: str, changes: dict[str, Any]
) -> None:
    assert 1 == record.admin.edit(letter, changes).version
    assert ["add"] == [event.action for event in record.admin.history(letter)]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"titel": "A"}, "unknown key 'titel'. The keys are title, "),
        ({"text": "A"}, "unknown key 'text'."),
        ({"title": None}, "there is no title. Give the document's title."),
        ({"title": " "}, "the value of 'title' is not valid."),
        ({"published": "2019-13"}, "the value of 'published' is not valid. Write the date as"),
        ({"url": "example.org"}, "the value of 'url' is not valid."),
        ({"kind": "novel"}, "the value of 'kind' is not valid."),
        ({"party": "storks"}, "unknown side 'storks'. The sides are "),
    ],
)
def test_what_does_not_fit_changes_nothing(
    data: Path, tmp_path: Path, changes: dict[str, Any], error: str
) -> None:
    write(tmp_path / "corpus/parties.yaml", "parties: {cloudflare: {name: Cloudflare}}\n")
    with Index.open(data, tmp_path / "corpus", encoder=HashingEncoder()) as index:
        document = add(index, LETTER, ending=".md", title=None)

        with pytest.raises(BadMetadata) as caught:
            index.admin.edit(document.id, {"author": "Ann", **changes})

        assert str(caught.value).startswith(error)
        assert document == index.document(document.id)


def test_only_passages_under_another_title_are_encoded_again(
    record: Index, letter: str, encoder: HashingEncoder
) -> None:
    encoder.texts.clear()
    record.admin.edit(letter, {"author": "Ann", "published": "2020", "kind": "article"})
    assert [] == encoder.texts

    record.admin.edit(letter, {"title": "The letter"})

    assert 2 == len(encoder.texts)
    assert all(text.startswith("The letter\n") for text in encoder.texts)


def test_answers_have_the_new_source_and_old_quotations_the_old_one(record: Index, letter: str) -> None:
    old = record.ask(QUESTION).quotations[0]

    record.admin.edit(letter, {"title": "The letter", "publisher": "The Daily"})

    new = record.ask(QUESTION).quotations[0]
    assert (old.text, "The letter", "The Daily") == (new.text, new.title, new.publisher)
    assert (old.text, "Letter to the office") == (
        record.quotation(old.id).text,
        record.quotation(old.id).title,
    )
    assert (new.text, "The letter") == (record.quotation(new.id).text, record.quotation(new.id).title)


def test_who_speaks_follows_another_author(record: Index, letter: str) -> None:
    record.admin.edit(letter, {"author": "Ann Lee"})

    assert "Ann Lee" == record.ask(QUESTION).quotations[0].speaker
    assert {"Ann Lee"} == record.quotes.speakers()


def test_a_removed_document_is_edited_and_stays_removed(record: Index, letter: str) -> None:
    record.remove(letter)

    assert record.admin.edit(letter, {"title": "The letter"}).removed
    assert ([], []) == (record.documents(), record.check())


def test_people_who_edit_at_once_lose_nothing_of_each_other(record: Index, letter: str) -> None:
    changes = [
        {"title": "T"},
        {"author": "A"},
        {"publisher": "P"},
        {"published": "2001"},
        {"url": "https://u"},
    ]
    together = threading.Barrier(len(changes))

    def edit(change: dict[str, str]) -> None:
        together.wait()
        record.admin.edit(letter, change)

    threads = [threading.Thread(target=edit, args=[change]) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    document = record.document(letter)
    assert (1 + len(changes), "T", "A", "P", "2001", "https://u") == (
        document.version,
        document.title,
        document.author,
        document.publisher,
        document.published,
        document.url,
    )
    assert [] == record.check()


def test_an_edit_of_a_file_in_the_corpus_folder_stands_until_the_file_changes(
    data: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    corpus = tmp_path / "corpus"
    path = write(corpus / "report/b.md", REPORT)
    with Index.open(data, corpus, encoder=encoder) as index:
        [document] = index.documents()
        index.admin.edit(document.id, {"title": "Edited"})
    with Index.open(data, corpus, encoder=encoder) as index:
        assert ("Edited", 0) == (index.document(document.id).title, index.sync_report.changed)
    write(path, f"{REPORT}They sleep.")

    with Index.open(data, corpus, encoder=encoder) as index:
        assert ("Report on the markets", 3) == (
            index.document(document.id).title,
            index.document(document.id).version,
        )
        assert [] == index.check()


values = {
    "title": st.text(min_size=1, max_size=20),
    "author": st.none() | st.text(max_size=20),
    "published": st.sampled_from([None, "2019", "2019-10-14", "2019-13", "x"]),
    "party": st.sampled_from([None, "none", "press"]),
    "kind": st.sampled_from([None, *Kind, "novel"]),
    "about": st.lists(st.text(min_size=1, max_size=3), max_size=3),
}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.fixed_dictionaries({}, optional=values), max_size=6))
def test_whatever_is_edited_the_text_and_all_quotations_stay(
    tmp_path_factory: pytest.TempPathFactory, edits: list[dict[str, Any]]
) -> None:
    with Index.open(tmp_path_factory.mktemp("edited"), encoder=HashingEncoder()) as record:
        document = add(record, LETTER, ending=".md", title=None)
        quotations = [record.ask(QUESTION).quotations[0]]
        for changes in edits:
            try:
                record.admin.edit(document.id, changes)
            except BadMetadata:
                continue
            quotations.append(record.ask(QUESTION).quotations[0])

        assert document.text == record.document(document.id).text
        assert {quotations[0].text} == {record.quotation(quotation.id).text for quotation in quotations}
        assert record.document(document.id).version == len(record.admin.history(document.id))
        assert [] == record.check()


def test_what_was_stated_before_stays_until_it_is_changed_itself(record: Index) -> None:
    once = add_as_once(record, "The keeper has a key.", title="The \u202eIBF", url="https://")

    edited = record.admin.edit(once.id, {"author": "Ann"})
    with pytest.raises(BadMetadata, match=r"'title' contains an invisible character \(U\+202E\)"):
        record.admin.edit(once.id, {"title": "The \u202eFBI"})

    assert ("The \u202eIBF", "https://", "Ann", 2) == (
        edited.title,
        edited.url,
        edited.author,
        edited.version,
    )
    assert "FBI" == record.admin.edit(once.id, {"title": "FBI", "url": None}).title
    assert [] == record.check()
