"""The library: documents in, quotations out."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from index.answering.answerer import Answerer
from index.answering.candidate_scorer import CandidateScorer
from index.answering.quotations import Quotations
from index.answering.ranker import Ranker
from index.attribution.backfill import SpeechAnalyser, backfill_analyses
from index.attribution.speaker_directory import SpeakerDirectory
from index.corpus.parties_file import read_parties
from index.corpus.sync import SyncReport, sync_corpus
from index.document_admin import DocumentAdmin
from index.domain.answer import OPERATING_POINT, Answer
from index.domain.document import ANY_SCOPE, EVERYONE
from index.domain.party import Parties
from index.domain.progress import Progress, no_progress
from index.domain.quotas import Quotas
from index.encoding.compiled_encoder import CompiledEncoder
from index.encoding.encoder import Encoder
from index.encoding.factory import choose_encoder
from index.ingestion.ingestion import Ingestion, MetadataFields, Original
from index.ingestion.metadata_editor import MetadataEditor
from index.maintenance.purger import Purger
from index.queries import Queries
from index.reranking.factory import PACKAGED, choose_reranker
from index.reranking.reranker import Reranker
from index.search.retriever import CACHE_FOLDER, HybridRetriever, list_caches
from index.store.store import Store

if TYPE_CHECKING:  # what no question needs is imported where it is used: importing all takes a while
    from index.evaluation.evaluation import Evaluation
    from index.evaluation.judged_questions import JudgedQuestion
    from index.feedback.feedback import FeedbackService
    from index.fetching.fetcher import Fetcher
    from index.ingestion.preview import Preview, Previewer
    from index.ingestion.sample_questions import QuestionPhrasing
    from index.store.backup_file import Backup
    from index.unanswered.unanswered import UnansweredQuestions

_WARM_UP_WORD: Final = "warm "
"""A word that is one token."""


class Index(Queries, DocumentAdmin):
    """The record in one data folder: open it, ask it, keep it. Usable from several threads.

    `parties` are the sides that the corpus folder names; `built` is what opening had to build.
    `servers` holds what each server's moderators set, `unanswered` the questions without an answer, and
    `feedback` what users say of quotations.
    Errors are those of `index.errors`; each method names the kinds that are its own.
    """

    def __init__(
        self,
        *,
        store: Store,
        encoder: Encoder,
        reranker: Reranker | None,
        data: Path,
        corpus: Path | None,
        operating_point: float = OPERATING_POINT,
        fetcher: "Fetcher | None" = None,
    ) -> None:
        parties = read_parties(corpus) if corpus else Parties()
        directory = SpeakerDirectory(parties)
        search = HybridRetriever(store, data / CACHE_FOLDER)
        quotations = Quotations(store, directory)
        ranker = Ranker()
        self.scorer = CandidateScorer(
            store=store,
            search=search,
            encoder=encoder,
            quotations=quotations,
            parties=parties,
            ranker=ranker,
        )
        answerer = Answerer(
            scorer=self.scorer,
            ranker=ranker,
            reranker=reranker,
            quotations=quotations,
            parties=parties,
            operating_point=operating_point,
        )
        Queries.__init__(
            self,
            store=store,
            search=search,
            answerer=answerer,
            quotations=quotations,
            parties=parties,
            directory=directory,
        )
        ingestion = Ingestion(
            store=store,
            encoder=encoder,
            parties=parties,
            fetcher=fetcher,
            analyse=lambda progress: self._analyse(no_progress, progress),
        )
        DocumentAdmin.__init__(
            self,
            store=store,
            quotations=quotations,
            ingestion=ingestion,
            editor=MetadataEditor(store=store, encoder=encoder, parties=parties),
            purger=Purger(store, search.caches.values()),
        )
        self.encoder = encoder
        self.built = SyncReport()
        self.servers = store.servers
        self._corpus = corpus
        self._analyser = SpeechAnalyser(None if corpus is None else directory)

    @cached_property
    def unanswered(self) -> "UnansweredQuestions":
        from index.unanswered.unanswered import UnansweredQuestions

        store = self._store
        return UnansweredQuestions(
            questions=store.unanswered, followers=store.followers, encoder=self.encoder
        )

    @cached_property
    def feedback(self) -> "FeedbackService":
        from index.feedback.feedback import FeedbackService

        return FeedbackService(self._store.feedback, self._store.identity)

    @cached_property
    def _previewer(self) -> "Previewer":
        from index.ingestion.preview import Previewer

        return Previewer(
            store=self._store, analyser=self._analyser, parties=self.parties, find_alike=self.find_alike
        )

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
        """Open the record in a data folder, which is made if need be.

        With a corpus folder, the store is first brought in line with it, as `build` does. Without an encoder,
        the packaged model and its reader are used; with one, only a reader that is given. `fetcher` gets the
        pages behind links. `quotas` hold for each server, and not for everyone's record.
        Raises DataFolderError, CorpusError, UnreadableDocument.
        """
        if encoder is None:
            encoder = choose_encoder(Path(data_dir))
            reranker = reranker or choose_reranker(PACKAGED, Path(data_dir))
        data, corpus = Path(data_dir), Path(corpus_dir) if corpus_dir is not None else None
        with ExitStack() as undo:
            store = Store.open(data, model=encoder.name, quotas=quotas)
            undo.callback(store.close)
            Purger(store, list_caches(store, data / CACHE_FOLDER).values()).finish()
            index = cls(
                store=store,
                encoder=encoder,
                reranker=reranker,
                data=data,
                corpus=corpus,
                operating_point=operating_point,
                fetcher=fetcher,
            )
            index.built = index.build(progress)
            undo.pop_all()
        return index

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def preview(
        self,
        original: Original,
        given: MetadataFields = None,
        *,
        scope: str = EVERYONE,
        progress: Progress = no_progress,
    ) -> "Preview":
        """What adding an original for a scope would put on the record; nothing of it is kept.

        `progress` is told how much of its speech is read.
        """
        return self._previewer.preview(original, given, scope=scope, progress=progress)

    def find_sample_questions(
        self, wanted: str, phrase: "QuestionPhrasing", *, first: str | None = None, scope: str = EVERYONE
    ) -> list[str]:
        """At most three questions, as `put` words them, that a document is the first to answer for a scope.

        `first` is a question that goes before, if the document answers it. Empty where it answers none.
        """
        from index.ingestion.sample_questions import find_sample_questions, list_statements

        number = self._store.active.find_current_version(wanted)
        if number is None:
            return []
        version = self._store.version(number)
        said = list_statements(version, self._store.speech.read(number).utterances, self._directory)
        ask = partial(self.ask, scope=scope)
        return find_sample_questions(version, said, phrase=phrase, ask=ask, first=first)

    def generation(self) -> int:
        """A number that rises with every change of what can be quoted, whoever made it."""
        return self._store.generation()

    def warm_up(self) -> None:
        """Load the models and what is known of the texts, so that whoever asks first does not wait for it."""
        # A short question, a long one, a longer one: there may be a model for each.
        self.encoder.encode([_WARM_UP_WORD * times for times in (1, 30, 60)])
        self.answerer.warm_up()
        self.follow()
        self.scorer.warm_up()
        _ = self.unanswered, self.feedback, self._follow_ups, self._previewer  # made when first asked for

    def follow(self) -> None:
        """Take up what was done since, by whatever process, before somebody asks and has to wait for it.

        What was purged is forgotten.
        """
        super().follow()
        self.search.catch_up()
        self.scorer.refresh()
        self._verifier.refresh()
        self.quoting.refresh()

    def acts_of(self, actor: str) -> dict[str, int]:
        """How often somebody did what, by the word for it: `add`, `remove`, `set`, `dismiss` …"""
        return dict(self._store.count_acts(actor))

    def check(self) -> list[str]:
        """Everything in the data folder that is not what was written; empty where all is sound."""
        from index.maintenance.integrity_check import check_integrity

        drift = self.encoder.find_drift() if isinstance(self.encoder, CompiledEncoder) else None
        return [*check_integrity(self._store, self.search), *filter(None, [drift])]

    def backup(self, file: Path | str) -> "Backup":
        """Write all that cannot be made again into a new file: database and originals.

        The record may be in use. Raises DataFolderError; then the file is not there.
        """
        from index.maintenance.backups import make_backup

        return make_backup(self._store, Path(file))

    def clear_leftovers(self) -> list[str]:
        """Delete the originals that a crash left without a document, and return their names.

        Nothing is deleted while somebody adds or purges.
        """
        return self._store.intake.clear_leftovers()

    def evaluate(
        self, questions: "Sequence[JudgedQuestion]", progress: Progress = no_progress
    ) -> "Evaluation":
        """Ask questions whose answers are known, and count what came of it. Raises BadQuestions."""
        from index.evaluation.evaluation import evaluate, run_questions

        def ask(question: str, limit: int) -> Answer:
            return self.ask(question, limit=limit, scope=ANY_SCOPE)

        return evaluate(run_questions(questions, ask, self.documents(scope=ANY_SCOPE), progress))

    def build(self, progress: Progress = no_progress) -> SyncReport:
        """Bring the store in line with the corpus folder.

        All files are read before anything is written. Only what was never encoded is encoded, and only
        where nobody has looked for speech yet is it looked for, in documents that were added as well.
        Raises CorpusError, UnreadableDocument.
        """
        built = SyncReport()
        if self._corpus is not None:
            built = sync_corpus(
                store=self._store,
                encoder=self.encoder,
                corpus=self._corpus,
                parties=self.parties,
                progress=progress,
            )
        self._analyse(progress)
        return built

    def _analyse(self, progress: Progress, within: Progress = no_progress) -> None:
        """Find who says what in the documents in which that was not looked for yet."""
        backfill_analyses(self._store, self._analyser, progress, within)
