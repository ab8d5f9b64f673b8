"""What one record costs, and how well it is searched: measured in the process that calls this."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from benchmarks.growth_record import SHARES, make_document
from benchmarks.multiplied_texts import RealTexts
from index import Index
from index.domain.filters import Filters
from index.encoding.encoder import Vectors
from index.store.backup_file import DATABASE_NAME
from index.store.rows import unpack_vectors
from index.store.schema import documents, passages, vectors, versions
from index.store.store import Store
from index.store.versions import is_active

ALL: Final = "all"
QUESTIONS: Final = 200
_JUDGED: Final = 100
_NEAREST: Final = 10
_ADDED: Final = ("Quibbleworth", "Snortlegarth", "Zumblefax", "Drindlewick", "Plovenhurst")
"""Titles of documents that are added: words that no other has."""

_PATIENCE: Final = 60
"""Seconds."""

_AT_ONCE: Final = 20_000

Figures = dict[str, float | None]


class KnownVectors:
    """An encoder that has the vectors of questions beforehand: encoding costs the same for every size."""

    def __init__(self, texts: RealTexts, name: str) -> None:
        self.name = name
        self.known = dict(zip(texts.questions, texts.question_vectors, strict=True))

    def encode(self, given: Sequence[str]) -> Vectors:
        """The vectors of texts; of one that is unknown, such as a mended question, any."""
        other = next(iter(self.known.values()))
        return np.stack([self.known.get(text, other) for text in given])


def measure(folder: Path, texts: RealTexts, model: str) -> Figures:
    """All figures of a record whose indexes are built; times in milliseconds unless their name says other."""
    encoder = KnownVectors(texts, model)
    chosen = np.random.default_rng(1).permutation(len(texts.questions))[:QUESTIONS]
    questions = [texts.questions[number] for number in chosen]
    asked = texts.question_vectors[chosen]
    before = _read_memory("VmRSS")
    started = time.perf_counter()
    with Index.open(folder, encoder=encoder) as index:
        figures: Figures = {"opening s": time.perf_counter() - started}
        index.ask(questions[0])
        figures["opening and first answer s"] = time.perf_counter() - started
        figures["memory MB"] = _read_memory("VmRSS") - before
        figures |= _measure_disk(folder)
        figures |= _measure_questions(index, questions, asked)
        figures |= _measure_changes(index, encoder, texts, questions)
        figures |= _measure_recall(index, asked[:_JUDGED])
    return figures


def _measure_questions(index: Index, questions: Sequence[str], asked: Vectors) -> Figures:
    figures: Figures = {}
    pairs = list(zip(questions, asked, strict=True))
    for name, chosen in _choose(index).items():
        times = [_time(partial(index.search.retrieve, *pair, chosen)) for pair in pairs]
        figures |= _summarise(f"search, {name}", times)
    for name in ("answer", "answer, asked before"):
        figures |= _summarise(name, [_time(partial(index.ask, question)) for question in questions])
    return figures


def _choose(index: Index) -> dict[str, list[str] | None]:
    """The filters that are measured, by name, with the documents they leave."""
    sources = index._store.active.sources()  # the benchmark looks where users cannot
    chosen: dict[str, list[str] | None] = {ALL: None, "scope": Filters().choose(sources)}
    for publisher, share in SHARES.items():
        left = Filters(publisher=publisher).choose(sources)
        if left:
            chosen[f"{share:.1%}"] = left
    return chosen


def _measure_recall(index: Index, asked: Vectors) -> Figures:
    """The share of the ten nearest that the dense search finds, by comparing with every vector."""
    figures: Figures = {}
    owners = {one: set(some) if some is not None else None for one, some in _choose(index).items()}
    best = {name: _Nearest(len(asked)) for name in owners}
    for ids, found, rows in _read_vectors(index._store):
        scores = asked @ rows.T
        for name, among in owners.items():
            wanted = np.array([among is None or owner in among for owner in found])
            if wanted.any():
                best[name].take(ids[wanted], scores[:, wanted])
    for name, chosen in _choose(index).items():
        hits, total = 0, 0
        for number, vector in enumerate(asked):
            expected = set(best[name].ids[number].tolist()) - {-1}
            with index.search.dense.lock:
                got, _ = index.search.dense_search(vector, chosen)
            hits += len(expected & set(got[:_NEAREST].tolist()))
            total += len(expected)
        figures[f"recall@10, {name}"] = hits / total
    return figures


class _Nearest:
    """The nearest passages of each question among those that were taken so far."""

    def __init__(self, questions: int) -> None:
        self.ids = np.full((questions, _NEAREST), -1, np.int64)
        self._scores = np.full((questions, _NEAREST), -np.inf, np.float32)

    def take(self, ids: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        """Look at some more passages: scores of shape `(questions, len(ids))`."""
        every = np.concatenate([self._scores, scores], axis=1)
        names = np.concatenate([self.ids, np.broadcast_to(ids, scores.shape)], axis=1)
        order = np.argpartition(-every, _NEAREST - 1, axis=1)[:, :_NEAREST]
        self._scores = np.take_along_axis(every, order, axis=1)
        self.ids = np.take_along_axis(names, order, axis=1)


def _read_vectors(store: Store) -> Iterator[tuple[NDArray[np.int64], list[str], Vectors]]:
    """All passages that can be quoted, some at once: ids, documents, vectors."""
    query = (
        select(passages.c.id, documents.c.id, vectors.c.vector)
        .select_from(passages)
        .join(versions, versions.c.id == passages.c.version_id)
        .join(documents, is_active)
        .join(vectors, vectors.c.digest == passages.c.vector)
    )
    with store.read() as connection:
        found = connection.execution_options(yield_per=_AT_ONCE).execute(query)
        for rows in found.partitions(_AT_ONCE):
            ids, owners, packed = zip(*rows, strict=True)
            yield np.array(ids, np.int64), list(owners), unpack_vectors(list(packed))


def _measure_changes(
    index: Index, encoder: KnownVectors, texts: RealTexts, questions: Sequence[str]
) -> Figures:
    """How long until a question meets an added document, and a removed one no more; it never may again."""
    store, added, times, gone = index._store, [], [], []
    for number, title in enumerate(_ADDED):
        made = make_document(texts, 10**7 + number, title)
        question = f"What does {title} tell?"
        encoder.known[question] = next(iter(made.encoded.values()))
        started = time.perf_counter()
        document = store.writer.add(made.version, made.encoded, scope=made.scope, actor="a benchmark")
        while document not in _find_documents(index, question):
            if time.perf_counter() - started > _PATIENCE:
                raise SystemExit("A document that was added was not found.")
        times.append(time.perf_counter() - started)
        added.append((document, question))
    for document, question in added:
        started = time.perf_counter()
        store.writer.remove(document, actor="a benchmark")
        _check_absent({document}, index, question)
        gone.append(time.perf_counter() - started)
    for question in [*(question for _, question in added), *questions]:
        _check_absent({document for document, _ in added}, index, question)
    started = time.perf_counter()
    index.search.catch_up()
    kept = time.perf_counter() - started
    return {"added s": max(times), "removed s": max(gone), "files written s": kept}


def _check_absent(removed: set[str], index: Index, question: str) -> None:
    if removed & _find_documents(index, question):
        raise SystemExit("A document that was removed was found.")


def _find_documents(index: Index, question: str) -> set[str]:
    """The documents whose passages are looked at for an answer."""
    weighed = index.scorer.score(question, Filters())
    return {passage.version.document.id for passage in weighed.pool} if weighed else set()


def _measure_disk(folder: Path) -> Figures:
    cache = folder / "cache"
    figures: Figures = {
        f"{name} MB": sum(path.stat().st_size for path in (cache / name).rglob("*") if path.is_file()) / 1e6
        for name in ("dense", "lexical", "spelling")
    }
    return figures | {"database MB": (folder / DATABASE_NAME).stat().st_size / 1e6}


def _summarise(name: str, times: Sequence[float]) -> Figures:
    return {f"{name}: p{part}": float(np.percentile(times, part)) for part in (50, 95, 99)}


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _read_memory(name: str) -> float:
    """Megabytes that this process takes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000
