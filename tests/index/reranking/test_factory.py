"""Creating the reranker that a setting names."""

from pathlib import Path

from index.reranking.bundled_reranker import BundledReranker
from index.reranking.cross_encoder import CrossEncoderReranker
from index.reranking.factory import NONE, PACKAGED, choose_reranker


def test_the_packaged_reader_is_named_packaged(tmp_path: Path) -> None:
    assert isinstance(choose_reranker(PACKAGED, tmp_path), BundledReranker)


def test_there_may_be_none(tmp_path: Path) -> None:
    assert choose_reranker(NONE, tmp_path) is None


def test_any_other_name_is_that_of_a_model_or_its_folder(tmp_path: Path) -> None:
    readers = [choose_reranker(wanted, tmp_path) for wanted in ("somebody/else", "/a/folder")]

    assert ["somebody/else", "/a/folder"] == [reader.name for reader in readers if reader]
    assert all(isinstance(reader, CrossEncoderReranker) for reader in readers)


def test_choosing_loads_and_writes_nothing(tmp_path: Path) -> None:
    for wanted in (PACKAGED, NONE, "somebody/else"):
        choose_reranker(wanted, tmp_path / "data")

    assert [] == list(tmp_path.iterdir())
