"""Creates the encoder that the settings name."""

from pathlib import Path
from typing import Final

from index.encoding.compiled_encoder import CompiledEncoder
from index.encoding.encoder import Encoder
from index.encoding.packaged_model import DEFAULT_MODEL
from index.encoding.sentence_transformer import SentenceTransformerEncoder

CPU: Final = "cpu"
DEFAULT_DEVICE: Final = CPU


def choose_encoder(
    data: Path, model: str = DEFAULT_MODEL, device: str = CPU, *, long_running: bool = True
) -> Encoder:
    """A sentence-transformers model by name or folder.

    On the CPU it is compiled and saved in the data folder; on another device torch runs it. `long_running`
    is for a process that answers more than one question; see `CompiledEncoder`.
    """
    reference = SentenceTransformerEncoder(model, device=device)
    if device != CPU:
        return reference
    return CompiledEncoder(reference, data / "cache" / "encoder", long_running=long_running)
