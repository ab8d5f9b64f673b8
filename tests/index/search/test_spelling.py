"""Misspelt words, mended by the record's own."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import ANY_SCOPE, EVERYONE, Index
from index.search.cache_folder import CacheFolder
from index.search.spelling import SpellingCorrector
from index.store.store import Store
from tests.index.another_process import AnotherProcess
from tests.index.writing import add, write

TEXT = (
    "Cloudsea pumps water past the lighthouse. The zirn is a fish; brek and café are words. Ökonom R2D2rest."
)


@pytest.fixture
def store(record: Index, data: Path) -> Iterator[Store]:
    """The store of the record, as another reader of it."""
    opened = Store.open(data, model="hashed stems")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("watre", "water"),
        ("Watr", "water"),
        ("cloudsee", "cloudsea"),
        ("CLOUDSEA", None),
        ("clodsee", None),  # seven letters: one mistake at most
        ("ligthuose", "lighthouse"),
        ("lightouses", "lighthouse"),
        ("zirns", "zirn"),
        ("zirx", "zirn"),
        ("caffé", "café"),
        ("ökonomm", "ökonom"),
        ("lighthouse", None),
        ("lamp", None),  # English
        ("breakfasts", None),  # too
        ("zrn", None),  # short
        ("zi", None),
        ("", None),
        ("watre7", None),
        ("wat-re", None),
        ("wat re", None),
        ("水", None),
        ("qqqqqqqqqq", None),
        ("q" * 1000, None),
    ],
)
def test_a_misspelt_word_stands_for_the_records_nearest_and_any_other_for_itself(
    record: Index, store: Store, word: str, meant: str | None
) -> None:
    add(record, TEXT)

    assert meant == SpellingCorrector(store).correct(word)


def test_without_documents_nothing_is_mended(store: Store) -> None:
    assert SpellingCorrector(store).correct("watre") is None


def test_a_documents_title_counts_as_well(record: Index, store: Store) -> None:
    add(record, "It is long.", title="Letter of the Grumblefort")

    assert "grumblefort" == SpellingCorrector(store).correct("grumbelfort")


def test_of_two_words_that_are_as_near_the_one_of_more_documents_is_meant(
    record: Index, store: Store
) -> None:
    spelling = SpellingCorrector(store)
    for number, word in enumerate(("zorbak", "zorbal", "zorbal")):
        add(record, f"Number {number}: {word}.")
    assert "zorbal" == spelling.correct("zorbax")

    for document in record.documents(scope=ANY_SCOPE)[1:]:
        record.remove(document.id, scope=ANY_SCOPE)
    [left] = [document.text for document in record.documents(scope=ANY_SCOPE)]
    assert left.split()[-1].strip(".") == spelling.correct("zorbax")


def test_of_two_words_in_as_many_documents_the_first_of_the_alphabet_is_meant(
    record: Index, store: Store
) -> None:
    add(record, "zorbal zorbat zorbak zorbar zorbas")

    assert "zorbak" == SpellingCorrector(store).correct("zorbax")


def test_words_are_learnt_and_forgotten_with_their_documents(record: Index, store: Store) -> None:
    spelling = SpellingCorrector(store)
    first = add(record, "A zorbak sleeps.")
    second = add(record, "The zorbak wakes.")

    record.remove(first.id, scope=ANY_SCOPE)
    assert "zorbak" == spelling.correct("zorbax")

    record.remove(second.id, scope=ANY_SCOPE)
    assert spelling.correct("zorbax") is None

    record.restore(first.id, scope=ANY_SCOPE)
    assert "zorbak" == spelling.correct("zorbax")


def test_a_word_that_is_mended_is_left_as_it_is_once_a_document_uses_it(record: Index, store: Store) -> None:
    spelling = SpellingCorrector(store)
    add(record, "A zorbak sleeps.")
    assert "zorbak" == spelling.correct("zorbax")

    add(record, "A zorbax wakes.")

    assert spelling.correct("zorbax") is None


def test_a_number_or_a_name_with_one_is_known_and_mends_nothing(record: Index, store: Store) -> None:
    spelling = SpellingCorrector(store)
    add(record, "In 2019 the zorb4k slept.")

    spelling.refresh(store.generation())

    assert [True, True, False] == [spelling.knows(word) for word in ("2019", "Zorb4k", "201")]
    assert spelling.correct("zorbak") is None


def test_words_of_documents_that_may_not_be_seen_mend_nothing(record: Index, store: Store) -> None:
    spelling = SpellingCorrector(store)
    add(record, "A zorbak sleeps.", scope="1")
    add(record, "The grumblefort stands.")

    assert ["zorbak", None, None, "zorbak"] == [
        spelling.correct("zorbax", scope) for scope in ("1", "2", EVERYONE, ANY_SCOPE)
    ]
    assert ["grumblefort"] * 4 == [
        spelling.correct("grumbelfort", s) for s in ("1", "2", EVERYONE, ANY_SCOPE)
    ]


def test_a_word_of_another_scope_is_known_there_alone(record: Index, store: Store) -> None:
    spelling = SpellingCorrector(store)
    add(record, "A zorbak sleeps.")
    add(record, "The zorbax wakes.", scope="1")

    spelling.refresh(store.generation())

    assert [True, False] == [spelling.knows("ZORBAX", scope) for scope in ("1", "2")]
    assert [None, "zorbak"] == [spelling.correct("zorbax", scope) for scope in ("1", "2")]


def test_a_nearer_word_of_another_scope_does_not_hide_one_that_may_be_seen(
    record: Index, store: Store
) -> None:
    add(record, "The grumblefort stands.")
    add(record, "The grumblefart stands.", scope="1")

    assert "grumblefort" == SpellingCorrector(store).correct("grumblefartt", "2")


@pytest.mark.slow
def test_what_another_process_adds_is_followed(
    record: Index, store: Store, data: Path, tmp_path: Path
) -> None:
    spelling = SpellingCorrector(store)
    assert spelling.correct("zorbax") is None

    other = AnotherProcess(data, write(tmp_path / "a.txt", "A zorbak sleeps."))
    other.start()
    other.finish()

    assert "zorbak" == spelling.correct("zorbax")


def test_the_words_of_a_large_record_are_kept_between_runs(record: Index, store: Store, data: Path) -> None:
    cache = CacheFolder(data / "cache" / "words", layout=SpellingCorrector.LAYOUT)
    add(record, "A zorbak sleeps.", scope="1")
    gone = add(record, "The grumblefort stands.")
    SpellingCorrector(store, cache, worth_writing=2).correct("watre")
    record.remove(gone.id, scope=ANY_SCOPE)
    add(record, "Two lanterns glimmerash.")

    again = SpellingCorrector(store, cache, worth_writing=2)

    assert 2 == cache.generation()
    assert [None, "zorbak"] == [again.correct("zorbax", scope) for scope in ("2", "1")]
    assert [None, "glimmerash"] == [again.correct("grumbelfort"), again.correct("glimerash")]
    assert (4, []) == (cache.generation(), cache.find_damage())


def test_what_was_purged_is_in_no_file_of_words(record: Index, store: Store) -> None:
    cache = record.engine.search.caches["spelling"]
    spelling = SpellingCorrector(store, cache, worth_writing=2)
    for text in ("A zorbak sleeps.", "A lantern glimmers.", "The grumblefort stands."):
        gone = add(record, text)
    spelling.correct("watre")
    assert b"grumblefort" in (cache.files / "words.npz").read_bytes()

    record.admin.purge(gone.id, "asked to")
    assert not (cache.files / "words.npz").exists()
    spelling.correct("watre")

    assert b"zorbak" in (raw := (cache.files / "words.npz").read_bytes())
    assert b"grumblefort" not in raw
    assert (4, []) == (cache.generation(), cache.find_damage())


def test_a_damaged_file_of_words_is_made_anew(record: Index, store: Store, data: Path) -> None:
    cache = CacheFolder(data / "cache" / "words", layout=SpellingCorrector.LAYOUT)
    add(record, "A zorbak sleeps.")
    SpellingCorrector(store, cache, worth_writing=1).correct("watre")
    file = cache.files / "words.npz"
    write(file, file.read_bytes().replace(b"zorbak", b"zorbat"))

    assert "zorbak" == SpellingCorrector(store, cache, worth_writing=1).correct("zorbax")
    assert [] == cache.find_damage()


def test_a_small_record_has_no_file_of_words(record: Index, data: Path) -> None:
    add(record, "A zorbak sleeps.")

    record.ask("Where does the zorbax sleep?")
    record.refresh()

    assert [] == list((data / "cache" / "spelling").rglob("words.npz"))


def test_several_threads_mend_while_documents_come(record: Index, store: Store) -> None:
    spelling = SpellingCorrector(store)
    add(record, TEXT)
    found: list[str | None] = []

    def mend() -> None:
        found.extend(spelling.correct("watre") for _ in range(50))

    threads = [threading.Thread(target=mend) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(10):
        add(record, f"Number {number} is a zorbak.")
    for thread in threads:
        thread.join()

    assert ["water"] * 200 == found
    assert "zorbak" == spelling.correct("zorbax")
