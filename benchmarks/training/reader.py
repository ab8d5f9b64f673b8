"""Trains the reranker of `index/reranking/model/`.

    python -m benchmarks.training.reader [--data FOLDER]

Fine-tunes the packaged sentence-transformers model as a cross-encoder; its embeddings are frozen. It is
trained on pairs of questions and windows: windows that answer, hard negatives that the ranking prefers, and
windows about other subjects. Without the last, and with a learning rate of 1.2e-4, it learnt next to nothing
(AUROC 0.59 on held-out questions). Training takes half an hour on two idle cores; eager attention without
dropout is more than twice as fast there as the default.
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
from benchmarks.training.scored_examples import score_all
from index.encoding.packaged_model import find_packaged_model
from index.reranking.bundled_model import WEIGHTS
from index.reranking.bundled_reranker import MAX_TOKENS
from index.reranking.quantisation import pack

_SEED: Final = 1
"""Fixed, so that training is reproducible."""

_EPOCHS: Final = 3
"""Passes over all pairs."""

_BATCH_PAIRS: Final = 32
"""Pairs of a training step."""

_LEARNING_RATE: Final = 6e-5
"""Of the layers."""

_DROPOUT: Final = 0.1
"""Of the hidden states."""

_HEAD_LEARNING_RATE: Final = 5 * _LEARNING_RATE
"""Of the pooler and the classifier, which the packaged model did not train."""

_WARM_UP_SHARE: Final = 0.08
"""Share of the steps in which the learning rate rises; afterwards it falls linearly to 0."""


def train(pairs: Sequence[Pair]) -> Any:
    """The model after all epochs."""
    torch.manual_seed(_SEED)
    tokenizer = AutoTokenizer.from_pretrained(find_packaged_model())
    model: Any = BertForSequenceClassification.from_pretrained(
        find_packaged_model(),
        num_labels=1,
        attn_implementation="eager",
        hidden_dropout_prob=_DROPOUT,
        attention_probs_dropout_prob=0.0,
    )
    model.bert.embeddings.requires_grad_(requires_grad=False)
    layers = list(model.bert.encoder.parameters())
    head = [*model.bert.pooler.parameters(), *model.classifier.parameters()]
    rates = [{"params": layers, "lr": _LEARNING_RATE}, {"params": head, "lr": _HEAD_LEARNING_RATE}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = _EPOCHS * math.ceil(len(pairs) / _BATCH_PAIRS)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _learning_rate_factor(step, steps))
    model.train()
    for step, batch in enumerate(_make_batches(pairs), 1):
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


def _learning_rate_factor(step: int, steps: int) -> float:
    return min((step + 1) / (_WARM_UP_SHARE * steps), max(steps - step, 0) / ((1 - _WARM_UP_SHARE) * steps))


def _make_batches(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """The batches of all epochs, of pairs of similar length, for less padding."""
    chosen = random.Random(_SEED)  # noqa: S311 - an order, not a secret
    for _ in range(_EPOCHS):
        shuffled = chosen.sample(pairs, len(pairs))
        batches: list[list[Pair]] = []
        for start in range(0, len(shuffled), 50 * _BATCH_PAIRS):
            ordered = sorted(
                shuffled[start : start + 50 * _BATCH_PAIRS],
                key=lambda one: len(one.question) + len(one.window),
            )
            batches += (ordered[at : at + _BATCH_PAIRS] for at in range(0, len(ordered), _BATCH_PAIRS))
        yield from chosen.sample(batches, len(batches))


def save(model: Any) -> None:
    """Write the trained weights as int8, without the embeddings, which the packaged model has."""
    state = {name: values.detach().float().numpy() for name, values in model.state_dict().items()}
    learned = {name: values for name, values in state.items() if not name.startswith("bert.embeddings.")}
    save_file(dict(pack(learned)), WEIGHTS)


def main() -> None:
    """Train on all questions marked for it, write the model and calibrate it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="keep the records in this folder")
    options = parser.parse_args()
    with open_materials(options.data) as records:
        examples = list(score_all(records, lambda one: one.for_reader))
    pairs = list(make_pairs(examples, random.Random(_SEED)))  # noqa: S311 - a sample, not a secret
    print(f"{len(pairs)} pairs of {len(examples)} questions", flush=True)
    save(train(pairs))
    measure_inputs(pairs)


if __name__ == "__main__":
    main()
