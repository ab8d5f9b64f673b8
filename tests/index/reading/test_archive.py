"""Archives: what is refused before anything is unpacked."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from index.errors import OversizedDocument, UnreadableDocument
from index.reading.archive import open_archive, read_entry
from tests.index.reading.made_files import make_archive


def test_an_honest_archive_is_opened() -> None:
    with open_archive(make_archive({"a/b.xml": "One."}), "a.docx") as archive:
        assert b"One." == read_entry(archive, "a/b.xml", "a.docx")


def repeat(raw: bytes, times: int) -> bytes:
    """An archive whose list of entries names one and the same entry many times, under other names."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        start = archive.start_dir
    entry = raw[start : raw.index(b"PK\x05\x06")]
    entries = b"".join(entry[:-5] + f"{number:05}".encode() for number in range(times))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entries), start, 0)
    return raw[:start] + entries + end


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: make_archive({"a0000": bytes(40_000_000)}), "unpacks to 200 times its size or more"),
        (lambda: make_archive({str(number): b"" for number in range(2001)}), "has 2001 parts"),
        (
            lambda: repeat(make_archive({"a0000": b"x" * 60_000}, packed=False), 1900),
            "unpacks to more than 100 MB",
        ),
    ],
)
def test_an_archive_that_would_grow_too_large_is_refused(make: Callable[[], bytes], what: str) -> None:
    with pytest.raises(OversizedDocument, match=what):
        open_archive(make(), "a.docx")


def test_an_archive_whose_entries_overlap_is_refused() -> None:
    raw = repeat(make_archive({"a0000": b"x" * 6000}, packed=False), 100)

    with pytest.raises(UnreadableDocument, match="overlap"):
        open_archive(raw, "a.docx")


@pytest.mark.parametrize("path", ["../a", "/etc/passwd", "a/../../b", "..\\a", "C:\\a", "\\\\host\\a"])
def test_names_that_lead_outside_are_refused(path: str) -> None:
    with pytest.raises(UnreadableDocument, match="leads outside"):
        open_archive(make_archive({path: b""}), "a.docx")


def test_two_parts_of_one_name_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="two parts with the same name"):
        open_archive(make_archive({"word/A.xml": b"", "word/a.xml": b""}), "a.docx")


def test_an_encrypted_archive_is_refused() -> None:
    raw = bytearray(make_archive({"a": b"One."}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(UnreadableDocument, match="is encrypted"):
        open_archive(bytes(raw), "a.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(method: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("a", b"One.")

    with pytest.raises(UnreadableDocument, match="unsupported compression"):
        open_archive(stream.getvalue(), "a.docx")


def test_an_archive_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="is not a complete archive"):
        open_archive(make_archive({"a": b"One."})[:-30], "a.docx")


def test_an_entry_that_grows_beyond_what_is_stated_is_refused() -> None:
    raw = bytearray(make_archive({"a": b"x" * 5000}))
    place = raw.index(b"PK\x01\x02") + 24
    raw[place : place + 4] = struct.pack("<L", 10)

    with (
        open_archive(bytes(raw), "a.docx") as archive,
        pytest.raises(UnreadableDocument, match="cannot be read"),
    ):
        read_entry(archive, "a", "a.docx")


def test_an_entry_that_is_missing_is_refused() -> None:
    with open_archive(make_archive({"a": b""}), "a.docx") as archive, pytest.raises(UnreadableDocument):
        read_entry(archive, "b", "a.docx")
