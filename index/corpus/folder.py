"""The corpus folder: one Markdown file for each document, in a folder for each kind."""

from dataclasses import dataclass
from pathlib import Path

from index.domain.identifiers import digest_bytes
from index.domain.party import Parties, check_party
from index.errors import CorpusError
from index.ingestion.pipeline import PreparedVersion, prepare, resolve_metadata
from index.reading.files import extract_text, load_bytes


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a document: its path within the corpus folder, its bytes and their SHA-256."""

    path: str
    raw: bytes
    digest: str


def list_files(corpus: Path) -> list[SourceFile]:
    """All Markdown files in the folders of a corpus folder. Raises CorpusError, UnreadableDocument."""
    if not corpus.is_dir():
        raise CorpusError(f"There is no corpus folder {corpus}. Name one with --corpus.")
    paths = sorted(path for path in corpus.glob("*/**/*.md") if path.is_file())
    loaded = [(path.relative_to(corpus).as_posix(), load_bytes(path)) for path in paths]
    return [SourceFile(path, raw, digest_bytes(raw)) for path, raw in loaded]


def prepare_file(file: SourceFile, corpus: Path, parties: Parties) -> PreparedVersion:
    """Read and split a file of the corpus folder. Raises UnreadableDocument, BadMetadata."""
    name = str(corpus / file.path)
    reading = extract_text(file.raw, name, is_trusted=True)
    metadata = resolve_metadata(reading, {}, name)
    check_party(metadata, parties, f"{name}{_line_of('party', file.raw)}: ")
    return prepare(reading, metadata, file.digest)


def _line_of(key: str, raw: bytes) -> str:
    for number, line in enumerate(raw.splitlines(), 1):
        if line.startswith(f"{key}:".encode()):
            return f", line {number}"
    return ""
