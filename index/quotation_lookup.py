"""Quotations by their ids, with their status and context, and the quotations of one document."""

from collections.abc import Callable
from typing import TypeVar

from index.answering.quotations import Quotations
from index.domain.answer import Context, DirectQuotation, Quotation, QuotationStatus
from index.domain.audit import LIBRARY_ACTOR
from index.domain.document import ANY_SCOPE, EVERYONE
from index.errors import BadMetadata, PurgedDocument
from index.store.store import Store
from index.text.invisible_characters import find_hidden

T = TypeVar("T")


class QuotationLookup:
    """Finds quotations again. `scope` is the server that asks; it sees its own and everyone's documents."""

    def __init__(self, *, store: Store, quotations: Quotations) -> None:
        self._store = store
        self._quotations = quotations

    def find(self, wanted: str, *, scope: str = EVERYONE) -> Quotation:
        """The quotation with an id. Raises UnknownQuotation."""
        return retry_if_purged(lambda: self._quotations.find(wanted, scope=scope))

    def status(self, wanted: str, *, scope: str = EVERYONE) -> QuotationStatus:
        """The quotation with an id, also of a removed document, and whether it still holds.

        Raises UnknownQuotation if there is none, if it was purged, or if the scope may not see it.
        """
        return retry_if_purged(lambda: self._quotations.find_status(wanted, scope=scope))

    def context(self, wanted: str, *, by: int = 2, scope: str = EVERYONE) -> Context:
        """The quotation with an id, and the `by` sentences before and after it. Raises UnknownQuotation."""
        return retry_if_purged(lambda: self._quotations.widen(wanted, by, scope=scope))

    def opening(self, document: str, *, scope: str = EVERYONE) -> Quotation:
        """The first sentences of a document, removed or not. Raises UnknownDocument, PurgedDocument."""
        self._store.document(document, scope=scope)
        return self._quotations.opening(self._store.current_version(document, scope=ANY_SCOPE))

    def direct(self, document: str, *, scope: str = EVERYONE) -> list[DirectQuotation]:
        """The words in quotation marks in a document, removed or not, with their speakers if known.

        Raises UnknownDocument, PurgedDocument.
        """
        return self._quotations.list_direct(self._store.current_version(document, scope=scope))

    def attribute(
        self, wanted: str, speaker: str | None, *, scope: str = EVERYONE, actor: str = LIBRARY_ACTOR
    ) -> Quotation:
        """State who said a quotation, or None if nobody is known to; this overrides the analysis.

        It holds for all sentences of the quotation, in every quotation that contains them, until it is stated
        again. Any listed name or alias means that speaker. Raises UnknownQuotation, NotYours, BadMetadata.
        """
        if hidden := find_hidden(speaker or ""):
            raise BadMetadata(
                f"The speaker's name contains an invisible character ({hidden}). Type it again."
            )
        return self._quotations.attribute(wanted, speaker, scope=scope, actor=actor)


def retry_if_purged(work: Callable[[], T]) -> T:
    """The result of some work on the record, which is done again if a document was purged during it."""
    try:
        return work()
    except PurgedDocument:
        return work()
