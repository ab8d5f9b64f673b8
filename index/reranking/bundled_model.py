"""The files of the reader that ships, and the model that they make in torch.

Its layers were trained from those of the packaged sentence-transformers model; that model's word vectors were
left as they are and are read from there (`model/README.md` says how it was made).
"""

import json
from pathlib import Path
from typing import Any, Final

from index.domain.identifiers import digest_file
from index.encoding.packaged_model import find_packaged_model
from index.errors import ModelError
from index.reranking.quantisation import Weights, unpack

_MODEL: Final = Path(__file__).parent / "model"
WEIGHTS: Final = _MODEL / "weights.safetensors"


def digest_weights() -> str:
    """The SHA-256 of what was trained. Raises ModelError."""
    try:
        return digest_file(WEIGHTS)
    except OSError as error:
        raise _missing(error) from error


def read_weights() -> Weights:
    """The weights by their names, with the packaged model's word vectors."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    base = load_file(find_packaged_model() / "model.safetensors")
    embeddings = {f"bert.{k}": v for k, v in base.items() if k.startswith("embeddings.")}
    try:
        return embeddings | unpack(load_file(WEIGHTS))
    except (OSError, SafetensorError) as error:
        raise _missing(error) from error


def build(weights: Weights) -> Any:
    """The model in torch."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]  # no types there
    try:
        config = BertConfig(**json.loads((_MODEL / "config.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise _missing(error) from error
    model: Any = BertForSequenceClassification(config)
    model.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()}, strict=False)
    return model.eval()


def store_embeddings_as_bfloat16(model: Any) -> Any:
    """The model with its word vectors in bfloat16, of which a process reads those of the words that it meets.

    In full precision the whole table was read at each start, to be rounded to what the processor computes in.
    """
    import torch

    class Words(torch.nn.Module):
        """Looks words up in half precision."""

        def __init__(self, vectors: torch.Tensor) -> None:
            super().__init__()
            self.vectors = vectors.detach().bfloat16()

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.embedding(ids, self.vectors).float()

    embeddings = model.get_submodule("bert.embeddings")
    embeddings.word_embeddings = Words(embeddings.word_embeddings.weight)
    return model


def _missing(error: Exception) -> ModelError:
    return ModelError(
        f"The reader that ships with this program cannot be read from {_MODEL}: {error}. "
        "Install the program again, or set RECORD_READER to none."
    )
