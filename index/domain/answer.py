"""The values that the library returns: quotations, answers and verdicts. Their text is cut from documents."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.domain.document import Kind

OPERATING_POINT: Final = 0.5
"""Default of the least probability that the best window answers; below it, the question is not answered."""

_CLEAR_FROM: Final = 0.85
"""The confidence from which an answer is called clear."""


class Certainty(StrEnum):
    """A confidence in a word; *silent* means not answered."""

    CLEAR = "clear"
    LIKELY = "likely"
    SILENT = "silent"


def describe_certainty(confidence: float, operating_point: float) -> Certainty:
    """The word for a confidence, 0..1, at an operating point, 0..1."""
    if confidence < operating_point:
        return Certainty.SILENT
    return Certainty.CLEAR if confidence >= max(_CLEAR_FROM, operating_point) else Certainty.LIKELY


Confidence = Annotated[float, Field(ge=0, le=1)]
DiffOp = tuple[Literal["equal", "replace", "insert", "delete"], str, str]
"""One operation of a word diff: its kind, the pasted words and the words of the record, both unchanged."""


class Quotation(BaseModel):
    """Words cut from a document: `document.text[start:end] == text`, always.

    `start` and `end` are offsets in characters (code points) of the document's text. `speaker` is the person
    or organisation that said the words, if known; it may differ from the author and the publisher. `party`
    is the id of the side whose words they are; `reports` is the party whose position a sentence of indirect
    speech reports. `also_in` are the ids of quotations in other documents with the same words, apart from
    articles and the like. `answering` holds half-open spans of `text` that answer the question (a date, a
    number or a person), if that is certain. `page` is the page of a PDF file on which the words begin,
    counted from 1; the printed page number may differ. `link` opens the publisher's page at the words, or the
    PDF file at that page. `score` orders the quotations of one answer and means nothing beyond it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    text: str
    document_id: str
    start: int
    end: int
    speaker: str | None = None
    party: str
    reports: str | None = None
    also_in: tuple[str, ...] = ()
    answering: tuple[tuple[int, int], ...] = ()
    title: str
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    kind: Kind
    url: str | None = None
    link: str | None = None
    page: int | None = None
    score: float


class DirectQuotation(BaseModel):
    """Words in quotation marks, and the quotation of the sentences around them.

    `words` are cut from the document's text. If a sentence quotes several times, they reach from the start of
    the first quoted part to the end of the last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    quotation: Quotation


class Answer(BaseModel):
    """The answer to a question: the quotations that answer it, the best first.

    If `answered` is false, `quotations` is empty and `nearest` holds the closest passages, which do not
    answer. `confidence` is the estimated probability that the record answers the question, `certainty` a word
    for it. `missing_parties` are the ids of contending parties of which no quotation answers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answered: bool
    confidence: Confidence
    certainty: Certainty
    quotations: tuple[Quotation, ...]
    missing_parties: tuple[str, ...] = ()
    nearest: tuple[Quotation, ...] = ()
    took_ms: float


class QuotationStatus(BaseModel):
    """The current status of a quotation that was shown earlier.

    `removed` is the time at which its document was removed from the record (ISO 8601, UTC), None if it is
    active; `reason` is the reason given, if any. `superseded` is true if the current version of the document
    no longer has these words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: Quotation
    removed: str | None = None
    reason: str | None = None
    superseded: bool = False


class Context(BaseModel):
    """A quotation in context: `before + quotation.text + after` is the slice `[start, end)` of the text.

    `more` is true if the document has text beyond that slice. `wider` is the next width to offer, in
    sentences on either side: first a few, then up to the paragraph, then up to the page or section; None at
    the end.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: Quotation
    before: str
    after: str
    start: int
    end: int
    more: bool
    wider: int | None = None


class Verdict(StrEnum):
    """The result of comparing pasted words with the record."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    NOT_ON_RECORD = "not-on-record"


def is_omission(mark: str) -> bool:
    """Whether a mark is only an ellipsis, bare or in brackets."""
    return not mark.strip("[(.…)] ")


class Verification(BaseModel):
    """The verdict on pasted words, compared with the whole record.

    *Verbatim*: the record has the words, apart from the shape of quotation marks, white space, invisible
    characters, and changes marked by ellipses or brackets; `marked` lists each such mark with the words of
    the record in its place. `quotation` is the shortest run of sentences with the words; they are the slice
    `[start, end)` of its document's text. `documents` is the number of documents that have the words; the
    quotation's `also_in` are the ids of quotations in some of the others.

    *Differs*: `difference` is the word diff from the pasted words to the slice `[start, end)`. `same_words`
    is true if only punctuation or capitals differ. If `spliced` is not empty, the record has the words only
    in separate pieces; it holds a quotation for each piece, in order.

    *Not on record*: `nearest` is the closest quotation, if any shares words with the pasted ones.

    `superseded` is a quotation from an older version of a document, if only an older version has the exact
    words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    verdict: Verdict
    quotation: Quotation | None = None
    start: int | None = None
    end: int | None = None
    documents: int = 0
    marked: tuple[tuple[str, str], ...] = ()
    difference: tuple[DiffOp, ...] = ()
    same_words: bool = False
    spliced: tuple[Quotation, ...] = ()
    nearest: Quotation | None = None
    superseded: Quotation | None = None
    took_ms: float

    @property
    def is_shortened(self) -> bool:
        """Whether an ellipsis in the pasted words leaves out some of the record's."""
        return any(words and is_omission(mark) for mark, words in self.marked)

    @property
    def is_altered(self) -> bool:
        """Whether brackets in the pasted words replace some of the record's, or add to them."""
        return not all(is_omission(mark) for mark, _ in self.marked)
