"""Who speaks, as people corrected it, goes along with a document's new versions where that can be told."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, Index
from tests.fakes import HashingEncoder
from tests.index.writing import add, write

FLOATS, LONG, OLD = "The ferry floats.", "The quay is long.", "The mill is old."


@pytest.fixture
def corrected(record: Index) -> str:
    """A document of three sentences, the second of which Eve says."""
    wanted = add(record, f"{FLOATS} {LONG} {OLD}").id
    record.quotations.attribute(find(record, LONG), "Eve")
    return wanted


def find(record: Index, sentence: str) -> str:
    """The id of the quotation that is one sentence."""
    return next(q.id for q in record.ask(sentence, limit=25).quotations if q.text == sentence)


def renew(record: Index, tmp_path: Path, wanted: str, text: str) -> dict[str, int]:
    """Give a document another text, and return what the audit tells of its corrections."""
    record.ingestion.add_version(
        wanted, record.ingestion.read(write(tmp_path / "a.txt", text)), {"title": "A text"}
    )
    told = record.admin.history(wanted)[-1].after
    assert told is not None
    return dict(told.get("corrections", {}))


def speakers(record: Index, sentences: list[str]) -> list[str | None]:
    return [record.quotation(find(record, sentence)).speaker for sentence in sentences]


def test_in_the_same_text_all_stay_where_they_are(record: Index, corrected: str) -> None:
    record.admin.edit(corrected, {"title": "Another"})

    assert {"corrections": {"kept": 1, "lost": 0}}.items() <= (
        record.admin.history(corrected)[-1].after or {}
    ).items()
    assert [None, "Eve", None] == speakers(record, [FLOATS, LONG, OLD])
    assert [] == record.check()


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} {FLOATS} {OLD}",
        f"A word before. {FLOATS} Two more. {LONG} {OLD}",
        f"Head\n\n{LONG}\n\nHead\n\n{FLOATS}",
    ],
)
def test_the_same_sentence_elsewhere_keeps_its_speaker(
    record: Index, corrected: str, tmp_path: Path, text: str
) -> None:
    assert {"kept": 1, "lost": 0} == renew(record, tmp_path, corrected, text)

    assert [None, "Eve"] == speakers(record, [FLOATS, LONG])
    assert [] == record.check()


@pytest.mark.parametrize("text", [f"{FLOATS} The quay was long. {OLD}", f"{LONG} {LONG}", FLOATS])
def test_a_sentence_that_has_changed_or_stands_twice_loses_it(
    record: Index, corrected: str, tmp_path: Path, text: str
) -> None:
    assert {"kept": 0, "lost": 1} == renew(record, tmp_path, corrected, text)

    assert set() == record.quotes.speakers()
    assert [] == record.check()


def test_of_a_run_of_sentences_all_must_stand_together(record: Index, tmp_path: Path) -> None:
    wanted = add(record, f"{FLOATS} {LONG} {OLD}").id
    record._store.writer.correct(1, (0, len(f"{FLOATS} {LONG}")), "Eve", actor="Mod")

    assert {"kept": 1, "lost": 0} == renew(record, tmp_path, wanted, f"{OLD} {FLOATS} {LONG}")
    assert ["Eve", "Eve", None] == speakers(record, [FLOATS, LONG, OLD])
    assert {"kept": 0, "lost": 1} == renew(record, tmp_path, wanted, f"{FLOATS} {OLD} {LONG}")


def test_the_last_word_goes_along_and_who_gave_it(record: Index, corrected: str) -> None:
    record.quotations.attribute(find(record, LONG), "Ivo", actor="Mod")
    record.admin.edit(corrected, {"title": "Another"})

    assert [None, "Ivo", None] == speakers(record, [FLOATS, LONG, OLD])
    assert {"kept": 1, "lost": 0} == (record.admin.history(corrected)[-1].after or {})["corrections"]


def test_of_those_that_overlap_the_last_one_still_counts(record: Index) -> None:
    wanted = add(record, f"{FLOATS} {LONG} {OLD}").id
    first, both = (0, len(FLOATS)), (0, len(f"{FLOATS} {LONG}"))
    for span, speaker in ((first, "Eve"), (both, "Ivo"), (first, "Ada")):
        record._store.writer.correct(1, span, speaker, actor="Mod")

    record.admin.edit(wanted, {"title": "Another"})

    assert ["Ada", "Ivo", None] == speakers(record, [FLOATS, LONG, OLD])


def test_what_was_taken_back_stays_behind(record: Index, corrected: str) -> None:
    record.admin.undo(scope=ANY_SCOPE, actor="the library", within=timedelta(minutes=5))
    record.admin.edit(corrected, {"title": "Another"})

    assert "corrections" not in (record.admin.history(corrected)[-1].after or {})
    assert [None, None, None] == speakers(record, [FLOATS, LONG, OLD])
    assert [] == record.check()


SENTENCES = [FLOATS, LONG, OLD, "It is so.", "Yes."]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), min_size=1, max_size=3),
)
def test_no_sentence_is_ever_given_to_somebody_who_did_not_say_it(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], later: list[list[str]]
) -> None:
    """Each sentence is corrected to a speaker of its own, so that a wrong one shows."""
    folder = tmp_path_factory.mktemp("corrected")
    with Index.open(folder / "data", encoder=HashingEncoder()) as record:
        wanted = add(record, " ".join(first)).id
        start = 0
        for number, sentence in enumerate(first):
            span = (start, start + len(sentence))
            record._store.writer.correct(1, span, f"Sayer of {sentence} {number}", actor="Mod")
            start = span[1] + 1
        for sentences in later:
            record.ingestion.add_version(
                wanted, record.ingestion.read(write(folder / "a.txt", " ".join(sentences))), {"title": "A"}
            )
            current = record._store.current_version(wanted).id
            for corrected in record._store.speech.read(current).corrections:
                said = record.document(wanted).text[corrected.start : corrected.end]
                assert str(corrected.speaker).startswith(f"Sayer of {said}")
        assert [] == record.check()
