"""The reference encoder: sentence-transformers, whose vectors other encoders must reproduce."""

import logging
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from index.encoding.encoder import Encoder, Vectors
from index.encoding.packaged_model import DEFAULT_MODEL, find_packaged_folder, find_packaged_model
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH_TEXTS: Final = 32
"""The default of sentence-transformers."""


class SentenceTransformerEncoder(Encoder):
    """A sentence-transformers model: the packaged one, or any by name or folder.

    It is loaded on first use, which takes seconds; commands that encode nothing do not wait for it.
    """

    def __init__(self, model: str = DEFAULT_MODEL, *, device: str = "cpu") -> None:
        self._model_name = model
        self._device = device

    @property
    def name(self) -> str:
        return self._model_name

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(
            list(texts), batch_size=_BATCH_TEXTS, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)

    @property
    def folder(self) -> Path | None:
        """The folder of the model's files; None for a model from a hub."""
        if self._model_name == DEFAULT_MODEL:
            return find_packaged_folder()
        return Path(self._model_name) if Path(self._model_name).is_dir() else None

    @cached_property
    def _model(self) -> "SentenceTransformer":
        return self.load()

    def load(self) -> "SentenceTransformer":
        """Load the model without caching it. Raises ModelError."""
        source = str(find_packaged_model()) if self._model_name == DEFAULT_MODEL else self._model_name
        # Imported here: torch takes seconds.
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # no types there
        transformers_logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        try:
            return SentenceTransformer(source, device=self._device, local_files_only=self.folder is not None)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The model {self._model_name} cannot be loaded. Give the name of a sentence-transformers "
                "model, or a folder with one."
            ) from error
        except (AssertionError, RuntimeError) as error:
            raise ModelError(f"The model cannot run on the device {self._device}: {error}") from error
