"""A disk without room: one sentence, and nothing half done. It is a file system of a few megabytes."""

import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index import Index
from index.errors import DiskFull
from tests.fakes import HashingEncoder
from tests.index.writing import add

MEGABYTES = 3


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of a few megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={MEGABYTES}M", "tmpfs"]
    mounted = subprocess.run(["mount", *options, str(folder)], capture_output=True)  # noqa: S603, S607 - ours
    if mounted.returncode != 0:
        pytest.skip("this user cannot mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607 - ours


def fill(folder: Path, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    with filler.open("r+b") as file:
        file.truncate(max(filler.stat().st_size - leave, 0))
    return filler


@pytest.mark.parametrize("leave", [0, 4096, 16384, 40960, 81920])
def test_a_full_disk_is_told_and_leaves_nothing_half_done(small: Path, leave: int) -> None:
    with Index.open(small / "data", encoder=HashingEncoder()) as record:
        kept = add(record, "Storks build their nests on chimneys.")
        record.ask("Where do storks build?")
        filler = fill(small, leave)
        words = "\n\n".join(f"Sentence number {number} of a long text stands here." for number in range(2000))

        with pytest.raises(DiskFull) as caught:
            add(record, words)
        with pytest.raises(DiskFull):
            for number in range(200):
                record.admin.edit(kept.id, {"title": f"{number} {'long ' * 190}"})

        assert str(caught.value).startswith("The disk with ")
        assert str(caught.value).endswith(" is full. Free up space and try again; nothing is lost.")
        filler.unlink()
        assert [kept.id] == [document.id for document in record.documents()]
        record.admin.edit(kept.id, {"title": "On storks"})
        assert [] == record.check()
    with Index.open(small / "data", encoder=HashingEncoder()) as again:
        assert [] == again.check()
        assert again.ask("Where do storks build?").answered


def test_a_new_record_on_a_full_disk_is_told(small: Path) -> None:
    fill(small, 0)

    with pytest.raises(DiskFull):
        Index.open(small / "data", encoder=HashingEncoder())


def test_questions_go_on_while_the_disk_is_full(small: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Index.open(small / "data", encoder=HashingEncoder()) as record:
        add(record, "Storks build their nests on chimneys.")
        record.ask("Where do storks build?")
        add(record, "Owls hunt by night.")
        filler = fill(small, 0)

        assert record.ask("When do owls hunt?").answered
        assert record.ask("Where do storks build?").answered
        told = [line for line in caplog.messages if line.startswith("Keyword search runs in memory")]
        assert 1 == len(told)
        with Index.open(small / "data", encoder=HashingEncoder()) as another:
            assert another.ask("When do owls hunt?").answered

        filler.unlink()
        assert [] == record.check()
        add(record, "Swallows leave in autumn.")
        assert record.ask("When do swallows leave?").answered
        assert [] == record.check()
