"""The button *Follow up*, whose id carries what narrowed a question down."""

from datetime import date
from typing import Any, Final

from discord import ui

from bot.strings import conversation as words
from bot.ui.limits import MAX_CUSTOM_ID_CHARS
from bot.ui.persistent import Interaction, PersistentItem
from index.answering.follow_ups import FilteredQuestion

_PREFIX: Final = "followup:"
_LEAST_OF_SPEAKER: Final = 8
"""Characters of a name that are enough to look for it by."""


class FollowUpButton(
    PersistentItem[ui.Button[Any]],
    template=r"followup:(?P<party>[^:]*):(?P<since>[\d-]*):(?P<until>[\d-]*):(?P<speaker>.*)",
):
    """Lets anybody ask further without a ping: it opens a form."""

    def __init__(self, party: str, since: str, until: str, speaker: str) -> None:
        custom_id = f"{_PREFIX}{party}:{since}:{until}:{speaker}"
        super().__init__(ui.Button(label=words.FOLLOW_UP, custom_id=custom_id))
        self._party, self._speaker = party or None, speaker or None
        self._since, self._until = (date.fromisoformat(day) if day else None for day in (since, until))

    async def handle(self, interaction: Interaction) -> None:
        await interaction.client.conversation.open_form(interaction)

    def narrow(self, question: str) -> FilteredQuestion:
        """A question, narrowed down as the one that was answered."""
        return FilteredQuestion(
            question=question, party=self._party, speaker=self._speaker, since=self._since, until=self._until
        )


def make_button(filtered_question: FilteredQuestion) -> FollowUpButton | None:
    """The button under an answer; none where what narrowed the question down does not fit into its id."""
    since, until = (
        limit.isoformat() if limit else "" for limit in (filtered_question.since, filtered_question.until)
    )
    party, speaker = filtered_question.party or "", " ".join((filtered_question.speaker or "").split())
    room = MAX_CUSTOM_ID_CHARS - len(f"{_PREFIX}{party}:{since}:{until}:")
    if room < min(len(speaker), _LEAST_OF_SPEAKER):
        return None
    return FollowUpButton(party, since, until, speaker[:room])
