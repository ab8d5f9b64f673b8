"""The names of speakers and publishers on the record, and the match of a typed name with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.document import author_as_speaker
from index.domain.filters import Filters
from index.domain.utterance import Manner
from index.store.store import Store
from index.text.folding import fold


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The names of speakers and publishers in the documents that a scope may see, in alphabetical order.

    They map each name to its folded form (`fold`).
    """

    speakers: Mapping[str, str]
    publishers: Mapping[str, str]


def read_names(store: Store, directory: SpeakerDirectory, scope: str) -> RecordNames:
    """The names in the documents that a scope may see; None may see all."""
    admitted = list(filter(Filters(scope=scope).admit, store.active.sources()))
    authors = (author_as_speaker(source.kind, source.author) for source in admitted)
    quoted = store.speech.list_names(scope, Manner.DIRECT)
    speakers = {*authors, *(speaker for speaker, _ in quoted)}
    return RecordNames(
        speakers=_sort(str(directory.name(name)) for name in speakers if name),
        publishers=_sort(source.publisher for source in admitted if source.publisher),
    )


def match_names(names: Mapping[str, str], typed: str) -> list[str]:
    """The name that equals the typed one, or else all names that contain it; both are compared folded.

    `names` maps each name to its folded form.
    """
    part = fold(typed)
    same = [name for name, folded in names.items() if folded == part]
    return same[:1] or [name for name, folded in names.items() if part in folded]


def _sort(names: Iterable[str]) -> dict[str, str]:
    pairs = sorted((fold(name), name) for name in set(names))
    return {name: folded for folded, name in pairs}
