"""The quotation of the day: once a day, in the channel that was chosen, or not at all."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import quotes as words
from index import Index
from tests.bot import layouts
from tests.bot.harbour import HOME

pytestmark = pytest.mark.simcord(settle_timeout=30)

NINE = (datetime.now(UTC) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
"""Of the day after that on which the tests choose channels."""

NIGHT = timedelta(hours=8, minutes=59)
DAY = timedelta(days=1)


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


async def post(env: simcord.Env, at: datetime) -> None:
    bot: Any = env.bot
    await bot.get_cog("DailyQuoteCog").post(at)
    await env.settle()


def choose(index: Index, channel: int | None) -> None:
    chosen = None if channel is None else str(channel)
    index.servers.change(str(HOME), {"daily_channel": chosen}, actor="7")


async def test_one_is_posted_each_day_from_nine_o_clock_on_and_each_day_another(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, own_index: Index
) -> None:
    choose(own_index, channel.id)

    counts = []
    for at in (NINE - timedelta(seconds=1), NINE, NINE + NIGHT, NINE + DAY - NIGHT, NINE + DAY):
        await post(simcord_env, at)
        counts.append(len(channel.history()))

    assert [0, 1, 1, 1, 2] == counts
    first, second = channel.history()
    assert {words.DAILY} == {layouts.texts(message)[0] for message in (first, second)}
    assert layouts.quotations(first) != layouts.quotations(second)
    assert layouts.ids(first) == [own_index.quotation(layouts.ids(first)[0], scope=str(HOME)).id]


async def test_after_a_restart_it_is_posted_late_on_the_same_day_and_never_twice(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, own_index: Index, settings: Settings
) -> None:
    choose(own_index, channel.id)

    counts = []
    for at in (NINE + timedelta(hours=14), NINE + timedelta(hours=14.5), NINE + 3 * DAY):
        await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
        await post(simcord_env, at)
        counts.append(len(channel.history()))

    assert [1, 1, 2] == counts


async def test_it_goes_the_round_of_random_quotations(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    choose(own_index, channel.id)
    await post(simcord_env, NINE)
    seen = layouts.quotations(channel.last_message)
    for _ in range(3):
        seen += layouts.quotations((await alice.slash(channel, "quote random")).response)

    assert 4 == len(set(seen))


async def test_where_no_channel_is_chosen_nothing_is_posted(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, own_index: Index
) -> None:
    await post(simcord_env, NINE)
    choose(own_index, channel.id)
    choose(own_index, None)
    await post(simcord_env, NINE + DAY)

    assert [] == channel.history()


async def test_a_channel_chosen_after_nine_begins_on_the_next_day(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, own_index: Index
) -> None:
    choose(own_index, channel.id)
    chosen = datetime.now(UTC)

    await post(simcord_env, chosen.replace(hour=23, minute=59, second=59) - DAY)
    assert [] == channel.history()

    await post(simcord_env, NINE)
    assert 1 == len(channel.history())


async def test_a_channel_that_is_gone_or_closed_is_logged_once_and_breaks_nothing(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    own_index: Index,
    caplog: pytest.LogCaptureFixture,
) -> None:
    closed = discord.PermissionOverwrite(send_messages=False)
    shut = guild.create_text_channel("shut", overwrites={guild.default_role: closed})
    for day, chosen in enumerate((shut.id, 4041)):
        caplog.clear()
        choose(own_index, chosen)
        for minute in range(3):
            await post(simcord_env, NINE + day * DAY + timedelta(minutes=minute))
        assert [
            f"The channel {chosen} for daily quotations no longer exists, or the bot cannot post there."
        ] == caplog.messages
    choose(own_index, channel.id)

    await post(simcord_env, NINE + 2 * DAY)

    assert [] == shut.history()
    assert 1 == len(channel.history())


async def test_a_refusal_by_discord_is_logged_and_the_next_day_goes_on(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    own_index: Index,
    caplog: pytest.LogCaptureFixture,
) -> None:
    choose(own_index, channel.id)
    simcord_env.inject_error("POST", "/channels/*/messages", status=403)

    await post(simcord_env, NINE)
    await post(simcord_env, NINE + timedelta(minutes=1))
    assert [] == channel.history()
    assert [f"The daily quotation could not be posted in the channel {channel.id}."] == caplog.messages

    await post(simcord_env, NINE + DAY)
    assert 1 == len(channel.history())


async def test_a_server_that_the_bot_left_is_passed_over(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, own_index: Index
) -> None:
    own_index.servers.change("4040", {"daily_channel": "1"}, actor="7")
    choose(own_index, channel.id)

    await post(simcord_env, NINE)

    assert 1 == len(channel.history())


class TestOfARecordWithoutSuchWords:
    @pytest.fixture
    def simcord_bot(self, record: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=record, settings=settings)

    async def test_nothing_is_posted(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, record: Index
    ) -> None:
        choose(record, channel.id)

        await post(simcord_env, NINE)

        assert [] == channel.history()
