"""Quotations without a question: by a speaker, or one after the other in rounds."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from threading import Lock
from typing import Final
from zlib import crc32

import numpy as np

from index.answering.quotations import Quotations
from index.attribution.sentence_attribution import attribute_sentences
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.answer import Quotation
from index.domain.document import EVERYONE, Kind, may_see
from index.domain.identifiers import place_key, speaker_key
from index.errors import PurgedDocument
from index.quotes.names import RecordNames, match_names, read_names
from index.quotes.quotable_speech import QuotableSpeech, list_quotable_speech
from index.quotes.rounds import draw_next
from index.store.rounds import Round
from index.store.rows import ActiveVersion
from index.store.servers import list_daily
from index.store.store import Store

_CACHED_SCOPES: Final = 64
_FIRST_ROUNDS: Final = 1_000_000

State = tuple[int, int, int]
"""The generation, the last analysis and the last correction."""


@dataclass(frozen=True, slots=True)
class SpeakerPage:
    """A page of all that a speaker is quoted with: from number `first` of `total` on, the newest first."""

    quotations: tuple[Quotation, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class _VersionSpeech:
    """The utterances of a version. The greatest `order` goes first: the newest, sources before briefings."""

    order: tuple[str, bool, str]
    spoken: tuple[QuotableSpeech, ...]


class QuotationBrowser:
    """Quotations without a question. Usable from several threads. `scope` is the server that asks."""

    def __init__(self, *, store: Store, quotations: Quotations, directory: SpeakerDirectory) -> None:
        self._store = store
        self._quotations = quotations
        self._directory = directory
        self._heard: dict[int, _VersionSpeech] = {}
        self._mark = (0, 0)
        self._turn = Lock()
        self._state: State | None = None
        self._names = lru_cache(_CACHED_SCOPES)(self._read_names)

    def names(self, *, scope: str = EVERYONE) -> RecordNames:
        """The names by which the record can be asked."""
        mark, _ = self._store.speech.read_changes(self._mark)
        state = (self._store.generation(), *mark)
        if state != self._state:
            self._state = state
            self._names.cache_clear()  # nothing of what was purged stays
        return self._names(state, scope)

    def speakers(self, *, scope: str = EVERYONE) -> set[str]:
        """All known speakers in documents that the scope may see."""
        return set(self.names(scope=scope).speakers)

    def find_speakers(self, given: str, *, scope: str = EVERYONE) -> list[str]:
        """The speakers whom a name, another name that the team lists, or a part of a name may mean."""
        return match_names(self.names(scope=scope).speakers, self._directory.name(given) or given)

    def find_speaker(self, key: str, *, scope: str = EVERYONE) -> str | None:
        """The speaker with a key; None if there is none of whom the scope sees a word."""
        speakers = self.names(scope=scope).speakers
        return next((name for name in speakers if speaker_key(name) == key), None)

    def by_speaker(
        self, speaker: str, *, first: int = 0, limit: int = 3, scope: str = EVERYONE
    ) -> SpeakerPage:
        """A page of all that a speaker, by the very name, is quoted with; the last where there are fewer."""
        listed = sorted(self._listen(scope), key=lambda pair: pair[1].order, reverse=True)
        said = [(live.version_id, one) for live, heard in listed for one in heard.spoken]
        own = [(version_id, one) for version_id, one in said if one.speaker == speaker]
        if first >= len(own):
            first = max(len(own) - 1, 0) // limit * limit
        shown: list[Quotation] = []
        for version_id, one in own[first : first + limit]:
            with suppress(PurgedDocument):
                shown.append(self._cut(version_id, one))
        return SpeakerPage(tuple(shown), first, len(own))

    def draw(
        self, place: str, *, party: str | None = None, day: date | None = None, scope: str = EVERYONE
    ) -> Quotation | None:
        """The next quotation for a place: there, none comes again before all others came.

        Each side has a round of its own. With a day, there is one for each day at most. None if the day
        had its own, or where the record has none that is fit to be shown unasked.
        """
        fit = self._list_fit(party, scope)
        if not fit:
            return None
        own = place_key(self._store.identity(), place)
        choose = partial(
            draw_next,
            keys=np.fromiter(fit, np.uint64, len(fit)),
            came=np.fromiter((came for came, _, _ in fit.values()), np.int64, len(fit)),
        )
        begin = Round(crc32(own.encode()) % _FIRST_ROUNDS)  # so that not all places are shown the same
        taken = self._store.rounds.draw(own, party or "", choose, first=begin, day=day)
        return None if taken is None else self._cut(*list(fit.values())[taken][1:])

    def list_daily(self, before: datetime) -> dict[str, str]:
        """The channel for a daily quotation of each scope that has set one, and had by that moment."""
        with self._store.read() as connection:
            return list_daily(connection, before)

    def refresh(self) -> list[tuple[ActiveVersion, _VersionSpeech]]:
        """Follow additions, analyses and corrections, and return the utterances of each version."""
        self._quotations.refresh()
        self.names()
        with self._turn:
            self._mark, changed = self._store.speech.read_changes(self._mark)
            live = {one.version_id: one for one in self._store.active.list_versions()}
            for number in [one for one in self._heard if one in changed or one not in live]:
                del self._heard[number]
            for number in live.keys() - self._heard.keys():
                with suppress(PurgedDocument):
                    self._heard[number] = self._hear(number)
            return [(live[number], heard) for number, heard in self._heard.items()]

    def _listen(self, scope: str) -> list[tuple[ActiveVersion, _VersionSpeech]]:
        return [(live, heard) for live, heard in self.refresh() if may_see(scope, live.scope)]

    def _hear(self, version_id: int) -> _VersionSpeech:
        version, speech = self._store.version(version_id), self._store.speech.read(version_id)
        sides = attribute_sentences(version, speech, self._directory)
        document = version.document
        spoken = tuple(list_quotable_speech(version, sides, speech.utterances))
        order = (document.published or "", document.kind != Kind.BRIEFING, document.id)
        return _VersionSpeech(order, spoken)

    def _list_fit(self, party: str | None, scope: str) -> dict[int, tuple[int, int, QuotableSpeech]]:
        """The quotations that may be drawn, by key: time of addition, version, and place in it.

        Of the same words in several documents, those that came first are taken.
        """
        fit: dict[int, tuple[int, int, QuotableSpeech]] = {}
        for live, heard in sorted(self._listen(scope), key=lambda pair: pair[0].came):
            for one in heard.spoken:
                if one.is_self_contained and party in (None, one.party):
                    fit.setdefault(one.key, (live.came, live.version_id, one))
        return fit

    def _cut(self, version_id: int, spoken: QuotableSpeech) -> Quotation:
        return self._quotations.cut(self._quotations.version(version_id), spoken.first, spoken.last, 0.0)

    def _read_names(self, _state: State, scope: str) -> RecordNames:
        return read_names(self._store, self._directory, scope)
