"""BM25 over the passages' words, whatever a question holds."""

import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.domain.document import EVERYONE
from index.search.cache_folder import CacheFolder
from index.search.lexical import LexicalIndex
from index.store.rows import DocumentChange
from tests.index.search.test_dense import Changes, as_scores, change

TEXTS = {1: "Storks build nests.", 2: "Storks come back in spring, storks!", 3: "The letter names markets."}


@pytest.fixture
def cache(tmp_path: Path) -> CacheFolder:
    return CacheFolder(tmp_path / "lexical", layout=LexicalIndex.LAYOUT)


@pytest.fixture
def index(cache: CacheFolder) -> LexicalIndex:
    """Three passages of three documents, named by letters."""
    index, changes = LexicalIndex(cache), Changes()
    for name, (number, text) in zip("abc", TEXTS.items(), strict=True):
        changes.make(change(name, {number: text}))
    index.catch_up(changes.since, 3)
    return index


def find(index: LexicalIndex, question: str, limit: int = 9, among: list[str] | None = None) -> list[int]:
    ids: list[int] = index.search(index.stems(question), limit, among)[0].tolist()
    return ids


def test_words_are_found_by_their_stems(index: LexicalIndex) -> None:
    assert [3] == find(index, "naming a MARKET")
    assert [3, 1, 2] == [*find(index, "letters"), *find(index, "building"), *find(index, "spring")]


def test_accents_and_capitals_make_no_difference(index: LexicalIndex) -> None:
    assert [2] == find(index, "SPRÍNG")


def test_the_best_is_first_and_no_more_than_asked_for(index: LexicalIndex) -> None:
    ids, scores = index.search(index.stems("storks build"), 9)

    assert ([1, 2], True) == (ids.tolist(), bool(scores[0] > scores[1] > 0))
    assert ([1], []) == (find(index, "storks build", 1), find(index, "storks build", 0))


def test_a_large_record_is_not_searched_for_words_that_most_passages_hold(
    index: LexicalIndex, cache: CacheFolder
) -> None:
    large = LexicalIndex(cache, many=3)

    assert ([1, 2, 3], [3]) == (sorted(find(index, "storks letter")), find(large, "storks letter"))
    assert {1, 2} == set(find(large, "storks"))


def test_titles_and_headings_are_found_too(cache: CacheFolder) -> None:
    index, changes = LexicalIndex(cache), Changes()
    [passage] = change("a", {1: "Words."}).live
    titled = type(passage)(1, "On storks", "Their nests", "Words.", passage.vector)
    index.catch_up(changes.since, changes.make(DocumentChange("a", EVERYONE, (titled,))))

    assert [[1], [1], [1], []] == [find(index, word) for word in ("stork", "nest", "words", "spring")]


def test_a_search_among_documents_finds_no_others_and_scores_alike(index: LexicalIndex) -> None:
    everywhere = as_scores(index.search(["stork"], 9))
    among = as_scores(index.search(["stork"], 9, ["b", "c"]))

    assert {2: everywhere[2]} == pytest.approx(among)
    assert [] == find(index, "storks", among=[])


def test_a_word_asked_twice_counts_twice(index: LexicalIndex) -> None:
    """As BM25 does with long queries, in which what matters is repeated."""
    once, twice = (index.search(index.stems(q), 9)[1] for q in ("storks", "storks stork"))

    assert (2 * once).tolist() == pytest.approx(twice.tolist())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.text(alphabet="\"()[]{}:^~*?+-!&|\\/ 'ANDORT"))
def test_whatever_is_asked_is_words_and_never_a_query(index: LexicalIndex, question: str) -> None:
    assert set(find(index, question)) <= set(TEXTS)


