"""The modals for a source: one for the source itself, one for its details."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from discord import ui

from bot.strings import add_document as words
from bot.ui.custom_id import Token
from bot.ui.modals import PersistentModal, text_field

_MAX_TEXT_CHARS: Final = 4000
"""Discord's limit for a field."""

_MAX_LINK_CHARS: Final = 2000
_MAX_NAME_CHARS: Final = 1000
_MAX_DATE_CHARS: Final = 100


class AddModal(PersistentModal, form="adding-form:{number}"):
    """Asks for a source, or for the details of a draft. It ends with the bot, as drafts do."""

    number: Token


@dataclass(frozen=True, slots=True)
class TypedSource:
    """The typed values of a source, and the question that they answer."""

    url: str = ""
    text: str = ""
    question: str | None = None


def make_source_modal(modal_id: PersistentModal, typed: TypedSource) -> ui.Modal:
    """Asks for a file, a link or a text."""
    file: ui.FileUpload[Any] = ui.FileUpload(custom_id="file", required=False)
    return modal_id.modal(
        words.FORM_TITLE_ANSWER if typed.question else words.FORM_TITLE,
        ui.Label(text=words.FORM_FILE, description=words.FORM_ONE, component=file),
        text_field("url", words.FORM_URL, value=typed.url, max_chars=_MAX_LINK_CHARS),
        text_field("text", words.FORM_TEXT, value=typed.text, max_chars=_MAX_TEXT_CHARS, is_long=True),
    )


def make_metadata_modal(modal_id: PersistentModal, source: Mapping[str, Any]) -> ui.Modal:
    """Asks for title, author, publisher, date and link, filled in with what is known."""
    fields = (
        ("title", words.TITLE, None, _MAX_NAME_CHARS),
        ("author", words.EDIT_AUTHOR, None, _MAX_NAME_CHARS),
        ("publisher", words.EDIT_PUBLISHER, None, _MAX_NAME_CHARS),
        ("published", words.EDIT_DATE, words.EDIT_DATE_HINT, _MAX_DATE_CHARS),
        ("url", words.EDIT_LINK, words.EDIT_LINK_HINT, _MAX_LINK_CHARS),
    )
    return modal_id.modal(
        words.EDIT_TITLE,
        *(
            text_field(
                name,
                label,
                value=str(source.get(name) or ""),
                hint=hint,
                max_chars=most,
                is_needed=name == "title",
            )
            for name, label, hint, most in fields
        ),
    )
