"""What adding an original would put on the record, told before anything is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from index.adding import PASTED, Given, Original
from index.documents import NO_PARTY, Document, Metadata
from index.doubts import ENGLISH, Doubt, find_doubts
from index.fetching.links import is_link
from index.identifiers import digest_bytes, digest_text
from index.ingestion import Progress
from index.keeping.near_duplicates import Alike
from index.parties import Parties
from index.reading.front_matter import find_problems
from index.reading.language import detect_language
from index.reading.reading import Reading
from index.reading.source import to_line
from index.speech.analysing import Analyst
from index.speech.known import KnownSpeakers
from index.speech.utterances import Manner, Utterance
from index.splitting.passages import Sentence, split
from index.store.languages import find_usual_language
from index.store.store import Store
from index.store.twins import find_of_address, find_twin

_BEGINNING: Final = 600
"""Characters of the text that are shown, unless its first sentence is longer."""

_LONGEST_TITLE: Final = 200
_UNTITLED: Final = "Untitled"
FindAlike = Callable[..., list[Alike]]


class Preview(BaseModel):
    """An original as it would be on the record.

    `source` is what is given or found of its source, or suggested: the title by the first heading or the
    file's name, the party by the names that the team lists. `problems` are the fields that do not fit, or
    are missing. `beginning` is a slice from the start of the text to the end of a sentence. `quotations`
    counts what stands in quotation marks and is said by somebody; `speakers` are the names of those who are
    known to have, whoever says the most first. `pages` is None where the file has none. `language` is None
    where it is not plain; `usual` is that of most documents on the record.

    `twin` is on the record with the same bytes or text: then there is nothing to add. `renews` is cited by
    the same address and has another text. `alike` are others that share much of the text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: dict[str, Any]
    problems: tuple[str, ...]
    text: str = Field(repr=False)
    beginning: str
    words: int
    sentences: int
    quotations: int
    speakers: tuple[str, ...]
    pages: int | None
    doubts: tuple[Doubt, ...]
    language: str | None
    usual: str
    twin: Document | None = None
    renews: Document | None = None
    alike: tuple[Alike, ...] = ()


class Previewing:
    """Previews for one record. `find_alike` finds documents like a text, for a scope."""

    def __init__(self, *, store: Store, analyst: Analyst, parties: Parties, find_alike: FindAlike) -> None:
        self._store = store
        self._analyst = analyst
        self._parties = parties
        self._known = KnownSpeakers(parties)
        self._find_alike = find_alike

    def preview(self, original: Original, given: Given, *, scope: str, progress: Progress) -> Preview:
        """What adding an original for a scope would put on the record."""
        reading = original.reading
        source = self._suggest(original, _merge(reading.found, given))
        problems = tuple(problem.key for problem in find_problems(source))
        fitting = {key: value for key, value in source.items() if key not in problems}
        described = Metadata.model_validate({"title": _UNTITLED, **fitting})
        parts = split(reading)
        said = self._analyst.analyse(reading.text, parts, described, progress)
        direct = {(one.start, one.end) for one in said if one.manner == Manner.DIRECT}
        language = detect_language(reading.text)
        usual = find_usual_language(self._store, scope=scope) or ENGLISH
        return Preview(
            source=source,
            problems=problems,
            text=reading.text,
            beginning=_cut_beginning(reading.text, parts.sentences),
            words=len(reading.text.split()),
            sentences=len(parts.sentences),
            quotations=len(direct),
            speakers=tuple(self._list_speakers(said)),
            pages=_count_pages(reading),
            doubts=find_doubts(reading.text, language=language, usual=usual),
            language=language,
            usual=usual,
            **self._find_others(original, fitting.get("url"), scope),
        )

    def _find_others(self, original: Original, url: str | None, scope: str) -> dict[str, Any]:
        text = original.reading.text
        digests = {"original": digest_bytes(original.raw), "text": digest_text(text)}
        twin = find_twin(self._store, **digests, scope=scope)
        if twin is not None:
            return {"twin": self._store.document(twin)}
        renews = find_of_address(self._store, url, scope=scope) if url else None
        alike = tuple(one for one in self._find_alike(text, scope=scope) if one.document.id != renews)
        return {"renews": renews and self._store.document(renews), "alike": alike}

    def _suggest(self, original: Original, source: dict[str, Any]) -> dict[str, Any]:
        """The source, with a title and a side that are plain but nowhere stated."""
        title = _find_heading(original.reading) or _read_name(original.name)
        if not self._parties.knows(str(source.get("party"))):
            source.pop("party", None)
        names = (source.get("author"), source.get("publisher"))
        sides = (self._known.party(name) for name in names if isinstance(name, str))
        suggested = {"title": title, "party": next(filter(None, sides), NO_PARTY)}
        return {key: value for key, value in suggested.items() if value} | source

    def _list_speakers(self, said: Iterable[Utterance]) -> Iterable[str]:
        names = (self._known.name(one.speaker) for one in said if one.manner == Manner.DIRECT)
        return (name for name, _ in Counter(filter(None, names)).most_common())


def _merge(found: Mapping[str, Any], given: Given) -> dict[str, Any]:
    if isinstance(given, Metadata):  # its defaults were not given
        given = given.model_dump(mode="json", exclude_unset=True)
    return {key: value for key, value in {**found, **(given or {})}.items() if value not in (None, "")}


def _cut_beginning(text: str, sentences: Sequence[Sentence]) -> str:
    ends = [sentence.end for sentence in sentences]
    return text[: max((end for end in ends if end <= _BEGINNING), default=ends[0] if ends else 0)]


def _count_pages(reading: Reading) -> int | None:
    return max((page for _, page in reading.pages), default=None)


def _find_heading(reading: Reading) -> str | None:
    """The first heading, if nothing but headings stands before it."""
    first = reading.blocks[0]
    words = to_line(reading.text[first.start : first.end])
    return words if first.is_heading and len(words) <= _LONGEST_TITLE else None


def _read_name(name: str) -> str | None:
    """A file's name without its ending; nothing for a link or a text that has no file."""
    is_file = name != PASTED and not is_link(name)
    return to_line(PurePosixPath(name).stem.replace("_", " ")) or None if is_file else None
