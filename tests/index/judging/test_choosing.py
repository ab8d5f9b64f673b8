"""Which reader a setting names."""

from pathlib import Path

from index.judging.choosing import NONE, PACKAGED, choose_reader
from index.judging.packaged_reader import PackagedReader
from index.judging.sentence_transformer import CrossEncoderReader


def test_the_packaged_reader_is_named_packaged(tmp_path: Path) -> None:
    assert isinstance(choose_reader(PACKAGED, tmp_path), PackagedReader)


def test_there_may_be_none(tmp_path: Path) -> None:
    assert choose_reader(NONE, tmp_path) is None


def test_any_other_name_is_that_of_a_model_or_its_folder(tmp_path: Path) -> None:
    readers = [choose_reader(wanted, tmp_path) for wanted in ("somebody/else", "/a/folder")]

    assert ["somebody/else", "/a/folder"] == [reader.name for reader in readers if reader]
    assert all(isinstance(reader, CrossEncoderReader) for reader in readers)


def test_choosing_loads_and_writes_nothing(tmp_path: Path) -> None:
    for wanted in (PACKAGED, NONE, "somebody/else"):
        choose_reader(wanted, tmp_path / "data")

    assert [] == list(tmp_path.iterdir())
