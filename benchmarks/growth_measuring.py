"""Measures the time, memory, disk and recall of one record, in the current process."""

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
from index import ANY_SCOPE, Index
from index.domain.filters import Filters
from index.encoding.encoder import Encoder, Vectors
from index.store.backup_file import DATABASE_NAME
from index.store.rows import unpack_vectors
from index.store.schema import documents, passages, vectors, versions
from index.store.store import Store
from index.store.versions import is_active

ALL: Final = "all"
QUESTIONS: Final = 200
"""Questions whose latency is measured."""

_RECALL_QUESTIONS: Final = 100
"""Of these, the ones compared with exact search, which reads every vector."""

_TOP_K: Final = 10
"""The k of recall@10."""

_ADDED: Final = ("Quibbleworth", "Snortlegarth", "Zumblefax", "Drindlewick", "Plovenhurst")
"""Titles of added documents: words that occur nowhere else."""

_TIMEOUT_SECONDS: Final = 60
"""Until an added document must be found."""

_BATCH_VECTORS: Final = 20_000
"""Vectors read from the store at a time, to bound the memory."""

Figures = dict[str, float | None]


class KnownVectors(Encoder):
    """An encoder with precomputed vectors of questions, so that encoding costs nothing."""

    def __init__(self, texts: RealTexts, name: str) -> None:
        self._name = name
        self.vectors = dict(zip(texts.questions, texts.question_vectors, strict=True))

    @property
    def name(self) -> str:
        """The name of the model that made the vectors."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts; an arbitrary one for unknown texts, such as a corrected question."""
        default = next(iter(self.vectors.values()))
        return np.stack([self.vectors.get(text, default) for text in texts])


def measure(folder: Path, texts: RealTexts, model: str) -> Figures:
    """All metrics of a record whose indexes are built. Times are in milliseconds unless named otherwise."""
    encoder = KnownVectors(texts, model)
    chosen = np.random.default_rng(1).permutation(len(texts.questions))[:QUESTIONS]
    questions = [texts.questions[number] for number in chosen]
    question_vectors = texts.question_vectors[chosen]
    before = _read_memory("VmRSS")
    started = time.perf_counter()
    with Index.open(folder, encoder=encoder) as index:
        figures: Figures = {"opening s": time.perf_counter() - started}
        index.ask(questions[0])
        figures["opening and first answer s"] = time.perf_counter() - started
        figures["memory MB"] = _read_memory("VmRSS") - before
        figures |= _measure_disk(folder)
        figures |= _measure_questions(index, questions, question_vectors)
        figures |= _measure_changes(index, encoder, texts, questions)
        figures |= _measure_recall(index, question_vectors[:_RECALL_QUESTIONS])
    return figures


def _measure_questions(index: Index, questions: Sequence[str], question_vectors: Vectors) -> Figures:
    figures: Figures = {}
    pairs = list(zip(questions, question_vectors, strict=True))
    for name, chosen in _choose(index).items():
        added_times = [_time(partial(index.engine.search.retrieve, *pair, chosen)) for pair in pairs]
        figures |= _summarise(f"search, {name}", added_times)
    for name in ("answer", "answer, asked before"):
        figures |= _summarise(name, [_time(partial(index.ask, question)) for question in questions])
    return figures


def _choose(index: Index) -> dict[str, list[str] | None]:
    """The measured filters by name, with the documents that each selects."""
    sources = index._store.active.sources()  # not public
    chosen: dict[str, list[str] | None] = {ALL: None, "scope": Filters().choose(sources)}
    for publisher, share in SHARES.items():
        selected = Filters(publisher=publisher).choose(sources)
        if selected:
            chosen[f"{share:.1%}"] = selected
    return chosen


def _measure_recall(index: Index, question_vectors: Vectors) -> Figures:
    """Recall@10 of the dense search against exact search, for each filter."""
    figures: Figures = {}
    documents_of = {name: None if ids is None else set(ids) for name, ids in _choose(index).items()}
    best = {name: _ExactSearch(len(question_vectors)) for name in documents_of}
    for ids, owners, rows in _read_vectors(index._store):
        scores = question_vectors @ rows.T
        for name, allowed in documents_of.items():
            mask = np.array([allowed is None or owner in allowed for owner in owners])
            if mask.any():
                best[name].add(ids[mask], scores[:, mask])
    for name, chosen in _choose(index).items():
        hits, total = 0, 0
        for number, vector in enumerate(question_vectors):
            expected = set(best[name].ids[number].tolist()) - {-1}
            with index.engine.search.dense.lock:
                retrieved, _ = index.engine.search.dense_search(vector, chosen)
            hits += len(expected & set(retrieved[:_TOP_K].tolist()))
            total += len(expected)
        figures[f"recall@10, {name}"] = hits / total
    return figures


