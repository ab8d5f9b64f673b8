"""Documents in, quotations out: every answer is cut from a document, by offset.

No Discord, no asyncio and no environment variables here; `bot` imports this package, never the reverse.
A name is imported when it is first asked for: a reader's child process needs none of the search engines.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.answering.confidence import Certainty
    from index.answers import Answer, Context, DirectQuotation, Quotation, Standing, Verdict, Verification
    from index.building import Build
    from index.documents import EVERYONE, Document, Event, Kind, ListedDocument, Metadata
    from index.encoding.encoder import Encoder
    from index.errors import RecordError
    from index.index import Index
    from index.keeping.backups import Restored, restore_backup
    from index.keeping.near_duplicates import Alike
    from index.store.backup_file import Backup
    from index.store.quotas import Quotas

__all__ = [
    "EVERYONE",
    "Alike",
    "Answer",
    "Backup",
    "Build",
    "Certainty",
    "Context",
    "DirectQuotation",
    "Document",
    "Encoder",
    "Event",
    "Index",
    "Kind",
    "ListedDocument",
    "Metadata",
    "Quotas",
    "Quotation",
    "RecordError",
    "Restored",
    "Standing",
    "Verdict",
    "Verification",
    "restore_backup",
]

_HOMES = {
    "answering.confidence": ("Certainty",),
    "answers": (
        "Answer",
        "Context",
        "DirectQuotation",
        "Quotation",
        "Standing",
        "Verdict",
        "Verification",
    ),
    "building": ("Build",),
    "documents": ("EVERYONE", "Document", "Event", "Kind", "ListedDocument", "Metadata"),
    "encoding.encoder": ("Encoder",),
    "errors": ("RecordError",),
    "index": ("Index",),
    "keeping.backups": ("Restored", "restore_backup"),
    "keeping.near_duplicates": ("Alike",),
    "store.backup_file": ("Backup",),
    "store.quotas": ("Quotas",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"index.{module}"), name)
    raise AttributeError(f"module 'index' has no attribute '{name}'")
