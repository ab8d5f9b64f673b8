"""The list of `/moderation unanswered`, and its buttons."""

from collections.abc import Awaitable
from datetime import datetime
from typing import Any, Final, Protocol

from discord import ui

from bot.answers.views import AnswerViews
from bot.markdown import escape, shorten
from bot.runtime.async_index import AsyncIndex, scope_of
from bot.runtime.change_listeners import ChangeListener
from bot.servers.moderators import Moderators
from bot.strings import moderation as words
from bot.ui.interactions import Interaction
from bot.ui.layout import plain
from bot.ui.pager import add_row, paginate
from bot.unanswered.components import (
    DIRECTLY,
    HERE,
    AddSourceButton,
    AskAgainButton,
    DismissButton,
    OtherListButton,
    UnansweredPageButton,
    Where,
)
from bot.unanswered.service import UnansweredService
from index import QuestionGroup, QuestionState

_GROUPS_PER_PAGE: Final = 5
_WORDINGS: Final = 2
"""Other wordings of a question that are shown."""

_MAX_QUESTION_CHARS: Final = 140
_MAX_REMARK_CHARS: Final = 60
"""Characters of a question, and of each remark on it: five groups fit into a message, however escaped."""


class OpenAddModal(Protocol):
    """Starts the flow of adding a document; the first response to the interaction is its own."""

    def __call__(self, interaction: Interaction, *, question: str) -> Awaitable[None]: ...


class UnansweredListView:
    """Questions by meaning, a page at a time, for moderators; those of direct messages for the owner."""

    def __init__(
        self,
        *,
        moderators: Moderators,
        unanswered: UnansweredService,
        async_index: AsyncIndex,
        views: AnswerViews,
        begin_adding: OpenAddModal,
        listener: ChangeListener,
    ) -> None:
        self._moderators = moderators
        self._unanswered = unanswered
        self._async_index = async_index
        self._views = views
        self._begin_adding = begin_adding
        self._listener = listener

    async def show(self, interaction: Interaction) -> None:
        """Send the first page, privately."""
        await self._moderators.require(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=await self._lay_out(interaction, HERE, 0), ephemeral=True)

    async def turn(self, interaction: Interaction, where: Where, first: int) -> None:
        """Show another page, or the other list."""
        await self._check(interaction, where)
        await interaction.response.defer()
        await self._refresh(interaction, where, first)

    async def add_source(self, interaction: Interaction, where: Where, key: str) -> None:
        """Begin to add a document that answers a question."""
        await self._check(interaction, where)
        question = await self._unanswered.question(_server(interaction, where), key)
        await self._begin_adding(interaction, question=question)

    async def dismiss(self, interaction: Interaction, where: Where, key: str, first: int) -> None:
        """Take a group off the list."""
        await self._check(interaction, where)
        await interaction.response.defer()
        await self._settle(interaction, where, key, QuestionState.DISMISSED)
        await self._refresh(interaction, where, first)
        await self._listener(scope_of(_server(interaction, where)))

    async def ask_again(self, interaction: Interaction, where: Where, key: str, first: int) -> None:
        """Show privately what the record says now; if it answers, the group leaves the list."""
        await self._check(interaction, where)
        await interaction.response.defer()
        server = _server(interaction, where)
        group = await self._unanswered.group(server, key)
        answer = await self._async_index.for_server(server).ask(group.questions[0], limit=_GROUPS_PER_PAGE)
        if answer.answered:
            await self._settle(interaction, where, key, QuestionState.ANSWERED)
            await self._refresh(interaction, where, first)
        remark = words.NOW_ANSWERED if answer.answered else None
        view = self._views.answer(answer, with_question=True, remark=remark)
        await interaction.followup.send(view=view, ephemeral=True)
        if answer.answered:
            await self._listener(scope_of(server))

    async def _check(self, interaction: Interaction, where: Where) -> None:
        await self._moderators.require(interaction)
        if where == DIRECTLY:
            await self._moderators.require_owner(interaction)

    async def _settle(self, interaction: Interaction, where: Where, key: str, state: QuestionState) -> None:
        server = _server(interaction, where)
        await self._unanswered.resolve(server, key, state, actor=interaction.user.id)

    async def _refresh(self, interaction: Interaction, where: Where, first: int) -> None:
        await interaction.edit_original_response(view=await self._lay_out(interaction, where, first))

    async def _lay_out(self, interaction: Interaction, where: Where, first: int) -> ui.LayoutView:
        server = _server(interaction, where)
        groups = await self._unanswered.groups(server)
        page = paginate(groups, first, _GROUPS_PER_PAGE)
        heading = words.unanswered_heading(
            *page.span, directly=where == DIRECTLY, days=self._unanswered.retention.days
        )
        view = plain(heading if groups else words.NOTHING_UNANSWERED)
        for group in page.items:
            title = await self._async_index.for_server(server).title(group.nearest) if group.nearest else None
            view.add_item(lay_out_group(group, title, where, page.first))
        neighbours = page.neighbours(words.NEWER, words.OLDER)
        row = [UnansweredPageButton(label, where, number).button() for label, number in neighbours]
        if await self._moderators.is_owner(interaction.user):
            row.append(_make_other_list_button(where))
        add_row(view, row)
        return view


def _server(interaction: Interaction, where: Where) -> int | None:
    return None if where == DIRECTLY else interaction.guild_id


def lay_out_group(group: QuestionGroup, title: str | None, where: Where, first: int) -> ui.Container[Any]:
    """A group of questions with its buttons, on the page that begins with number `first`."""
    wording, *others = group.questions
    told = words.asked(group.times, datetime.fromisoformat(group.last_asked))
    remarks = [told, words.nearest(escape(shorten(title, _MAX_REMARK_CHARS))) if title else ""]
    lines = [
        f"**{escape(shorten(wording, _MAX_QUESTION_CHARS))}**",
        f"-# {' · '.join(filter(None, remarks))}",
    ]
    if others:
        shown = [escape(shorten(other, _MAX_REMARK_CHARS)) for other in others[:_WORDINGS]]
        lines.append(f"-# {words.also_worded(shown, len(others) - len(shown))}")
    row: ui.ActionRow[Any] = ui.ActionRow(
        AddSourceButton(where, group.key, first).button(),
        AskAgainButton(where, group.key, first).button(),
        DismissButton(where, group.key, first).button(),
    )
    return ui.Container(ui.TextDisplay("\n".join(lines)), row)


def _make_other_list_button(where: Where) -> ui.Button[Any]:
    if where == DIRECTLY:
        return OtherListButton(HERE).button(words.ASKED_HERE)
    return OtherListButton(DIRECTLY).button(words.ASKED_DIRECTLY)
