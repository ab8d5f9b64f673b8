"""The dense index beyond the size up to which it is exact: nearly the same results."""

from pathlib import Path

import numpy as np
import pytest

from index.domain.document import EVERYONE
from index.encoding.encoder import Vectors
from index.search import faiss_index as kinds
from index.search.cache_folder import CacheFolder
from index.search.dense import DenseIndex
from index.store.rows import ActivePassage, DocumentChange
from tests.index.search.test_dense import Changes

COUNT = 600
EACH = 6
"""Passages of a document."""

FEW = 20


def make_vectors(count: int = COUNT, seed: int = 0) -> Vectors:
    """Unit vectors around some centres, as texts of several subjects have them."""
    numbers = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(12, 32))
    made = centres[numbers.integers(0, 12, count)] + 0.7 * numbers.normal(size=(count, 32))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def change(document: str, first: int, vectors: Vectors) -> DocumentChange:
    """A document with passages from an id on."""
    live = (ActivePassage(first + n, "Title", None, "Text.", vector) for n, vector in enumerate(vectors))
    return DocumentChange(document, EVERYONE, tuple(live))


def fill(changes: Changes, vectors: Vectors, first: int = 0) -> int:
    """Documents of a few passages each, named by their number."""
    for start in range(0, len(vectors), EACH):
        number = first + start
        made = changes.make(change(f"d{number // EACH}", number, vectors[start : start + EACH]))
    return made


