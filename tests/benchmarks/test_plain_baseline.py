import pytest

from benchmarks.plain_baseline import PlainBaseline
from index import Index
from tests.fakes import HashingEncoder
from tests.index.evaluation.files import HARBOUR, STORKS
from tests.index.writing import add

LONG = "One quay is old. Two quays are new. Three quays are closed. Four quays are open."


@pytest.fixture
def baseline(record: Index, encoder: HashingEncoder) -> PlainBaseline:
    documents = [add(record, text, title=text[:9]) for text in (HARBOUR, STORKS, LONG)]
    return PlainBaseline(documents, encoder)


def test_windows_are_runs_of_three_sentences_or_all_of_a_shorter_passage(baseline: PlainBaseline) -> None:
    words = [document.text[start:end] for document, start, end in baseline.windows]

    first, second = "One quay is old. Two quays are new. Three quays are closed.", LONG[17:]
    assert [HARBOUR, STORKS, first, second] == words


def test_the_window_that_shares_words_with_the_question_is_first(baseline: PlainBaseline) -> None:
    best, cosine = baseline.rank("Where do storks build their nests?", 5)

    document, start, end = best[0]
    assert STORKS == document.text[start:end]
    assert 0 < cosine <= 1


def test_no_window_overlaps_a_better_one(baseline: PlainBaseline) -> None:
    best, _ = baseline.rank("Which quays are open?", 5)

    assert 3 == len({document.id for document, _, _ in best}) == len(best)


def test_no_more_windows_are_given_than_wanted(baseline: PlainBaseline) -> None:
    assert 1 == len(baseline.rank("Which quays are open?", 1)[0])


def test_a_question_without_words_in_common_ranks_by_the_cosine_alone(baseline: PlainBaseline) -> None:
    assert 3 == len(baseline.rank("Zebra xylophone?", 5)[0])
