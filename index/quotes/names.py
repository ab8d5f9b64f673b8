"""The names by which the record can be asked, and what somebody means who types one."""

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
    """Everybody who says something in what a scope may see, and who published it; by the alphabet.

    Each name with its plain form, as `fold` makes it.
    """

    speakers: Mapping[str, str]
    publishers: Mapping[str, str]


def read_names(store: Store, directory: SpeakerDirectory, scope: str | None) -> RecordNames:
    """The names in the documents that a scope may see."""
    admitted = list(filter(Filters(scope=scope).admit, store.active.sources()))
    authors = (author_as_speaker(source.kind, source.author) for source in admitted)
    quoted = store.speech.list_names(scope, Manner.DIRECT)
    speakers = {*authors, *(speaker for speaker, _ in quoted)}
    return RecordNames(
        speakers=_sort(str(directory.name(name)) for name in speakers if name),
        publishers=_sort(source.publisher for source in admitted if source.publisher),
    )


def match_names(names: Mapping[str, str], given: str) -> list[str]:
    """Whom a name may mean: the one of that very name, else all whose names have it in them.

    `names` have their plain forms beside them.
    """
    wanted = fold(given)
    same = [name for name, plain in names.items() if plain == wanted]
    return same[:1] or [name for name, plain in names.items() if wanted in plain]


def _sort(names: Iterable[str]) -> dict[str, str]:
    plain = ((fold(name), name) for name in set(names))
    return {name: folded for folded, name in sorted(plain)}
