"""A source is checked before anything of it is fetched, and says what is known of it."""

from typing import Any

import pytest

from bot.documents.upload import Upload
from bot.errors import BadSource
from bot.runtime.ingestion_lanes import IngestionLanes
from bot.runtime.query_priority import QueryPriority
from bot.strings import add_document as words
from index import Index
from index.reading.files import MAX_FILE_BYTES


class File:
    """A file on Discord that says how large it is, rightly or not, and notes whether it was read."""

    filename = "quay.md"

    def __init__(self, raw: bytes, size: int | None = None) -> None:
        self.size = len(raw) if size is None else size
        self.was_read = False
        self._raw = raw

    async def read(self) -> bytes:
        self.was_read = True
        return self._raw


def given(file: File | None = None, **values: Any) -> Upload:
    return Upload(file, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source",
    [given(), given(text=" \n"), given(url="https://a.example", text="b"), given(File(b"a"), text="b")],
)
def test_none_or_several_are_refused(source: Upload) -> None:
    with pytest.raises(BadSource):
        source.check()


@pytest.mark.parametrize("source", [given(text="a"), given(url="a"), given(File(b"a"))])
def test_just_one_is_taken(source: Upload) -> None:
    source.check()


def test_a_file_is_refused_by_the_size_that_discord_states() -> None:
    file = File(b"", size=MAX_FILE_BYTES + 1)

    with pytest.raises(BadSource, match=r"quay.md is larger than 20 MB"):
        given(file).check()
    assert not file.was_read


async def test_a_file_that_is_larger_than_was_stated_is_refused(index: Index) -> None:
    file = File(bytes(MAX_FILE_BYTES + 1), size=1)
    additions = IngestionLanes(index, priority=QueryPriority())

    given(file).check()
    with pytest.raises(BadSource, match="larger"):
        await given(file).read(additions, 1)
    additions.close()


async def test_what_a_file_says_goes_before_what_is_known_of_it(index: Index) -> None:
    additions = IngestionLanes(index, priority=QueryPriority())
    known = {"author": "Alice", "url": "https://a.example/"}
    file = File(b"---\ntitle: Quay\nauthor: Ann\n---\n\nThe quay is long.")

    original = await given(file, facts=known).read(additions, 1)

    assert {"title": "Quay", "author": "Ann", "url": "https://a.example/"} == original.reading.found
    assert "quay.md" == original.name
    additions.close()


@pytest.mark.parametrize(
    ("source", "expected"),
    [(given(File(b"")), "quay.md"), (given(url="https://a.example"), "https://a.example")],
)
def test_messages_call_it_by_its_name(source: Upload, expected: str) -> None:
    assert expected == source.name
    assert words.THE_TEXT == given(text="a").name
