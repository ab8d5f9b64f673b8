"""Models of transformers as OpenVINO runs them: converted once and kept, and compiled for this machine."""

import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from index.priority import stand_behind

if TYPE_CHECKING:
    from tokenizers import Encoding

Inputs = dict[str, NDArray[np.int64]]
"""Tokens, what of them counts, and which of them are the second text's: each of shape `(n, longest)`."""

Outputs = NDArray[np.float32]
"""What a model makes of texts, a row each: shape `(n, …)`."""

_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")


def import_runtime() -> None:
    """Import what runs models, where it is installed, before two threads that import wait for each other."""
    if is_installed():
        _import_openvino()


def is_installed() -> bool:
    """Whether OpenVINO is there."""
    return find_spec("openvino") is not None


class CompiledModel:
    """A model that is ready to run. Usable from several threads.

    `several_at_once` gives each of the processor's cores texts of its own; otherwise all work on the same
    ones, which takes the least time for a single text. `behind` lets it wait for whatever else wants the
    processor.
    """

    def __init__(self, kept: Path, *, several_at_once: bool, behind: bool = False) -> None:
        """Compile what `convert` kept. Raises RuntimeError: it is absent, or not what was written.

        It is done in a thread that ends with it. The processor's plugin gives the thread that first compiles
        another stack for signals (sigaltstack) and frees that stack with itself, whoever may still be using
        it: once models had ended in the order in which they began, the next signal to the main thread killed
        the process. And the plugin's own threads take on the priority of the one that compiles.
        """
        with ThreadPoolExecutor(1, initializer=stand_behind if behind else None) as thread:
            self._compiled = thread.submit(_compile, kept, several_at_once).result()
        streams = self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        self._pool = ThreadPoolExecutor(streams, thread_name_prefix=kept.stem)
        self._idle: SimpleQueue[Any] = SimpleQueue()

    def run(self, encoded: "Sequence[Encoding]", *, at_once: int) -> Outputs:
        """The outputs for texts, in order; `at_once` tokens of those about equally long together."""
        if len(encoded) == 1:
            return self._run_batch(encoded)
        batches = list(_batch([len(one) for one in encoded], at_once))
        outputs = self._pool.map(self._run_batch, [[encoded[n] for n in batch] for batch in batches])
        return np.concatenate(list(outputs))[np.argsort(np.concatenate(batches))]

    def _run_batch(self, encoded: "Sequence[Encoding]") -> Outputs:
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self._compiled.create_infer_request()
        try:
            return np.array(request.infer(pad(encoded))[0], np.float32)
        finally:
            self._idle.put(request)


def _batch(lengths: Sequence[int], at_once: int) -> Iterator[list[int]]:
    """The places of texts, the longest first, which is also read where others of its batch are padded."""
    batch: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > at_once:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def _compile(kept: Path, several_at_once: bool) -> Any:
    settings = {
        "PERFORMANCE_HINT": "THROUGHPUT" if several_at_once else "LATENCY",
        "CACHE_DIR": str(kept.parent / "compiled"),  # with it, the next process takes a third of the time
        "CACHE_MODE": "OPTIMIZE_SIZE",  # weights are read from the kept file, as far as they are used
    }
    return _import_openvino().Core().compile_model(str(kept), "CPU", settings)


def convert(model: Any, compute: Callable[[Any, dict[str, Any]], Any], kept: Path) -> None:
    """Convert a model of torch, and keep it as `kept` (.xml) and beside it (.bin).

    `compute` calls the model with its inputs by name. Raises RuntimeError where it cannot be converted.
    """
    import torch  # here, not above: it takes seconds

    openvino = _import_openvino()

    class Traced(torch.nn.Module):
        """Takes its inputs by position and gives one output, as tracing wants it."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *values: Any) -> Any:
            return compute(self.model, dict(zip(_INPUTS, values, strict=True)))

    example = tuple(torch.ones((2, 8), dtype=torch.int64) for _ in _INPUTS)
    with warnings.catch_warnings(), _logging_kept():
        warnings.simplefilter("ignore")  # tracing tells of every branch that it does not follow
        converted = openvino.convert_model(Traced(), example_input=example)
    for port, name in zip(converted.inputs, _INPUTS, strict=True):
        port.get_tensor().set_names({name})
    _keep(converted, kept)


@contextmanager
def _logging_kept() -> Iterator[None]:
    """Undo what OpenVINO's converter does to the root logger: with it, only errors would be told."""
    root = logging.getLogger()
    level, handlers, filters = root.level, root.handlers[:], root.filters[:]
    try:
        yield
    finally:
        root.setLevel(level)
        root.handlers[:], root.filters[:] = handlers, filters


def _keep(converted: Any, kept: Path) -> None:
    """Write a converted model, aside and then under its name: the weights first, which it refers to."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = kept.with_name(f"{kept.stem}.{threading.get_native_id()}.xml")
    _import_openvino().save_model(converted, aside)
    aside.with_suffix(".bin").replace(kept.with_suffix(".bin"))
    aside.replace(kept)


def _import_openvino() -> Any:
    # It tells its makers of each conversion unless this import fails.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how to make it
    import openvino

    return openvino


def pad(encoded: "Sequence[Encoding]") -> Inputs:
    """What a model is given for texts that are read at once."""
    shape = len(encoded), max(map(len, encoded))
    inputs = {name: np.zeros(shape, np.int64) for name in _INPUTS}
    for row, one in enumerate(encoded):
        for name, values in zip(_INPUTS, (one.ids, one.attention_mask, one.type_ids), strict=True):
            inputs[name][row, : len(one)] = values
    return inputs
