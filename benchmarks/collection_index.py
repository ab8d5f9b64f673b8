"""Public collections as records, so that benchmarks go through the code that answers questions."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from index import Index
from index.collections.formats import CollectionDocument
from index.collections.record import Ids, fill
from index.encoding.factory import choose_encoder
from index.reranking.factory import PACKAGED, choose_reranker


@contextmanager
def filled_index(documents: Iterable[CollectionDocument], folder: Path | None) -> Iterator[tuple[Index, Ids]]:
    """A record of the documents, in a folder that is kept or in one that is thrown away.

    RECORD_READER names the reader, as on the command line.
    """
    with tempfile.TemporaryDirectory() as thrown_away:
        data = folder or Path(thrown_away)
        encoder = choose_encoder(data)
        ids = fill(data, documents, encoder, _tell)
        reader = choose_reranker(os.environ.get("RECORD_READER") or PACKAGED, data)
        with Index.open(data, encoder=encoder, reranker=reader) as index:
            yield index, ids


def _tell(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done} of {total} documents{chr(10) if done == total else ''}")
