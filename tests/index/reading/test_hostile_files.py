"""Files made to do harm: each is refused in a sentence, or read without what it tries to bring in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import UnreadableDocument
from index.reading.files import extract_text
from tests.growth import count_seconds
from tests.index.reading.disarmed_files import DISARMED
from tests.index.reading.hostile_files import REFUSED
from tests.strength import mostly_slow

pytestmark = pytest.mark.usefixtures("confined")

NAMES = {"markdown": "a.md", "html": "a.html"}
"""By the first word of a file's description; other types are detected from the content."""

SLOWEST = 60
"""Seconds of the processor; every file here takes a few."""

MOST_MEMORY = 50_000
"""Kilobytes by which this process may grow over a file of any kind."""


@contextmanager
def watch_memory() -> Iterator[None]:
    """See to it that this process needs little more memory at any moment than it had before."""
    if sys.platform != "linux":
        yield
        return
    Path("/proc/self/clear_refs").write_text("5")  # from here on the peak is counted anew
    before = read_memory("VmRSS")
    yield
    assert read_memory("VmHWM") - before < MOST_MEMORY


def read_memory(key: str) -> int:
    """A line of this process's state, in kilobytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


def test_there_are_as_many_as_were_promised() -> None:
    assert len(REFUSED) >= 60


@pytest.mark.parametrize("description", mostly_slow(REFUSED))
def test_a_hostile_file_is_refused_in_a_sentence(description: str) -> None:
    raw, name = REFUSED[description](), NAMES.get(description.split(",")[0], "a.file")
    start = count_seconds()

    with watch_memory(), pytest.raises(UnreadableDocument) as caught:
        extract_text(raw, name)

    said = str(caught.value)
    assert name in said and said.endswith(".") and len(said) < 300
    assert not {"Traceback", "Error", "\n"} & set(said.replace("\n", " \n ").split(" "))
    assert "could not be read" not in said
    assert count_seconds() - start < SLOWEST


@pytest.mark.parametrize("description", mostly_slow(DISARMED))
def test_a_hostile_file_that_is_read_brings_nothing_in_and_nothing_in_often(description: str) -> None:
    name, make = DISARMED[description]
    raw = make()
    with watch_memory():
        reading = extract_text(raw, name)

    assert 0 < len(reading.text) < 1_000_000
    assert "root:" not in reading.text + str(reading.found)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/dev/stdin", "a\nb.txt", "a\0.txt", "x" * 5000, "$(reboot).md", "--help"]
)
def test_a_name_is_only_a_name(name: str) -> None:
    with pytest.raises(UnreadableDocument):
        extract_text(b"\x00\x01\x02", name)