class _ExactSearch:
    """The nearest passages of each question among those added so far; `ids` has shape `(questions, 10)`."""

    def __init__(self, questions: int) -> None:
        self.ids = np.full((questions, _TOP_K), -1, np.int64)
        self._scores = np.full((questions, _TOP_K), -np.inf, np.float32)

    def add(self, ids: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        """Add passages; `scores` has shape `(questions, len(ids))`."""
        all_scores = np.concatenate([self._scores, scores], axis=1)
        all_ids = np.concatenate([self.ids, np.broadcast_to(ids, scores.shape)], axis=1)
        order = np.argpartition(-all_scores, _TOP_K - 1, axis=1)[:, :_TOP_K]
        self._scores = np.take_along_axis(all_scores, order, axis=1)
        self.ids = np.take_along_axis(all_ids, order, axis=1)


def _read_vectors(store: Store) -> Iterator[tuple[NDArray[np.int64], list[str], Vectors]]:
    """All passages that can be quoted, in batches: ids, document ids, vectors."""
    query = (
        select(passages.c.id, documents.c.id, vectors.c.vector)
        .select_from(passages)
        .join(versions, versions.c.id == passages.c.version_id)
        .join(documents, is_active)
        .join(vectors, vectors.c.digest == passages.c.vector)
    )
    with store.read() as connection:
        result = connection.execution_options(yield_per=_BATCH_VECTORS).execute(query)
        for rows in result.partitions(_BATCH_VECTORS):
            ids, owners, packed = zip(*rows, strict=True)
            yield np.array(ids, np.int64), list(owners), unpack_vectors(list(packed))


def _measure_changes(
    index: Index, encoder: KnownVectors, texts: RealTexts, questions: Sequence[str]
) -> Figures:
    """Seconds until an added document is found, and until a removed one is not; it must never be again."""
    store, added, added_times, removed_times = index._store, [], [], []
    for number, title in enumerate(_ADDED):
        made = make_document(texts, 10**7 + number, title)
        question = f"What does {title} tell?"
        encoder.vectors[question] = next(iter(made.encoded.values()))
        started = time.perf_counter()
        document = store.writer.add(made.version, made.encoded, scope=made.scope, actor="a benchmark")
        while document not in _find_documents(index, question):
            if time.perf_counter() - started > _TIMEOUT_SECONDS:
                raise SystemExit("A document that was added was not found.")
        added_times.append(time.perf_counter() - started)
        added.append((document, question))
    for document, question in added:
        started = time.perf_counter()
        store.writer.remove(document, actor="a benchmark", scope=ANY_SCOPE)
        _check_absent({document}, index, question)
        removed_times.append(time.perf_counter() - started)
    for question in [*(question for _, question in added), *questions]:
        _check_absent({document for document, _ in added}, index, question)
    started = time.perf_counter()
    index.engine.search.catch_up()
    written = time.perf_counter() - started
    return {"added s": max(added_times), "removed s": max(removed_times), "files written s": written}


def _check_absent(removed: set[str], index: Index, question: str) -> None:
    if removed & _find_documents(index, question):
        raise SystemExit("A document that was removed was found.")


def _find_documents(index: Index, question: str) -> set[str]:
    """The documents whose passages are candidates for an answer."""
    scored = index.engine.scorer.score(question, Filters())
    return {passage.version.document.id for passage in scored.pool} if scored else set()


def _measure_disk(folder: Path) -> Figures:
    cache = folder / "cache"
    figures: Figures = {
        f"{name} MB": sum(path.stat().st_size for path in (cache / name).rglob("*") if path.is_file()) / 1e6
        for name in ("dense", "lexical", "spelling")
    }
    return figures | {"database MB": (folder / DATABASE_NAME).stat().st_size / 1e6}


def _summarise(name: str, added_times: Sequence[float]) -> Figures:
    return {f"{name}: p{part}": float(np.percentile(added_times, part)) for part in (50, 95, 99)}


def _time(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _read_memory(name: str) -> float:
    """A memory figure of this process, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1000
