"""Candidates: both searches, fused, at the store's generation."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Index
from index.search.cache_folder import CacheFolder
from index.search.dense import DenseIndex
from index.search.retriever import HybridRetriever
from index.store.backup_file import DATABASE_NAME
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.search.test_dense import as_scores
from tests.index.writing import add

WORDS = (
    *("storks", "build", "nests", "chimneys", "spring", "markets", "report", "letter", "office", "names"),
    *("winter", "rivers", "websites", "proxies", "courts", "orders"),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """A record of forty passages, each of four words."""
    with Index.open(tmp_path_factory.mktemp("full"), encoder=HashingEncoder()) as index:
        numbers = np.random.default_rng(0)
        for number in range(40):
            add(index, f"{' '.join(numbers.choice(WORDS, 4))} {number}.", title=f"T{number}")
        index.engine.search.catch_up()
        yield index


def find(search: HybridRetriever, question: str, documents: list[str] | None = None) -> dict[int, float]:
    candidates = search.retrieve(question, HashingEncoder().encode([question])[0], documents)
    return dict(zip(candidates.ids.tolist(), candidates.fused.tolist(), strict=True))


def stretch(scores: dict[int, float]) -> dict[int, float]:
    """Min-max scores; a list of equals is all at the top."""
    least, greatest = min(scores.values(), default=0), max(scores.values(), default=0)
    return {
        number: (score - least) / (greatest - least) if greatest > least else 1.0
        for number, score in scores.items()
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from((*WORDS, "where", "unheard")), min_size=1, max_size=5).map(" ".join))
def test_scores_are_half_of_one_search_and_half_of_the_other(full: Index, question: str) -> None:
    search = full.engine.search
    vector = HashingEncoder().encode([question])[0]
    dense = as_scores(search.dense.search(vector, 150))
    lexical = as_scores(search.lexical.search(search.lexical.stems(question), 150))
    parts = [stretch(dense), stretch(lexical)]
    expected = {
        number: sum(0.5 * part.get(number, 0) for part in parts) for number in dense.keys() | lexical.keys()
    }

    found = find(search, question)

    assert expected == pytest.approx(found, abs=1e-5)
    assert sorted(found.values(), reverse=True) == list(found.values())


def test_the_cosine_with_the_question_comes_along(full: Index) -> None:
    vector = HashingEncoder().encode(["storks build nests"])[0]

    candidates = full.engine.search.retrieve("storks build nests", vector)

    assert full.engine.search.dense.similarities(vector, candidates.ids) == pytest.approx(candidates.dense)


def test_the_only_passage_with_a_word_is_not_ranked_like_those_without_it(record: Index) -> None:
    rare = add(record, "A swallow.")
    for number in range(3):
        add(record, f"Storks build nests number {number}.")
    record.engine.search.catch_up()

    found = find(record.engine.search, "swallow")

    assert rare.id == record.engine.search.dense.document_of(next(iter(found)))
    assert max(found.values()) == pytest.approx(1.0)


def test_a_search_among_documents_finds_no_others(full: Index) -> None:
    wanted = [document.id for document in full.documents()[:3]]

    owners = {
        full.engine.search.dense.document_of(number)
        for number in find(full.engine.search, "storks nests", wanted)
    }

    assert set(wanted) == owners
    assert {} == find(full.engine.search, "storks nests", [])


@pytest.mark.parametrize("count", [5, 10, 25, 39])
def test_a_filter_that_leaves_much_finds_by_words_what_one_among_few_would(full: Index, count: int) -> None:
    wanted = [document.id for document in full.documents()[:count]]
    search, question = full.engine.search, "storks build nests in spring"
    dense = as_scores(search.dense.search(HashingEncoder().encode([question])[0], 150, wanted))
    lexical = as_scores(search.lexical.search(search.lexical.stems(question), 150, wanted))
    parts = [stretch(dense), stretch(lexical)]

    found = find(search, question, wanted)

    assert {
        number: sum(0.5 * part.get(number, 0) for part in parts) for number in dense.keys() | lexical.keys()
    } == pytest.approx(found, abs=1e-5)


@pytest.mark.parametrize("count", [0, 1, 3, 25, 40])
@pytest.mark.parametrize("word", ["storks", "proxies", "unheard"])
def test_whether_a_word_stands_in_some_documents_is_told_alike_of_few_and_many(
    full: Index, count: int, word: str
) -> None:
    wanted = [document.id for document in full.documents()[:count]]
    stem = full.engine.search.lexical.stems(word)[0]

    held = any(word in document.text.lower().split() for document in full.documents()[:count])

    assert held == full.engine.search.contains(stem, wanted)


def test_the_nearest_of_a_large_record_are_compared_with_the_vectors_of_the_store(
    record: Index, data: Path
) -> None:
    numbers = np.random.default_rng(1)
    for number in range(30):
        add(record, f"{' '.join(numbers.choice(WORDS, 6))} {number}.")
    vector = HashingEncoder().encode(["storks build nests in spring"])[0]
    record.engine.search.catch_up()
    exact = record.engine.search.dense_search(vector)
    search = record.engine.search
    search.dense = DenseIndex(CacheFolder(data / "grouped", layout="grouped"), exact_up_to=10)
    search.catch_up()

    found = search.dense_search(vector)

    assert not search.dense.is_exact
    assert as_scores(exact) == pytest.approx(as_scores(found), abs=1e-3)  # float16 is what the store keeps
    assert sorted(found[1].tolist(), reverse=True) == found[1].tolist()


def test_an_empty_record_has_no_candidates(record: Index) -> None:
    assert {} == find(record.engine.search, "storks")


def test_deleted_caches_are_made_again_without_encoding(data: Path, encoder: HashingEncoder) -> None:
    with Index.open(data, encoder=encoder) as index:
        for number in range(5):
            add(index, f"Storks build nests number {number}.")
        before = index.ask("Where do storks build nests?", limit=5).quotations
    shutil.rmtree(data / "cache")
    encoder.texts.clear()

    with Index.open(data, encoder=encoder) as index:
        assert [] == encoder.texts
        assert before == index.ask("Where do storks build nests?", limit=5).quotations
        assert [] == index.check()


@pytest.mark.parametrize(
    "path", ["cache", "cache/dense", "cache/dense/files", "cache/lexical", "cache/lexical/files/meta.json"]
)
def test_caches_deleted_under_an_open_record_lose_nothing(record: Index, data: Path, path: str) -> None:
    first = add(record, "Storks build nests.")
    record.ask("storks")
    doomed = data / path
    shutil.rmtree(doomed) if doomed.is_dir() else doomed.unlink()

    second = add(record, "Storks have two nests.")

    assert {first.id, second.id} == {q.document_id for q in record.ask("Do storks have nests?").quotations}
    record.close()
    with Index.open(data, encoder=HashingEncoder()) as index:
        assert {first.id, second.id} == {q.document_id for q in index.ask("Do storks have nests?").quotations}
        assert [] == index.check()


def test_words_that_another_process_wrote_ahead_of_this_ones_vectors_are_passed_over(
    record: Index, data: Path
) -> None:
    """The lexical files are shared; each process holds vectors of its own."""
    first = add(record, "Storks build nests.")
    record.engine.search.catch_up()
    behind = record.engine.search
    store = Store.open(data, model="hashed stems")
    with Index.open(data, encoder=HashingEncoder()) as other:
        add(other, "Storks have two nests.")
        other.engine.search.catch_up()
    behind.lexical.catch_up(store.changes_since, 1)
    assert 2 == behind.lexical.size

    found = find(behind, "storks nests")

    assert [first.id] == [behind.dense.document_of(number) for number in found]
    store.close()


def test_caches_ahead_of_a_store_that_was_put_back_are_made_again(data: Path) -> None:
    with Index.open(data, encoder=HashingEncoder()) as index:
        add(index, "Storks build nests.")
    older = (data / DATABASE_NAME).read_bytes()
    with Index.open(data, encoder=HashingEncoder()) as index:
        add(index, "Swallows live in barns.")
        index.engine.search.catch_up()
    for left in data.glob(f"{DATABASE_NAME}*"):
        left.unlink()
    (data / DATABASE_NAME).write_bytes(older)

    with Index.open(data, encoder=HashingEncoder()) as index:
        add(index, "Owls sleep by day.\n\nHead\n\nThey hunt mice in the dark.")

        assert "They hunt mice in the dark." == index.ask("Who does hunt mice?").quotations[0].text
        assert [] == index.check()


def test_caches_of_another_store_at_the_same_generation_are_made_again(data: Path, tmp_path: Path) -> None:
    texts = {data: "Storks build nests.", tmp_path / "other": "One.\n\nHead\n\nSwallows live in barns."}
    for folder, text in texts.items():
        with Index.open(folder, encoder=HashingEncoder()) as index:
            add(index, text)
            index.engine.search.catch_up()
    for left in data.glob(f"{DATABASE_NAME}*"):
        left.unlink()
    for file in (tmp_path / "other").glob(f"{DATABASE_NAME}*"):
        shutil.copy(file, data)

    with Index.open(data, encoder=HashingEncoder()) as index:
        assert "Swallows live in barns." == index.ask("Where do swallows live?", limit=1).quotations[0].text


def test_a_question_does_not_wait_for_a_long_catching_up(record: Index) -> None:
    add(record, "Storks build nests.")
    record.engine.search.catch_up()
    added = add(record, "Swallows live in barns.")
    changes = record.engine.search.lexical.catch_up
    may_go_on, is_at_work = threading.Event(), threading.Event()

    def take_long(*arguments: Any, **options: Any) -> None:
        is_at_work.set()
        may_go_on.wait()
        changes(*arguments, **options)

    record.engine.search.lexical.catch_up = take_long  # type: ignore[method-assign]  # the moment is to be this one
    slow = threading.Thread(target=record.engine.search.catch_up)
    slow.start()
    is_at_work.wait()

    assert "Storks build nests." == record.ask("Where do storks build nests?").quotations[0].text
    may_go_on.set()
    slow.join()
    assert added.id == record.ask("Where do swallows live?").quotations[0].document_id


def test_damage_is_mended_and_not_hidden_when_a_document_is_added(record: Index, data: Path) -> None:
    add(record, "Storks build nests.")
    record.engine.search.catch_up()
    words = next((data / "cache/lexical/files").glob("*.term"))
    with words.open("r+b") as file:
        file.seek(-1, 2)
        byte = file.read(1)[0]
        file.seek(-1, 2)
        file.write(bytes([byte ^ 1]))
    assert [f"The file {words} of the search cache does not match its checksum."] == record.check()

    add(record, "Swallows live in barns.")
    record.engine.search.catch_up()

    assert ([], False) == (record.check(), words.exists())
