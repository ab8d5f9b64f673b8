"""Any cross-encoder of sentence-transformers as a reranker, by name or folder."""

import logging
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from index.reranking.reranker import Logits

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class CrossEncoderReranker:
    """A cross-encoder with one output for a question and a text. It is loaded on first use."""

    def __init__(self, model: str) -> None:
        self._model_name = model

    @property
    def name(self) -> str:
        return self._model_name

    def score(self, question: str, windows: Sequence[str]) -> Logits:
        if not windows:
            return np.zeros(0, np.float32)
        pairs = [(question, window) for window in windows]
        scores = np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float32)
        if scores.shape != (len(windows),):
            raise ModelError(
                f"The model {self._model_name} gives more than one number for a question and a text. "
                "Name a cross-encoder that ranks, or leave RECORD_READER empty."
            )
        return scores

    @cached_property
    def _model(self) -> "CrossEncoder":
        from safetensors import SafetensorError
        from sentence_transformers import CrossEncoder  # here: importing torch takes seconds
        from torch.nn import Identity
        from transformers.utils import logging as transformers_logging

        logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # no types there
        try:
            model: CrossEncoder = CrossEncoder(
                self._model_name,
                device="cpu",
                activation_fn=Identity(),
                local_files_only=Path(self._model_name).is_dir(),
            )
        except (OSError, ValueError, SafetensorError) as error:
            raise ModelError(
                f"The model {self._model_name} cannot be loaded. Give the name of a sentence-transformers "
                "cross-encoder, or a folder with one."
            ) from error
        return model
