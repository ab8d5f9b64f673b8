"""Originals: bytes kept under their digest."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.domain.identifiers import digest_bytes
from index.errors import ReadOnlyData
from index.store.originals import Originals
from tests.index.writing import write


@given(st.binary())
def test_any_bytes_are_kept_unchanged_under_their_digest(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        originals = Originals(Path(folder))

        digest = originals.keep(raw)

        assert digest_bytes(raw) == digest
        assert raw == originals.path(digest).read_bytes()
        assert originals.find_damage(digest) is None


def test_what_is_kept_already_is_not_written_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    path = originals.path(originals.keep(b"one"))
    before = path.stat()

    originals.keep(b"one")

    assert (before.st_mtime_ns, before.st_ino) == (path.stat().st_mtime_ns, path.stat().st_ino)
    assert [path] == [file for file in tmp_path.rglob("*") if file.is_file()]


def test_a_changed_original_is_found_and_mended_when_it_is_kept_again(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digest = originals.keep(b"one")
    originals.path(digest).write_bytes(b"onf")

    assert f"The original {digest} has changed since it was stored." == originals.find_damage(digest)

    originals.keep(b"one")
    assert originals.find_damage(digest) is None


def test_a_missing_original_is_found(tmp_path: Path) -> None:
    assert "The original abc is missing." == Originals(tmp_path).find_damage("abc")
    assert "The original \0 is missing." == Originals(tmp_path).find_damage("\0")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "a file", "") / "originals"

    with pytest.raises(
        ReadOnlyData, match=r"cannot be stored in .* \(Not a directory\)\. .* nothing was added"
    ):
        Originals(folder).keep(b"one")


def test_only_what_is_named_is_kept_and_nothing_half_written(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    kept, dropped = originals.keep(b"kept"), originals.keep(b"dropped")
    half = originals.path(kept).with_name(".writing-abc")
    half.write_bytes(b"drop")

    originals.keep_only({kept})

    assert [originals.path(kept)] == [path for path in tmp_path.rglob("*") if path.is_file()]
    assert originals.find_damage(dropped) is not None
    originals.keep_only(set())
    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    folder = originals.path(originals.keep(b"kept")).parent
    (folder / "a folder").mkdir()

    with pytest.raises(ReadOnlyData, match="An original cannot be deleted from"):
        originals.keep_only(set())
