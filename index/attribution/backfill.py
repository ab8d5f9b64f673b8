"""Analyses texts, and the stored versions whose analysis is missing or out of date."""

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
"""Versions whose analyses are written in one transaction: the most work a crash can lose."""

_CACHED_ANALYSES: Final = 16
"""Most recently used; enough for the documents being previewed."""


class SpeechAnalyser:
    """Analyses texts and caches the latest results. Usable from several threads.

    The cache saves a second analysis when a previewed text is added. `directory` is None if the record was
    opened without its corpus folder.
    """

    def __init__(self, directory: SpeakerDirectory | None) -> None:
        self.directory = directory
        self._analyses: OrderedDict[object, tuple[Utterance, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def analyse(self, text: str, split: Split, source: Metadata, progress: Progress) -> tuple[Utterance, ...]:
        """The utterances of a text, ordered by position. `source` gives its author."""
        author = author_as_speaker(source.kind, source.author)
        key = (digest_text(text), hash(split.sentences), author)
        with self._lock:
            utterances = self._analyses.get(key)
        if utterances is None:
            from index.attribution.analysis import analyse  # here: most texts are already analysed

            gazetteer = self.directory.gazetteer if self.directory else None
            utterances = analyse(text, split.sentences, author=author, gazetteer=gazetteer, progress=progress)
            with self._lock:
                self._analyses[key] = utterances
                while len(self._analyses) > _CACHED_ANALYSES:
                    self._analyses.popitem(last=False)
        return utterances


def backfill_analyses(
    store: Store, analyser: SpeechAnalyser, progress: Progress, progress_within: Progress = no_progress
) -> int:
    """Analyse every version whose analysis is missing or out of date; return their number.

    An analysis is out of date if it has an older ANALYSIS_VERSION or was made with other listed names.
    Without a directory, names are not compared. `progress_within` receives the progress within a version.
    """
    names, done = analyser.directory.digest if analyser.directory else None, 0
    while True:
        with store.intake.hold():
            waiting = store.speech.list_unanalysed(ANALYSIS_VERSION, names)
            if not waiting:
                return done
            batch = waiting[:_BATCH_VERSIONS]
            analyses = {number: _analyse(store, number, analyser, progress_within) for number in batch}
            store.speech.write(analyses, number=ANALYSIS_VERSION, names=names or "")
        done += len(batch)
        progress(done, done + len(waiting) - len(batch))


def _analyse(
    store: Store, number: int, analyser: SpeechAnalyser, progress: Progress
) -> tuple[Utterance, ...]:
    version = store.version(number)
    return analyser.analyse(version.document.text, version.split, version.document, progress)
