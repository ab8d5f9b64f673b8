"""Analysing texts, and the versions of a store that have not been analysed, or not as they would be today."""

import threading
from collections import OrderedDict
from typing import Final

from index.answering.speakers import speaker_of
from index.documents import Metadata
from index.identifiers import digest_text
from index.ingestion import Progress, say_nothing
from index.speech.known import KnownSpeakers
from index.speech.utterances import ANALYSIS_VERSION, Utterance
from index.splitting.passages import Split
from index.store.store import Store

_AT_ONCE: Final = 20
"""Versions whose analyses are kept in one transaction: what a crash can cost."""

_AT_HAND: Final = 16
"""Analyses."""


class Analyst:
    """Finds who says what in a text, and keeps the last analyses at hand. Usable from several threads.

    So a text that was looked at before it is added is not analysed once more. `known` are the names that the
    team lists; None where the record was opened apart from its corpus folder.
    """

    def __init__(self, known: KnownSpeakers | None) -> None:
        self.known = known
        self._found: OrderedDict[object, tuple[Utterance, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def analyse(self, text: str, split: Split, source: Metadata, progress: Progress) -> tuple[Utterance, ...]:
        """Everything that is said in a text from a source, in order of place."""
        author = speaker_of(source.kind, source.author)
        key = (digest_text(text), hash(split.sentences), author)
        with self._lock:
            found = self._found.get(key)
        if found is None:
            from index.speech.analysis import analyse  # here, not above: most texts are analysed already

            listed = self.known.listed if self.known else None
            found = analyse(text, split.sentences, author=author, listed=listed, progress=progress)
            with self._lock:
                self._found[key] = found
                while len(self._found) > _AT_HAND:
                    self._found.popitem(last=False)
        return found


def analyse_versions(
    store: Store, analyst: Analyst, progress: Progress, progress_within: Progress = say_nothing
) -> int:
    """Find the speech of every version that needs it, and return how many there were.

    That is so for new versions, for all where this program finds more than the one that analysed them, and
    where the names that the team lists are not those of then. Without known names they are no reason.
    `progress_within` is told how much of one version is read.
    """
    names, done = analyst.known.digest if analyst.known else None, 0
    while True:
        with store.intake.hold():
            waiting = store.speech.list_unanalysed(ANALYSIS_VERSION, names)
            if not waiting:
                return done
            some = waiting[:_AT_ONCE]
            found = {number: _analyse(store, number, analyst, progress_within) for number in some}
            store.speech.write(found, number=ANALYSIS_VERSION, names=names or "")
        done += len(some)
        progress(done, done + len(waiting) - len(some))


def _analyse(store: Store, number: int, analyst: Analyst, progress: Progress) -> tuple[Utterance, ...]:
    version = store.version(number)
    return analyst.analyse(version.document.text, version.split, version.document, progress)
