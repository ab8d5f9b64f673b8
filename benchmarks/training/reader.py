"""Trains the reader of `index/reranking/model/`.

    python -m benchmarks.training.reader [--data FOLDER]

A cross-encoder is made of the packaged sentence-transformers model: its layers go on learning, its word
vectors stay. It is shown questions with windows, and learns which of them answer: windows that hold an
answer, others that the ranking takes for the best, so that it learns where the ranking errs, and some about
something else. Without these, and with a learning rate of 1.2e-4, it learnt next to nothing (area under the
curve 0.59 on questions kept aside). It takes half an hour on two cores that have nothing else to do; plain
attention, and none of it dropped, is more than twice as fast there as the default.
"""

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.numpy import save_file
from transformers import AutoTokenizer, BertForSequenceClassification

from benchmarks.training.inputs import measure_inputs
from benchmarks.training.material import open_materials
from benchmarks.training.pairs import Pair, make_pairs
from benchmarks.training.weighed import weigh_all
from index.encoding.packaged_model import find_packaged_model
from index.reranking.bundled_model import WEIGHTS
from index.reranking.bundled_reranker import MAX_TOKENS
from index.reranking.quantisation import pack

_SEED: Final = 1
_EPOCHS: Final = 3
_BATCH: Final = 32
_RATE: Final = 6e-5
_DROPPED: Final = 0.1
"""The share of hidden values that are dropped in training."""

_HEAD_RATE: Final = 5 * _RATE
"""The learning rate of what was not part of the packaged model's work: the pooler and the classifier."""

_WARM_UP: Final = 0.08
"""The share of all steps in which the learning rate rises; afterwards it falls to nothing."""


def train(pairs: Sequence[Pair]) -> Any:
    """The model after all epochs."""
    torch.manual_seed(_SEED)
    tokenizer = AutoTokenizer.from_pretrained(find_packaged_model())
    model: Any = BertForSequenceClassification.from_pretrained(
        find_packaged_model(),
        num_labels=1,
        attn_implementation="eager",
        hidden_dropout_prob=_DROPPED,
        attention_probs_dropout_prob=0.0,
    )
    model.bert.embeddings.requires_grad_(requires_grad=False)
    layers = list(model.bert.encoder.parameters())
    head = [*model.bert.pooler.parameters(), *model.classifier.parameters()]
    rates = [{"params": layers, "lr": _RATE}, {"params": head, "lr": _HEAD_RATE}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = _EPOCHS * math.ceil(len(pairs) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _slope(step, steps))
    model.train()
    for step, batch in enumerate(_deal(pairs), 1):
        inputs = tokenizer(
            [pair.question for pair in batch],
            [pair.window for pair in batch],
            truncation="only_second",
            max_length=MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        )
        truth = torch.tensor([float(pair.answers) for pair in batch])
        with torch.autocast("cpu", torch.bfloat16):
            logits = model(**inputs).logits[:, 0]
        loss: Any = torch.nn.functional.binary_cross_entropy_with_logits(logits.float(), truth)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*layers, *head], 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        if step % 50 == 0:
            print(f"{step} of {steps} steps, loss {loss.item():.3f}", flush=True)
    return model.eval()


def _slope(step: int, steps: int) -> float:
    return min((step + 1) / (_WARM_UP * steps), max(steps - step, 0) / ((1 - _WARM_UP) * steps))


def _deal(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Batches for all epochs, of pairs about equally long, so that little is padding."""
    chosen = random.Random(_SEED)  # noqa: S311 - an order, not a secret
    for _ in range(_EPOCHS):
        shuffled = chosen.sample(pairs, len(pairs))
        batches: list[list[Pair]] = []
        for start in range(0, len(shuffled), 50 * _BATCH):
            some = sorted(
                shuffled[start : start + 50 * _BATCH], key=lambda one: len(one.question) + len(one.window)
            )
            batches += (some[at : at + _BATCH] for at in range(0, len(some), _BATCH))
        yield from chosen.sample(batches, len(batches))


def save(model: Any) -> None:
    """Write what the packaged model does not hold already, in eight bits."""
    state = {name: values.detach().float().numpy() for name, values in model.state_dict().items()}
    learned = {name: values for name, values in state.items() if not name.startswith("bert.embeddings.")}
    save_file(dict(pack(learned)), WEIGHTS)


def main() -> None:
    """Train on everything that is marked for it, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    options = parser.parse_args()
    with open_materials(options.data) as records:
        examples = list(weigh_all(records, lambda one: one.for_reader))
    pairs = list(make_pairs(examples, random.Random(_SEED)))  # noqa: S311 - a sample, not a secret
    print(f"{len(pairs)} pairs of {len(examples)} questions", flush=True)
    save(train(pairs))
    measure_inputs(pairs)


if __name__ == "__main__":
    main()
