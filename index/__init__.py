"""Documents in, quotations out: every answer is cut from a document, by offset.

No Discord, no asyncio and no environment variables here; `bot` imports this package, never the reverse.
"""

from index.answering.confidence import Certainty
from index.answers import Answer, Context, Quotation, Verdict, Verification
from index.building import Build
from index.documents import EVERYONE, Document, Event, Kind, Metadata
from index.encoding.encoder import Encoder
from index.errors import RecordError
from index.index import Index
from index.keeping.near_duplicates import Alike
from index.store.quotas import Quotas

__all__ = [
    "EVERYONE",
    "Alike",
    "Answer",
    "Build",
    "Certainty",
    "Context",
    "Document",
    "Encoder",
    "Event",
    "Index",
    "Kind",
    "Metadata",
    "Quotas",
    "Quotation",
    "RecordError",
    "Verdict",
    "Verification",
]
