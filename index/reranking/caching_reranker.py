"""A cache of logits: a repeated or narrowed question needs only new windows scored."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np

from index.reranking.reranker import Logits, Reranker

_CACHED_WINDOWS: Final = 4096
"""Most recently used; those of about 500 questions."""


class CachingReranker:
    """Caches the logits of another reranker by a digest of question and window.

    Entries never become stale, since logits depend on these two alone; neither text is stored. Usable from
    several threads.
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
            logits = {key: self._logits[key] for key in keys if key in self._logits}
        new = {key: window for key, window in zip(keys, windows, strict=True) if key not in logits}
        if new:
            new_logits = self._reranker.score(question, list(new.values()))
            logits |= dict(zip(new, new_logits.tolist(), strict=True))
        with self._lock:
            for key in keys:
                self._logits[key] = logits[key]
                self._logits.move_to_end(key)
            while len(self._logits) > _CACHED_WINDOWS:
                self._logits.popitem(last=False)
        return np.array([logits[key] for key in keys], np.float32)


def _digest(question: str, window: str) -> bytes:
    return blake2b(f"{question}\0{window}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
