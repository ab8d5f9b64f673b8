"""The corpus folder: the documents that ship, one Markdown file each, by kind."""

from dataclasses import dataclass
from pathlib import Path

from index.documents import Metadata
from index.errors import BadMetadata, CorpusError
from index.identifiers import digest_bytes
from index.ingestion import Prepared, describe, prepare
from index.parties import Parties
from index.reading.files import load, read


@dataclass(frozen=True, slots=True)
class File:
    """A document's file: its path within the corpus folder, its bytes and their SHA-256."""

    path: str
    raw: bytes
    digest: str


def list_files(corpus: Path) -> list[File]:
    """The files of a corpus folder: every Markdown file in its folders. Raises CorpusError."""
    if not corpus.is_dir():
        raise CorpusError(f"There is no corpus folder {corpus}. Name one with --corpus.")
    paths = sorted(path for path in corpus.glob("*/**/*.md") if path.is_file())
    loaded = [(path.relative_to(corpus).as_posix(), load(path)) for path in paths]
    return [File(path, raw, digest_bytes(raw)) for path, raw in loaded]


def prepare_file(file: File, corpus: Path, parties: Parties) -> Prepared:
    """Read and split a file of the corpus folder. Raises UnreadableDocument."""
    name = str(corpus / file.path)
    reading = read(file.raw, name, is_trusted=True)
    metadata = describe(reading, {}, name)
    check_party(metadata, parties, f"{name}{_line_of('party', file.raw)}: ")
    return prepare(reading, metadata, file.digest)


def check_party(metadata: Metadata, parties: Parties, where: str = "") -> None:
    """Raise BadMetadata unless the document stands on a side that the team knows."""
    if not parties.knows(metadata.party):
        known = ", ".join(["none", *parties.parties])
        raise BadMetadata(f"{where}unknown party '{metadata.party}'. The parties are {known}.")


def _line_of(key: str, raw: bytes) -> str:
    for number, line in enumerate(raw.splitlines(), 1):
        if line.startswith(f"{key}:".encode()):
            return f", line {number}"
    return ""
