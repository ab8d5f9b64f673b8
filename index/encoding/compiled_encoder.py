"""A sentence-transformers model run by OpenVINO: the same vectors, several times as fast, without torch."""

import json
import logging
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.domain.identifiers import digest_bytes, digest_text
from index.encoding.encoder import Encoder, Vectors
from index.encoding.packaged_model import DEFAULT_MODEL, SHA256, make_tokenizer, read_packaged_file
from index.encoding.sentence_transformer import SentenceTransformerEncoder
from index.inference.openvino_model import OpenVinoModel, convert, is_installed, pad

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_MIN_COSINE: Final = 0.9999
"""Between vectors of the compiled model and of the reference. A compiled model below it is not used."""

_MAX_QUERY_TEXTS: Final = 4
"""Batches of at most this many texts count as queries: they get all cores and run before ingestion."""

_QUERY_TOKENS: Final = (24, 48)
"""Short questions are padded to one of these, for which a model of fixed shape is compiled: it takes two
thirds of the time."""

_BATCH_TOKENS: Final = 1024
"""Tokens, padding included, that one core encodes together."""

_log = logging.getLogger(__name__)


_SAMPLES: Final = (
    "Who said that?",
    "No.",
    "The ferry, which carries lorries on Sundays only, was built at a cost of $4.2 million in 1987.",
    "Storks build nests\non chimneys; “they always have,” said Ms Holt.",
    "Fähren und Störche, 12 % mehr als im Jahr 2019: naïve façade, 誰が言った？ 🙂",
    "https://example.org/a_b?c=d#e <t:0:R> **bold** `code`",
    "The council heard both sides and decided nothing. " * 6,
    "Of the letters that were sent, four were answered, and one of them by the wrong office. " * 40,
)
"""Texts to compare models on: short ones, long ones, and one longer than the model's input."""


