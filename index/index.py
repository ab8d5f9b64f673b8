"""The library: documents in, quotations out."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from index.adding import Adding, Given, Original
from index.alike import Alike, find_alike
from index.answering.answering import Answering
from index.answering.confidence import OPERATING_POINT
from index.answering.filters import Filters
from index.answering.quotations import Quotations
from index.answering.ranking import Ranker
from index.answering.speakers import speaker_of
from index.answering.weighing import Weighing
from index.answers import Answer, Context, Quotation, Verification
from index.building import Build, build
from index.checking import find_faults
from index.documents import EVERYONE, Document, Event, Kind
from index.encoding.encoder import Encoder
from index.encoding.sentence_transformer import SentenceTransformerEncoder
from index.evaluation.evaluation import Evaluation, ask_all, evaluate
from index.evaluation.questions import JudgedQuestion
from index.fetching.fetcher import Fetcher
from index.ingestion import Progress, say_nothing
from index.judging.choosing import PACKAGED, choose_reader
from index.judging.reader import Reader
from index.parties import Parties, read_parties
from index.previewing import Preview, Previewing
from index.sample_questions import Put, find_sample_questions, list_said
from index.search.search import Search
from index.speech.analysing import Analyst, analyse_versions
from index.speech.known import KnownSpeakers
from index.speech.utterances import Manner
from index.store.store import Store
from index.store.twins import find_current_version
from index.verifying.verifying import Verifying

_LIBRARY: Final = "the library"


class Index:
    """The record in one data folder: open it, ask it, add to it. Usable from several threads.

    `parties` are the sides that the corpus folder names; `built` is what opening had to build.
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
        fetcher: Fetcher | None = None,
    ) -> None:
        self._store = store
        self.encoder = encoder
        self._corpus = corpus
        self.parties = read_parties(corpus) if corpus else Parties()
        self.built = Build()
        self.search = Search(store, data / "cache")
        self._known = KnownSpeakers(self.parties)
        self._analyst = Analyst(None if corpus is None else self._known)
        self._quotations = Quotations(store, self._known)
        ranker = Ranker()
        self.weighing = Weighing(
            store=store,
            search=self.search,
            encoder=encoder,
            quotations=self._quotations,
            parties=self.parties,
            ranker=ranker,
        )
        self.answering = Answering(
            weighing=self.weighing,
            ranker=ranker,
            reader=reader,
            quotations=self._quotations,
            parties=self.parties,
            operating_point=operating_point,
        )
        self._adding = Adding(
            store=store,
            encoder=encoder,
            parties=self.parties,
            fetcher=fetcher or Fetcher(),
            analyse=lambda progress: self._analyse(say_nothing, progress),
        )
        self._previewing = Previewing(
            store=store, analyst=self._analyst, parties=self.parties, find_alike=self.find_alike
        )
        self._verifying = Verifying(store=store, search=self.search, quotations=self._quotations)

    @classmethod
    def open(
        cls,
        data_dir: Path | str,
        corpus_dir: Path | str | None = None,
        *,
        encoder: Encoder | None = None,
        reader: Reader | None = None,
        operating_point: float = OPERATING_POINT,
        fetcher: Fetcher | None = None,
        progress: Progress = say_nothing,
    ) -> Self:
        """Open the record in a data folder, which is made if need be.

        With a corpus folder, the store is first brought in line with it, as `build` does. Without an encoder,
        the packaged model and its reader are used; with one, only a reader that is given. `fetcher` gets the
        pages behind links.
        Raises DataFolderError, CorpusError, UnreadableDocument.
        """
        if encoder is None:
            encoder = SentenceTransformerEncoder()
            reader = reader or choose_reader(PACKAGED, Path(data_dir))
        data, corpus = Path(data_dir), Path(corpus_dir) if corpus_dir is not None else None
        with ExitStack() as undo:
            store = Store.open(data, model=encoder.name)
            undo.callback(store.close)
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

    def ask(
        self,
        question: str,
        *,
        limit: int = 3,
        party: str | None = None,
        speaker: str | None = None,
        kind: Kind | str | None = None,
        since: date | None = None,
        until: date | None = None,
        both_sides: bool = False,
        scope: str | None = EVERYONE,
    ) -> Answer:
        """Answer a question with at most `limit` quotations. Raises UnusableQuestion.

        `both_sides` asks for every side's answer, also where the question does not say so.

        `scope` is the Discord server that asks: its own documents are seen beside everyone's. None
        sees all.
        """
        filters = Filters(
            scope=scope,
            party=party,
            speaker=speaker,
            kind=Kind(kind) if kind else None,
            since=since,
            until=until,
        )
        return self.answering.ask(question, filters, limit, both_sides=both_sides)

    def verify(self, text: str, *, scope: str | None = EVERYONE) -> Verification:
        """Compare pasted words with the whole record. Raises UnverifiableText.

        `scope` is the Discord server that asks, as in `ask`.
        """
        return self._verifying.verify(text, scope)

    def quotation(self, wanted: str, *, scope: str | None = EVERYONE) -> Quotation:
        """The quotation with an id. Raises UnknownQuotation."""
        return self._quotations.find(wanted, scope=scope)

    def context(self, wanted: str, *, by: int = 2, scope: str | None = EVERYONE) -> Context:
        """The quotation with an id, between the `by` sentences on either side. Raises UnknownQuotation."""
        return self._quotations.widen(wanted, by, scope=scope)

    def read(self, source: Path | str) -> Original:
        """Read a file, or the page behind a link, as it would be added; nothing is kept.

        Raises UnreadableDocument.
        """
        return self._adding.read(source)

    def read_link(self, link: str) -> Original:
        """Read the page behind a link, and nothing else. Raises UnreadableDocument."""
        return self._adding.read_link(link)

    def read_bytes(self, raw: bytes, name: str) -> Original:
        """Read the bytes of a file, which messages call by a name. Raises UnreadableDocument."""
        return self._adding.read_bytes(raw, name)

    def read_text(self, text: str) -> Original:
        """Read a plain text that has no file. Raises UnreadableDocument."""
        return self._adding.read_text(text)

    def preview(
        self,
        original: Original,
        given: Given = None,
        *,
        scope: str = EVERYONE,
        progress: Progress = say_nothing,
    ) -> Preview:
        """What adding an original for a scope would put on the record; nothing of it is kept.

        `progress` is told how much of its speech is read.
        """
        return self._previewing.preview(original, given, scope=scope, progress=progress)

    def find_alike(self, text: str, *, scope: str | None = EVERYONE) -> list[Alike]:
        """The documents that a scope may see and that share much of a text, the most alike first."""
        return find_alike(self.documents(), text, scope=scope)

    def find_sample_questions(
        self, wanted: str, put: Put, *, first: str | None = None, scope: str = EVERYONE
    ) -> list[str]:
        """At most three questions, as `put` words them, that a document is the first to answer for a scope.

        `first` is a question that goes before, if the document answers it. Empty where it answers none.
        """
        number = find_current_version(self._store, wanted)
        if number is None:
            return []
        version = self._store.version(number)
        said = list_said(version, self._store.speech.read(number).utterances, self._known)
        ask = partial(self.ask, scope=scope)
        return find_sample_questions(version, said, put=put, ask=ask, first=first)

    def add(
        self,
        source: Path | str | Original,
        metadata: Given = None,
        *,
        scope: str = EVERYONE,
        actor: str = _LIBRARY,
        progress: Progress = say_nothing,
        analysing: Progress = say_nothing,
    ) -> Document:
        """Add a file, a page behind a link, or what was read of one; once this returns, it survives a crash.

        What `metadata` gives goes before what the file says of itself. `progress` is told what is encoded,
        `analysing` then how much of the speech is read. Raises UnreadableDocument, DuplicateDocument.
        """
        original = source if isinstance(source, Original) else self.read(source)
        return self._adding.add(
            original, metadata, scope=scope, actor=actor, progress=progress, analysing=analysing
        )

    def renew(
        self,
        wanted: str,
        original: Original,
        metadata: Given = None,
        *,
        actor: str = _LIBRARY,
        progress: Progress = say_nothing,
        analysing: Progress = say_nothing,
    ) -> Document:
        """Give a document a new version; the older ones are kept. Raises UnknownDocument, BadMetadata."""
        return self._adding.renew(
            wanted, original, metadata, actor=actor, progress=progress, analysing=analysing
        )

    def attribute(
        self, wanted: str, speaker: str | None, *, scope: str | None = EVERYONE, actor: str = _LIBRARY
    ) -> Quotation:
        """State who said a quotation, or with None that nobody is known to; it goes before what was found.

        It holds for all sentences of the quotation, in every window of them, until it is stated anew. Any
        name or alias that the team lists means that speaker. Raises UnknownQuotation.
        """
        return self._quotations.attribute(wanted, speaker, scope=scope, actor=actor)

    def remove(self, wanted: str, *, actor: str = _LIBRARY) -> Document:
        """Take a document out of what can be quoted; it is kept. Raises UnknownDocument."""
        return self._store.remove(wanted, actor=actor)

    def restore(self, wanted: str, *, actor: str = _LIBRARY) -> Document:
        """Let a removed document be quoted again. Raises UnknownDocument."""
        return self._store.restore(wanted, actor=actor)

    def document(self, wanted: str) -> Document:
        """A document, removed or not. Raises UnknownDocument."""
        return self._store.document(wanted)

    def documents(self, *, removed: bool = False) -> list[Document]:
        """The documents that can be quoted, by date; or those that were removed."""
        return self._store.documents(removed=removed)

    def speakers(self, *, scope: str | None = EVERYONE) -> set[str]:
        """Everybody who is known to say something in a document that the scope may see."""
        admitted = filter(Filters(scope=scope).admit, self._store.sources())
        authors = (speaker_of(source.kind, source.author) for source in admitted)
        quoted = self._store.speech.list_names(scope, Manner.DIRECT)
        names = {*authors, *(speaker for speaker, _ in quoted)}
        return {str(self._known.name(name)) for name in names if name}

    def warm_up(self) -> None:
        """Load the model, so that the first question does not wait for it."""
        self.encoder.encode(["warm"])

    def history(self, wanted: str) -> list[Event]:
        """What was done to a document, the oldest first. Raises UnknownDocument."""
        return self._store.history(wanted)

    def check(self) -> list[str]:
        """Everything in the data folder that is not what was written; empty where all is sound."""
        return list(find_faults(self._store, self.search))

    def evaluate(self, questions: Sequence[JudgedQuestion], progress: Progress = say_nothing) -> Evaluation:
        """Ask questions whose answers are known, and count what came of it. Raises BadQuestions."""

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
