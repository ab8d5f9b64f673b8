"""The library: documents in, quotations out."""

from collections.abc import Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from index.adding import Adding, Given, Original
from index.answering.answering import Answering
from index.answering.confidence import OPERATING_POINT
from index.answering.quotations import Quotations
from index.answering.ranking import Ranker
from index.answering.weighing import Weighing
from index.answers import Answer
from index.asking import Asking
from index.building import Build, build
from index.documents import EVERYONE
from index.encoding.choosing import choose_encoder
from index.encoding.compiled_encoder import CompiledEncoder
from index.encoding.encoder import Encoder
from index.ingestion import Progress, say_nothing
from index.judging.choosing import PACKAGED, choose_reader
from index.judging.reader import Reader
from index.keeping.editing import Editing
from index.keeping.erasing import Erasing
from index.keeping.keeping import Keeping
from index.parties import Parties, read_parties
from index.search.search import CACHE, Search, list_caches
from index.speech.analysing import Analyst, analyse_versions
from index.speech.known import KnownSpeakers
from index.store.quotas import Quotas
from index.store.store import Store
from index.store.twins import find_current_version

if TYPE_CHECKING:  # what no question needs is imported where it is used: importing all takes a while
    from index.evaluation.evaluation import Evaluation
    from index.evaluation.questions import JudgedQuestion
    from index.feedback.feedback import Feedback
    from index.fetching.fetcher import Fetcher
    from index.previewing import Preview, Previewing
    from index.sample_questions import Put
    from index.store.backup_file import Backup
    from index.unanswered.unanswered import Unanswered

_WARM: Final = "warm "
"""A word that is one token."""