class CompiledEncoder(Encoder):
    """Encodes with OpenVINO. Usable from several threads.

    The first use converts the model, which takes seconds, and saves it in the folder `cache`. If OpenVINO is
    missing, or the converted model's vectors differ, the reference encodes instead.
    """

    def __init__(
        self, reference: SentenceTransformerEncoder, cache: Path, *, long_running: bool = True
    ) -> None:
        """`long_running` adds models of fixed shapes for short questions: quicker to run, slower to load."""
        self._query_lengths = _QUERY_TOKENS if long_running else ()
        self._reference = reference
        self._cache = cache
        self._query_models: dict[int | None, OpenVinoModel | None] = {}
        self._precomputed: dict[str, Vectors] = {}
        self._precomputed_lock = threading.Lock()
        self._query_lock = threading.Lock()
        self._document_lock = threading.Lock()  # of its own, so that no question waits for the compilation

    @property
    def name(self) -> str:
        return self._reference.name

    def encode_ahead(self, question: str) -> None:
        """Encode a question before it is asked, if the model was already converted, and free the model."""
        with self._precomputed_lock:
            if self._reference.folder is not None and self._model_path.exists():
                self._precomputed[question] = self._encode([question])
                self._query_models.clear()

    def encode(self, texts: Sequence[str]) -> Vectors:
        with self._precomputed_lock:
            if len(texts) == 1 and texts[0] in self._precomputed:
                return self._precomputed[texts[0]]
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if self._find_model(tokens=1) is None:
            return self._reference.encode(texts)
        encoded = self._tokenizer.encode_batch(list(texts))
        if len(texts) > _MAX_QUERY_TEXTS:
            with self._document_lock:
                document_model = self._document_model
            return document_model.run(encoded, _make_batches(list(map(len, encoded))))
        return np.concatenate([self._encode_one(*pair) for pair in zip(texts, encoded, strict=True)])

    def _encode_one(self, text: str, encoded: "Encoding") -> Vectors:
        model = self._find_model(len(encoded))
        return self._reference.encode([text]) if model is None else model.run_batch([encoded])

    def find_drift(self) -> str | None:
        """The fault in one sentence if the vectors differ from the reference's, else None.

        If they differ, the converted model is deleted, so that the next process converts it again.
        """
        if self._reference.folder is None or not self._model_path.exists():
            return None
        cosine = self._min_cosine(np.concatenate([self.encode([sample]) for sample in _SAMPLES]))
        if cosine >= _MIN_COSINE:
            return None
        rmtree(self._cache, ignore_errors=True)
        return (
            f"The compiled model in {self._cache} gives different vectors from the model "
            f"(cosine {cosine:.4f}). It will be compiled again on next use; restart the bot if it is running."
        )

    def _min_cosine(self, vectors: Vectors) -> float:
        """The minimum cosine between vectors of the samples and those of the reference."""
        return float((vectors * self._reference.encode(_SAMPLES)).sum(axis=1).min())

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        tokenizer = make_tokenizer() if self.name == DEFAULT_MODEL else self._read_tokenizer()
        tokenizer.no_padding()
        settings = json.loads(self._read_settings())
        tokenizer.enable_truncation(settings["max_seq_length"])
        return tokenizer

    def _read_settings(self) -> bytes:
        path = "sentence_bert_config.json"
        return read_packaged_file(path) if self.name == DEFAULT_MODEL else (self._folder / path).read_bytes()

    def _read_tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _folder(self) -> Path:
        if self._reference.folder is None:
            raise ValueError("the location of its files is not known")
        return self._reference.folder

    @cached_property
    def _model_path(self) -> Path:
        digest = SHA256 if self.name == DEFAULT_MODEL else _digest(self._folder)
        return self._cache / f"{digest[:12]}.xml"

    @cached_property
    def _document_model(self) -> OpenVinoModel:
        """The model for documents, at low priority."""
        return OpenVinoModel(self._model_path, throughput=True, prepare=pad, low_priority=True)

    def _find_model(self, tokens: int) -> OpenVinoModel | None:
        """The model for a question of `tokens` tokens; None if only the reference can encode it."""
        length = next((length for length in self._query_lengths if length >= tokens), None)
        with self._query_lock:
            if length not in self._query_models:
                self._query_models[length] = self._try_to_compile(length)
            return self._query_models[length]

    def _try_to_compile(self, length: int | None) -> OpenVinoModel | None:
        if not is_installed():
            _log.warning("OpenVINO is not installed, so texts are encoded by torch, which is slower.")
            return None
        try:
            return self._compile(length)
        except (KeyError, OSError, RuntimeError, ValueError) as error:
            _log.warning("OpenVINO cannot run %s, so torch runs it, which is slower: %s", self.name, error)
            return None

    def _compile(self, length: int | None) -> OpenVinoModel:
        try:
            return self._load(length)
        except RuntimeError:  # missing or damaged
            samples = self._tokenizer.encode_batch(list(_SAMPLES))
            convert(_trace(self._reference.load()), pad(samples[:2]), self._model_path)
            model = self._load(None)
            vectors = [model.run_batch([sample]) for sample in samples]
            if (cosine := self._min_cosine(np.concatenate(vectors))) < _MIN_COSINE:
                self._model_path.unlink()
                raise ValueError(f"its vectors differ, with a cosine of {cosine:.4f}") from None
            return self._load(length)

    def _load(self, length: int | None) -> OpenVinoModel:
        shape = (1, length) if length else None
        return OpenVinoModel(
            self._model_path, throughput=False, prepare=partial(pad, length=length), shape=shape
        )


def _trace(model: Any) -> Any:
    """A torch module that takes its inputs by position and returns the vectors."""
    import torch  # here: importing it takes seconds

    class Traced(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            inputs = {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "token_type_ids": token_type_ids,
            }
            return _embed(self.model, inputs)

    return Traced()


def _embed(model: Any, inputs: dict[str, Any]) -> Any:
    return model(inputs)["sentence_embedding"]


def _make_batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Batches of indexes of texts, longest first, so that texts of similar length are padded together."""
    batch: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def _digest(folder: Path) -> str:
    """The SHA-256 of the contents of all files of a model."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest_text("".join(digest_bytes(path.read_bytes()) for path in files))
