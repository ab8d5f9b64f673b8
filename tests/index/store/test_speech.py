"""Analyses and corrections in the store."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ANY_SCOPE, Index
from index.domain.utterance import ANALYSIS_VERSION, Manner, Utterance
from index.store.corrections import Correction
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.writing import add

QUAY = "“It floats,” said Anna Holt. Peter Lund told the club that it sinks.\n\nThe quay is long."


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """A store with one document, in which two people speak."""
    with Index.open(data, encoder=HashingEncoder()) as index:
        add(index, QUAY)
        add(index, "Storks come in spring.", scope="123")
        index.engine.search.catch_up()
    opened = Store.open(data, model="hashed stems")
    yield opened
    opened.close()


def change(data: Path, sql: str) -> None:
    with sqlite3.connect(data / "record.sqlite") as connection:
        assert connection.execute(sql).rowcount >= 1
    connection.close()


def test_what_was_found_is_read_as_it_was_written(store: Store) -> None:
    direct, indirect = store.speech.read(1).utterances

    assert (1, 11, Manner.DIRECT, "Anna Holt") == (direct.start, direct.end, direct.manner, direct.speaker)
    assert (Manner.INDIRECT, "Peter Lund") == (indirect.manner, indirect.speaker)
    assert direct.cue is not None
    assert "said Anna Holt" == QUAY[slice(*direct.cue)]


def test_a_version_waits_for_an_analysis_once(store: Store) -> None:
    assert [] == store.speech.list_unanalysed(ANALYSIS_VERSION, None)
    assert [] == store.speech.list_unanalysed(ANALYSIS_VERSION - 1, "other names")
    assert [1, 2] == store.speech.list_unanalysed(ANALYSIS_VERSION, "other names")
    assert [1, 2] == store.speech.list_unanalysed(ANALYSIS_VERSION + 1, None)


def test_an_analysis_takes_the_place_of_the_one_before_it(store: Store) -> None:
    said = Utterance(1, 3, Manner.DIRECT, "Eve", "the club", (4, 9))

    store.speech.write({1: (said,)}, number=ANALYSIS_VERSION + 1, names="")
    store.speech.write({1: ()}, number=ANALYSIS_VERSION + 1, names="")  # the same again is not written

    assert (said,) == store.speech.read(1).utterances


def test_whoever_follows_learns_of_analyses_and_corrections(store: Store) -> None:
    mark, changed = store.speech.read_changes((0, 0))
    assert {1, 2} == changed
    assert (mark, set()) == store.speech.read_changes(mark)

    store.writer.correct(1, (0, 28), "Eve", actor="Mod")
    corrected, changed = store.speech.read_changes(mark)
    assert {1} == changed
    store.speech.write({2: ()}, number=ANALYSIS_VERSION + 1, names="")

    assert {2} == store.speech.read_changes(corrected)[1]


def test_a_correction_is_a_change_of_the_record_and_is_kept_with_those_before_it(store: Store) -> None:
    before = store.generation()
    document = store.version(1).document.id

    store.writer.correct(1, (0, 28), "Eve", actor="Mod")
    store.writer.correct(1, (0, 28), None, actor="Mod")

    assert (Correction(0, 28, "Eve"), Correction(0, 28, None)) == store.speech.read(1).corrections
    assert before + 2 == store.generation()
    assert [("add", 1), ("attribute", 1), ("attribute", 1)] == [
        (event.action, event.version) for event in store.history(document)
    ]


def test_those_who_speak_are_listed_for_whoever_may_see_them(store: Store) -> None:
    store.writer.correct(2, (0, 22), "Eve", scope=ANY_SCOPE, actor="Mod")

    assert {("Anna Holt", None), ("Peter Lund", None), ("Eve", None)} == store.speech.list_names(ANY_SCOPE)
    assert {("Anna Holt", None), ("Eve", None)} == store.speech.list_names("123", Manner.DIRECT)
    assert {("Anna Holt", None), ("Peter Lund", None)} == store.speech.list_names("456")


def test_the_documents_in_which_somebody_speaks_are_found(store: Store) -> None:
    quay, storks = (store.version(number).document.id for number in (1, 2))
    store.writer.correct(2, (0, 22), "Eve", scope=ANY_SCOPE, actor="Mod")
    store.speech.write(
        {2: (Utterance(0, 3, Manner.DIRECT, None, "the club"),)}, number=ANALYSIS_VERSION + 1, names=""
    )

    assert {quay} == store.speech.list_documents({("Peter Lund", None)})
    assert {storks} == store.speech.list_documents({("Eve", None)})
    assert {storks} == store.speech.list_documents({(None, "the club")})
    assert set() == store.speech.list_documents(set())


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("UPDATE utterances SET speaker = 'Anna Helt' WHERE position = 0", "The speakers of version 1"),
        ("UPDATE utterances SET start = start + 1 WHERE position = 1", "The speakers of version 1"),
        ("UPDATE utterances SET cue_end = cue_end + 1 WHERE position = 0", "The speakers of version 1"),
        ("DELETE FROM utterances WHERE position = 1", "The speakers of version 1"),
        ("UPDATE analyses SET names = 'x' WHERE version_id = 1", "The speakers of version 1"),
        ("UPDATE corrections SET speaker = 'Ivo' WHERE id = 1", "Correction 1"),
        ("UPDATE corrections SET start = 1 WHERE id = 1", "Correction 1"),
        ("DELETE FROM corrections", "There are 0 corrections of speakers; expected 1."),
    ],
)
def test_a_byte_changed_by_hand_is_found(store: Store, data: Path, sql: str, fault: str) -> None:
    store.writer.correct(1, (0, 28), "Eve", actor="Mod")
    with Index.open(data, encoder=HashingEncoder()) as index:
        assert [] == index.check()

        change(data, sql)

        (found,) = index.check()
        assert found.startswith(fault)


def test_an_analysis_that_is_gone_is_told_and_found_anew(store: Store, data: Path) -> None:
    found = store.speech.read(1).utterances
    with Index.open(data, encoder=HashingEncoder()) as index:
        change(data, "DELETE FROM analyses WHERE version_id = 1")
        assert ["are missing" in fault for fault in index.check()] == [True]

    Index.open(data, encoder=HashingEncoder()).close()

    assert found == store.speech.read(1).utterances
