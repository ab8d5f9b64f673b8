"""Lexical search: BM25 over the passages' words, with Tantivy.

Questions become term queries on stems, never a parsed query: whatever a user types is words.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.errors import DiskError, DiskFull
from index.search.cache_folder import CacheFolder, UnusableCache, describe_damage
from index.store.rows import DocumentChange
from index.text.word_lists import FUNCTION_WORDS

log = logging.getLogger(__name__)

_ANALYZER: Final = "english_stems"
_NOTES: Final = ".managed.json"
_WRITER_HEAP_BYTES: Final = 64_000_000
"""Bytes that Tantivy's writer may fill before it writes a segment."""

_STOP_STEM_SHARE: Final = 0.5
"""The share of passages in which a stem stands that is not looked for in a large record."""

_LARGE_RECORD_PASSAGES: Final = 100_000
"""Passages of a large record. At a million, looking for such stems takes two thirds of a question's time, and
without them 97 of 100 passages that are found are the same."""

ChangesSince = Callable[[int], Iterable[DocumentChange]]
"""From a generation of the store to the documents changed after it: `Store.changes_since`."""

Ranked = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Passage ids and their scores, the best first: shapes `(n,)` and `(n,)`."""


def build_analyzer() -> tantivy.TextAnalyzer:
    """Words in lower case, without accents, reduced to English stems; no stop words are dropped."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


