"""A byte that changed in any file of the data folder is found by `check`, or changes no answer.

RECORD_CHANGES is how many bytes are tried.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, Index
from index.encoding.packaged_model import DEFAULT_MODEL
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Filled, Run
from tests.strength import mostly_slow

QUESTIONS = ("Which referenced websites does Cloudflare host?", "Who names thirty-eight markets online?")

a_change = settings(
    max_examples=int(os.environ.get("RECORD_CHANGES", "6")),
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def ask(folder: Path) -> list[Any]:
    """What the record answers, without how long it took."""
    with Index.open(folder, encoder=HashingEncoder(DEFAULT_MODEL)) as record:
        answers = [record.ask(question, scope=ANY_SCOPE) for question in QUESTIONS]
    return [(one.answered, one.quotations, one.nearest) for one in answers]


def change(files: list[Path], drawn: st.DataObject) -> Path:
    """Change one byte of one file."""
    file = drawn.draw(st.sampled_from(files))
    raw = bytearray(file.read_bytes())
    raw[drawn.draw(st.integers(0, len(raw) - 1))] ^= drawn.draw(st.integers(1, 255))
    file.write_bytes(raw)
    return file


def list_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


@pytest.mark.slow
@pytest.mark.parametrize("engine", mostly_slow(["dense", "lexical"]))
@a_change
@given(drawn=st.data())
def test_a_byte_of_a_cache_is_found_or_changes_nothing_and_the_cache_is_mended(
    engine: str, template: Filled, data: Path, run: Run, drawn: st.DataObject
) -> None:
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(template.folder, data)
    changed = change(list_files(data / "cache" / engine), drawn)
    with tempfile.TemporaryDirectory() as copy:
        shutil.copytree(data, Path(copy) / "data")
        assert ask(template.folder) == ask(Path(copy) / "data")

    found = run("check", "--json")

    told = (
        f"The file {changed} of the search cache does not match its checksum. It was rebuilt from the store."
    )
    assert (found.status, found.json["faults"]) in ((0, []), (1, [told]))
    assert (0, []) == ((again := run("check", "--json")).status, again.json["faults"])
    assert ask(template.folder) == ask(data)


@a_change
@given(drawn=st.data())
def test_a_byte_of_the_database_or_of_an_original_is_found_or_changes_nothing(
    template: Filled, data: Path, run: Run, drawn: st.DataObject
) -> None:
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(template.folder, data)
    files = [data / "record.sqlite", *list_files(data / "originals")]
    change(files, drawn)

    found = run("check")

    assert "Traceback" not in found.out + found.err
    if found.status == 0:
        assert ask(template.folder) == ask(data)
    else:
        assert (found.out + found.err).rstrip().endswith(".")


def test_every_file_of_the_caches_but_locks_is_watched(template: Filled, data: Path, run: Run) -> None:
    for name in [file.relative_to(template.folder) for file in list_files(template.folder / "cache")]:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(template.folder, data)
        raw = (data / name).read_bytes()
        (data / name).write_bytes(bytes([raw[0] ^ 1]) + raw[1:])

        assert (0 if name.suffix == ".lock" else 1) == run("check").status, name


def test_without_its_caches_a_record_answers_the_same(template: Filled, data: Path) -> None:
    shutil.copytree(template.folder, data)
    shutil.rmtree(data / "cache")

    assert ask(template.folder) == ask(data)
