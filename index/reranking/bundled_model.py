"""The files of the bundled reranker, and the torch model built from them.

Its layers were fine-tuned from those of the packaged sentence-transformers model. That model's word
embeddings are unchanged and are loaded from there; model/README.md says how it was trained.
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
    """The SHA-256 of the trained weights. Raises ModelError."""
    try:
        return digest_file(WEIGHTS)
    except OSError as error:
        raise _missing(error) from error


def read_weights() -> Weights:
    """All weights by name, with the packaged model's embeddings, as float32."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    base = load_file(find_packaged_model() / "model.safetensors")
    embeddings = {f"bert.{k}": v for k, v in base.items() if k.startswith("embeddings.")}
    try:
        return embeddings | unpack(load_file(WEIGHTS))
    except (OSError, SafetensorError) as error:
        raise _missing(error) from error


def build(weights: Weights) -> Any:
    """The torch model, in evaluation mode."""
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
    """The model with its word embeddings in bfloat16, so that a process reads only the rows that it uses.

    With float32, OpenVINO read the whole table at each start to convert it to the processor's precision.
    """
    import torch

    class Bfloat16Embedding(torch.nn.Module):
        """Looks up embeddings stored in bfloat16; returns float32."""

        def __init__(self, vectors: torch.Tensor) -> None:
            super().__init__()
            self.vectors = vectors.detach().bfloat16()

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.embedding(ids, self.vectors).float()

    embeddings = model.get_submodule("bert.embeddings")
    embeddings.word_embeddings = Bfloat16Embedding(embeddings.word_embeddings.weight)
    return model


def _missing(error: Exception) -> ModelError:
    return ModelError(
        f"The bundled cross-encoder cannot be read from {_MODEL}: {error}. "
        "Install the program again, or set RECORD_READER to none."
    )
