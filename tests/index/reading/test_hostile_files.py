"""Files made to do harm: each is refused in a sentence, or read without what it tries to bring in."""

import time

import pytest

from index.errors import UnreadableDocument
from index.reading.files import read
from tests.index.reading.hostile_files import DISARMED, REFUSED

NAMES = {"markdown": "a.md", "html": "a.html"}
"""By the first word of a file's description; the others are told by their content."""

SLOWEST = 30
"""Seconds, on a machine that does other things as well; every file here takes less than a second alone."""


def test_there_are_as_many_as_were_promised() -> None:
    assert len(REFUSED) >= 60


@pytest.mark.parametrize("description", REFUSED)
def test_a_hostile_file_is_refused_in_a_sentence(description: str) -> None:
    raw, name = REFUSED[description](), NAMES.get(description.split(",")[0], "a.file")
    start = time.monotonic()

    with pytest.raises(UnreadableDocument) as caught:
        read(raw, name)

    said = str(caught.value)
    assert said.startswith(f"{name}") and said.endswith(".") and len(said) < 300
    assert not {"Traceback", "Error", "\n"} & set(said.replace("\n", " \n ").split(" "))
    assert "breaks the program" not in said
    assert time.monotonic() - start < SLOWEST


@pytest.mark.parametrize("description", DISARMED)
def test_nothing_from_outside_is_brought_in(description: str) -> None:
    name, make = DISARMED[description]
    reading = read(make(), name)

    assert reading.text
    assert "root:" not in reading.text + str(reading.found)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/dev/stdin", "a\nb.txt", "a\0.txt", "x" * 5000, "$(reboot).md", "--help"]
)
def test_a_name_is_only_a_name(name: str) -> None:
    with pytest.raises(UnreadableDocument):
        read(b"\x00\x01\x02", name)
