"""The names by which the record can be asked, and what somebody means who types one."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index.answering.filters import Filters
from index.answering.speakers import speaker_of
from index.speech.known import KnownSpeakers
from index.speech.utterances import Manner
from index.store.store import Store


@dataclass(frozen=True, slots=True)
class Names:
    """Everybody who says something in what a scope may see, and who published it; by the alphabet."""

    speakers: tuple[str, ...]
    publishers: tuple[str, ...]


def read_names(store: Store, known: KnownSpeakers, scope: str | None) -> Names:
    """The names in the documents that a scope may see."""
    admitted = list(filter(Filters(scope=scope).admit, store.sources()))
    authors = (speaker_of(source.kind, source.author) for source in admitted)
    quoted = store.speech.list_names(scope, Manner.DIRECT)
    speakers = {*authors, *(speaker for speaker, _ in quoted)}
    return Names(
        speakers=_sort(str(known.name(name)) for name in speakers if name),
        publishers=_sort(source.publisher for source in admitted if source.publisher),
    )


def find_meant(names: Iterable[str], given: str) -> list[str]:
    """Whom a name may mean: the one of that very name, else all whose names have it in them."""
    wanted = fold(given)
    folded = {name: fold(name) for name in names}
    same = [name for name, plain in folded.items() if plain == wanted]
    return same[:1] or [name for name, plain in folded.items() if wanted in plain]


def fold(text: str) -> str:
    """A text without accents, capitals and spaces beyond one, to be compared."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in apart if not unicodedata.combining(one))
    return " ".join(plain.casefold().split())


def _sort(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names), key=lambda name: (fold(name), name)))