class LexicalIndex:
    """Tantivy's index of the passages, on disk and shared by all processes. `mended` as in the dense one.

    While the disk takes nothing, it is kept in memory, where it is made from the store.
    """

    LAYOUT: Final = "tantivy-1"

    def __init__(self, cache: CacheFolder, *, many: int = _LARGE_RECORD_PASSAGES) -> None:
        self._cache = cache
        self._many = many
        self._analyzer = build_analyzer()
        self._function_stems = frozenset(self.stems(" ".join(FUNCTION_WORDS)))
        self.mended: list[str] = []
        self.generation = 0
        self._index, self._is_in_memory = self._open(None), True
        with cache.spare(), cache.lock(), cache.opening():
            self.mended = cache.find_damage()
            self._index, self._is_in_memory = self._open_sound() or self._start(), False
            self.generation = cache.generation()
        self._searcher = self._index.searcher()

    def stems(self, text: str) -> list[str]:
        """The words of a text as they are indexed, in order."""
        return self._analyzer.analyze(text)

    def content_stems(self, question: str) -> list[str]:
        """The distinct stems of a question without its function words, unless it has no others."""
        stems = dict.fromkeys(self.stems(question))
        return [stem for stem in stems if stem not in self._function_stems] or list(stems)

    def catch_up(self, changes_since: ChangesSince, generation: int, *, wait: bool = True) -> None:
        """Bring the files to a generation, unless another process has done so meanwhile.

        Where another process is about it, that is waited for, or else left to it.
        """
        try:
            with self._cache.lock(wait=wait) as is_held:
                if is_held:
                    self._bring_up(changes_since, generation)
        except (DiskFull, DiskError, UnusableCache) as error:
            log.warning("Keyword search runs in memory, because its cache cannot be written: %s", error)
            self._go_on_in_memory(changes_since, generation)

    def _bring_up(self, changes_since: ChangesSince, generation: int) -> None:
        try:
            with self._cache.engine():
                shown = self._cache.generation()
                # Before new digests hide it; what was not touched is not digested anew either.
                is_damaged = shown < generation and self._cache.find_damage(touched_only=True)
                if shown == 0 or is_damaged or self._is_in_memory:
                    # never made, deleted under our feet, not what was written, or out of reach until now
                    shown = self._restart()
                self._write_up(changes_since, shown, generation)
        except UnusableCache as fault:
            self._cache.tell_unusable(fault)
            with self._cache.engine():
                self._write_up(changes_since, self._restart(), generation)

    def _restart(self) -> int:
        """Begin files that show nothing yet; the generation of that."""
        self._index, self._is_in_memory = self._start(), False
        return 0

    def _write_up(self, changes_since: ChangesSince, shown: int, generation: int) -> None:
        """Bring the files from the generation that they show to another one."""
        if shown < generation:
            self._write(changes_since(shown))
            self._cache.state(generation)
        self._show(max(shown, generation))

    def _show(self, generation: int) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        self.generation = generation

    def _go_on_in_memory(self, changes_since: ChangesSince, generation: int) -> None:
        with suppress(OSError):  # they may be ahead of their page
            self._cache.disown()
        if not self._is_in_memory:
            self._index, self._is_in_memory, self.generation = self._open(None), True, 0
        self._write(changes_since(self.generation))
        self._show(generation)

    def make_anew(self) -> None:
        """Forget the files, so that catching up makes them from the store."""
        with self._cache.spare(), self._cache.lock():
            self._cache.clear()
        self.generation = 0

    def search(self, stems: Sequence[str], limit: int, documents: Sequence[str] | None = None) -> Ranked:
        """The passages that share stems with the question, among the documents named, if any are.

        A stem counts as often as the question holds it, as in BM25 for long queries. In a large record those
        that most passages hold are left out, unless there are no others.
        """
        words = [self._term(stem, times) for stem, times in Counter(self._choose(stems)).items()]
        if not words or limit == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, word) for word in words])
        if documents is not None:
            among = tantivy.Query.term_set_query(self._index.schema, "document", documents)
            must = tantivy.Occur.Must
            among = tantivy.Query.const_score_query(among, 0.0)
            query = tantivy.Query.boolean_query([(must, query), (must, among)])
        searcher = self._searcher  # one throughout: another thread may put a newer one in its place
        hits = searcher.search(query, limit, count=False).hits
        ids = searcher.fast_field_values("passage", [address for _, address in hits])
        return np.array(ids, np.int64), np.array([score for score, _ in hits], np.float32)

    @property
    def size(self) -> int:
        """The number of passages in the index."""
        return self._searcher.num_docs

    def count(self, stem: str) -> int:
        """The number of passages with a stem; Tantivy counts deleted ones too, until it merges."""
        return int(self._searcher.doc_freq("words", stem))

    def idf(self, stems: Sequence[str]) -> NDArray[np.float32]:
        """The inverse document frequency of each stem, as in BM25: shape `(len(stems),)`."""
        total = self._searcher.num_docs
        counts = np.minimum(np.array([self.count(stem) for stem in stems], np.float32), total)
        return np.log1p((total - counts + 0.5) / (counts + 0.5)).astype(np.float32)

    def _choose(self, stems: Sequence[str]) -> Sequence[str]:
        """The stems that are worth looking for."""
        if self.size < self._many:
            return stems
        most = _STOP_STEM_SHARE * self.size
        return [stem for stem in stems if self.count(stem) <= most] or stems

    def _term(self, stem: str, times: int) -> tantivy.Query:
        term = tantivy.Query.term_query(self._index.schema, "words", stem)
        return tantivy.Query.boost_query(term, times) if times > 1 else term

    def _open_sound(self) -> tantivy.Index | None:
        """The files, if they can be used."""
        if self._cache.generation() == 0 or self.mended:
            return None
        try:
            return self._open(self._cache.files)
        except (
            ValueError
        ) as error:  # of its notes on its files, which it rewrites by itself: they have no digest
            self._cache.tell_unusable(error)
            self.mended = [describe_damage(self._cache.files / _NOTES)]
            return None

    def _start(self) -> tantivy.Index:
        self._cache.clear()
        return self._open(self._cache.files)

    def _open(self, folder: Path | None) -> tantivy.Index:
        """The index in a folder, or in memory."""
        schema = (
            tantivy.SchemaBuilder()
            .add_unsigned_field("passage", indexed=True, fast=True)
            .add_text_field("document", tokenizer_name="raw", index_option="basic")
            .add_text_field("words", tokenizer_name=_ANALYZER, index_option="freq")
            .build()
        )
        index = tantivy.Index(schema, None if folder is None else str(folder))
        index.register_tokenizer(_ANALYZER, self._analyzer)
        return index

    def _write(self, changes: Iterable[DocumentChange]) -> None:
        writer = self._index.writer(_WRITER_HEAP_BYTES, num_threads=1)
        try:
            self._write_with(writer, changes)
        finally:
            del writer  # it holds a lock, and a traceback would hold it

    def _write_with(self, writer: tantivy.IndexWriter, changes: Iterable[DocumentChange]) -> None:
        for change in changes:
            writer.delete_documents_by_term("document", change.document_id)
            for passage in change.live:
                entry = tantivy.Document()
                entry.add_unsigned("passage", passage.id)
                entry.add_text("document", change.document_id)
                for words in filter(None, (passage.title, passage.heading, passage.text)):
                    entry.add_text("words", words)
                writer.add_document(entry)
        writer.commit()
        writer.wait_merging_threads()
