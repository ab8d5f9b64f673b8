"""The bundled reranker: a small cross-encoder, compiled once for this machine.

Its word embeddings and tokenizer are those of the packaged sentence-transformers model; see `bundled_model`.
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
"""Of question and window together; the end of the longer one is truncated."""

Run = Callable[["Sequence[Encoding]"], Logits]

_log = logging.getLogger(__name__)


class BundledReranker:
    """The bundled cross-encoder, run by OpenVINO in int8, or by torch if OpenVINO is not installed.

    The first use converts the model, which takes seconds, and saves it in the folder `cache`. Usable from
    several threads. Its methods raise ModelError if a file of the model is missing.
    """

    def __init__(self, cache: Path, *, long_running: bool = True) -> None:
        """`long_running` gives each core windows of its own, which is faster and takes 25 MB more."""
        self._cache = cache
        self._long_running = long_running
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        return f"packaged {digest_weights()[:12]}"

    def load(self) -> None:
        """Load the compiled model, if there is one, so that the first question does not wait for it."""
        if self._model_path.exists():
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
        tokenizer.enable_truncation(MAX_TOKENS, strategy="longest_first")  # the question may be too long too
        return tokenizer

    @cached_property
    def _run(self) -> Run:
        if not is_installed():
            _log.warning("OpenVINO is not installed, so the cross-encoder runs on torch, which is slower.")
            return _run_on_torch(build(read_weights()))
        compiled = self._compile()
        return lambda encoded: compiled.run(encoded, _make_batches(list(map(len, encoded)), compiled.streams))

    @cached_property
    def _model_path(self) -> Path:
        return self._cache / f"{self.name.replace(' ', '-')}-unpadded.xml"

    def _compile(self) -> OpenVinoModel:
        try:
            return self._load()
        except RuntimeError:  # missing or damaged
            weights = read_weights()
            model = build_unpadded(store_embeddings_as_bfloat16(quantise_layers(build(weights), weights)))
            convert(
                model, unpad(self._tokenizer.encode_batch(["Why?", "Because it is so."])), self._model_path
            )
            return self._load()

    def _load(self) -> OpenVinoModel:
        return OpenVinoModel(self._model_path, throughput=self._long_running, prepare=unpad)


def _make_batches(lengths: Sequence[int], parts: int) -> list[list[int]]:
    """Indexes of windows in at most `parts` batches of similar token counts, each of similar lengths."""
    order = np.argsort(lengths)
    tokens = np.array(lengths)[order]
    part = (np.cumsum(tokens) - tokens / 2) * parts // tokens.sum()
    return [order[part == number].tolist() for number in np.unique(part)]


def _run_on_torch(model: Any) -> Run:
    import torch

    unpadded = build_unpadded(model)

    def run(encoded: "Sequence[Encoding]") -> Logits:
        with torch.inference_mode():
            inputs = [torch.from_numpy(values) for values in unpad(encoded).values()]
            return np.asarray(unpadded(*inputs).numpy(), np.float32)

    return run
