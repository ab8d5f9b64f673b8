"""Public collections as records, so that benchmarks go through the code that answers questions."""

import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index import Index
from index.documents import EVERYONE, Metadata
from index.encoding.sentence_transformer import SentenceTransformerEncoder
from index.errors import DuplicateDocument
from index.identifiers import digest_text
from index.ingestion import encode_missing, prepare
from index.reading.plain_text import read_plain_text
from index.store.store import Store

_AT_ONCE = 200


def fill(folder: Path, documents: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Add documents `(name, title, text)` to a record in a folder, and return `{document id: name}`.

    Documents that hold the same text share an id; the first name is kept. A folder that is filled
    already is not encoded again.
    """
    encoder = SentenceTransformerEncoder()
    store = Store.open(folder, model=encoder.name)
    prepared = []
    for name, title, text in documents:
        reading = read_plain_text((text.strip() or title or name).encode(), name)
        if any(not block.is_heading for block in reading.blocks):
            metadata = Metadata(title=title.strip()[:1000] or name)
            prepared.append((name, prepare(reading, metadata, digest_text(text))))
    names: dict[str, str] = {}
    for start in range(0, len(prepared), _AT_ONCE):
        some = prepared[start : start + _AT_ONCE]
        encoded = encode_missing([one for _, one in some], store, encoder)
        for name, one in some:
            try:
                added = store.add(one.version, encoded, scope=EVERYONE, actor="benchmark")
                names[added.id] = name
            except DuplicateDocument as error:
                names.setdefault(error.document_id, name)
        sys.stderr.write(f"\r{min(start + _AT_ONCE, len(prepared))} of {len(prepared)} documents")
    sys.stderr.write("\n")
    store.close()
    return names


@contextmanager
def filled_index(
    documents: Iterable[tuple[str, str, str]], folder: Path | None
) -> Iterator[tuple[Index, dict[str, str]]]:
    """A record of the documents, in a folder that is kept or in one that is thrown away."""
    with tempfile.TemporaryDirectory() as thrown_away:
        data = folder or Path(thrown_away)
        names = fill(data, documents)
        with Index.open(data) as index:
            yield index, names
