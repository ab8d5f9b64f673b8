"""What adding an original would put on the record, told before anything is kept."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from index.attribution.backfill import SpeechAnalyser
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.document import NO_PARTY, Document, Metadata
from index.domain.identifiers import digest_bytes, digest_text
from index.domain.metadata_problems import find_metadata_problems
from index.domain.party import Parties
from index.domain.progress import Progress
from index.domain.utterance import Manner, Utterance
from index.fetching.links import is_link
from index.ingestion.ingestion import PASTED_NAME, MetadataFields, Original
from index.ingestion.near_duplicates import SimilarDocument
from index.ingestion.quality_checks import ENGLISH, QualityWarning, find_quality_warnings
from index.reading.extracted_text import ExtractedText
from index.reading.file_metadata import to_line
from index.splitting.passages import Sentence, split
from index.store.store import Store
from index.text.language import detect_language

_BEGINNING: Final = 600
"""Characters of the text that are shown, unless its first sentence is longer."""

_MAX_TITLE_CHARS: Final = 200
_UNTITLED: Final = "Untitled"
FindAlike = Callable[..., list[SimilarDocument]]


class Preview(BaseModel):
    """An original as it would be on the record.

    `source` is what is given or found of its source, or suggested: the title by the first heading or the
    file's name, the party by the names that the team lists. `problems` are the fields that do not fit, or
    are missing. `beginning` is a slice from the start of the text to the end of a sentence. `quotations`
    counts what stands in quotation marks and is said by somebody; `speakers` are the names of those who are
    known to have, whoever says the most first. `pages` is None where the file has none. `language` is None
    where it is not plain; `usual` is that of most documents on the record.

    `exact_duplicate` is on the record with the same bytes or text: then there is nothing to add. `renews` is
    cited by the same address and has another text. `similar` are others that share much of the text.
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
    warnings: tuple[QualityWarning, ...]
    language: str | None
    usual: str
    exact_duplicate: Document | None = None
    renews: Document | None = None
    similar: tuple[SimilarDocument, ...] = ()


class Previewer:
    """Previews for one record. `find_alike` finds documents like a text, for a scope."""

    def __init__(
        self, *, store: Store, analyser: SpeechAnalyser, parties: Parties, find_alike: FindAlike
    ) -> None:
        self._store = store
        self._analyser = analyser
        self._parties = parties
        self._directory = SpeakerDirectory(parties)
        self._find_alike = find_alike

    def preview(
        self, original: Original, given: MetadataFields, *, scope: str, progress: Progress
    ) -> Preview:
        """What adding an original for a scope would put on the record."""
        reading = original.reading
        source = self._suggest(original, _merge(reading.found, given))
        problems = tuple(problem.key for problem in find_metadata_problems(source))
        fitting = {key: value for key, value in source.items() if key not in problems}
        described = Metadata.model_validate({"title": _UNTITLED, **fitting})
        parts = split(reading)
        said = self._analyser.analyse(reading.text, parts, described, progress)
        direct = {(one.start, one.end) for one in said if one.manner == Manner.DIRECT}
        language = detect_language(reading.text)
        usual = self._store.active.find_usual_language(scope=scope) or ENGLISH
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
            warnings=find_quality_warnings(reading.text, language=language, usual=usual),
            language=language,
            usual=usual,
            **self._find_others(original, fitting.get("url"), scope),
        )

    def _find_others(self, original: Original, url: str | None, scope: str) -> dict[str, Any]:
        text = original.reading.text
        digests = {"original": digest_bytes(original.raw), "text": digest_text(text)}
        twin = self._store.active.find_exact_duplicate(**digests, scope=scope)
        if twin is not None:
            return {"exact_duplicate": self._store.document(twin)}
        renews = self._store.active.find_by_url(url, scope=scope) if url else None
        alike = tuple(one for one in self._find_alike(text, scope=scope) if one.document.id != renews)
        return {"renews": renews and self._store.document(renews), "similar": alike}

    def _suggest(self, original: Original, source: dict[str, Any]) -> dict[str, Any]:
        """The source, with a title and a side that are plain but nowhere stated."""
        title = _find_heading(original.reading) or _read_name(original.name)
        if not self._parties.knows(str(source.get("party"))):
            source.pop("party", None)
        names = (source.get("author"), source.get("publisher"))
        sides = (self._directory.party(name) for name in names if isinstance(name, str))
        suggested = {"title": title, "party": next(filter(None, sides), NO_PARTY)}
        return {key: value for key, value in suggested.items() if value} | source

    def _list_speakers(self, said: Iterable[Utterance]) -> Iterable[str]:
        names = (self._directory.name(one.speaker) for one in said if one.manner == Manner.DIRECT)
        return (name for name, _ in Counter(filter(None, names)).most_common())


def _merge(found: Mapping[str, Any], given: MetadataFields) -> dict[str, Any]:
    if isinstance(given, Metadata):  # its defaults were not given
        given = given.model_dump(mode="json", exclude_unset=True)
    return {key: value for key, value in {**found, **(given or {})}.items() if value not in (None, "")}


def _cut_beginning(text: str, sentences: Sequence[Sentence]) -> str:
    ends = [sentence.end for sentence in sentences]
    return text[: max((end for end in ends if end <= _BEGINNING), default=ends[0] if ends else 0)]


def _count_pages(reading: ExtractedText) -> int | None:
    return max((page for _, page in reading.pages), default=None)


def _find_heading(reading: ExtractedText) -> str | None:
    """The first heading, if nothing but headings stands before it."""
    first = reading.blocks[0]
    words = to_line(reading.text[first.start : first.end])
    return words if first.is_heading and len(words) <= _MAX_TITLE_CHARS else None


def _read_name(name: str) -> str | None:
    """A file's name without its ending; nothing for a link or a text that has no file."""
    is_file = name != PASTED_NAME and not is_link(name)
    return to_line(PurePosixPath(name).stem.replace("_", " ")) or None if is_file else None
