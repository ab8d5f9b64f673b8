"""A sentence-transformers model as OpenVINO runs it: the same vectors, several times as fast, no torch."""

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
from index.encoding.encoder import Vectors
from index.encoding.packaged_model import NAME, SHA256, make_tokenizer, read_packaged_file
from index.encoding.sentence_transformer import SentenceTransformerEncoder
from index.inference.openvino_model import OpenVinoModel, convert, is_installed, pad

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_MIN_COSINE: Final = 0.9999
"""The least cosine between what was compiled and the model that it was compiled from."""

_MAX_QUERY_TEXTS: Final = 4
"""So many texts, or fewer, are questions: all cores work on one after another, before any other work."""

_WIDTHS: Final = (24, 48)
"""Tokens to which short questions are padded: a model for one shape alone is the faster one."""

_BATCH_TOKENS: Final = 1024
"""Tokens of texts that one core encodes together."""

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
"""Short and long, and longer than a model reads."""


class CompiledEncoder:
    """Encodes as the reference does. Usable from several threads.

    The first use ever converts the model, which takes seconds, and keeps the outcome in the folder `cache`.
    Where OpenVINO is missing, or what it makes of the model is not alike, the reference itself encodes.
    """

    def __init__(self, reference: SentenceTransformerEncoder, cache: Path, *, lasting: bool = True) -> None:
        """`lasting` makes models for short questions alone, which take less to run and more to load."""
        self._widths = _WIDTHS if lasting else ()
        self._reference = reference
        self._cache = cache
        self._for_few: dict[int | None, OpenVinoModel | None] = {}
        self._ahead: dict[str, Vectors] = {}
        self._lock_ahead = threading.Lock()
        self._lock = threading.Lock()
        self._lock_of_many = threading.Lock()  # a question does not wait until that is compiled

    @property
    def name(self) -> str:
        return self._reference.name

    def encode_ahead(self, question: str) -> None:
        """Encode a question that will be asked, where the model was compiled before; let go of the model."""
        with self._lock_ahead:
            if self._reference.folder is not None and self._kept.exists():
                self._ahead[question] = self._encode([question])
                self._for_few.clear()

    def encode(self, texts: Sequence[str]) -> Vectors:
        with self._lock_ahead:
            if len(texts) == 1 and texts[0] in self._ahead:
                return self._ahead[texts[0]]
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        if self._find_model(tokens=1) is None:
            return self._reference.encode(texts)
        encoded = self._tokenizer.encode_batch(list(texts))
        if len(texts) > _MAX_QUERY_TEXTS:
            with self._lock_of_many:
                for_many = self._for_many
            return for_many.run(encoded, _batch(list(map(len, encoded))))
        return np.concatenate([self._encode_one(*pair) for pair in zip(texts, encoded, strict=True)])

    def _encode_one(self, text: str, encoded: "Encoding") -> Vectors:
        model = self._find_model(len(encoded))
        return self._reference.encode([text]) if model is None else model.run_together([encoded])

    def find_drift(self) -> str | None:
        """What is wrong where the vectors are not those of the reference; None where nothing is.

        Then what was compiled is deleted, so that the next process compiles it anew.
        """
        if self._reference.folder is None or not self._kept.exists():
            return None
        alike = self._compare(np.concatenate([self.encode([sample]) for sample in _SAMPLES]))
        if alike >= _MIN_COSINE:
            return None
        rmtree(self._cache, ignore_errors=True)
        return (
            f"The compiled model in {self._cache} gives other vectors than the model (cosine {alike:.4f}). "
            "It is compiled anew when it is next used; restart what is running."
        )

    def _compare(self, vectors: Vectors) -> float:
        """The least cosine between vectors of the samples and those of the reference."""
        return float((vectors * self._reference.encode(_SAMPLES)).sum(axis=1).min())

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        tokenizer = make_tokenizer() if self.name == NAME else self._read_tokenizer()
        tokenizer.no_padding()
        settings = json.loads(self._read_settings())
        tokenizer.enable_truncation(settings["max_seq_length"])
        return tokenizer

    def _read_settings(self) -> bytes:
        path = "sentence_bert_config.json"
        return read_packaged_file(path) if self.name == NAME else (self._folder / path).read_bytes()

    def _read_tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _folder(self) -> Path:
        if self._reference.folder is None:
            raise ValueError("only a model hub knows where its files are")
        return self._reference.folder

    @cached_property
    def _kept(self) -> Path:
        digest = SHA256 if self.name == NAME else _digest(self._folder)
        return self._cache / f"{digest[:12]}.xml"

    @cached_property
    def _for_many(self) -> OpenVinoModel:
        """What encodes documents, behind everything else."""
        return OpenVinoModel(self._kept, several_at_once=True, prepare=pad, behind=True)

    def _find_model(self, tokens: int) -> OpenVinoModel | None:
        """What encodes a question of so many tokens, all cores at it; None where only the reference can."""
        width = next((width for width in self._widths if width >= tokens), None)
        with self._lock:
            if width not in self._for_few:
                self._for_few[width] = self._try_to_compile(width)
            return self._for_few[width]

    def _try_to_compile(self, width: int | None) -> OpenVinoModel | None:
        if not is_installed():
            _log.warning("OpenVINO is not installed: texts are encoded by torch, which is slower.")
            return None
        try:
            return self._compile(width)
        except (KeyError, OSError, RuntimeError, ValueError) as error:
            _log.warning("OpenVINO cannot run %s, so torch does, which is slower: %s", self.name, error)
            return None

    def _compile(self, width: int | None) -> OpenVinoModel:
        try:
            return self._load(width)
        except RuntimeError:  # it is absent, or not what was written
            samples = self._tokenizer.encode_batch(list(_SAMPLES))
            convert(_trace(self._reference.load()), pad(samples[:2]), self._kept)
            model = self._load(None)
            vectors = [model.run_together([sample]) for sample in samples]
            if (alike := self._compare(np.concatenate(vectors))) < _MIN_COSINE:
                self._kept.unlink()
                raise ValueError(f"its vectors are others, with a cosine of {alike:.4f}") from None
            return self._load(width)

    def _load(self, width: int | None) -> OpenVinoModel:
        shape = (1, width) if width else None
        return OpenVinoModel(
            self._kept, several_at_once=False, prepare=partial(pad, width=width), shape=shape
        )


def _trace(model: Any) -> Any:
    """A module of torch that takes its inputs by position and gives the vectors."""
    import torch  # here, not above: it takes seconds

    class Traced(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            given = {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "token_type_ids": token_type_ids,
            }
            return _embed(self.model, given)

    return Traced()


def _embed(model: Any, inputs: dict[str, Any]) -> Any:
    return model(inputs)["sentence_embedding"]


def _batch(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts, the longest first, which is also read where others of its batch are padded."""
    batch: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: -lengths[n]):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(n)
    if batch:
        yield batch


def _digest(folder: Path) -> str:
    """The SHA-256 of all files of a model."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest_text("".join(digest_bytes(path.read_bytes()) for path in files))
