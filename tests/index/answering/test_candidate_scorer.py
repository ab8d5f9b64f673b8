"""Scoring the windows that may answer a question."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ANY_SCOPE, EVERYONE, Index
from index.answering.candidate_scorer import ScoredWindows
from index.answering.candidates import locate
from index.answering.features import FEATURES
from index.answering.question import check_question
from index.domain.filters import Filters
from index.errors import UnusableQuestion
from tests.fakes import HashingEncoder
from tests.index.answering.asking import PARTIES, Asked
from tests.index.texts import texts
from tests.index.writing import add

LETTER = "The ferry does not carry lorries. It carries passengers and bicycles. Fog delays it."
ARTICLE = (
    "Lorries wait at the quay for hours. “The ferry never carries lorries at night,” Ada Ferrier said. "
    "Drivers complain of it. “Our bridge carries all lorries,” said Bo Pontis. Nobody laughed at that."
)
QUESTION = "Does the ferry carry lorries?"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """A letter of the ferry and an article that quotes both sides, and a text of each of two servers."""
    data = tmp_path_factory.mktemp("weighed") / "data"
    with Index.open(data, encoder=HashingEncoder()) as record:
        add(record, LETTER, title="Letter", kind="letter", author="Ada Ferrier", party="ferry")
        add(record, ARTICLE, title="Article", party="press", published="2020-04-01")
        for scope in ("1", "2"):
            text = f"The ferry of server {scope} carries lorries."
            add(record, text, title=f"Minutes {scope}", party="bridge", scope=scope)
    with Asked(data) as asked:
        yield asked


def list_texts(weighed: ScoredWindows) -> list[str]:
    places = (locate(weighed, window) for window in range(len(weighed.scores)))
    cut = [
        (version, version.split.sentences[a].start, version.split.sentences[b].end)
        for version, a, b in places
    ]
    return [version.document.text[start:end] for version, start, end in cut]


def test_every_window_has_its_features_and_its_score(asked: Asked) -> None:
    weighed = asked.weigh(QUESTION)

    assert (len(weighed.windows.passage), len(FEATURES)) == weighed.features.shape
    assert asked.ranker.score(weighed.features).tolist() == weighed.scores.tolist()
    assert LETTER.partition(" It")[0] == list_texts(weighed)[int(weighed.scores.argmax())]


def test_the_question_is_encoded_as_it_is_read(asked: Asked) -> None:
    weighed = asked.weigh("Does the fery carry lorreis?")

    assert QUESTION == weighed.question.read_as
    assert QUESTION == asked.encoder.texts[-1]


@pytest.mark.parametrize(
    "wanted",
    [
        {"party": "ferry"},
        {"party": "bridge"},
        {"party": "press"},
        {"speaker": "ferrier"},
        {"speaker": "Bo Pontis"},
        {"party": "ferry", "speaker": "Ada"},
    ],
)
def test_the_windows_of_a_side_or_speaker_are_those_that_are_quoted_as_theirs(
    asked: Asked, wanted: dict[str, str]
) -> None:
    everything = asked.weigh(QUESTION)
    expected = set()
    for window, text in enumerate(list_texts(everything)):
        version, first, last = locate(everything, window)
        cut = asked.quotations.cut(version, first, last, 0.0)
        fits = wanted.get("party") in (None, cut.party)
        if fits and wanted.get("speaker", "").casefold() in (cut.speaker or "").casefold():
            expected.add(text)

    assert expected == set(list_texts(asked.weigh(QUESTION, **wanted)))


def test_somebody_quoted_in_anothers_text_is_found_by_name_and_side(asked: Asked) -> None:
    words = "“The ferry never carries lorries at night,” Ada Ferrier said."

    assert words in list_texts(asked.weigh(QUESTION, speaker="Ada Ferrier"))
    assert words in list_texts(asked.weigh(QUESTION, party="ferry"))
    assert words not in list_texts(asked.weigh(QUESTION, party="press"))


@pytest.mark.parametrize(
    "filters",
    [
        {"party": "tunnel"},
        {"speaker": "Nobody"},
        {"party": "bridge", "speaker": "Ada Ferrier"},
        {"kind": "ruling"},
        {"since": date(2030, 1, 1)},
    ],
)
def test_where_the_filters_admit_nothing_there_is_nothing_to_weigh(
    asked: Asked, filters: dict[str, object]
) -> None:
    assert asked.weighing.score(QUESTION, Filters(**filters)) is None  # type: ignore[arg-type]  # each its own


@pytest.mark.parametrize(
    ("scope", "seen"), [("1", {"1"}), ("2", {"2"}), (EVERYONE, set()), (ANY_SCOPE, {"1", "2"})]
)
def test_the_texts_of_another_server_are_not_even_weighed(asked: Asked, scope: str, seen: set[str]) -> None:
    weighed = asked.weigh("the ferry of server carries lorries", scope=scope)

    assert {EVERYONE, *seen} == {candidate.version.document.scope for candidate in weighed.pool}


@given(st.one_of(texts, st.text(max_size=40)).map(lambda text: text[:1000]))
def test_any_question_is_weighed_in_numbers(asked: Asked, question: str) -> None:
    try:
        words = check_question(question)
    except UnusableQuestion:
        return

    weighed = asked.weigh(words)

    assert np.isfinite(weighed.features).all()
    assert np.isfinite(weighed.scores).all()


@pytest.mark.parametrize("question", ["a" * 61, "a" * 1000, "²", "誰", "x " * 500, "\u0301a", "isn't", "٣"])
def test_a_question_without_a_word_that_can_be_looked_for_is_weighed(asked: Asked, question: str) -> None:
    assert np.isfinite(asked.weigh(check_question(question)).features).all()


def test_a_word_of_removed_documents_weighs_no_more_than_one_of_none(record: Index, data: Path) -> None:
    for number in range(20):
        add(record, f"The ferry carries lorries, says number {number}.")
    record.engine.search.catch_up()
    for document in record.documents(scope=ANY_SCOPE)[1:]:
        record.remove(document.id, scope=ANY_SCOPE)

    with Asked(data) as asked:
        weighed = asked.weigh(QUESTION)

    covered = weighed.features[:, FEATURES.index("idf_coverage")]
    assert ((covered >= 0) & (covered <= 1)).all()
    assert np.isfinite(weighed.features).all()


def test_a_record_without_documents_has_nothing_to_weigh(record: Index) -> None:
    assert record.engine.scorer.score(QUESTION, Filters()) is None


def test_several_threads_weigh_alike(asked: Asked) -> None:
    expected = sorted(
        zip(list_texts(asked.weigh(QUESTION)), asked.weigh(QUESTION).scores.tolist(), strict=True)
    )
    found: list[list[tuple[str, float]]] = []

    def weigh() -> None:
        for _ in range(5):
            weighed = asked.weigh(QUESTION)
            found.append(sorted(zip(list_texts(weighed), weighed.scores.tolist(), strict=True)))

    threads = [threading.Thread(target=weigh) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [expected] * 20 == found


def test_the_sides_that_contend_are_those_of_the_teams_list() -> None:
    assert ("ferry", "bridge") == PARTIES.contending
