"""Makes the task from a collection in BEIR format."""

from pathlib import Path
from typing import Final

from tokenizers import Tokenizer

from benchmarks.peers.task import Task, Text
from index.collections.formats import read_judged_collection
from index.encoding.packaged_model import find_packaged_model

_WARM_UP_QUESTIONS: Final = 20
"""Asked before the measured ones."""

_LATER_DOCUMENTS: Final = 5
"""Added one by one to the finished store."""


def prepare(collection: Path, path: Path, documents: int, questions: int) -> Task:
    """Write a task with at most `documents` documents and `questions` questions to a file."""
    judged = read_judged_collection(collection)
    texts = [Text(one.name, one.title, one.text) for one in judged.documents[: documents + _LATER_DOCUMENTS]]
    asked = list(judged.queries.values())[: questions + _WARM_UP_QUESTIONS]
    first, later = texts[:-_LATER_DOCUMENTS], texts[-_LATER_DOCUMENTS:]
    model = find_packaged_model()
    task = Task(
        model=str(model),
        documents=tuple(first),
        later=tuple(later),
        warming=tuple(asked[-_WARM_UP_QUESTIONS:]),
        questions=tuple(asked[:-_WARM_UP_QUESTIONS]),
        tokens=count_tokens([one.whole for one in first], model),
    )
    task.write(path)
    return task


def count_tokens(texts: list[str], model: Path) -> int:
    """The tokens of texts, each truncated to the model's input length."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    return sum(len(one.ids) for one in tokenizer.encode_batch(texts))
