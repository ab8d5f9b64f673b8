"""The audit of `/moderation audit`: pages of what was done, which stay what they are while more is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Final, Literal

from discord import ui

from bot.audit_log.formatter import AuditFormatter
from bot.errors import BadOption
from bot.runtime.thread_pool import Threads
from bot.servers.moderators import Moderators
from bot.strings import audit as words
from bot.strings import moderation as moderation_words
from bot.ui.custom_id import Parameter, PersistentButton, day
from bot.ui.interactions import Interaction
from bot.ui.layout import plain
from bot.ui.pager import add_row
from index import AuditCursor, AuditEntry, Index

_ENTRIES_PER_PAGE: Final = 10
"""Acts on one page."""

Way = Literal["newer", "older"]
_DAY: Final = day(r"[\d-]{0,10}")


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """A filter of the history: a member's id, a kind of event, and days in UTC, both included."""

    member: str = ""
    action: str = ""
    since: date | None = None
    until: date | None = None


class AuditPageButton(PersistentButton, form="audit:{way}:{place}:{member}:{action}:{since}:{until}"):
    """Turns the pages of the audit log, with its filter."""

    way: Annotated[Way, Parameter("newer|older")]
    place: Annotated[AuditCursor, Parameter(r"\d{1,12}\.\d{1,12}", AuditCursor.parse, str)]
    member: Annotated[str, Parameter(r"\d{0,20}")]
    action: Annotated[str, Parameter("[a-z]{0,12}")]
    since: Annotated[date | None, _DAY]
    until: Annotated[date | None, _DAY]

    @property
    def filter(self) -> AuditFilter:
        """The entries to show."""
        return AuditFilter(self.member, self.action, self.since, self.until)


class AuditPages:
    """Shows moderators what was done in their server: to its own documents, and otherwise."""

    def __init__(
        self, *, index: Index, moderators: Moderators, formatter: AuditFormatter, threads: Threads
    ) -> None:
        self._threads = threads
        self._index = index
        self._moderators = moderators
        self._formatter = formatter

    async def show(self, interaction: Interaction, wanted: AuditFilter) -> None:
        """Send the newest page, privately. Raises NotAllowed, BadOption."""
        await self._moderators.require(interaction)
        if wanted.since and wanted.until and wanted.since > wanted.until:
            raise BadOption(words.NO_SPAN)
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._threads.records.run(self._lay_out_newest, str(interaction.guild_id), wanted)
        await interaction.followup.send(view=view, ephemeral=True)

    async def turn(self, interaction: Interaction, wanted: AuditFilter, way: Way, place: AuditCursor) -> None:
        """Show the page on one side of a place. Raises NotAllowed."""
        await self._moderators.require(interaction)
        await interaction.response.defer()
        lay_out = self._lay_out_newer if way == "newer" else self._lay_out_older
        view = await self._threads.records.run(lay_out, str(interaction.guild_id), wanted, place)
        await interaction.edit_original_response(view=view)

    def _lay_out_newest(self, scope: str, wanted: AuditFilter) -> ui.LayoutView:
        return self._lay_out_older(scope, wanted, self._index.audit.cursor(), newer=False)

    def _lay_out_older(
        self, scope: str, wanted: AuditFilter, place: AuditCursor, *, newer: bool = True
    ) -> ui.LayoutView:
        acts = self._read(scope, wanted, before=place)
        told = self._formatter.format_page(acts[:_ENTRIES_PER_PAGE])
        following = place.before(acts[: len(told)]) if len(told) < len(acts) else None
        return self._lay_out(wanted, told, newer=place if newer else None, older=following)

    def _lay_out_newer(self, scope: str, wanted: AuditFilter, place: AuditCursor) -> ui.LayoutView:
        """If no more acts are newer than a page holds, the newest page is shown, which is full."""
        acts = self._read(scope, wanted, after=place)[::-1]
        told = self._formatter.format_page(acts[:_ENTRIES_PER_PAGE])
        if len(told) == len(acts):
            return self._lay_out_newest(scope, wanted)
        following = place.after(acts[: len(told)])
        return self._lay_out(wanted, told[::-1], newer=following, older=place)

    def _read(self, scope: str, wanted: AuditFilter, **bounds: AuditCursor) -> list[AuditEntry]:
        """One act more than a page holds, if there are so many."""
        return self._index.audit.read(
            scope=scope,
            actor=wanted.member or None,
            action=wanted.action or None,
            since=datetime.combine(wanted.since, time.min, UTC) if wanted.since else None,
            until=datetime.combine(wanted.until, time.max, UTC) if wanted.until else None,
            limit=_ENTRIES_PER_PAGE + 1,
            before=bounds.get("before"),
            after=bounds.get("after"),
        )

    def _lay_out(
        self,
        wanted: AuditFilter,
        told: Sequence[str],
        *,
        newer: AuditCursor | None,
        older: AuditCursor | None,
    ) -> ui.LayoutView:
        """A page, with the places at its ends where it does not end the list."""
        member = f"<@{wanted.member}>" if wanted.member else ""
        narrowed = words.narrowed(member, wanted.action, wanted.since, wanted.until)
        heading = "\n".join(filter(None, (words.HEADING, narrowed)))
        view = plain(heading, *(told or [words.NO_ACTS]))
        buttons = []
        if newer is not None:
            buttons.append(_make_button("newer", newer, wanted).button(moderation_words.NEWER))
        if older is not None:
            buttons.append(_make_button("older", older, wanted).button(moderation_words.OLDER))
        add_row(view, buttons)
        return view


def _make_button(way: Way, place: AuditCursor, filter: AuditFilter) -> AuditPageButton:
    return AuditPageButton(way, place, filter.member, filter.action, filter.since, filter.until)
