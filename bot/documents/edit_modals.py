"""The modals that change a document. They may be sent after a restart: their ids name the document."""

from typing import Annotated, Final

from discord import ui

from bot.strings import documents as words
from bot.ui.custom_id import DocumentId, QuotationId, Token, digits
from bot.ui.modals import PersistentModal, text_field

_MAX_SPEAKER_CHARS: Final = 200


class EditModal(PersistentModal, form="editing-form:{document}:{number}"):
    """Asks for the details of a document."""

    document: DocumentId
    number: Token


class SpeakerModal(PersistentModal, form="speaking-form:{document}:{quotation}:{first}:{number}"):
    """Asks for the speaker of a quotation. `first` is the first number of the page that it is on."""

    document: DocumentId
    quotation: QuotationId
    first: Annotated[int, digits(5)]
    number: Token


def make_speaker_modal(modal_id: PersistentModal, quoted: str, speaker: str) -> ui.Modal:
    """Asks for a speaker, filled in with the known one."""
    field = text_field(
        "speaker", words.SPEAKER, value=speaker, hint=words.SPEAKER_HINT, max_chars=_MAX_SPEAKER_CHARS
    )
    return modal_id.modal(words.SPEAKER_FORM, ui.TextDisplay(quoted), field)
