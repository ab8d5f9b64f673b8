"""Quotations: spans of versions with their source and their id, and the way back from the id."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from index.answering.link import link_to_page, link_to_words
from index.answering.spans import (
    Span,
    cover,
    cover_all,
    list_context_spans,
    list_pieces,
    list_runs,
    list_windows,
)
from index.answering.version_cache import VersionCache
from index.attribution.sentence_attribution import Attribution, SentenceAttribution, attribute_sentences
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.answer import Context, DirectQuotation, Quotation, QuotationStatus
from index.domain.document import ANY_SCOPE, find_removal, may_see
from index.domain.identifiers import ID_LENGTH, KEY_LENGTH, is_id, quotation_id
from index.domain.party import Parties
from index.domain.utterance import Manner
from index.domain.web_address import is_web_address
from index.errors import UnknownQuotation
from index.splitting.passages import Sentence
from index.store.meta import ChangeCounters
from index.store.rows import StoredVersion
from index.store.store import Store

_LONG_ID_LENGTH: Final = ID_LENGTH + 8
_CACHED_VERSIONS: Final = 2048
_BEGINNING: Final = 600
"""Characters of the beginning of a text."""

_SOME: Final = 4
"""Sentences on either side, to which a context is widened before it holds whole paragraphs."""


class Quotations:
    """Quotations of one store. Versions never change, so those used last are kept at hand."""

    def __init__(self, store: Store, directory: SpeakerDirectory | None = None) -> None:
        self._store = store
        self._directory = directory or SpeakerDirectory(Parties())
        self._sides: dict[int, SentenceAttribution] = {}
        self._mark = (0, 0)
        self.purged = 0
        self.versions = VersionCache(store, _CACHED_VERSIONS)
        self.version = self.versions.get
        self._ids = lru_cache(_CACHED_VERSIONS)(self._assign_ids)

    def cut(self, version: StoredVersion, first: int, last: int, score: float) -> Quotation:
        """The sentences `first` to `last` of a version, both included, as a quotation."""
        sentences = version.split.sentences
        span = sentences[first].start, sentences[last].end
        return self._make(version, span, self.attribution(version).of(first, last), score)

    def cover(self, version: StoredVersion, start: int, end: int) -> Quotation:
        """The shortest quotation that holds a span of a version's text; it may be of many sentences."""
        return self.cut_span(version, cover(version, start, end), 0.0)

    def cut_span(self, version: StoredVersion, span: Span, score: float) -> Quotation:
        """A run of a version's sentences and headings as a quotation."""
        return self._make(version, span, self.attribution(version).of_span(span), score)

    def _make(self, version: StoredVersion, span: Span, attribution: Attribution, score: float) -> Quotation:
        document = version.document
        text, page = document.text[slice(*span)], version.page_of(span[0])
        return Quotation(
            id=self._ids(version.id).get(span) or _long_id(version, span),
            text=text,
            document_id=document.id,
            start=span[0],
            end=span[1],
            speaker=attribution.speaker,
            party=attribution.party,
            reports=attribution.reports,
            title=document.title,
            author=document.author,
            publisher=document.publisher,
            published=document.published,
            kind=document.kind,
            url=document.url,
            link=_link(document.url, text, page),
            page=page,
            score=score,
        )

    def opening(self, version: StoredVersion) -> Quotation:
        """The first sentences of a version and the headings above them: one in any case, then what fits."""
        self.refresh()
        start = list_pieces(version)[0][0]
        ends = [sentence.end for sentence in version.split.sentences] or [len(version.document.text)]
        end = max((end for end in ends if end - start <= _BEGINNING), default=ends[0])
        return self.cut_span(version, (start, end), 0.0)

    def list_direct(self, version: StoredVersion) -> list[DirectQuotation]:
        """The direct quotations of a version, in the order of the text."""
        self.refresh()
        said = self._store.speech.read(version.id).utterances
        direct = sorted((one.start, one.end) for one in said if one.manner == Manner.DIRECT)
        words: dict[Span, Span] = {}
        for span, (start, end) in zip(cover_all(version, direct), direct, strict=True):
            first, last = words.get(span, (start, end))
            words[span] = (first, max(last, end))
        text = version.document.text
        return [
            DirectQuotation(words=text[slice(*own)], quotation=self.cut_span(version, span, 0.0))
            for span, own in words.items()
        ]

    def warm_up(self, version: StoredVersion) -> None:
        """Have at hand what quotations of a version need."""
        self.attribution(version)
        self._ids(version.id)

    def attribution(self, version: StoredVersion) -> SentenceAttribution:
        """The speakers of each sentence of a version, as of the last `refresh`."""
        known = self._sides.get(version.id)
        if known is None:
            while len(self._sides) >= _CACHED_VERSIONS:
                self._sides.pop(next(iter(self._sides)), None)
            known = attribute_sentences(version, self._store.speech.read(version.id), self._directory)
            self._sides[version.id] = known
        return known

    def refresh(self) -> ChangeCounters:
        """Forget the sides of versions that were analysed or corrected since, by whatever process.

        Where documents were purged, everything is forgotten; `purged` is their number.
        """
        pulse = self._store.counters()
        if pulse.purged != self.purged:
            self.purged = pulse.purged
            self.versions.forget()
            self._ids.cache_clear()
            self._directory.find.cache_clear()
            self._sides.clear()
        if pulse.speech != self._mark:
            self._mark, changed = self._store.speech.read_changes(self._mark)
            for number in changed:
                self._sides.pop(number, None)
        return pulse

    def list_speaking(self, *, party: str | None, speaker: str | None) -> set[str]:
        """The documents in which a side, or a speaker by a name or a part of it, is quoted or reported."""
        if party is None and speaker is None:
            return set()
        part = speaker and speaker.casefold()
        wanted = {
            (said, body)
            for said, body in self._store.speech.list_names(ANY_SCOPE)
            if (part is None or part in (self._directory.name(said) or "").casefold())
            and (party is None or party in (self._directory.party(said), self._directory.party(body)))
        }
        return self._store.speech.list_documents(wanted)

    def attribute(self, wanted: str, speaker: str | None, *, scope: str, actor: str) -> Quotation:
        """State who said the quotation with an id. Raises UnknownQuotation, NotYours."""
        version, span = self._locate(wanted, scope)
        self.refresh()
        before = self.cut_span(version, span, 0.0)
        self._store.writer.correct(
            version.id,
            span,
            self._directory.name(speaker),
            actor=actor,
            scope=scope,
            was=before.speaker,
            quotation=before.id,
        )
        self.refresh()
        return self.cut_span(version, span, 0.0)

    def find(self, wanted: str, *, scope: str) -> Quotation:
        """The quotation with an id, from whichever version of its document it was cut.

        Raises UnknownQuotation if there is none, or none that the scope may see.
        """
        version, span = self._locate(wanted, scope)
        self.refresh()
        return self.cut_span(version, span, 0.0)

    def find_status(self, wanted: str, *, scope: str) -> QuotationStatus:
        """The same, of a removed document too, with what became of it. Raises UnknownQuotation."""
        version, span = self._locate(wanted, scope, removed=True)
        self.refresh()
        quotation = self.cut_span(version, span, 0.0)
        document = self._store.document(quotation.document_id, scope=ANY_SCOPE)
        if document.removed:
            removal = find_removal(self._store.history(document.id, scope=ANY_SCOPE))
            at, reason = (removal.at, removal.reason) if removal else (document.added, None)
            return QuotationStatus(quotation=quotation, removed=at, reason=reason)
        return QuotationStatus(quotation=quotation, superseded=quotation.text not in document.text)

    def widen(self, wanted: str, by: int, *, scope: str) -> Context:
        """A quotation between the `by` sentences before it and the `by` sentences after it."""
        version, span = self._locate(wanted, scope)
        self.refresh()
        quotation = self.cut_span(version, span, 0.0)
        before = [sentence for sentence in version.split.sentences if sentence.end <= span[0]][::-1]
        after = [sentence for sentence in version.split.sentences if sentence.start >= span[1]]
        start = [span[0], *(sentence.start for sentence in before)][: by + 1][-1]
        end = [span[1], *(sentence.end for sentence in after)][: by + 1][-1]
        text = version.document.text
        return Context(
            quotation=quotation,
            before=text[start : quotation.start],
            after=text[quotation.end : end],
            start=start,
            end=end,
            more=max(len(before), len(after)) > by,
            wider=_find_next_width(by, before, after, list_context_spans(version, span)),
        )

    def _locate(self, wanted: str, scope: str, *, removed: bool = False) -> tuple[StoredVersion, Span]:
        given = wanted.strip().lower()
        key = given[:KEY_LENGTH]
        for number in self._store.versions_with_key(key) if is_id(key) else ():
            version = self.version(number)
            span = self._find_span(version, given)
            if span is None:
                continue
            document = self._store.document(version.document.id, scope=ANY_SCOPE)
            if may_see(scope, document.scope) and (removed or not document.removed):
                return version, span
        raise UnknownQuotation(f"No quotation has the id {wanted}. Check the id.")

    def _find_span(self, version: StoredVersion, given: str) -> Span | None:
        for span, assigned in self._ids(version.id).items():
            if assigned == given:
                return span
        if len(given) != _LONG_ID_LENGTH:
            return None
        return next((span for span in list_runs(version) if _long_id(version, span) == given), None)

    def _assign_ids(self, version_id: int) -> dict[Span, str]:
        """The id of every window of a version.

        It is the shortest that no other window of this version or of an older one has.
        """
        version = self.version(version_id)
        digest = version.document.sha256
        own = {span: quotation_id(version.key, digest, *span) for span in list_windows(version)}
        alike = self._store.versions_with_key(version.key) if version.shares_key else []
        older = [number for number in alike if number < version_id]
        taken = Counter(whole[:ID_LENGTH] for whole in own.values())
        taken.update(known for number in older for known in self._ids(number).values())
        ids = {}
        for span, whole in own.items():
            is_taken = taken[whole[:ID_LENGTH]] > 1
            ids[span] = whole[:_LONG_ID_LENGTH] if is_taken else whole[:ID_LENGTH]
        return ids


def _link(url: str | None, text: str, page: int | None) -> str | None:
    if url is None or not is_web_address(url):
        return None
    return link_to_words(url, text) if page is None else link_to_page(url, page)


def _long_id(version: StoredVersion, span: Span) -> str:
    """The id of a run that is no window: never as short as a window's, so that it takes none of theirs."""
    return quotation_id(version.key, version.document.sha256, *span)[:_LONG_ID_LENGTH]


def _find_next_width(
    by: int, before: Sequence[Sentence], after: Sequence[Sentence], surroundings: Iterable[Span]
) -> int | None:
    """By how many sentences to widen next; None if there are no more."""
    most = max(len(before), len(after))
    reaching = [
        max(
            sum(sentence.start >= start for sentence in before),
            sum(sentence.end <= end for sentence in after),
        )
        for start, end in surroundings
    ]
    return min((width for width in (_SOME, *reaching, most) if width > by), default=None)
