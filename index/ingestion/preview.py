"""The preview of an original: the document as it would be added, before anything is stored."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from index.attribution.backfill import SpeechAnalyser
from index.attribution.speaker_directory import SpeakerDirectory
from index.domain.document import ANY_SCOPE, NO_PARTY, Document, Metadata
from index.domain.identifiers import digest_bytes, digest_text
from index.domain.metadata_problems import find_metadata_problems
from index.domain.party import Parties
from index.domain.progress import Progress
from index.domain.utterance import Manner, Utterance
from index.fetching.links import is_link
from index.ingestion.near_duplicates import SimilarDocument
from index.ingestion.original import PASTED_NAME, MetadataFields, Original
from index.ingestion.quality_checks import ENGLISH, QualityWarning, find_quality_warnings
from index.reading.extracted_text import ExtractedText
from index.reading.file_metadata import to_line
from index.splitting.passages import Sentence, split
from index.store.store import Store
from index.text.language import detect_language

_MAX_BEGINNING_CHARS: Final = 600
"""Length of the shown beginning of the text, unless its first sentence is longer."""

_MAX_TITLE_CHARS: Final = 200
"""A longer heading is taken for a paragraph, and not suggested as the title."""

_UNTITLED: Final = "Untitled"
FindSimilar = Callable[..., list[SimilarDocument]]


class Preview(BaseModel):
    """An original as it would be added.

    `source` is the metadata: given, found in the file, or suggested (the title from the first heading or the
    file's name, the party from the names in `parties.yaml`). `problems` are the names of missing or invalid
    fields. `beginning` is a slice from the start of the text to the end of a sentence. `quotations` is the
    number of direct quotations; `speakers` are their speakers, most quoted first. `pages` is None if the file
    has no pages. `language` is None if it is unclear; `usual` is the most frequent language of the record.

    `exact_duplicate` is a document with the same bytes or text; then there is nothing to add. `renews` is a
    document with the same address and another text. `similar` are other documents that share much of the
    text.
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
    """Makes previews for one record. `find_similar` finds the documents similar to a text, for a scope."""

    def __init__(
        self, *, store: Store, analyser: SpeechAnalyser, parties: Parties, find_similar: FindSimilar
    ) -> None:
        self._store = store
        self._analyser = analyser
        self._parties = parties
        self._directory = SpeakerDirectory(parties)
        self._find_similar = find_similar

    def preview(
        self, original: Original, metadata: MetadataFields, *, scope: str, progress: Progress
    ) -> Preview:
        """The preview of adding an original for a scope."""
        reading = original.reading
        source = self._suggest(original, _merge(reading.found, metadata))
        problems = tuple(problem.key for problem in find_metadata_problems(source))
        valid = {key: value for key, value in source.items() if key not in problems}
        parts = split(reading)
        utterances = self._analyser.analyse(
            reading.text, parts, Metadata.model_validate({"title": _UNTITLED, **valid}), progress
        )
        direct = [utterance for utterance in utterances if utterance.manner == Manner.DIRECT]
        language = detect_language(reading.text)
        usual = self._store.active.find_usual_language(scope=scope) or ENGLISH
        return Preview(
            source=source,
            problems=problems,
            text=reading.text,
            beginning=_cut_beginning(reading.text, parts.sentences),
            words=len(reading.text.split()),
            sentences=len(parts.sentences),
            quotations=len({(utterance.start, utterance.end) for utterance in direct}),
            speakers=tuple(self._list_speakers(direct)),
            pages=_count_pages(reading),
            warnings=find_quality_warnings(reading.text, language=language, usual=usual),
            language=language,
            usual=usual,
            **self._find_others(original, valid.get("url"), scope),
        )

    def _find_others(self, original: Original, url: str | None, scope: str) -> dict[str, Any]:
        text = original.reading.text
        digests = {"original": digest_bytes(original.raw), "text": digest_text(text)}
        duplicate = self._store.active.find_exact_duplicate(**digests, scope=scope)
        if duplicate is not None:
            return {"exact_duplicate": self._store.document(duplicate, scope=ANY_SCOPE)}
        renews = self._store.active.find_by_url(url, scope=scope) if url else None
        similar = tuple(
            other for other in self._find_similar(text, scope=scope) if other.document.id != renews
        )
        return {"renews": renews and self._store.document(renews, scope=ANY_SCOPE), "similar": similar}

    def _suggest(self, original: Original, source: dict[str, Any]) -> dict[str, Any]:
        """The metadata with a suggested title and party if they have none, or an unknown party."""
        title = _find_heading(original.reading) or _read_name(original.name)
        if not self._parties.knows(str(source.get("party"))):
            source.pop("party", None)
        names = (source.get("author"), source.get("publisher"))
        parties = (self._directory.party(name) for name in names if isinstance(name, str))
        suggested = {"title": title, "party": next(filter(None, parties), NO_PARTY)}
        return {key: value for key, value in suggested.items() if value} | source

    def _list_speakers(self, direct: Iterable[Utterance]) -> Iterable[str]:
        names = (self._directory.name(utterance.speaker) for utterance in direct)
        return (name for name, _ in Counter(filter(None, names)).most_common())


def _merge(found: Mapping[str, Any], metadata: MetadataFields) -> dict[str, Any]:
    if isinstance(metadata, Metadata):  # without its defaults, which the caller did not give
        metadata = metadata.model_dump(mode="json", exclude_unset=True)
    return {key: value for key, value in {**found, **(metadata or {})}.items() if value not in (None, "")}


def _cut_beginning(text: str, sentences: Sequence[Sentence]) -> str:
    ends = [sentence.end for sentence in sentences]
    return text[: max((end for end in ends if end <= _MAX_BEGINNING_CHARS), default=ends[0] if ends else 0)]


def _count_pages(reading: ExtractedText) -> int | None:
    return max((page for _, page in reading.pages), default=None)


def _find_heading(reading: ExtractedText) -> str | None:
    """The text of the first block, if it is a heading of a reasonable length."""
    first = reading.blocks[0]
    words = to_line(reading.text[first.start : first.end])
    return words if first.is_heading and len(words) <= _MAX_TITLE_CHARS else None


def _read_name(name: str) -> str | None:
    """The file name without its extension; None for a link or a pasted text."""
    is_file = name != PASTED_NAME and not is_link(name)
    return to_line(PurePosixPath(name).stem.replace("_", " ")) or None if is_file else None
