"""What lists and completions read: no text, since a record may hold hundreds of megabytes of it."""

from typing import Final

import pytest
import simcord

from bot.settings import Settings
from index import ANY_SCOPE, Index
from tests.bot.documents.change_setup import OwnedBot
from tests.bot.forging import Forger
from tests.bot.harbour import HOME
from tests.index.writing import add
from tests.statements import hear_statements

LISTS: Final = ["sources list", "sources card", "about", "document list"]
COMPLETIONS: Final = [
    ("sources show", "document"),
    ("document edit", "document"),
    ("document remove", "document"),
    ("document restore", "document"),
    ("document history", "document"),
    ("document purge", "document"),
    ("ask", "speaker"),
    ("quote by", "speaker"),
]


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> OwnedBot:
    return OwnedBot(index=own_index, settings=settings)


@pytest.fixture
def forger(simcord_env: simcord.Env, channel: simcord.ChannelHandle, mo: simcord.MemberActor) -> Forger:
    """A moderator, who owns the bot as well."""
    simcord_env.bot.owner = mo.id  # type: ignore[attr-defined]  # it is an OwnedBot
    return Forger(simcord_env, mo, channel)


@pytest.mark.parametrize("command", LISTS)
async def test_a_list_reads_no_text(forger: Forger, command: str) -> None:
    with hear_statements() as statements:
        shown = await forger.command(command, {})

    assert shown.response.components
    assert statements.of_versions()
    assert [] == statements.of_texts()


@pytest.mark.parametrize(("command", "option"), COMPLETIONS)
async def test_a_completion_reads_no_text(
    forger: Forger, own_index: Index, command: str, option: str
) -> None:
    removed = add(own_index, "Nobody reads this.", title="Unread", scope=str(HOME))
    own_index.remove(removed.id, scope=ANY_SCOPE)

    with hear_statements() as statements:
        offered = await forger.complete(command, option, "")

    assert offered.autocomplete_choices
    assert statements.of_versions()
    assert [] == statements.of_texts()


async def test_a_completion_asks_the_record_once(forger: Forger) -> None:
    with hear_statements() as statements:
        await forger.complete("sources show", "document", "letter")

    assert ["BEGIN", "SELECT"] == [one.split()[0] for one in statements]
