"""The library: documents in, quotations out."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from index.answering.small_talk import check_asks
from index.attribution.backfill import SpeechAnalyser
from index.corpus.parties_file import read_parties
from index.corpus.sync import SyncReport, sync_corpus
from index.document_admin import DocumentAdmin
from index.domain.answer import OPERATING_POINT, Answer, Quotation, Verification
from index.domain.audit import LIBRARY_ACTOR
from index.domain.document import ANY_SCOPE, EVERYONE, Document
from index.domain.filters import FilterFields, Filters
from index.domain.party import Parties
from index.domain.progress import Progress, no_progress
from index.domain.quotas import Quotas
from index.encoding.encoder import Encoder
from index.encoding.factory import choose_encoder
from index.engine import Engine
from index.ingestion.ingestion import Ingestion
from index.ingestion.metadata_editor import MetadataEditor
from index.ingestion.original import MetadataFields, Original
from index.maintenance.purger import Purger
from index.quotation_lookup import QuotationLookup, retry_if_purged
from index.reranking.factory import DEFAULT_RERANKER, choose_reranker
from index.reranking.reranker import Reranker
from index.search.retriever import CACHE_FOLDER, list_caches
from index.store.store import Store

if TYPE_CHECKING:  # imported where they are used: importing everything takes a while
    from index.answering.follow_ups import FilteredQuestion, FollowUpIntent
    from index.corpus.balance import RecordBalance
    from index.evaluation.evaluation import Evaluation
    from index.evaluation.judged_questions import JudgedQuestion
    from index.feedback.feedback import FeedbackService
    from index.fetching.fetcher import Fetcher
    from index.quotes.quotation_browser import QuotationBrowser
    from index.store.backup_file import Backup
    from index.unanswered.unanswered import UnansweredQuestions


class Index:
    """The record in one data folder: open it, ask it, keep it. Usable from several threads.

    The rest is in groups: `ingestion` reads, previews and adds; `admin` lists documents, edits, undoes and
    purges; `audit` lists changes; `quotations` finds them by id, `quotes` without a question; `servers` and
    `left_servers` hold the Discord servers, `unanswered` the questions without an answer, `feedback` the
    users' ratings. `parties` are the listed sides, `sync_report` is the result of the last `build`.

    `scope` is the Discord server that asks or acts. It sees everyone's documents and its own, and changes its
    own; without one, it is everyone. ANY_SCOPE sees and changes all. Errors are those of `index.errors`.
    """

    def __init__(
        self, *, store: Store, engine: Engine, corpus: Path | None = None, fetcher: "Fetcher | None" = None
    ) -> None:
        self._store = store
        self._corpus = corpus
        self.engine = engine
        self.parties: Parties = engine.parties
        self.ingestion = Ingestion(
            store=store,
            encoder=engine.encoder,
            parties=engine.parties,
            analyser=SpeechAnalyser(None if corpus is None else engine.directory),
            ask=engine.answerer.ask,
            fetcher=fetcher,
        )
        self.admin = DocumentAdmin(
            store=store,
            editor=MetadataEditor(store=store, encoder=engine.encoder, parties=engine.parties),
            purger=Purger(store, engine.search.caches.values()),
            analyse=self.ingestion.analyse,
            refresh=self.refresh,
        )
        self.quotations = QuotationLookup(store=store, quotations=engine.quotations)
        self.audit = store.audit
        self.servers = store.servers
        self.left_servers = store.left_servers
        self.sync_report = SyncReport()

    @classmethod
    def open(
        cls,
        data_dir: Path | str,
        corpus_dir: Path | str | None = None,
        *,
        encoder: Encoder | None = None,
        reranker: Reranker | None = None,
        operating_point: float = OPERATING_POINT,
        fetcher: "Fetcher | None" = None,
        quotas: Quotas | None = None,
        progress: Progress = no_progress,
    ) -> Self:
        """Open the record in a data folder, which is created if necessary.

        With a corpus folder, the store is first brought in line with it, as `build` does, and `progress`
        counts its documents. Without an encoder, the packaged model and its reranker are used; with one, only
        a reranker that is given. `operating_point` is the confidence, from 0 to 1, from which a question is
        answered. `fetcher` gets the pages behind links. `quotas` limit each server, not everyone's documents.
        Raises DataFolderError, CorpusError, UnreadableDocument.
        """
        data, corpus = Path(data_dir), Path(corpus_dir) if corpus_dir is not None else None
        if encoder is None:
            encoder = choose_encoder(data)
            reranker = reranker or choose_reranker(DEFAULT_RERANKER, data)
        with ExitStack() as undo:
            store = Store.open(data, model=encoder.name, quotas=quotas)
            undo.callback(store.close)
            Purger(store, list_caches(store, data / CACHE_FOLDER).values()).finish()
            engine = Engine(
                store=store,
                encoder=encoder,
                reranker=reranker,
                data=data,
                parties=read_parties(corpus) if corpus else Parties(),
                operating_point=operating_point,
            )
            index = cls(store=store, engine=engine, corpus=corpus, fetcher=fetcher)
            index.build(progress)
            undo.pop_all()
        return index

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self, question: str, *, limit: int = 3, both_sides: bool = False, **filters: Unpack[FilterFields]
    ) -> Answer:
        """Answer a question with at most `limit` quotations. Raises UnusableQuestion, SmallTalk, UnknownKind.

        `filters` are `scope`, `party`, `speaker`, `kind`, `publisher`, `since` and `until`, as in `Filters`.
        With `both_sides`, every side's answer is looked for even if the question does not ask for it.
        """
        parsed, answerer = Filters.parse(**filters), self.engine.answerer
        check_asks(question)
        return retry_if_purged(lambda: answerer.ask(question, parsed, limit, both_sides=both_sides))

    def find(self, topic: str, *, limit: int = 9, **filters: Unpack[FilterFields]) -> Answer:
        """The quotations nearest to a topic, ranked and filtered as by `ask`, however weak.

        They are `quotations` if the topic is `answered`, otherwise `nearest`. Raises UnusableQuestion,
        UnknownKind.
        """
        parsed = Filters.parse(**filters)
        return retry_if_purged(lambda: self.engine.answerer.ask(topic, parsed, limit, floor=0.0))

    def follow_up(
        self, said: str, before: "FilteredQuestion", *, scope: str = EVERYONE
    ) -> "FilteredQuestion | FollowUpIntent":
        """The question or request that a remark makes after an earlier question. Raises UnusableQuestion."""
        return self.engine.follow_ups.parse(said, before, self.quotes.speakers(scope=scope))

    def verify(self, text: str, *, scope: str = EVERYONE) -> Verification:
        """Compare pasted words with the whole record. Raises UnverifiableText."""
        return retry_if_purged(lambda: self.engine.verifier.verify(text, scope))

    def quotation(self, wanted: str, *, scope: str = EVERYONE) -> Quotation:
        """The quotation with an id. Raises UnknownQuotation."""
        return self.quotations.find(wanted, scope=scope)

    def document(self, wanted: str, *, scope: str = EVERYONE) -> Document:
        """A document, removed or not. Raises UnknownDocument, PurgedDocument."""
        return self._store.document(wanted, scope=scope)

    def documents(self, *, removed: bool = False, scope: str = EVERYONE) -> list[Document]:
        """The active documents by date, or the removed ones."""
        return self._store.documents(removed=removed, scope=scope)

    def balance(self, *, scope: str = EVERYONE) -> "RecordBalance":
        """The numbers of documents and cited sources by side, outlet and year. Raises CorpusError."""
        from index.corpus.balance import count_record_balance
        from index.corpus.cited_sources import read_cited_sources

        cited = read_cited_sources(self._corpus) if self._corpus else {}
        return count_record_balance(self._store.list_documents(scope=scope), cited)

    def add(
        self,
        source: Path | str | Original,
        metadata: MetadataFields = None,
        *,
        scope: str = EVERYONE,
        actor: str = LIBRARY_ACTOR,
        progress: Progress = no_progress,
    ) -> Document:
        """Add a file, the page behind a link, or an original that was read, as a document of a scope.

        `metadata` takes precedence over what the file says of itself; a plain text needs a title:
        `index.add("letter.txt", {"title": "A letter"})`. `progress` counts the encoded texts. Raises
        UnreadableDocument, BadMetadata, DuplicateDocument, QuotaReached.
        """
        return self.ingestion.add(source, metadata, scope=scope, actor=actor, progress=progress)

    def remove(
        self, wanted: str, *, scope: str = EVERYONE, actor: str = LIBRARY_ACTOR, reason: str | None = None
    ) -> Document:
        """Remove a document from answers; it is kept. Raises UnknownDocument, NotYours."""
        self._store.writer.remove(wanted, scope=scope, actor=actor, reason=reason)
        return self._store.document(wanted, scope=ANY_SCOPE)

    def restore(self, wanted: str, *, scope: str = EVERYONE, actor: str = LIBRARY_ACTOR) -> Document:
        """Return a removed document to answers. Raises UnknownDocument, NotYours, DuplicateDocument."""
        self._store.writer.restore(wanted, scope=scope, actor=actor)
        return self._store.document(wanted, scope=ANY_SCOPE)

    @cached_property
    def quotes(self) -> "QuotationBrowser":
        from index.quotes.quotation_browser import QuotationBrowser

        engine = self.engine
        return QuotationBrowser(store=self._store, quotations=engine.quotations, directory=engine.directory)

    @cached_property
    def unanswered(self) -> "UnansweredQuestions":
        from index.unanswered.unanswered import UnansweredQuestions

        store = self._store
        return UnansweredQuestions(
            questions=store.unanswered, followers=store.followers, encoder=self.engine.encoder
        )

    @cached_property
    def feedback(self) -> "FeedbackService":
        from index.feedback.feedback import FeedbackService

        return FeedbackService(self._store.feedback, self._store.identity)

    def generation(self) -> int:
        """A number that rises with every change of the active documents, made by any process."""
        return self._store.generation()

    def warm_up(self) -> None:
        """Load the models and caches, so that the first question does not wait for them."""
        self.engine.warm_up()
        self.ingestion.warm_up()
        self.refresh()
        _ = self.unanswered, self.feedback

    def refresh(self) -> None:
        """Load the changes that any process has made, and forget what was purged.

        A question does the same, but its user waits for it.
        """
        self.ingestion.refresh()
        self.engine.refresh()
        self.quotes.refresh()

    def build(self, progress: Progress = no_progress) -> SyncReport:
        """Bring the store in line with the corpus folder; the result is kept as `sync_report`.

        All files are read before anything is written. Only new texts are encoded and analysed. Raises
        CorpusError, UnreadableDocument.
        """
        corpus, report = self._corpus, SyncReport()
        if corpus is not None:
            encoder, parties = self.engine.encoder, self.parties
            report = sync_corpus(
                store=self._store, encoder=encoder, corpus=corpus, parties=parties, progress=progress
            )
        self.ingestion.analyse_all(progress)
        self.sync_report = report
        return report

    def check(self) -> list[str]:
        """The faults of everything in the data folder, a sentence each; empty if all is sound."""
        from index.maintenance.integrity_check import check_integrity

        drift = self.engine.encoder.find_drift()
        return [*check_integrity(self._store, self.engine.search), *filter(None, [drift])]

    def backup(self, file: Path | str) -> "Backup":
        """Write the database and the originals into a new file, while the record may be in use.

        Raises DataFolderError, and then leaves no file.
        """
        from index.maintenance.backups import make_backup

        return make_backup(self._store, Path(file))

    def evaluate(
        self, questions: "Sequence[JudgedQuestion]", progress: Progress = no_progress
    ) -> "Evaluation":
        """Ask questions with known answers, and measure the results. Raises BadQuestions."""
        from index.evaluation.evaluation import evaluate, run_questions

        ask, everything = self.engine.answerer.ask, Filters(scope=ANY_SCOPE)
        documents = self.documents(scope=ANY_SCOPE)
        return evaluate(run_questions(questions, lambda q, n: ask(q, everything, n), documents, progress))
