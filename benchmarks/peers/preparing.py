"""The task, made of a collection in the form of BEIR."""

from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from benchmarks.peers.task import Task, Text
from index.collections.formats import read_judged_collection
from index.encoding.packaged_model import find_packaged_model

_WARMING: Final = 20
_LATER: Final = 5


def prepare(collection: Path, path: Path, documents: int, questions: int) -> Task:
    """Write the task of so many documents and questions to a file. None is asked that warms up."""
    judged = read_judged_collection(collection)
    texts = [Text(one.name, one.title, one.text) for one in judged.documents[: documents + _LATER]]
    asked = list(judged.queries.values())[: questions + _WARMING]
    kept, later = texts[:-_LATER], texts[-_LATER:]
    model = find_packaged_model()
    task = Task(
        model=str(model),
        documents=tuple(kept),
        later=tuple(later),
        warming=tuple(asked[-_WARMING:]),
        questions=tuple(asked[:-_WARMING]),
        tokens=count_tokens([one.whole for one in kept], model),
    )
    task.write(path)
    return task


def count_tokens(texts: list[str], model: Path) -> int:
    """How many tokens the model reads of texts, each cut at its bound."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    return sum(len(one.ids) for one in tokenizer.encode_batch(texts))
