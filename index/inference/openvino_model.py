"""Transformer models run by OpenVINO: converted once, saved, and compiled for this machine."""

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
"""Model inputs by name."""

Prepare = Callable[["Sequence[Encoding]"], Inputs]
"""Turns the encodings of a batch into model inputs."""

Outputs = NDArray[np.float32]
"""Model outputs, one row for each text: shape `(n, …)`."""


def import_runtime() -> None:
    """Import OpenVINO, if installed, in this thread: two threads importing it at once can deadlock."""
    if is_installed():
        _import_openvino()


def is_installed() -> bool:
    """Whether OpenVINO is installed."""
    return find_spec("openvino") is not None


class OpenVinoModel:
    """A compiled model. Usable from several threads.

    `throughput` gives each core texts of its own; otherwise all cores work on the same texts, which has the
    least latency for a single one. `low_priority` runs it at a lower thread priority. `prepare` makes its
    inputs. With a `shape`, all inputs must have it, and a short text takes two thirds of the time.
    """

    def __init__(
        self,
        path: Path,
        *,
        throughput: bool,
        prepare: Prepare,
        low_priority: bool = False,
        shape: Sequence[int] | None = None,
    ) -> None:
        """Compile the model that `convert` saved at `path`. Raises RuntimeError if it is missing or damaged.

        Compilation runs in a short-lived thread, for two reasons. OpenVINO's CPU plugin gives the thread that
        first compiles an alternate signal stack (sigaltstack) and frees it when it is unloaded, even if that
        thread still uses it: in the main thread, the next signal would kill the process. And the plugin's
        worker threads inherit the priority of the compiling thread.
        """
        with ThreadPoolExecutor(1, initializer=lower_thread_priority if low_priority else None) as thread:
            self._compiled = thread.submit(_compile, path, throughput, shape).result()
        self._prepare = prepare
        self.streams: int = self._compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
        self._pool = ThreadPoolExecutor(self.streams, thread_name_prefix=path.stem)
        self._idle: SimpleQueue[Any] = SimpleQueue()

    def run(self, encoded: "Sequence[Encoding]", batches: Iterable[Sequence[int]]) -> Outputs:
        """The outputs in the order of `encoded`. `batches` lists the indexes of texts to be run together."""
        indexes = list(batches)
        outputs = self._pool.map(self.run_batch, [[encoded[n] for n in batch] for batch in indexes])
        return np.concatenate(list(outputs))[np.argsort(np.concatenate(indexes))]

    def run_batch(self, encoded: "Sequence[Encoding]") -> Outputs:
        """The outputs for one batch, in order, computed in this thread."""
        try:
            request = self._idle.get_nowait()
        except Empty:
            request = self._compiled.create_infer_request()
        try:
            return np.array(request.infer(self._prepare(encoded))[0], np.float32)
        finally:
            self._idle.put(request)


def _compile(path: Path, throughput: bool, shape: Sequence[int] | None) -> Any:
    settings = {
        "PERFORMANCE_HINT": "THROUGHPUT" if throughput else "LATENCY",
        "CACHE_DIR": str(path.parent / "compiled"),  # the next process loads the model in a third of the time
        "CACHE_MODE": "OPTIMIZE_SIZE",  # without weights: those used are read from the saved model
    }
    core = _import_openvino().Core()
    if shape is None:
        return core.compile_model(str(path), "CPU", settings)
    model = core.read_model(str(path))
    model.reshape({port.any_name: list(shape) for port in model.inputs})
    return core.compile_model(model, "CPU", settings)


def convert(module: Any, example: Inputs, path: Path) -> None:
    """Convert a torch module and save it as `path` (.xml) and, next to it, the weights (.bin).

    The module takes its inputs by position, in the order of `example`, and returns one output. Raises
    RuntimeError if it cannot be converted.
    """
    import torch  # here: importing it takes seconds

    openvino = _import_openvino()
    inputs = tuple(torch.from_numpy(values) for values in example.values())
    with warnings.catch_warnings(), _root_logger_restored():
        warnings.simplefilter("ignore")  # tracing warns of every branch that it does not follow
        converted = openvino.convert_model(module, example_input=inputs)
    for port, name in zip(converted.inputs, example, strict=True):
        port.get_tensor().set_names({name})
    _save(converted, path)


@contextmanager
def _root_logger_restored() -> Iterator[None]:
    """Restore the root logger, whose level OpenVINO's converter raises to errors."""
    root = logging.getLogger()
    level, handlers, filters = root.level, root.handlers[:], root.filters[:]
    try:
        yield
    finally:
        root.setLevel(level)
        root.handlers[:], root.filters[:] = handlers, filters


def _save(converted: Any, path: Path) -> None:
    """Write a converted model to temporary files, then rename them, the weights first.

    Other files in the folder, left by an earlier version or another model, are deleted.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    for other in path.parent.iterdir():
        if not other.name.startswith(path.stem):
            with suppress(OSError):  # another process may delete it too
                rmtree(other) if other.is_dir() else other.unlink()
    temporary = path.with_name(f"{path.stem}.{threading.get_native_id()}.xml")
    _import_openvino().save_model(converted, temporary)
    temporary.with_suffix(".bin").replace(path.with_suffix(".bin"))
    temporary.replace(path)


def _import_openvino() -> Any:
    # OpenVINO reports each conversion to its makers unless this import fails.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how to make it
    import openvino

    return openvino


def pad(encoded: "Sequence[Encoding]", length: int | None = None) -> Inputs:
    """Padded inputs of a transformer, each of shape `(n, length)`.

    The default length is the number of tokens of the longest text.
    """
    shape = len(encoded), length or max(map(len, encoded))
    inputs = {name: np.zeros(shape, np.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    for row, text in enumerate(encoded):
        for values, tokens in zip(
            inputs.values(), (text.ids, text.attention_mask, text.type_ids), strict=True
        ):
            values[row, : len(text)] = tokens
    return inputs
