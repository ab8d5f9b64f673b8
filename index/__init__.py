"""Documents in, quotations out: every answer is cut from a document, by offset.

No Discord, no asyncio and no environment variables here; `bot` imports this package, never the reverse.
"""

from index.answering.confidence import Certainty
from index.answers import Answer, Context, Quotation, Verdict, Verification
from index.building import Build
from index.documents import EVERYONE, Document, Kind, Metadata
from index.encoding.encoder import Encoder
from index.errors import RecordError
from index.index import Index

__all__ = [
    "EVERYONE",
    "Answer",
    "Build",
    "Certainty",
    "Context",
    "Document",
    "Encoder",
    "Index",
    "Kind",
    "Metadata",
    "Quotation",
    "RecordError",
    "Verdict",
    "Verification",
]
