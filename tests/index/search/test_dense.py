"""Exact inner products over passages, and following the store."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.domain.document import EVERYONE
from index.encoding.encoder import Vectors
from index.search.cache_folder import CacheFolder
from index.search.dense import DenseIndex
from index.search.lexical import Ranked
from index.store.rows import ActivePassage, DocumentChange
from tests.fakes import HashingEncoder
from tests.strength import examples

WORDS = ("storks", "build", "nests", "chimneys", "spring", "markets", "report", "letter")


def change(document: str, passages: dict[int, str]) -> DocumentChange:
    """A document with passages by id, whatever it had before."""
    vectors = HashingEncoder().encode(list(passages.values()))
    live = tuple(
        ActivePassage(number, "Title", None, text, vector)
        for (number, text), vector in zip(passages.items(), vectors, strict=True)
    )
    return DocumentChange(document, EVERYONE, live)


class Changes:
    """What a store would tell: each change with the generation that it made."""

    def __init__(self) -> None:
        self._made: list[DocumentChange] = []

    def make(self, made: DocumentChange) -> int:
        self._made.append(made)
        return len(self._made)

    @property
    def count(self) -> int:
        return len(self._made)

    def since(self, generation: int) -> Iterator[DocumentChange]:
        return iter(self._made[generation:])


def as_scores(ranked: Ranked) -> dict[int, float]:
    """What a search found, by passage."""
    ids, scores = ranked
    return dict(zip(ids.tolist(), scores.tolist(), strict=True))


def encode(text: str) -> Vectors:
    return np.asarray(HashingEncoder().encode([text])[0])


@pytest.fixture
def cache(tmp_path: Path) -> CacheFolder:
    return CacheFolder(tmp_path / "dense", layout=DenseIndex.LAYOUT)


def test_an_empty_index_finds_nothing(cache: CacheFolder) -> None:
    index = DenseIndex(cache)

    ids, scores = index.search(encode("storks"), 5)

    assert ([], [], set()) == (ids.tolist(), scores.tolist(), index.ids)
    assert [] == index.similarities(encode("storks"), np.array([], np.int64)).tolist()


@settings(max_examples=examples(50))
@given(
    st.dictionaries(
        st.integers(0, 2**40), st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join), min_size=1
    ),
    st.sampled_from(WORDS),
    st.integers(0, 8),
)
def test_the_most_alike_are_found_as_by_comparing_with_each(
    passages: dict[int, str], question: str, limit: int
) -> None:
    with TemporaryDirectory() as folder:
        index = DenseIndex(CacheFolder(Path(folder), layout=DenseIndex.LAYOUT))
        changes = Changes()
        index.catch_up(changes.since, changes.make(change("a", passages)))

        ids, scores = index.search(encode(question), limit)

        similarity = {number: float(encode(text) @ encode(question)) for number, text in passages.items()}
        assert sorted(similarity.values(), reverse=True)[:limit] == pytest.approx(scores.tolist(), abs=1e-5)
        assert [similarity[number] for number in ids.tolist()] == pytest.approx(scores.tolist(), abs=1e-5)
        assert len(set(ids.tolist())) == len(ids) == min(limit, len(passages))
        every = np.array(list(passages), np.int64)
        found = index.similarities(encode(question), every)
        assert list(similarity.values()) == pytest.approx(found.tolist(), abs=1e-5)


def test_a_search_among_documents_finds_no_others(cache: CacheFolder) -> None:
    index, changes = DenseIndex(cache), Changes()
    changes.make(change("a", {1: "storks", 2: "nests"}))
    index.catch_up(changes.since, changes.make(change("b", {3: "storks"})))

    among: list[list[str]] = [["a"], ["b"], ["a", "b"], [], ["c"]]
    found = [sorted(index.search(encode("storks"), 5, some)[0].tolist()) for some in among]

    assert [[1, 2], [3], [1, 2, 3], [], []] == found


def test_what_left_is_forgotten_and_following_twice_is_harmless(cache: CacheFolder) -> None:
    index, changes = DenseIndex(cache), Changes()
    changes.make(change("a", {1: "storks", 2: "nests"}))
    changes.make(change("b", {3: "spring"}))
    index.catch_up(changes.since, 2)
    changes.make(change("a", {4: "letter"}))
    changes.make(change("b", {}))

    index.catch_up(changes.since, 3)
    index.catch_up(lambda _: changes.since(0), 4)

    assert {4} == index.ids
    assert [4] == index.search(encode("letter"), 5)[0].tolist()
    assert ("a", [True, False]) == (index.document_of(4), index.holds(np.array([4, 1])).tolist())


def test_the_file_saves_the_next_opening_the_work(cache: CacheFolder) -> None:
    index, changes = DenseIndex(cache), Changes()
    index.catch_up(changes.since, changes.make(change("a", {1: "storks", 2**40: "nests"})))
    index.save()

    again = DenseIndex(cache)

    assert (1, {1, 2**40}) == (again.generation, again.ids)
    assert [2**40, 1] == again.search(encode("nests"), 5)[0].tolist()


@pytest.mark.parametrize("name", ["passages.faiss", "documents.npy"])
@pytest.mark.parametrize("position", [0, 0.5, 1])
def test_a_file_with_a_changed_byte_is_not_read(cache: CacheFolder, name: str, position: float) -> None:
    index, changes = DenseIndex(cache), Changes()
    index.catch_up(changes.since, changes.make(change("a", {1: "storks", 2: "nests"})))
    index.save()
    raw = bytearray((cache.files / name).read_bytes())
    raw[int(position * (len(raw) - 1))] ^= 1
    (cache.files / name).write_bytes(raw)

    again = DenseIndex(cache)

    assert (0, set()) == (again.generation, again.ids)
    again.catch_up(changes.since, 1)
    again.save()
    assert ({1, 2}, []) == (again.ids, cache.find_damage())


def test_an_index_that_is_behind_does_not_write_over_a_newer_file(cache: CacheFolder) -> None:
    changes = Changes()
    changes.make(change("a", {1: "storks"}))
    slow, fast = DenseIndex(cache), DenseIndex(cache)
    changes.make(change("b", {2: "nests"}))
    fast.catch_up(changes.since, 2)
    fast.save()

    slow.catch_up(lambda _: iter([change("a", {1: "storks"})]), 1)
    slow.save()

    assert (2, 1) == (cache.generation(), slow.generation)
    assert {1, 2} == DenseIndex(cache).ids


def test_an_index_whose_last_document_left_is_empty(cache: CacheFolder) -> None:
    index, changes = DenseIndex(cache), Changes()
    index.catch_up(changes.since, changes.make(change("a", {1: "storks"})))

    index.catch_up(changes.since, changes.make(change("a", {})))
    index.save()

    assert (set(), set()) == (index.ids, DenseIndex(cache).ids)
    assert [] == index.search(encode("storks"), 5)[0].tolist()
