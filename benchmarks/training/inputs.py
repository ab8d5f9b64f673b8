"""Calibrates int8 quantisation: measures the range of the inputs of the reranker's layers.

    python -m benchmarks.training.inputs [--data FOLDER]

Also run at the end of `benchmarks.training.reader`. Adds to the bundled weights the greatest magnitude in
every channel over a thousand training pairs, and prints how much quantisation changes the logits of other
pairs.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from transformers import AutoTokenizer

from benchmarks.training.material import open_materials
from benchmarks.training.pairs import Pair, make_pairs
from benchmarks.training.scored_examples import score_all
from index.encoding.packaged_model import find_packaged_model
from index.reranking.bundled_model import WEIGHTS, build, read_weights
from index.reranking.bundled_reranker import MAX_TOKENS
from index.reranking.quantisation import MAX_INPUT_SUFFIX, quantise_layers

_SEED: Final = 1
"""Fixed, so that the sample of pairs is reproducible."""

_CALIBRATION_PAIRS: Final = 1000
"""Pairs over which the ranges are measured."""

_TEST_PAIRS: Final = 500
"""Other pairs, on which the effect on the logits is measured."""


def measure_inputs(pairs: Sequence[Pair]) -> None:
    """Add the greatest inputs of the encoder's layers to the file of weights."""
    chosen = random.Random(_SEED).sample(pairs, _CALIBRATION_PAIRS + _TEST_PAIRS)  # noqa: S311 - a sample, not a secret
    measured, compared = chosen[:_CALIBRATION_PAIRS], chosen[_CALIBRATION_PAIRS:]
    model = build(read_weights())
    greatest: dict[str, NDArray[np.float32]] = {}
    hooks = [
        layer.register_forward_pre_hook(lambda _, inputs, name=name: _update(greatest, name, inputs[0]))
        for name, layer in model.named_modules()
        if isinstance(layer, torch.nn.Linear) and ".encoder." in name
    ]
    _score(model, measured)
    for hook in hooks:
        hook.remove()
    weights = {
        name: values for name, values in load_file(WEIGHTS).items() if not name.endswith(MAX_INPUT_SUFFIX)
    }
    save_file(weights | {name: values.astype(np.float16) for name, values in greatest.items()}, WEIGHTS)
    exact = _score(model, compared)
    change = np.abs(_score(quantise_layers(model, read_weights()), compared) - exact)
    print(f"{len(greatest)} int8 layers: the logits of {_TEST_PAIRS} other pairs change by")
    print(f"{change.mean():.3f}, at most {change.max():.2f}; standard deviation {exact.std():.2f}")


def _update(greatest: dict[str, NDArray[np.float32]], layer: str, inputs: torch.Tensor) -> None:
    own = inputs.abs().flatten(0, -2).amax(0).numpy()
    name = layer + MAX_INPUT_SUFFIX
    greatest[name] = np.maximum(greatest.get(name, own), own)


def _score(model: Any, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """The logits of pairs, scored one by one, so that there is no padding."""
    tokenizer = AutoTokenizer.from_pretrained(find_packaged_model())
    logits = []
    with torch.inference_mode():
        for pair in pairs:
            inputs = tokenizer(
                pair.question,
                pair.window,
                truncation="longest_first",
                max_length=MAX_TOKENS,
                return_tensors="pt",
            )
            logits.append(model(**inputs).logits.item())
    return np.array(logits, np.float32)


def main() -> None:
    """Calibrate the bundled reranker."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    options = parser.parse_args()
    with open_materials(options.data) as records:
        examples = list(score_all(records, lambda one: one.for_reader))
    measure_inputs(list(make_pairs(examples, random.Random(_SEED))))  # noqa: S311 - a sample, not a secret


if __name__ == "__main__":
    main()
