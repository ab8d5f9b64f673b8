"""The reader that ships with this program: a small cross-encoder, compiled once for this machine.

Its layers were trained from those of the packaged sentence-transformers model; that model's word vectors and
tokenizer were left as they are and are read from there (`model/README.md` says how it was made).
"""

import logging
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.encoding.packaged_model import find_packaged_model
from index.judging.eight_bits import round_layers
from index.judging.reader import Logits
from index.judging.shipped_model import build, digest_weights, read_weights

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

LONGEST: Final = 128
"""Tokens of question and window together; the end of the longer one is cut."""

_TOGETHER: Final = 4
"""Windows about equally long that are read at once: of eight, half are short, and padding is read as well."""

_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")

Run = Callable[[dict[str, Any]], Logits]

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
        logits = np.empty(len(windows), np.float32)
        by_length = np.argsort([len(one) for one in encoded], kind="stable")
        for together in np.split(by_length, range(_TOGETHER, len(windows), _TOGETHER)):
            inputs = _pad([encoded[n] for n in together])
            with self._lock:
                logits[together] = self._run(inputs)
        return logits

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # here, not above: a record that is never asked needs none

        tokenizer = Tokenizer.from_file(str(find_packaged_model() / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(LONGEST, strategy="longest_first")  # a question may be longer than that
        return tokenizer

    @cached_property
    def _run(self) -> Run:
        if find_spec("openvino") is None:
            _log.warning("OpenVINO is not installed: the reader runs on torch, which is slower.")
            return _run_on_torch(build(read_weights()))
        return self._compile()

    def _compile(self) -> Run:
        # OpenVINO tells its makers of each conversion unless this import fails.
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how to make it
        import openvino

        core = openvino.Core()
        kept = self._cache / f"{self.name.replace(' ', '-')}.xml"
        try:
            compiled = _compile_kept(core, kept)
        except RuntimeError:  # it is absent, or not what was written
            weights = read_weights()
            _keep(_convert(round_layers(build(weights), weights)), kept)
            compiled = _compile_kept(core, kept)

        def run(inputs: dict[str, Any]) -> Logits:
            return np.asarray(compiled(inputs)[0], np.float32).reshape(-1)

        return run


def _pad(encoded: "Sequence[Encoding]") -> dict[str, Any]:
    """Tokens, what of them counts, and which of them are the window's: each of shape `(n, longest)`."""
    shape = len(encoded), max(map(len, encoded))
    inputs = {name: np.zeros(shape, np.int64) for name in _INPUTS}
    for row, one in enumerate(encoded):
        for name, values in zip(_INPUTS, (one.ids, one.attention_mask, one.type_ids), strict=True):
            inputs[name][row, : len(one)] = values
    return inputs


def _run_on_torch(model: Any) -> Run:
    import torch

    def run(inputs: dict[str, Any]) -> Logits:
        with torch.inference_mode():
            given = {name: torch.from_numpy(values) for name, values in inputs.items()}
            return np.asarray(model(**given).logits.numpy(), np.float32).reshape(-1)

    return run


def _compile_kept(core: Any, kept: Path) -> Any:
    """Compile a converted model, in a thread that ends with it.

    A core's processor plugin gives the thread that first compiles with it another stack for signals
    (sigaltstack) and frees that stack with itself, whoever may still be using it: once readers had ended in
    the order in which they began, the next signal to the main thread killed the process.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(core.compile_model, str(kept), "CPU", {"PERFORMANCE_HINT": "LATENCY"}).result()


def _convert(model: Any) -> Any:
    """The model as OpenVINO runs it."""
    import openvino
    import torch

    class Traced(torch.nn.Module):
        """Takes its inputs by position and gives the logits alone, as tracing wants it."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:
            return self.model(input_ids=ids, attention_mask=mask, token_type_ids=types).logits

    example = tuple(torch.ones((2, 8), dtype=torch.int64) for _ in _INPUTS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing tells of every branch that it does not follow
        converted = openvino.convert_model(Traced(), example_input=example)
    for port, name in zip(converted.inputs, _INPUTS, strict=True):
        port.get_tensor().set_names({name})
    return converted


def _keep(model: Any, kept: Path) -> None:
    """Write the converted model, aside and then under its name: the weights first, which it refers to."""
    import openvino

    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = kept.with_name(f"{kept.stem}.{threading.get_native_id()}.xml")
    openvino.save_model(model, aside)
    aside.with_suffix(".bin").replace(kept.with_suffix(".bin"))
    aside.replace(kept)
