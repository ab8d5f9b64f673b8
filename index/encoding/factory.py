"""Which encoder the settings name."""

from pathlib import Path
from typing import Final

from index.encoding.compiled_encoder import CompiledEncoder
from index.encoding.encoder import Encoder
from index.encoding.packaged_model import NAME
from index.encoding.sentence_transformer import SentenceTransformerEncoder

CPU: Final = "cpu"


def choose_encoder(data: Path, model: str = NAME, device: str = CPU, *, lasting: bool = True) -> Encoder:
    """A sentence-transformers model, by name or folder, compiled into the data folder, or on a device.

    `lasting` is for a process that encodes more than one question, as in `CompiledEncoder`.
    """
    reference = SentenceTransformerEncoder(model, device=device)
    if device != CPU:
        return reference
    return CompiledEncoder(reference, data / "cache" / "encoder", lasting=lasting)
