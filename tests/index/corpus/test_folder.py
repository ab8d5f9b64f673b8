"""The corpus folder: the files that are read, and the message for an invalid one."""

from pathlib import Path

import pytest

from index.corpus.folder import SourceFile, list_files, prepare_file
from index.domain.identifiers import digest_bytes
from index.domain.party import Parties, Party
from index.errors import BadMetadata, CorpusError, EmptyDocument
from tests.index.writing import LETTER, write

PARTIES = Parties(parties={"cloudflare": Party(name="Cloudflare"), "riaa": Party(name="RIAA")})


def as_file(text: str, path: str = "letter/a.md") -> SourceFile:
    raw = text.encode("utf-8")
    return SourceFile(path, raw, digest_bytes(raw))


def test_every_markdown_file_below_a_folder_is_a_document(tmp_path: Path) -> None:
    for path in (
        "letter/b.md",
        "letter/a.md",
        "report/2019/c.md",
        "README.md",
        "letter/d.txt",
        "sources.yaml",
    ):
        write(tmp_path / path, path)

    assert ["letter/a.md", "letter/b.md", "report/2019/c.md"] == [f.path for f in list_files(tmp_path)]


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    write(tmp_path / "letter/a.md", b"one\r\n")

    assert [SourceFile("letter/a.md", b"one\r\n", digest_bytes(b"one\r\n"))] == list_files(tmp_path)


def test_an_empty_folder_holds_no_documents(tmp_path: Path) -> None:
    assert [] == list_files(tmp_path)


@pytest.mark.parametrize("name", ["absent", "a file"])
def test_an_absent_folder_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a file", "")

    with pytest.raises(CorpusError) as caught:
        list_files(tmp_path / name)

    assert f"There is no corpus folder {tmp_path / name}. Name one with --corpus." == str(caught.value)


def test_a_file_is_read_and_split() -> None:
    version = prepare_file(as_file(LETTER), Path("corpus"), PARTIES).version

    assert ("Letter to the office", "cloudflare") == (version.metadata.title, version.metadata.party)
    assert ("What we are", "What we ask") == tuple(p.heading for p in version.split.passages)
    assert digest_bytes(LETTER.encode()) == version.original


def test_an_unknown_party_is_refused_with_file_line_and_the_known_ones() -> None:
    file = as_file(LETTER.replace("party: cloudflare", "party: claudflare"))

    with pytest.raises(BadMetadata) as caught:
        prepare_file(file, Path("corpus"), PARTIES)

    expected = (
        f"{Path('corpus/letter/a.md')}, line 6: unknown side 'claudflare'. "
        "The sides are none, cloudflare, riaa."
    )
    assert expected == str(caught.value)


def test_a_missing_title_is_refused_with_the_file() -> None:
    with pytest.raises(BadMetadata) as caught:
        prepare_file(as_file("---\nkind: letter\n---\nOne."), Path("corpus"), PARTIES)

    assert f"{Path('corpus/letter/a.md')}: there is no title. Give the document's title." == str(caught.value)


def test_an_empty_file_is_refused_with_its_name() -> None:
    with pytest.raises(EmptyDocument, match=r"a\.md is empty"):
        prepare_file(as_file(" \n"), Path("corpus"), PARTIES)
