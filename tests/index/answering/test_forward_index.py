"""The forward index: the content of each passage, computed once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.answer_types import find_contained_types
from index.answering.forward_index import MAX_WINDOW_SENTENCES, ForwardIndex, hash_stems, list_window_bounds
from index.store.rows import StoredVersion
from tests.index.answering.pools import documents, list_words, make_version, sum_said


class CountedVersions:
    """Versions by id, and how often each was asked for."""

    def __init__(self, *versions: StoredVersion) -> None:
        self._versions = {version.id: version for version in versions}
        self.asked: list[int] = []

    def __call__(self, number: int) -> StoredVersion:
        self.asked.append(number)
        return self._versions[number]


@pytest.mark.parametrize("count", range(1, 9))
def test_windows_are_all_runs_of_one_to_three_sentences(count: int) -> None:
    expected = {
        (first, last)
        for first in range(count)
        for last in range(first, count)
        if last - first < MAX_WINDOW_SENTENCES
    }

    found = list(zip(*(part.tolist() for part in list_window_bounds(count)), strict=True))

    assert expected == set(found)
    assert len(expected) == len(found)


@given(documents)
def test_an_entry_holds_what_its_passage_holds(text: str) -> None:
    version = make_version(text)
    forward = ForwardIndex(CountedVersions(version), list_words)

    for number, span in enumerate(version.split.passages):
        entry = forward.entry(1, number)
        sentences = version.split.sentences[span.first : span.last + 1]
        words = [version.document.text[s.start : s.end] for s in sentences]
        assert [len(list_words(one)) for one in words] == entry.lengths.tolist()
        stems, sentence_of = entry.stems.tolist()
        assert hash_stems(list_words(" ".join(words))).tolist() == stems
        assert [n for n, one in enumerate(words) for _ in list_words(one)] == sentence_of
        title = set(hash_stems(list_words(f"A market {span.heading or ''}")).tolist())
        assert sorted(title) == entry.title.tolist()
        for at, (first, last, characters, said) in enumerate(entry.windows.T.tolist()):
            own = slice(first - span.first, last - span.first + 1)
            held = np.any([find_contained_types(one) for one in words[own]], axis=0)
            assert held.tolist() == entry.contained_types[at].tolist()
            assert sentences[own][-1].end - sentences[own][0].start == characters
            assert sum_said(list_words(" ".join(words[own]))) == said
            assert np.linalg.norm(entry.vectors[own].sum(axis=0)) == pytest.approx(entry.norm[at], abs=1e-5)


def test_an_entry_is_made_once() -> None:
    versions = CountedVersions(make_version("One is. Two is.", 1), make_version("One is.", 2))
    forward = ForwardIndex(versions, list_words)

    assert forward.entry(1, 0) is forward.entry(1, 0)
    assert forward.entry(1, 0) is not forward.entry(2, 0)
    assert [1, 2] == versions.asked


def test_vectors_that_cancel_out_have_a_length_all_the_same() -> None:
    version = make_version("One is. Two is.")
    vectors = np.array([[1, 0], [-1, 0]], np.float32)
    opposed = StoredVersion(1, "abcd", False, version.document, version.split, version.passage_ids, vectors)

    assert (ForwardIndex(CountedVersions(opposed), list_words).entry(1, 0).norm > 0).all()


@given(st.lists(st.text(max_size=3), max_size=20))
def test_stems_are_the_same_numbers_wherever_they_stand(stems: list[str]) -> None:
    numbers = hash_stems(stems).tolist()

    assert len(set(stems)) == len(set(numbers))
    assert numbers == [hash_stems([stem])[0] for stem in stems]