def rank(vectors: Vectors, question: Vectors, among: range | list[int], limit: int) -> set[int]:
    """The ids of the most alike, by comparing with each."""
    return set(sorted(among, key=lambda number: -float(vectors[number] @ question))[:limit])


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among few passages each is compared; here that is so few that filters meet the groups as well."""
    monkeypatch.setattr(kinds, "_EXACT_MAX_FILTERED", FEW)


@pytest.fixture
def cache(tmp_path: Path) -> CacheFolder:
    return CacheFolder(tmp_path / "dense", layout=DenseIndex.LAYOUT)


def open_index(cache: CacheFolder, many: int = 10**6) -> DenseIndex:
    return DenseIndex(cache, exact_up_to=100, many=many)


@pytest.fixture
def changes() -> Changes:
    made = Changes()
    fill(made, make_vectors())
    return made


@pytest.fixture
def grouped(cache: CacheFolder, changes: Changes) -> DenseIndex:
    """An index of as many passages as are grouped."""
    index = open_index(cache)
    index.catch_up(changes.since, changes.count)
    assert not index.is_exact
    return index


def test_an_index_is_exact_until_it_has_grown(cache: CacheFolder) -> None:
    changes, index = Changes(), open_index(cache)
    vectors = make_vectors()

    index.catch_up(changes.since, fill(changes, vectors[:96]))
    was_exact = index.is_exact
    index.catch_up(changes.since, fill(changes, vectors[96:], first=96))

    assert (True, False) == (was_exact, index.is_exact)
    assert set(range(COUNT)) == index.ids


def test_where_all_groups_are_looked_at_the_most_alike_are_found(
    grouped: DenseIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "_NPROBE", 10**6)
    vectors, questions = make_vectors(), make_vectors(30, seed=1)

    found = [set(grouped.search(question, 10)[0].tolist()) for question in questions]

    hits = sum(len(one & rank(vectors, q, range(COUNT), 10)) for one, q in zip(found, questions, strict=True))
    assert hits >= 0.97 * 10 * len(questions)  # a byte a dimension tells close ones apart hardly less well


def test_similarities_are_those_of_the_vectors_within_what_a_byte_tells(grouped: DenseIndex) -> None:
    vectors, question = make_vectors(), make_vectors(1, seed=2)[0]
    ids = np.array([5, 599, 0, 17])

    assert pytest.approx((vectors[ids] @ question).tolist(), abs=0.01) == (
        grouped.similarities(question, ids).tolist()
    )


@pytest.mark.parametrize("wanted", [0, 1, 3, 10, 60, 99])
def test_a_filter_is_never_left_and_finds_as_many_as_there_are(grouped: DenseIndex, wanted: int) -> None:
    vectors, question = make_vectors(), make_vectors(1, seed=3)[0]
    numbers = np.random.default_rng(wanted).permutation(COUNT // EACH)[:wanted].tolist()
    documents = [f"d{number}" for number in numbers]
    among = [number * EACH + n for number in numbers for n in range(EACH)]

    ids, scores = grouped.search(question, 12, documents)

    assert {grouped.document_of(number) for number in ids.tolist()} <= set(documents)
    assert min(12, len(among)) == len(set(ids.tolist()))
    assert sorted(scores.tolist(), reverse=True) == scores.tolist()
    assert len(set(ids.tolist()) & rank(vectors, question, among, 12)) >= min(len(among), 11)


def test_the_passages_of_a_filter_are_those_of_now(grouped: DenseIndex, changes: Changes) -> None:
    question, documents = make_vectors()[0], ["d0"]
    before = set(grouped.search(question, 10, documents)[0].tolist())

    grouped.catch_up(changes.since, changes.make(change("d0", 700, make_vectors(2, seed=4))))

    assert ({0, 1, 2, 3, 4, 5}, {700, 701}) == (
        before,
        set(grouped.search(question, 10, documents)[0].tolist()),
    )


def test_what_was_removed_is_never_found_again(
    grouped: DenseIndex, changes: Changes, cache: CacheFolder
) -> None:
    vectors = make_vectors()
    for number in range(0, 100, 2):
        made = changes.make(change(f"d{number}", 0, vectors[:0]))
    gone = {number * EACH + n for number in range(0, 100, 2) for n in range(EACH)}

    grouped.catch_up(changes.since, made)
    grouped.save()

    for index in (grouped, open_index(cache)):
        assert set(range(COUNT)) - gone == index.ids
        assert not any(gone & set(index.search(vectors[number], 50)[0].tolist()) for number in sorted(gone))
        assert [] == index.search(vectors[0], 5, ["d0"])[0].tolist()
        assert not index.holds(np.array(sorted(gone))).any()


def test_what_is_added_is_found_and_what_comes_back_as_well(grouped: DenseIndex, changes: Changes) -> None:
    new, old = make_vectors(1, seed=5), make_vectors()[:EACH]
    changes.make(change("new", 5000, new))
    grouped.catch_up(changes.since, changes.make(change("d0", 0, old[:0])))
    assert 5000 == grouped.search(new[0], 1)[0][0]

    grouped.catch_up(changes.since, changes.make(change("d0", 0, old)))

    assert [0, 1, 2, 3, 4, 5] == [grouped.search(vector, 1)[0][0] for vector in old]
    assert COUNT + 1 == len(grouped.ids)


def test_groups_are_made_anew_once_there_are_many_more_vectors(
    cache: CacheFolder, changes: Changes, grouped: DenseIndex
) -> None:
    more = make_vectors(3000, seed=6)

    grouped.catch_up(changes.since, fill(changes, more, first=COUNT))
    grouped.save()

    again = open_index(cache)
    for index in (grouped, again):
        assert set(range(COUNT + 3000)) == index.ids
        assert [COUNT + n for n in range(20)] == [index.search(vector, 1)[0][0] for vector in more[:20]]


def test_the_file_of_a_large_index_is_not_written_for_each_document(
    cache: CacheFolder, changes: Changes
) -> None:
    index = open_index(cache, many=100)
    index.catch_up(changes.since, changes.count)
    index.save()
    written = cache.generation()

    index.catch_up(changes.since, changes.make(change("new", 5000, make_vectors(1, seed=5))))
    index.save()

    assert (100, 100, 101) == (written, cache.generation(), index.generation)
    again = open_index(cache, many=100)
    assert 5000 not in again.ids
    again.catch_up(changes.since, 101)
    assert 5000 == again.search(make_vectors(1, seed=5)[0], 1)[0][0]

    index.catch_up(changes.since, changes.make(change("newer", 6000, make_vectors(30, seed=8))))
    index.save()
    assert 102 == cache.generation()


def test_what_left_a_large_index_leaves_the_file_at_once(cache: CacheFolder, changes: Changes) -> None:
    """It may have been purged."""
    index = open_index(cache, many=100)
    index.catch_up(changes.since, changes.count)
    index.save()

    index.catch_up(changes.since, changes.make(change("d0", 0, make_vectors()[:0])))
    index.save()

    assert set(range(EACH, COUNT)) == open_index(cache, many=100).ids


def test_a_large_index_whose_files_were_wiped_writes_them_again(cache: CacheFolder, changes: Changes) -> None:
    """As when something was purged: nothing of it may stay in a file, nor be the rest without one."""
    index = open_index(cache, many=100)
    index.catch_up(changes.since, changes.count)
    index.save()
    with cache.lock():
        cache.clear()

    index.catch_up(changes.since, changes.make(change("d0", 0, make_vectors()[:0])))
    index.save()

    assert (101, COUNT - EACH) == (cache.generation(), len(open_index(cache, many=100).ids))


@pytest.mark.parametrize("name", ["passages.faiss", "passages.npy", "owners.npy", "documents.npy"])
def test_a_damaged_file_of_a_large_index_is_made_anew(
    cache: CacheFolder, changes: Changes, grouped: DenseIndex, name: str
) -> None:
    grouped.save()
    raw = bytearray((cache.files / name).read_bytes())
    raw[len(raw) // 2] ^= 1
    (cache.files / name).write_bytes(raw)

    again = open_index(cache)

    assert (0, set(), 1) == (again.generation, again.ids, len(again.mended))
    again.catch_up(changes.since, changes.count)
    again.save()
    assert (grouped.ids, []) == (again.ids, cache.find_damage())


@pytest.mark.parametrize("name", ["passages.faiss", "passages.npy", "owners.npy", "documents.npy"])
def test_a_crash_before_all_files_are_written_leaves_none_that_are_read(
    cache: CacheFolder, grouped: DenseIndex, name: str
) -> None:
    grouped.save()
    kept = {path: path.read_bytes() for path in cache.files.iterdir() if path.name != name}
    cache.clear()
    for path, raw in kept.items():  # the page comes last
        path.write_bytes(raw)

    assert (0, set()) == ((again := open_index(cache)).generation, again.ids)
