"""A reader that remembers what it read."""

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from index.reranking import caching_reranker
from index.reranking.caching_reranker import CachingReranker
from index.reranking.reranker import Logits


class CountingReader:
    """Gives the length of question and window, and counts what it reads."""

    name = "counting"

    def __init__(self) -> None:
        self.read_so_far: list[tuple[str, str]] = []

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        self.read_so_far += [(question, window) for window in windows]
        return np.array([100 * len(question) + len(window) for window in windows], np.float32)


@pytest.fixture
def counting() -> CountingReader:
    return CountingReader()


@pytest.fixture
def reader(counting: CountingReader) -> CachingReranker:
    return CachingReranker(counting)


def test_a_window_is_read_once_for_a_question(reader: CachingReranker, counting: CountingReader) -> None:
    first = reader.score("Who?", ["a", "bb"])
    again = reader.score("Who?", ["ccc", "bb", "a"])

    assert ([401, 402], [403, 402, 401]) == (first.tolist(), again.tolist())
    assert [("Who?", "a"), ("Who?", "bb"), ("Who?", "ccc")] == counting.read_so_far
    assert (again.dtype, reader.name) == (np.float32, "counting")


def test_another_question_is_read_anew(reader: CachingReranker) -> None:
    reader.score("Who", ["?a"])

    assert [401.0] == reader.score("Who?", ["a"]).tolist()


def test_the_same_window_twice_is_read_once(reader: CachingReranker, counting: CountingReader) -> None:
    assert [401, 401] == reader.score("Who?", ["a", "a"]).tolist()
    assert [("Who?", "a")] == counting.read_so_far


def test_of_no_windows_there_is_nothing_to_read(reader: CachingReranker, counting: CountingReader) -> None:
    assert [] == reader.score("Who?", []).tolist()
    assert [] == counting.read_so_far


def test_what_was_not_used_for_the_longest_is_forgotten(
    reader: CachingReranker, counting: CountingReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caching_reranker, "_CACHED_WINDOWS", 2)
    for window in ("a", "bb", "a", "ccc"):
        reader.score("Who?", [window])

    reader.score("Who?", ["a", "bb"])

    assert ["a", "bb", "ccc", "bb"] == [window for _, window in counting.read_so_far]


def test_several_threads_get_what_the_reader_gives(reader: CachingReranker) -> None:
    found: list[list[float]] = []
    windows = ["a" * length for length in range(50)]
    threads = [
        threading.Thread(target=lambda: found.append(reader.score("Who?", windows).tolist()))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [[400.0 + length for length in range(50)]] * 4 == found
