"""A reader that remembers: who asks again, or narrows a question down, waits for new windows only."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from index.reranking.reranker import Logits, Reranker

_CACHED_WINDOWS: Final = 4096
"""Windows that were read last: those of five hundred questions."""


class CachingReranker:
    """Gives the logits that another reader gave before, by a digest of question and window.

    They hold whatever becomes of the record, since a reader sees these two alone, of which neither is kept.
    Usable from several threads.
    """

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker
        self._logits: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._reranker.name

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        keys = [_digest(question, window) for window in windows]
        with self._lock:
            known = {key: self._logits[key] for key in keys if key in self._logits}
        new = {key: window for key, window in zip(keys, windows, strict=True) if key not in known}
        if new:
            read = self._reranker.score(question, list(new.values()))
            known |= dict(zip(new, read.tolist(), strict=True))
        with self._lock:
            for key in keys:
                self._logits[key] = known[key]
                self._logits.move_to_end(key)
            while len(self._logits) > _CACHED_WINDOWS:
                self._logits.popitem(last=False)
        return np.array([known[key] for key in keys], np.float32)


def _digest(question: str, window: str) -> bytes:
    return blake2b(f"{question}\0{window}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
