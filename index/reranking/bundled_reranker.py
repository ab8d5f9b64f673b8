"""The reader that ships with this program: a small cross-encoder, compiled once for this machine.

Its layers were trained from those of the packaged sentence-transformers model; that model's word vectors and
tokenizer were left as they are and are read from there (`model/README.md` says how it was made).
"""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.encoding.packaged_model import make_tokenizer
from index.inference.openvino_model import OpenVinoModel, convert, is_installed
from index.reranking.bundled_model import build, digest_weights, read_weights, store_embeddings_as_bfloat16
from index.reranking.quantisation import quantise_layers
from index.reranking.reranker import Logits
from index.reranking.unpadding import build_unpadded, unpad

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MAX_TOKENS: Final = 128
"""Tokens of question and window together; the end of the longer one is cut."""

Run = Callable[["Sequence[Encoding]"], Logits]

_log = logging.getLogger(__name__)


class BundledReranker:
    """The reader in this package, run by OpenVINO in eight bits, or by torch where that is not installed.

    The first use ever converts the model, which takes seconds, and keeps the outcome in the folder `cache`.
    Usable from several threads. ModelError where the files that ship are not there.
    """

    def __init__(self, cache: Path, *, lasting: bool = True) -> None:
        """`lasting` lets each core read windows of its own, which is faster and takes 25 MB more."""
        self._cache = cache
        self._lasting = lasting
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        return f"packaged {digest_weights()[:12]}"

    def load(self) -> None:
        """Load what was compiled before, if it was, so that whoever reads first does not wait for it."""
        if self._kept.exists():
            self.score("warm", ["warm"])

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        if not windows:
            return np.zeros(0, np.float32)
        encoded = self._tokenizer.encode_batch([(question, window) for window in windows])
        with self._lock:
            run = self._run
        return run(encoded).reshape(-1)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        tokenizer = make_tokenizer()
        tokenizer.no_padding()
        tokenizer.enable_truncation(
            MAX_TOKENS, strategy="longest_first"
        )  # a question may be longer than that
        return tokenizer

    @cached_property
    def _run(self) -> Run:
        if not is_installed():
            _log.warning("OpenVINO is not installed: the reader runs on torch, which is slower.")
            return _run_on_torch(build(read_weights()))
        compiled = self._compile()
        return lambda encoded: compiled.run(encoded, _share_out(list(map(len, encoded)), compiled.streams))

    @cached_property
    def _kept(self) -> Path:
        return self._cache / f"{self.name.replace(' ', '-')}-unpadded.xml"

    def _compile(self) -> OpenVinoModel:
        try:
            return self._load()
        except RuntimeError:  # it is absent, or not what was written
            weights = read_weights()
            model = build_unpadded(store_embeddings_as_bfloat16(quantise_layers(build(weights), weights)))
            convert(model, unpad(self._tokenizer.encode_batch(["Why?", "Because it is so."])), self._kept)
            return self._load()

    def _load(self) -> OpenVinoModel:
        return OpenVinoModel(self._kept, several_at_once=self._lasting, prepare=unpad)


def _share_out(lengths: Sequence[int], parts: int) -> list[list[int]]:
    """At most so many parts of about as many tokens, each of windows about equally long, by their places."""
    order = np.argsort(lengths)
    tokens = np.array(lengths)[order]
    part = (np.cumsum(tokens) - tokens / 2) * parts // tokens.sum()
    return [order[part == number].tolist() for number in np.unique(part)]


def _run_on_torch(model: Any) -> Run:
    import torch

    unpadded = build_unpadded(model)

    def run(encoded: "Sequence[Encoding]") -> Logits:
        with torch.inference_mode():
            given = [torch.from_numpy(values) for values in unpad(encoded).values()]
            return np.asarray(unpadded(*given).numpy(), np.float32)

    return run
