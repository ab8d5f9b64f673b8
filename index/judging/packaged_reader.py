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

from index.compiled_model import CompiledModel, convert, is_installed
from index.encoding.packaged_model import find_packaged_folder
from index.judging.eight_bits import round_layers
from index.judging.reader import Logits
from index.judging.shipped_model import build, digest_weights, read_weights
from index.judging.unpadding import build_unpadded, unpad

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

LONGEST: Final = 128
"""Tokens of question and window together; the end of the longer one is cut."""

Run = Callable[["Sequence[Encoding]"], Logits]

_log = logging.getLogger(__name__)


class PackagedReader:
    """The reader in this package, run by OpenVINO in eight bits, or by torch where that is not installed.

    The first use ever converts the model, which takes seconds, and keeps the outcome in the folder `cache`.
    Usable from several threads. ModelError where the files that ship are not there.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        return f"packaged {digest_weights()[:12]}"

    def read(self, question: str, windows: Sequence[str]) -> Logits:
        if not windows:
            return np.zeros(0, np.float32)
        encoded = self._tokenizer.encode_batch([(question, window) for window in windows])
        with self._lock:
            run = self._run
        return run(encoded).reshape(-1)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # here, not above: a record that is never asked needs none

        tokenizer = Tokenizer.from_file(str(find_packaged_folder() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST, strategy="longest_first")  # a question may be longer than that
        return tokenizer

    @cached_property
    def _run(self) -> Run:
        if not is_installed():
            _log.warning("OpenVINO is not installed: the reader runs on torch, which is slower.")
            return _run_on_torch(build(read_weights()))
        compiled = self._compile()
        return lambda encoded: compiled.run(encoded, _share_out(list(map(len, encoded)), compiled.streams))

    def _compile(self) -> CompiledModel:
        kept = self._cache / f"{self.name.replace(' ', '-')}-unpadded.xml"
        try:
            return CompiledModel(kept, several_at_once=True, prepare=unpad)
        except RuntimeError:  # it is absent, or not what was written
            weights = read_weights()
            rounded = build_unpadded(round_layers(build(weights), weights))
            convert(rounded, unpad(self._tokenizer.encode_batch(["Why?", "Because it is so."])), kept)
            return CompiledModel(kept, several_at_once=True, prepare=unpad)


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
