"""Analysing the versions of a store that have not been analysed, or not as they would be today."""

from collections.abc import Callable
from typing import Final

from index.answering.speakers import speaker_of
from index.speech.analysis import ANALYSIS_VERSION, analyse
from index.speech.known import KnownSpeakers
from index.speech.utterances import Utterance
from index.store.rows import StoredVersion
from index.store.store import Store

_AT_ONCE: Final = 20
"""Versions whose analyses are kept in one transaction: what a crash can cost."""


def analyse_versions(store: Store, known: KnownSpeakers | None, progress: Callable[[int, int], None]) -> int:
    """Find the speech of every version that needs it, and return how many there were.

    That is so for new versions, for all where this program finds more than the one that analysed them, and
    where the names that the team lists are not those of then. Without `known` (a record opened apart from
    its corpus folder) the names are no reason.
    """
    done = 0
    while True:
        with store.hold():
            waiting = store.speech.list_unanalysed(ANALYSIS_VERSION, known.digest if known else None)
            if not waiting:
                return done
            some = waiting[:_AT_ONCE]
            found = {number: _analyse(store.version(number), known) for number in some}
            store.speech.write(found, number=ANALYSIS_VERSION, names=known.digest if known else "")
        done += len(some)
        progress(done, done + len(waiting) - len(some))


def _analyse(version: StoredVersion, known: KnownSpeakers | None) -> tuple[Utterance, ...]:
    document = version.document
    return analyse(
        document.text,
        version.split.sentences,
        author=speaker_of(document.kind, document.author),
        listed=known.listed if known else None,
    )
