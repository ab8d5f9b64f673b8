"""The two forms: for a source, and for what is known of it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.errors import report
from bot.strings import add_document as words

ADD_MODAL_PREFIX: Final = "adding-form:"
"""How the ids of forms begin, so that one of which nothing is known can be told of."""

MODAL_SECONDS: Final = 900.0
"""Seconds until a form that was never sent is forgotten."""

_MAX_TEXT_CHARS: Final = 4000
"""Characters, as many as a form takes."""

_MAX_LINK_CHARS: Final = 2000
_MAX_NAME_CHARS: Final = 1000


@dataclass(frozen=True, slots=True)
class TypedSource:
    """What was typed for a source, and the question that it is to answer."""

    url: str = ""
    text: str = ""
    question: str | None = None


class PersistentModal(ui.Modal, title=words.FORM_TITLE):
    """A form. What goes wrong once it is sent is told to whoever sent it."""

    def __init__(
        self, *, title: str, number: str, forget: Callable[[str], None], begins: str = ADD_MODAL_PREFIX
    ) -> None:
        super().__init__(title=title, timeout=MODAL_SECONDS, custom_id=f"{begins}{number}")
        self._forget = forget

    async def on_timeout(self) -> None:
        self._forget(self.custom_id)

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        """What is done with what was filled in."""
        raise NotImplementedError

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        try:
            await self.act(interaction)
        except Exception as error:  # noqa: BLE001 - the outermost handler of forms
            await report(interaction, error)
        finally:
            self._forget(self.custom_id)


class SourceModal(PersistentModal):
    """Asks for a file, a link or a text."""

    def __init__(
        self,
        typed: TypedSource,
        *,
        number: str,
        forget: Callable[[str], None],
        send: Callable[[discord.Interaction[Any], TypedSource, discord.Attachment | None], Awaitable[None]],
    ) -> None:
        title = words.FORM_TITLE_ANSWER if typed.question else words.FORM_TITLE
        super().__init__(title=title, number=number, forget=forget)
        self._question = typed.question
        self._send = send
        self._file: ui.FileUpload[Any] = ui.FileUpload(custom_id="file", required=False)
        self._url: ui.TextInput[Any] = _make_input("url", typed.url, _MAX_LINK_CHARS)
        self._text: ui.TextInput[Any] = _make_input("text", typed.text, _MAX_TEXT_CHARS, is_long=True)
        self.add_item(ui.Label(text=words.FORM_FILE, description=words.FORM_ONE, component=self._file))
        self.add_item(ui.Label(text=words.FORM_URL, component=self._url))
        self.add_item(ui.Label(text=words.FORM_TEXT, component=self._text))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        typed = TypedSource(self._url.value.strip(), self._text.value, self._question)
        await self._send(interaction, typed, next(iter(self._file.values), None))


class MetadataModal(PersistentModal):
    """Asks for title, author, publisher, date and link, filled in with what is known."""

    def __init__(
        self,
        source: Mapping[str, Any],
        *,
        number: str,
        forget: Callable[[str], None],
        send: Callable[[discord.Interaction[Any], dict[str, str]], Awaitable[None]],
        begins: str = ADD_MODAL_PREFIX,
    ) -> None:
        super().__init__(title=words.EDIT_TITLE, number=number, forget=forget, begins=begins)
        self._send = send
        self._inputs: dict[str, ui.TextInput[Any]] = {}
        for field, label, hint, longest in (
            ("title", words.TITLE, None, _MAX_NAME_CHARS),
            ("author", words.EDIT_AUTHOR, None, _MAX_NAME_CHARS),
            ("publisher", words.EDIT_PUBLISHER, None, _MAX_NAME_CHARS),
            ("published", words.EDIT_DATE, words.EDIT_DATE_HINT, 100),
            ("url", words.EDIT_LINK, words.EDIT_LINK_HINT, _MAX_LINK_CHARS),
        ):
            known = str(source.get(field) or "")
            self._inputs[field] = _make_input(field, known, longest, is_needed=field == "title")
            self.add_item(ui.Label(text=label, description=hint, component=self._inputs[field]))

    async def act(self, interaction: discord.Interaction[Any]) -> None:
        await self._send(interaction, {field: one.value.strip() for field, one in self._inputs.items()})


def _make_input(
    field: str, value: str, longest: int, *, is_needed: bool = False, is_long: bool = False
) -> ui.TextInput[Any]:
    return ui.TextInput(
        custom_id=field,
        default=value[:longest] or None,
        required=is_needed,
        max_length=longest,
        style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
    )
