"""The reader that ships with this program: a small cross-encoder, compiled once for this machine.

Its layers were trained from those of the packaged sentence-transformers model; that model's word vectors and
tokenizer were left as they are and are read from there (`model/README.md` says how it was made).
"""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.encoding.packaged_model import find_packaged_model
from index.errors import ModelError
from index.identifiers import digest_bytes
from index.judging.quantisation import unpack
from index.judging.reader import Logits

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MODEL: Final = Path(__file__).parent / "model"
_WEIGHTS: Final = _MODEL / "weights.safetensors"
LONGEST: Final = 128
"""Tokens of question and window together; the end of the longer one is cut."""

_INPUTS: Final = ("input_ids", "attention_mask", "token_type_ids")

Run = Callable[[dict[str, Any]], Logits]

_log = logging.getLogger(__name__)


class PackagedReader:
    """The reader in this package, run by OpenVINO, or by torch where that is not installed.

    The first use ever converts the model, which takes seconds, and keeps the outcome in the folder `cache`.
    Usable from several threads. ModelError where the files that ship are not there.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        try:
            return f"packaged {digest_bytes(_WEIGHTS.read_bytes())[:12]}"
        except OSError as error:
            raise _missing(error) from error

    def read(self, question: str, windows: Sequence[str]) -> Logits:
        if not windows:
            return np.zeros(0, np.float32)
        encoded = self._tokenizer.encode_batch([(question, window) for window in windows])
        columns = zip(*((one.ids, one.attention_mask, one.type_ids) for one in encoded), strict=True)
        inputs = dict(zip(_INPUTS, (np.array(column, np.int64) for column in columns), strict=True))
        with self._lock:
            return self._run(inputs)

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer  # here, not above: a record that is never asked needs none

        tokenizer = Tokenizer.from_file(str(find_packaged_model() / "tokenizer.json"))
        tokenizer.enable_truncation(LONGEST, strategy="longest_first")  # a question may be longer than that
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _run(self) -> Run:
        if find_spec("openvino") is None:
            _log.warning("OpenVINO is not installed: the reader runs on torch, which is slower.")
            return _run_on_torch(_build())
        return self._compile()

    def _compile(self) -> Run:
        # OpenVINO tells its makers of each conversion unless this import fails.
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how to make it
        import openvino

        kept = self._cache / f"{self.name.replace(' ', '-')}.xml"
        compile_kept = partial(
            openvino.Core().compile_model, str(kept), "CPU", {"PERFORMANCE_HINT": "LATENCY"}
        )
        try:
            compiled = compile_kept()
        except RuntimeError:  # it is absent, or not what was written
            _keep(_convert(_build()), kept)
            compiled = compile_kept()

        def run(inputs: dict[str, Any]) -> Logits:
            return np.asarray(compiled(inputs)[0], np.float32).reshape(-1)

        return run


def _build() -> Any:
    """The model in torch, with the packaged model's word vectors."""
    import torch
    from safetensors import SafetensorError
    from safetensors.numpy import load_file
    from transformers import BertConfig, BertForSequenceClassification
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # no types there
    base = load_file(find_packaged_model() / "model.safetensors")
    embeddings = {f"bert.{k}": v for k, v in base.items() if k.startswith("embeddings.")}
    try:
        weights = embeddings | unpack(load_file(_WEIGHTS))
        config = BertConfig(**json.loads((_MODEL / "config.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, SafetensorError) as error:
        raise _missing(error) from error
    model: Any = BertForSequenceClassification(config)
    model.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()}, strict=False)
    return model.eval()


def _missing(error: Exception) -> ModelError:
    return ModelError(
        f"The reader that ships with this program cannot be read from {_MODEL}: {error}. "
        "Install the program again, or set RECORD_READER to none."
    )


def _run_on_torch(model: Any) -> Run:
    import torch

    def run(inputs: dict[str, Any]) -> Logits:
        with torch.inference_mode():
            given = {name: torch.from_numpy(values) for name, values in inputs.items()}
            return np.asarray(model(**given).logits.numpy(), np.float32).reshape(-1)

    return run


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
