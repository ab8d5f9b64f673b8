"""What `index` answers with: quotations cut from documents, and nothing else."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from index.domain.document import Kind

OPERATING_POINT: Final = 0.5
"""Below this probability that the best window answers, the record is silent. It can be set otherwise."""

_CLEAR_FROM: Final = 0.85


class Certainty(StrEnum):
    """How surely an answer answers, in a word."""

    CLEAR = "clear"
    LIKELY = "likely"
    SILENT = "silent"


def describe_certainty(confidence: float, operating_point: float) -> Certainty:
    """The word for a confidence, 0..1."""
    if confidence < operating_point:
        return Certainty.SILENT
    return Certainty.CLEAR if confidence >= max(_CLEAR_FROM, operating_point) else Certainty.LIKELY


Confidence = Annotated[float, Field(ge=0, le=1)]
DiffOp = tuple[Literal["equal", "replace", "insert", "delete"], str, str]
"""What became of a run of words, from those that were pasted to those on the record: both as they are."""


class Quotation(BaseModel):
    """Words cut from a document: `document.text[start:end] == text`, always.

    `start` and `end` count characters (code points) of the document's text. `speaker` is who said
    the words, where that is known; it may differ from the author and the publisher. `party` is the
    side it stands on; `reports` is the party whose position a sentence of indirect speech gives.
    `also_in` are the ids of quotations that say the same, word for word or nearly so, in other documents.
    `answering` bounds the words in `text` that answer the question, where that is certain: a date, a number
    or a person.
    `page` is the page of a PDF file, counted from 1, on which the words begin; its printed number may differ.
    `link` opens the publisher's page at the words, or the file at that page. `score` orders quotations of one
    answer only.
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
    """What stands in quotation marks, and the quotation of the sentences in which it does.

    `words` are cut from the document's text. Where one sentence quotes several times, they reach from the
    first of them to the last.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    quotation: Quotation


class Answer(BaseModel):
    """A question, whether the record answers it, and the quotations that do.

    Where `answered` is false, `quotations` is empty and `nearest` holds the closest passages,
    which are not an answer. `confidence` is the estimated probability that the record answers, and
    `certainty` the word for it. `missing_parties` are the contending sides without a quotation that answers.
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
    """A quotation that was shown once, and whether it still stands.

    `removed` is when its document was taken off the record (ISO 8601, UTC), for a `reason` that may be given;
    it may be quoted no longer. `superseded` where a newer version of the document has not these words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: Quotation
    removed: str | None = None
    reason: str | None = None
    superseded: bool = False


class Context(BaseModel):
    """A quotation in its surroundings: `before + quotation.text + after` is one slice of the text.

    `start` and `end` bound that slice. `more` tells whether widening it further adds anything, and `wider` by
    how many sentences it is to be widened next: by some, to the whole paragraph, to the page or section.
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
    """What the record says of pasted words."""

    VERBATIM = "verbatim"
    DIFFERS = "differs"
    NOT_ON_RECORD = "not-on-record"


class Verification(BaseModel):
    """Pasted words against the whole record.

    *Verbatim*: they stand there, but for the shape of quotation marks, white space, characters that show
    nothing, and what ellipses and brackets mark as changed; `marked` lists each such mark with the words that
    it stands for. `start` and `end` bound the words in the text of the quotation's document, and the
    quotation is the shortest run of sentences that holds them. They stand in `documents` documents; the
    quotation's `also_in` are the ids of quotations that hold them in some others.

    *Differs*: `difference` leads from the pasted words to those of the quotation, from `start` to `end`;
    `same_words` where only marks between words or the case of letters differ. If `spliced` is not empty, the
    words stand on the record only piece by piece: it holds a quotation for each, in order.

    *Not on record*: `nearest` holds words like them, if there are any.

    `superseded` is a quotation from an older version of a document, where only that holds the very words.
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
