"""The page that says which state of the store the files show."""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ReadOnlyData
from index.search.cache_folder import CacheFolder
from tests.index.writing import write


def make(folder: Path, generation: int = 3) -> CacheFolder:
    """A cache of two files that show a generation."""
    cache = CacheFolder(folder, layout="one")
    cache.clear()
    write(cache.files / "words", "words")
    write(cache.files / "vectors", b"\0\1\2")
    cache.state(generation)
    return cache


def test_a_folder_that_was_never_made_shows_nothing(tmp_path: Path) -> None:
    cache = CacheFolder(tmp_path / "absent", layout="one")

    assert (0, []) == (cache.generation(), cache.find_damage())


def test_the_page_states_the_generation(tmp_path: Path) -> None:
    cache = make(tmp_path)

    assert (3, []) == (cache.generation(), cache.find_damage())


@pytest.mark.slow
def test_an_engine_that_still_writes_is_not_in_the_way_of_clearing(tmp_path: Path) -> None:
    cache = make(tmp_path)
    command = [
        "sh",
        "-c",
        'while [ -d "$1" ]; do echo > "$1/files/lock"; done 2>/dev/null',
        "sh",
        str(tmp_path),
    ]

    with subprocess.Popen(command) as engine:  # noqa: S603 - our own command
        try:
            for _ in range(50):
                for n in range(100):  # deleting them takes a while
                    (cache.files / str(n)).touch()
                cache.clear()
        finally:
            engine.kill()
    cache.clear()

    assert {"files"} == {path.name for path in tmp_path.iterdir()}


def test_another_layout_shows_nothing(tmp_path: Path) -> None:
    make(tmp_path)

    assert 0 == CacheFolder(tmp_path, layout="two").generation()


def test_clearing_leaves_an_empty_folder_that_shows_nothing(tmp_path: Path) -> None:
    cache = make(tmp_path)

    cache.clear()

    assert (0, []) == (cache.generation(), list(cache.files.iterdir()))


@pytest.mark.parametrize("name", ["words", "vectors"])
def test_a_file_that_was_changed_or_deleted_is_named(tmp_path: Path, name: str) -> None:
    cache = make(tmp_path)
    expected = [f"The file {cache.files / name} of the search cache does not match its checksum."]

    write(cache.files / name, b"\0\1\3")
    assert expected == cache.find_damage()

    (cache.files / name).unlink()
    assert expected == cache.find_damage()


def test_a_file_that_was_touched_is_looked_into_where_others_are_not(tmp_path: Path) -> None:
    cache = make(tmp_path)
    write(cache.files / "more", "more")
    cache.state(4)

    write(cache.files / "words", "swords")

    expected = [f"The file {cache.files / 'words'} of the search cache does not match its checksum."]
    assert (4, expected) == (cache.generation(), cache.find_damage(touched_only=True))


def test_a_byte_that_changed_by_itself_is_still_found_after_the_next_writing(tmp_path: Path) -> None:
    cache = make(tmp_path)
    words = cache.files / "words"
    before = words.stat()
    write(words, "wordz")
    os.utime(words, ns=(before.st_atime_ns, before.st_mtime_ns))  # as a failing disk leaves it

    cache.state(4)

    expected = [f"The file {words} of the search cache does not match its checksum."]
    assert ([], expected) == (cache.find_damage(touched_only=True), cache.find_damage())


def test_an_engines_own_locks_are_not_looked_at(tmp_path: Path) -> None:
    cache = make(tmp_path)

    write(cache.files / ".managed.json", "new")
    write(cache.files / "writer.lock", "new")

    assert [] == cache.find_damage()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_byte_of_the_page_that_was_changed_is_found(tmp_path: Path, data: st.DataObject) -> None:
    cache = make(tmp_path)
    page = tmp_path / "state.json"
    raw = bytearray(page.read_bytes())
    position = data.draw(st.integers(0, len(raw) - 1))
    raw[position] ^= data.draw(st.integers(1, 255))

    page.write_bytes(raw)

    says_the_same = cache.generation() == 3  # a space became another, say
    assert (
        says_the_same
        or [f"The file {page} of the search cache does not match its checksum."] == cache.find_damage()
    )
    assert cache.generation() in (0, 3)


@pytest.mark.parametrize(
    "page", ["", "{}", "[]", "null", '{"layout": "one"}', '{"layout": "one", "generation": "x"}']
)
def test_a_page_that_is_not_ours_shows_nothing(tmp_path: Path, page: str) -> None:
    cache = make(tmp_path)

    write(tmp_path / "state.json", page)

    assert 0 == cache.generation()
    assert [f"The file {tmp_path / 'state.json'} of the search cache does not match its checksum."] == (
        cache.find_damage()
    )


def test_only_one_at_a_time_may_write(tmp_path: Path) -> None:
    inside = threading.Event()

    def enter() -> None:
        with CacheFolder(tmp_path, layout="one").lock():
            inside.set()

    other = threading.Thread(target=enter)
    with CacheFolder(tmp_path, layout="one").lock():
        other.start()
        assert not inside.wait(0.1)
    other.join()
    assert inside.is_set()


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    cache = CacheFolder(write(tmp_path / "a file", "") / "cache", layout="one")

    with pytest.raises(ReadOnlyData, match="cannot be written"), cache.lock():
        pass
