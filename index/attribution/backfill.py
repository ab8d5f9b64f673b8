"""Analysing texts, and the versions of a store that have not been analysed, or not as they would be today."""

import threading
from collections import OrderedDict
from typing import Final

from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.document import Metadata, author_as_speaker
from index.domain.identifiers import digest_text
from index.domain.progress import Progress, no_progress
from index.domain.utterance import ANALYSIS_VERSION, Utterance
from index.splitting.passages import Split
from index.store.store import Store

_BATCH_VERSIONS: Final = 20
"""Versions whose analyses are kept in one transaction: what a crash can cost."""

_CACHED_ANALYSES: Final = 16
"""Analyses."""


class SpeechAnalyser:
    """Finds who says what in a text, and keeps the last analyses at hand. Usable from several threads.

    So a text that was looked at before it is added is not analysed once more. `known` are the names that the
    team lists; None where the record was opened apart from its corpus folder.
    """

    def __init__(self, directory: SpeakerDirectory | None) -> None:
        self.directory = directory
        self._found: OrderedDict[object, tuple[Utterance, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def analyse(self, text: str, split: Split, source: Metadata, progress: Progress) -> tuple[Utterance, ...]:
        """Everything that is said in a text from a source, in order of place."""
        author = author_as_speaker(source.kind, source.author)
        key = (digest_text(text), hash(split.sentences), author)
        with self._lock:
            found = self._found.get(key)
        if found is None:
            from index.attribution.analysis import analyse  # here, not above: most texts are analysed already

            listed = self.directory.listed if self.directory else None
            found = analyse(text, split.sentences, author=author, listed=listed, progress=progress)
            with self._lock:
                self._found[key] = found
                while len(self._found) > _CACHED_ANALYSES:
                    self._found.popitem(last=False)
        return found


def backfill_analyses(
    store: Store, analyser: SpeechAnalyser, progress: Progress, progress_within: Progress = no_progress
) -> int:
    """Find the speech of every version that needs it, and return how many there were.

    That is so for new versions, for all where this program finds more than the one that analysed them, and
    where the names that the team lists are not those of then. Without known names they are no reason.
    `progress_within` is told how much of one version is read.
    """
    names, done = analyser.directory.digest if analyser.directory else None, 0
    while True:
        with store.intake.hold():
            waiting = store.speech.list_unanalysed(ANALYSIS_VERSION, names)
            if not waiting:
                return done
            some = waiting[:_BATCH_VERSIONS]
            found = {number: _analyse(store, number, analyser, progress_within) for number in some}
            store.speech.write(found, number=ANALYSIS_VERSION, names=names or "")
        done += len(some)
        progress(done, done + len(waiting) - len(some))


def _analyse(
    store: Store, number: int, analyser: SpeechAnalyser, progress: Progress
) -> tuple[Utterance, ...]:
    version = store.version(number)
    return analyser.analyse(version.document.text, version.split, version.document, progress)
