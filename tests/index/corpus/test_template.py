from pathlib import Path

import pytest

from index import Index
from index.corpus.template import write_template
from index.errors import CorpusError
from tests.fakes import HashingEncoder
from tests.index.writing import write


def test_a_started_corpus_can_be_asked_at_once(tmp_path: Path, encoder: HashingEncoder) -> None:
    write_template(tmp_path / "corpus")

    with Index.open(tmp_path / "data", tmp_path / "corpus", encoder=encoder) as index:
        answer = index.ask("Which traffic count did the residents' association ask for?")

    assert (True, "press") == (answer.answered, answer.quotations[0].party)


def test_every_file_that_is_written_is_told(tmp_path: Path) -> None:
    told = write_template(tmp_path / "corpus")

    assert sorted(p for p in (tmp_path / "corpus").rglob("*") if p.is_file()) == told
    assert {"parties.yaml", "sources.yaml"} < {path.name for path in told}


@pytest.mark.parametrize("name", ["corpus/letter.md", "corpus"])
def test_nothing_is_written_over(tmp_path: Path, name: str) -> None:
    kept = write(tmp_path / name, "mine")

    with pytest.raises(CorpusError, match="not empty"):
        write_template(tmp_path / "corpus")

    assert "mine" == kept.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "file", "")

    with pytest.raises(CorpusError, match="cannot be written"):
        write_template(tmp_path / "file" / "corpus")
