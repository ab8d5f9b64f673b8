"""Documents in, quotations out: every answer is cut from a document, by offset.

No Discord, no asyncio and no environment variables here; `bot` imports this package, never the reverse.
A name is imported when it is first asked for: a reader's child process needs none of the search engines.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.corpus.sync import SyncReport
    from index.domain.answer import (
        Answer,
        Certainty,
        Context,
        DirectQuotation,
        Quotation,
        QuotationStatus,
        Verdict,
        Verification,
    )
    from index.domain.document import ANY_SCOPE, EVERYONE, Document, Event, Kind, ListedDocument, Metadata
    from index.domain.quotas import Quotas
    from index.encoding.encoder import Encoder
    from index.errors import RecordError
    from index.index import Index
    from index.ingestion.near_duplicates import SimilarDocument
    from index.maintenance.backups import Restored, restore_backup
    from index.store.backup_file import Backup

__all__ = [
    "ANY_SCOPE",
    "EVERYONE",
    "Answer",
    "Backup",
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
    "QuotationStatus",
    "RecordError",
    "Restored",
    "SimilarDocument",
    "SyncReport",
    "Verdict",
    "Verification",
    "restore_backup",
]

_HOMES = {
    "domain.answer": (
        "Answer",
        "Certainty",
        "Context",
        "DirectQuotation",
        "Quotation",
        "QuotationStatus",
        "Verdict",
        "Verification",
    ),
    "corpus.sync": ("SyncReport",),
    "domain.document": ("ANY_SCOPE", "EVERYONE", "Document", "Event", "Kind", "ListedDocument", "Metadata"),
    "encoding.encoder": ("Encoder",),
    "errors": ("RecordError",),
    "index": ("Index",),
    "maintenance.backups": ("Restored", "restore_backup"),
    "ingestion.near_duplicates": ("SimilarDocument",),
    "store.backup_file": ("Backup",),
    "domain.quotas": ("Quotas",),
}


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"index.{module}"), name)
    raise AttributeError(f"module 'index' has no attribute '{name}'")