class Index(Asking, Keeping):
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
        reader: Reader | None,
        data: Path,
        corpus: Path | None,
        operating_point: float = OPERATING_POINT,
        fetcher: "Fetcher | None" = None,
    ) -> None:
        parties = read_parties(corpus) if corpus else Parties()
        known = KnownSpeakers(parties)
        search = Search(store, data / CACHE)
        quotations = Quotations(store, known)
        ranker = Ranker()
        self.weighing = Weighing(
            store=store,
            search=search,
            encoder=encoder,
            quotations=quotations,
            parties=parties,
            ranker=ranker,
        )
        answering = Answering(
            weighing=self.weighing,
            ranker=ranker,
            reader=reader,
            quotations=quotations,
            parties=parties,
            operating_point=operating_point,
        )
        Asking.__init__(
            self,
            store=store,
            search=search,
            answering=answering,
            quotations=quotations,
            parties=parties,
            known=known,
        )
        adding = Adding(
            store=store,
            encoder=encoder,
            parties=parties,
            fetcher=fetcher,
            analyse=lambda progress: self._analyse(say_nothing, progress),
        )
        Keeping.__init__(
            self,
            store=store,
            quotations=quotations,
            adding=adding,
            editing=Editing(store=store, encoder=encoder, parties=parties),
            erasing=Erasing(store, search.caches.values()),
        )
        self.encoder = encoder
        self.built = Build()
        self.servers = store.servers
        self._corpus = corpus
        self._analyst = Analyst(None if corpus is None else known)

    @cached_property
    def unanswered(self) -> "Unanswered":
        from index.unanswered.unanswered import Unanswered

        store = self._store
        return Unanswered(questions=store.unanswered, followers=store.followers, encoder=self.encoder)

    @cached_property
    def feedback(self) -> "Feedback":
        from index.feedback.feedback import Feedback

        return Feedback(self._store.feedback, self._store.identity)

    @cached_property
    def _previewing(self) -> "Previewing":
        from index.previewing import Previewing

        return Previewing(
            store=self._store, analyst=self._analyst, parties=self.parties, find_alike=self.find_alike
        )

    @classmethod
    def open(
        cls,
        data_dir: Path | str,
        corpus_dir: Path | str | None = None,
        *,
        encoder: Encoder | None = None,
        reader: Reader | None = None,
        operating_point: float = OPERATING_POINT,
        fetcher: "Fetcher | None" = None,
        quotas: Quotas | None = None,
        progress: Progress = say_nothing,
    ) -> Self:
        """Open the record in a data folder, which is made if need be.

        With a corpus folder, the store is first brought in line with it, as `build` does. Without an encoder,
        the packaged model and its reader are used; with one, only a reader that is given. `fetcher` gets the
        pages behind links. `quotas` hold for each server, and not for everyone's record.
        Raises DataFolderError, CorpusError, UnreadableDocument.
        """
        if encoder is None:
            encoder = choose_encoder(Path(data_dir))
            reader = reader or choose_reader(PACKAGED, Path(data_dir))
        data, corpus = Path(data_dir), Path(corpus_dir) if corpus_dir is not None else None
        with ExitStack() as undo:
            store = Store.open(data, model=encoder.name, quotas=quotas)
            undo.callback(store.close)
            Erasing(store, list_caches(store, data / CACHE).values()).finish()
            index = cls(
                store=store,
                encoder=encoder,
                reader=reader,
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
        given: Given = None,
        *,
        scope: str = EVERYONE,
        progress: Progress = say_nothing,
    ) -> "Preview":
        """What adding an original for a scope would put on the record; nothing of it is kept.

        `progress` is told how much of its speech is read.
        """
        return self._previewing.preview(original, given, scope=scope, progress=progress)

    def find_sample_questions(
        self, wanted: str, put: "Put", *, first: str | None = None, scope: str = EVERYONE
    ) -> list[str]:
        """At most three questions, as `put` words them, that a document is the first to answer for a scope.

        `first` is a question that goes before, if the document answers it. Empty where it answers none.
        """
        from index.sample_questions import find_sample_questions, list_said

        number = find_current_version(self._store, wanted)
        if number is None:
            return []
        version = self._store.version(number)
        said = list_said(version, self._store.speech.read(number).utterances, self._known)
        ask = partial(self.ask, scope=scope)
        return find_sample_questions(version, said, put=put, ask=ask, first=first)

    def generation(self) -> int:
        """A number that rises with every change of what can be quoted, whoever made it."""
        return self._store.generation()

    def warm_up(self) -> None:
        """Load the models and what is known of the texts, so that whoever asks first does not wait for it."""
        # A short question, a long one, a longer one: there may be a model for each.
        self.encoder.encode([_WARM * times for times in (1, 30, 60)])
        self.answering.warm_up()
        self.follow()
        self.weighing.warm_up()
        _ = self.unanswered, self.feedback, self._follow_ups, self._previewing  # made when first asked for

    def follow(self) -> None:
        """Take up what was done since, by whatever process, before somebody asks and has to wait for it.

        What was purged is forgotten.
        """
        super().follow()
        self.search.catch_up()
        self.weighing.follow()
        self._verifying.follow()
        self.quoting.follow()

    def acts_of(self, actor: str) -> dict[str, int]:
        """How often somebody did what, by the word for it: `add`, `remove`, `set`, `dismiss` …"""
        return dict(self._store.count_acts(actor))

    def check(self) -> list[str]:
        """Everything in the data folder that is not what was written; empty where all is sound."""
        from index.checking import find_faults

        drift = self.encoder.find_drift() if isinstance(self.encoder, CompiledEncoder) else None
        return [*find_faults(self._store, self.search), *filter(None, [drift])]

    def backup(self, file: Path | str) -> "Backup":
        """Write all that cannot be made again into a new file: database and originals.

        The record may be in use. Raises DataFolderError; then the file is not there.
        """
        from index.keeping.backups import make_backup

        return make_backup(self._store, Path(file))

    def clear_leftovers(self) -> list[str]:
        """Delete the originals that a crash left without a document, and return their names.

        Nothing is deleted while somebody adds or purges.
        """
        return self._store.intake.clear_leftovers()

    def evaluate(
        self, questions: "Sequence[JudgedQuestion]", progress: Progress = say_nothing
    ) -> "Evaluation":
        """Ask questions whose answers are known, and count what came of it. Raises BadQuestions."""
        from index.evaluation.evaluation import ask_all, evaluate

        def ask(question: str, limit: int) -> Answer:
            return self.ask(question, limit=limit, scope=None)

        return evaluate(ask_all(questions, ask, self.documents(), progress))

    def build(self, progress: Progress = say_nothing) -> Build:
        """Bring the store in line with the corpus folder.

        All files are read before anything is written. Only what was never encoded is encoded, and only
        where nobody has looked for speech yet is it looked for, in documents that were added as well.
        Raises CorpusError, UnreadableDocument.
        """
        built = Build()
        if self._corpus is not None:
            built = build(
                store=self._store,
                encoder=self.encoder,
                corpus=self._corpus,
                parties=self.parties,
                progress=progress,
            )
        self._analyse(progress)
        return built

    def _analyse(self, progress: Progress, within: Progress = say_nothing) -> None:
        """Find who says what in the documents in which that was not looked for yet."""
        analyse_versions(self._store, self._analyst, progress, within)
