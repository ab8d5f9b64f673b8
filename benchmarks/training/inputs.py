"""Measures what the reader's layers are given, so that they can be computed in eight bits.

    python -m benchmarks.training.inputs [--data FOLDER]

`benchmarks.training.reader` does it at its end. It adds to the weights that ship the greatest magnitude in
every channel over a thousand pairs of question and window that the reader learnt from, and prints how far
the logits of other pairs move by the rounding.
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
from benchmarks.training.weighed import weigh_all
from index.encoding.packaged_model import find_packaged_model
from index.reranking.bundled_model import WEIGHTS, build, read_weights
from index.reranking.bundled_reranker import MAX_TOKENS
from index.reranking.quantisation import MAX_INPUT_SUFFIX, quantise_layers

_SEED: Final = 1
_MEASURED: Final = 1000
_COMPARED: Final = 500


def measure_inputs(pairs: Sequence[Pair]) -> None:
    """Write the greatest inputs of the encoder's layers to the file of the weights."""
    chosen = random.Random(_SEED).sample(pairs, _MEASURED + _COMPARED)  # noqa: S311 - a sample, not a secret
    measured, compared = chosen[:_MEASURED], chosen[_MEASURED:]
    model = build(read_weights())
    greatest: dict[str, NDArray[np.float32]] = {}
    hooks = [
        layer.register_forward_pre_hook(lambda _, given, name=name: _note(greatest, name, given[0]))
        for name, layer in model.named_modules()
        if isinstance(layer, torch.nn.Linear) and ".encoder." in name
    ]
    _read(model, measured)
    for hook in hooks:
        hook.remove()
    kept = {
        name: values for name, values in load_file(WEIGHTS).items() if not name.endswith(MAX_INPUT_SUFFIX)
    }
    save_file(kept | {name: values.astype(np.float16) for name, values in greatest.items()}, WEIGHTS)
    exact = _read(model, compared)
    apart = _read(quantise_layers(model, read_weights()), compared) - exact
    print(f"{len(greatest)} layers in eight bits: the logits of {_COMPARED} other pairs move by")
    print(
        f"{np.abs(apart).mean():.3f}, at most {np.abs(apart).max():.2f}; standard deviation {exact.std():.2f}"
    )


def _note(greatest: dict[str, NDArray[np.float32]], layer: str, given: torch.Tensor) -> None:
    found = given.abs().flatten(0, -2).amax(0).numpy()
    name = layer + MAX_INPUT_SUFFIX
    greatest[name] = np.maximum(greatest.get(name, found), found)


def _read(model: Any, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """The logits of pairs, each read alone, so that nothing is padding."""
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
    """Measure the reader that ships."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    options = parser.parse_args()
    with open_materials(options.data) as records:
        examples = list(weigh_all(records, lambda one: one.for_reader))
    measure_inputs(list(make_pairs(examples, random.Random(_SEED))))  # noqa: S311 - a sample, not a secret


if __name__ == "__main__":
    main()
