"""Models of transformers as OpenVINO runs them: converted once and kept, and compiled for this machine."""

import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from shutil import rmtree
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.inference.thread_priority import lower_thread_priority

if TYPE_CHECKING:
    from tokenizers import Encoding

Inputs = dict[str, NDArray[np.int64]]
"""What a model is given, by name."""

Prepare = Callable[["Sequence[Encoding]"], Inputs]
"""Makes of texts what a model is given to read them at once."""

Outputs = NDArray[np.float32]
"""What a model makes of texts, a row each: shape `(n, …)`."""


def import_runtime() -> None:
    """Import what runs models, where it is installed, before two threads that import wait for each other."""
    if is_installed():
        _import_openvino()


def is_installed() -> bool:
    """Whether OpenVINO is there."""
    return find_spec("openvino") is not None


class OpenVinoModel:
    """A model that is ready to run. Usable from several threads.

    `several_at_once` gives each of the processor's cores texts of its own; otherwise all work on the same
    ones, which takes the least time for a single text. `behind` lets it wait for whatever else wants the
    processor. `prepare` makes what it is given. With a `shape`, all that it is given has that shape, and a
    short text takes two thirds of the time.
    """

    def __init__(
        self,
        kept: Path,
        *,
        several_at_once: bool,
        prepare: Prepare,
        behind: bool = False,
        shape: Sequence[int] | None = None,
    ) -> None:
        """Compile what `convert` kept. Raises RuntimeError: it is absent, or not what was written.

        It is done in a thread that ends with it. The processor's plugin gives the thread that first compiles
        another stack for signals (sigaltstack) and frees that stack with itself, whoever may still be using
        it: once models had ended in the order in which they began, the next signal to the main thread killed
        the process. And the plugin's own threads take on the priority of the one that compiles.
        """
        with ThreadPoolExecutor(1, initializer=lower_thread_priority if behind else None) as thread:
            self._compiled = thread.submit(_compile, kept, several_at_once, shape).result()
        self._prepare = prepare
        self.streams: int = self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        self._pool = ThreadPoolExecutor(self.streams, thread_name_prefix=kept.stem)
        self._idle: SimpleQueue[Any] = SimpleQueue()

    def run(self, encoded: "Sequence[Encoding]", batches: Iterable[Sequence[int]]) -> Outputs:
        """The outputs for texts, in order. Those of a batch, which names their places, are read together."""
        together = list(batches)
        outputs = self._pool.map(self.run_together, [[encoded[n] for n in batch] for batch in together])
        return np.concatenate(list(outputs))[np.argsort(np.concatenate(together))]

    def run_together(self, encoded: "Sequence[Encoding]") -> Outputs:
        """The outputs for texts, in order, in this thread."""
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self._compiled.create_infer_request()
        try:
            return np.array(request.infer(self._prepare(encoded))[0], np.float32)
        finally:
            self._idle.put(request)


def _compile(kept: Path, several_at_once: bool, shape: Sequence[int] | None) -> Any:
    settings = {
        "PERFORMANCE_HINT": "THROUGHPUT" if several_at_once else "LATENCY",
        "CACHE_DIR": str(kept.parent / "compiled"),  # with it, the next process takes a third of the time
        "CACHE_MODE": "OPTIMIZE_SIZE",  # weights are read from the kept file, as far as they are used
    }
    core = _import_openvino().Core()
    if shape is None:
        return core.compile_model(str(kept), "CPU", settings)
    model = core.read_model(str(kept))
    model.reshape({port.any_name: list(shape) for port in model.inputs})
    return core.compile_model(model, "CPU", settings)


def convert(module: Any, example: Inputs, kept: Path) -> None:
    """Convert a module of torch, and keep it as `kept` (.xml) and beside it (.bin).

    It takes its inputs by position, in the order of the example's, and gives one output. Raises RuntimeError
    where it cannot be converted.
    """
    import torch  # here, not above: it takes seconds

    openvino = _import_openvino()
    given = tuple(torch.from_numpy(values) for values in example.values())
    with warnings.catch_warnings(), _logging_kept():
        warnings.simplefilter("ignore")  # tracing tells of every branch that it does not follow
        converted = openvino.convert_model(module, example_input=given)
    for port, name in zip(converted.inputs, example, strict=True):
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
    """Write a converted model, aside and then under its name: the weights first, which it refers to.

    What an earlier version of the program kept in its folder, or another model, is deleted.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    for other in kept.parent.iterdir():
        if not other.name.startswith(kept.stem):
            with suppress(OSError):  # another process is at it, or was faster
                rmtree(other) if other.is_dir() else other.unlink()
    aside = kept.with_name(f"{kept.stem}.{threading.get_native_id()}.xml")
    _import_openvino().save_model(converted, aside)
    aside.with_suffix(".bin").replace(kept.with_suffix(".bin"))
    aside.replace(kept)


def _import_openvino() -> Any:
    # It tells its makers of each conversion unless this import fails.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how to make it
    import openvino

    return openvino


def pad(encoded: "Sequence[Encoding]", width: int | None = None) -> Inputs:
    """What a model of transformers is given for texts that are read at once: each of shape `(n, width)`.

    The width is that of the longest text, unless a greater one is given.
    """
    shape = len(encoded), width or max(map(len, encoded))
    inputs = {name: np.zeros(shape, np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    for row, one in enumerate(encoded):
        for values, wanted in zip(inputs.values(), (one.ids, one.attention_mask, one.type_ids), strict=True):
            values[row, : len(one)] = wanted
    return inputs
