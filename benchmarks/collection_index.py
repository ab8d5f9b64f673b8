"""Opens public collections as records, so that benchmarks use the code that answers questions."""

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
    """A record of the documents, in `folder` or a temporary one.

    RECORD_READER names the reranker, as on the command line.
    """
    with tempfile.TemporaryDirectory() as temporary:
        data = folder or Path(temporary)
        encoder = choose_encoder(data)
        ids = fill(data, documents, encoder, _show_progress)
        reader = choose_reranker(os.environ.get("RECORD_READER") or PACKAGED, data)
        with Index.open(data, encoder=encoder, reranker=reader) as index:
            yield index, ids


def _show_progress(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done} of {total} documents{chr(10) if done == total else ''}")
