"""What `index` answers with: quotations cut from documents, and nothing else."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from index.documents import Kind

Confidence = Annotated[float, Field(ge=0, le=1)]


class Quotation(BaseModel):
    """Words cut from a document: `document.text[start:end] == text`, always.

    `start` and `end` count characters (code points) of the document's text. `speaker` is who said
    the words, where that is known; it may differ from the author and the publisher. `party` is the
    side it stands on; `reports` is the party whose position a sentence of indirect speech gives.
    `link` opens the publisher's page at the words. `score` orders quotations of one answer only.
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
    title: str
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    kind: Kind
    url: str | None = None
    link: str | None = None
    page: int | None = None
    score: float


class Answer(BaseModel):
    """A question, whether the record answers it, and the quotations that do.

    Where `answered` is false, `quotations` is empty and `nearest` holds the closest passages,
    which are not an answer. `confidence` is the estimated probability that the record answers.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    answered: bool
    confidence: Confidence
    quotations: tuple[Quotation, ...]
    missing_parties: tuple[str, ...] = ()
    nearest: tuple[Quotation, ...] = ()
    took_ms: float


class Context(BaseModel):
    """A quotation in its surroundings: `before + quotation.text + after` is one slice of the text.

    `start` and `end` bound that slice. `more` tells whether widening it further adds anything.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    quotation: Quotation
    before: str
    after: str
    start: int
    end: int
    more: bool