@pytest.mark.parametrize(
    ("question", "stems"),
    [
        ("Where do the storks build their nests?", ["stork", "build", "nest"]),
        ("storks, Storks and STORK", ["stork"]),
        ("Who is it?", ["who", "is", "it"]),
        ("", []),
        ("?!", []),
        ("x" * 61, []),
        ("原告は訴えた", ["原告は訴えた"]),
    ],
)
def test_function_words_are_left_out_unless_there_are_no_others(
    index: LexicalIndex, question: str, stems: list[str]
) -> None:
    assert stems == index.content_stems(question)


def test_rarity_is_that_of_bm25(index: LexicalIndex) -> None:
    """idf = ln(1 + (N - n + 0.5) / (n + 0.5)): Robertson and Zaragoza 2009, as Lucene keeps it positive."""
    expected = [math.log(1 + (3 - n + 0.5) / (n + 0.5)) for n in (2, 1, 0)]

    assert expected == pytest.approx(index.idf(["stork", "nest", "absent"]).tolist())


def test_rarity_in_an_empty_index_is_a_number(cache: CacheFolder) -> None:
    assert [math.log(2)] == pytest.approx(LexicalIndex(cache).idf(["stork"]).tolist())


def test_rarity_stays_positive_when_documents_left(cache: CacheFolder) -> None:
    index, changes = LexicalIndex(cache), Changes()
    for name in "abc":
        changes.make(change(name, {ord(name): "Storks build nests."}))
    index.catch_up(changes.since, 3)
    for name in "ab":
        changes.make(change(name, {}))

    index.catch_up(changes.since, 5)

    assert index.idf(["stork"])[0] > 0
    assert (1, [ord("c")]) == (index.size, find(index, "storks"))


def test_files_that_another_process_writes_are_left_to_it(index: LexicalIndex, cache: CacheFolder) -> None:
    with CacheFolder(cache.folder, layout=LexicalIndex.LAYOUT).lock() as is_held:
        assert is_held
        index.catch_up(lambda _: iter([change("d", {4: "A swallow."})]), 4, wait=False)
    assert (3, []) == (index.generation, find(index, "swallow"))

    index.catch_up(lambda _: iter([change("d", {4: "A swallow."})]), 4, wait=False)

    assert (4, [4]) == (index.generation, find(index, "swallow"))


def test_following_twice_is_harmless(cache: CacheFolder) -> None:
    index, changes = LexicalIndex(cache), Changes()
    changes.make(change("a", {1: "Storks."}))
    index.catch_up(changes.since, 1)
    changes.make(change("a", {2: "Nests."}))

    index.catch_up(lambda _: changes.since(0), 2)

    assert (1, [], [2]) == (index.size, find(index, "storks"), find(index, "nests"))


def test_the_files_are_shared_and_opened_again(index: LexicalIndex, cache: CacheFolder) -> None:
    again = LexicalIndex(cache)

    assert (3, 3, [1, 2]) == (again.generation, again.size, find(again, "storks build"))


def test_another_opening_sees_what_was_written_after_it(index: LexicalIndex, cache: CacheFolder) -> None:
    other = LexicalIndex(cache)
    index.catch_up(lambda _: iter([change("d", {4: "A swallow."})]), 4)
    assert [] == find(other, "swallow")

    other.catch_up(lambda _: iter([]), 4)

    assert [4] == find(other, "swallow")


def test_a_changed_byte_in_any_file_is_found_and_the_next_opening_starts_anew(
    index: LexicalIndex, cache: CacheFolder
) -> None:
    files = [path for path in cache.files.iterdir() if path.stat().st_size and not path.name.startswith(".")]
    assert len(files) > 3
    for path in files:
        with path.open("r+b") as file:  # in place: the index has mapped it
            byte = file.read(1)[0]
            file.seek(0)
            file.write(bytes([byte ^ 1]))
        assert [f"The file {path} of the search cache does not match its checksum."] == cache.find_damage()
        with path.open("r+b") as file:
            file.write(bytes([byte]))
    with files[0].open("r+b") as file:
        file.write(bytes([file.read(1)[0] ^ 1]))

    again = LexicalIndex(cache)

    assert (0, 0) == (again.generation, again.size)
