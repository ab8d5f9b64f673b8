"""Quotations: spans of versions with their source and their id, and the way back from the id."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from index.answering.link import link_to_words
from index.answering.speakers import speaker_of
from index.answering.windows import LONGEST_WINDOW
from index.answers import Context, Quotation
from index.documents import EVERYONE, Document
from index.errors import UnknownQuotation
from index.identifiers import ID_LENGTH, KEY_LENGTH, may_be_id, quotation_id
from index.store.rows import StoredVersion
from index.store.store import Store

Span = tuple[int, int]

_VERSIONS_AT_HAND: Final = 512


class Quotations:
    """Quotations of one store. Versions never change, so those used last are kept at hand."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.version = lru_cache(_VERSIONS_AT_HAND)(store.version)
        self._ids = lru_cache(_VERSIONS_AT_HAND)(self._assign_ids)

    def cut(self, version: StoredVersion, first: int, last: int, score: float) -> Quotation:
        """The sentences `first` to `last` of a version, both included, as a quotation."""
        sentences = version.split.sentences
        span = (sentences[first].start, sentences[last].end)
        document = version.document
        text = document.text[slice(*span)]
        return Quotation(
            id=self._ids(version.id)[span],
            text=text,
            document_id=document.id,
            start=span[0],
            end=span[1],
            speaker=speaker_of(document.kind, document.author),
            party=document.party,
            title=document.title,
            author=document.author,
            publisher=document.publisher,
            published=document.published,
            kind=document.kind,
            url=document.url,
            link=document.url and link_to_words(document.url, text),
            score=score,
        )

    def find(self, wanted: str, *, scope: str | None) -> Quotation:
        """The quotation with an id, from whichever version of its document it was cut.

        Raises UnknownQuotation where there is none, or none that the scope may see.
        """
        version, first, last = self._locate(wanted, scope)
        return self.cut(version, first, last, 0.0)

    def widen(self, wanted: str, by: int, *, scope: str | None) -> Context:
        """A quotation between the `by` sentences before it and the `by` sentences after it."""
        version, first, last = self._locate(wanted, scope)
        sentences = version.split.sentences
        quotation = self.cut(version, first, last, 0.0)
        start = sentences[max(first - by, 0)].start
        end = sentences[min(last + by, len(sentences) - 1)].end
        text = version.document.text
        return Context(
            quotation=quotation,
            before=text[start : quotation.start],
            after=text[quotation.end : end],
            start=start,
            end=end,
            more=first - by > 0 or last + by < len(sentences) - 1,
        )

    def _locate(self, wanted: str, scope: str | None) -> tuple[StoredVersion, int, int]:
        given = wanted.strip().lower()
        key = given[:KEY_LENGTH]
        for number in self._store.versions_with_key(key) if may_be_id(key) else ():
            version = self.version(number)
            for span, assigned in self._ids(number).items():
                if assigned == given and _may_see(self._store.document(version.document.id), scope):
                    starts = [sentence.start for sentence in version.split.sentences]
                    ends = [sentence.end for sentence in version.split.sentences]
                    return version, starts.index(span[0]), ends.index(span[1])
        raise UnknownQuotation(f"No quotation has the id {wanted}. Check the id.")

    def _assign_ids(self, version_id: int) -> dict[Span, str]:
        """The id of every window of a version.

        It is the shortest that no other window of this version or of an older one has.
        """
        version = self.version(version_id)
        digest = version.document.sha256
        own = {span: quotation_id(version.key, digest, *span) for span in _list_windows(version)}
        older = [n for n in self._store.versions_with_key(version.key) if n < version_id]
        taken = Counter(whole[:ID_LENGTH] for whole in own.values())
        taken.update(known for number in older for known in self._ids(number).values())
        ids = {}
        for span, whole in own.items():
            is_taken = taken[whole[:ID_LENGTH]] > 1
            ids[span] = whole[: ID_LENGTH + 8] if is_taken else whole[:ID_LENGTH]
        return ids


def _list_windows(version: StoredVersion) -> Iterator[Span]:
    sentences = version.split.sentences
    for first in range(len(sentences)):
        for last in range(first, min(first + LONGEST_WINDOW, len(sentences))):
            yield sentences[first].start, sentences[last].end


def _may_see(document: Document, scope: str | None) -> bool:
    return not document.removed and (scope is None or document.scope in (EVERYONE, scope))
