"""The library as its users see it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, EVERYONE, Index, Kind, Metadata, Quotation
from index.errors import (
    BadMetadata,
    DuplicateDocument,
    EmptyDocument,
    UnknownKind,
    UnreadableDocument,
    UnusableQuestion,
)
from tests.fakes import HashingEncoder, OverlapReader
from tests.index.texts import texts
from tests.index.writing import LETTER, add, write
from tests.strength import examples

STORKS = "Storks build their nests on chimneys. They come back in spring."


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """One record for many examples, each of which removes what it added."""
    return Index.open(tmp_path_factory.mktemp("shared"), encoder=HashingEncoder())


def overlap(one: Quotation, other: Quotation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


@settings(max_examples=examples(30), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(texts, st.sampled_from([".txt", ".md"])), min_size=1, max_size=3), st.integers(0, 3)
)
def test_every_quotation_of_any_texts_is_verbatim_and_none_overlaps_another(
    shared: Index, files: list[tuple[str, str]], by: int
) -> None:
    documents = {}
    for text, ending in files:
        try:
            document = add(shared, text, ending=ending)
            documents[document.id] = document
        except (UnreadableDocument, DuplicateDocument):
            continue
    assume(documents)
    question = max((d.text for d in documents.values()), key=len)[:300]
    try:
        answer = shared.ask(question, limit=25)
    except UnusableQuestion:
        answer = shared.ask("Cloudflare websites", limit=25)

    quotations = answer.quotations or answer.nearest
    assert quotations
    for number, quotation in enumerate(quotations):
        text = shared.document(quotation.document_id, scope=ANY_SCOPE).text
        assert quotation.text == text[quotation.start : quotation.end] != ""
        assert quotation.text == shared.quotation(quotation.id).text
        context = shared.quotations.context(quotation.id, by=by)
        assert context.before + quotation.text + context.after == text[context.start : context.end]
        assert not any(overlap(quotation, other) for other in quotations[:number])
    for added in documents:
        shared.remove(added, scope=ANY_SCOPE)


def test_what_is_given_goes_before_what_the_file_says(record: Index) -> None:
    added = add(record, LETTER, ending=".md", title="Given", party=None)

    assert ("Given", "Doug Kramer", "cloudflare") == (added.title, added.author, added.party)


def test_metadata_gives_only_what_was_set_in_it(record: Index, tmp_path: Path) -> None:
    path = write(tmp_path / "letter.md", LETTER)

    added = record.add(path, Metadata(title="Given"))

    assert ("Given", Kind.LETTER, "cloudflare") == (added.title, added.kind, added.party)


def test_nothing_need_be_given_where_the_file_says_all(record: Index, tmp_path: Path) -> None:
    assert "Letter to the office" == record.add(str(write(tmp_path / "letter.md", LETTER))).title


@pytest.mark.parametrize(
    ("name", "raw", "error"),
    [
        ("a.txt", b"", EmptyDocument),
        ("a.txt", b"\x89PNG\0", UnreadableDocument),
        ("a.pdf", b"%PDF", UnreadableDocument),
        ("a.txt", b"No title is given.", BadMetadata),
        ("a.md", b"---\ntitle: A\nautor: B\n---\nOne.", BadMetadata),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_behind(
    record: Index, data: Path, tmp_path: Path, name: str, raw: bytes, error: type[Exception]
) -> None:
    path = write(tmp_path / name, raw)

    with pytest.raises(error, match=str(path)):
        record.add(path)

    assert ([], []) == (record.documents(scope=ANY_SCOPE), record.documents(removed=True, scope=ANY_SCOPE))
    assert [] == [file for file in (data / "originals").rglob("*") if file.is_file()]


def test_a_document_of_an_unknown_party_is_refused(data: Path, tmp_path: Path) -> None:
    write(tmp_path / "corpus/parties.yaml", "parties: {cloudflare: {name: Cloudflare}}\n")

    with (
        Index.open(data, tmp_path / "corpus", encoder=HashingEncoder()) as index,
        pytest.raises(BadMetadata) as caught,
    ):
        add(index, STORKS, party="storks")

    assert "unknown side 'storks'. The sides are none, cloudflare." == str(caught.value)


def test_an_encoder_is_given_each_text_once_in_its_life(record: Index, encoder: HashingEncoder) -> None:
    add(record, STORKS, scope="1")
    encoder.texts.clear()

    record.remove(add(record, STORKS).id, scope=ANY_SCOPE)
    add(record, STORKS)
    add(record, f"{STORKS} They are white.")

    assert sorted(["They are white.", f"A text\n{STORKS} They are white."]) == sorted(encoder.texts)


def test_speakers_are_those_whose_words_the_scope_may_see(record: Index) -> None:
    add(record, "One.", kind="letter", author="Ann")
    add(record, "Two.", kind="article", author="Ben")
    add(record, "Three.", kind="statement", author="Cem", scope="1")
    record.remove(add(record, "Four.", kind="letter", author="Dee").id, scope=ANY_SCOPE)

    assert [{"Ann"}, {"Ann", "Cem"}, {"Ann"}, {"Ann", "Cem"}] == [
        record.quotes.speakers(scope=scope) for scope in (EVERYONE, "1", "2", ANY_SCOPE)
    ]


def test_documents_tell_whose_they_are(record: Index) -> None:
    add(record, "One.")
    add(record, "Two.", scope="1")

    assert {"One.": EVERYONE, "Two.": "1"} == {d.text: d.scope for d in record.documents(scope=ANY_SCOPE)}


def test_what_was_done_can_be_taken_up_before_anybody_asks(record: Index, data: Path) -> None:
    with Index.open(data, encoder=HashingEncoder()) as other:
        document = add(record, STORKS)

        other.refresh()

        assert {document.id} == {
            other.engine.search.dense.document_of(number) for number in other.engine.search.dense.ids
        }
        assert other.engine.search.lexical.generation == other.engine.search.dense.generation == 1


def test_warming_up_loads_the_model_and_changes_nothing(record: Index, encoder: HashingEncoder) -> None:
    record.warm_up()

    assert encoder.texts
    assert [] == record.documents(scope=ANY_SCOPE)


def test_warming_up_loads_the_reader_too(data: Path, encoder: HashingEncoder) -> None:
    reader = OverlapReader()

    with Index.open(data, encoder=encoder, reranker=reader) as record:
        record.warm_up()

    assert (["warm"], ["warm"]) == (reader.questions, reader.windows)


def test_after_warming_up_no_document_is_read_for_the_first_question(
    data: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(data, encoder=encoder) as record:
        add(record, STORKS)
    with Index.open(data, encoder=encoder) as again:
        again.warm_up()
        read: list[object] = []
        monkeypatch.setattr(again._store, "versions", read.append)

        assert again.ask("Where do storks build nests?").quotations or again.ask("storks").nearest
        assert [] == read


def test_opening_a_second_time_finds_all_as_it_was(
    record: Index, data: Path, encoder: HashingEncoder
) -> None:
    add(record, STORKS)
    before = record.ask("Where do storks build nests?")
    encoder.texts.clear()

    with Index.open(data, encoder=encoder) as again:
        assert [] == encoder.texts
        assert before.quotations == again.ask("Where do storks build nests?").quotations
        assert record.documents(scope=ANY_SCOPE) == again.documents(scope=ANY_SCOPE)


def test_a_question_to_a_kind_that_there_is_not_is_refused_with_those_there_are(record: Index) -> None:
    add(record, "Storks build nests.", kind="letter")

    with pytest.raises(UnknownKind) as caught:
        record.ask("Who builds nests?", kind="nonsense")

    assert (
        "There is no kind 'nonsense'. "
        "The kinds are article, letter, submission, report, ruling, statement, briefing."
    ) == str(caught.value)
    assert record.ask("Who builds nests?", kind="letter").question
