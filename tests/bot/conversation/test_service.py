"""Messages that are for the bot, and what follows an answer."""

from typing import Any

import pytest
import simcord
from simcord.enums import MessageType

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as words
from bot.strings import conversation as talking_words
from bot.strings import help_page
from index import Index
from tests.bot import layouts
from tests.bot.harbour import CAPITAL, CARRIES

FERRY = "The ferry does not carry lorries."
BRIDGE = "The ferry does carry lorries, as every driver knows."
SMUGGLERS = "Do smugglers hide barrels beneath the chapel?"


async def test_a_mention_is_answered_as_a_reply(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    question = await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

    reply = channel.last_message
    assert FERRY == layouts.quotations(reply)[0]
    assert question.id == reply.reference.message_id


async def test_a_mention_in_the_middle_or_of_the_old_form_is_understood(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.send(channel, f"Does the ferry <@!{simcord_env.bot.user.id}> carry lorries?")

    assert FERRY == layouts.quotations(channel.last_message)[0]


async def test_a_reply_that_pings_the_bot_is_a_question(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CAPITAL}")

    await alice.send(channel, CARRIES, reply_to=channel.last_message)

    assert FERRY == layouts.quotations(channel.last_message)[0]


async def test_a_mention_in_a_thread_is_answered_there(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    made = simcord_env.backend.create_thread(channel.id, "Lorries", alice.id)
    thread = simcord.ChannelHandle(simcord_env, channel.guild, made)
    await simcord_env.settle()

    await alice.send(thread, f"{simcord_env.bot.user.mention} {CARRIES}")

    assert FERRY == layouts.quotations(thread.last_message)[0]


async def test_a_direct_message_is_a_question(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> None:
    dora = simcord_env.create_user("dora")

    await dora.send_dm(CARRIES)

    assert FERRY == layouts.quotations(dora.dm_channel.history()[-1])[0]


async def test_a_message_that_does_not_mention_the_bot_is_ignored(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.send(channel, CARRIES)

    assert 1 == len(channel.history())


async def test_a_message_that_mentions_somebody_else_is_ignored(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    await alice.send(channel, f"{bob.mention} @everyone {CARRIES}")

    assert 1 == len(channel.history())


async def test_another_bot_is_ignored(
    simcord_env: simcord.Env, guild: simcord.GuildHandle, channel: simcord.ChannelHandle
) -> None:
    robot = guild.add_member(simcord_env.create_user("robot", bot=True))
    hook = guild.create_webhook(channel)

    await robot.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    await hook.send(f"{simcord_env.bot.user.mention} {CARRIES}")

    assert 2 == len(channel.history())


async def test_what_discord_itself_writes_is_ignored(simcord_env: simcord.Env) -> None:
    """As when somebody pins a message."""
    dora = simcord_env.create_user("dora")

    pinned = await dora.send_dm("Pinned.", message_type=MessageType.PINS_ADD)

    assert pinned.is_system()
    assert 1 == len(dora.dm_channel.history())


@pytest.mark.parametrize("said", ["", "  \n "])
async def test_a_mention_without_a_question_is_greeted(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, said: str
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention}{said}")

    assert [words.GREETING] == layouts.texts(channel.last_message)


async def test_a_mention_that_cannot_be_asked_gets_a_sentence(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} ???")

    assert "There are no words in the question. Ask in a few words." == channel.last_message.content


# What follows an answer


async def ask(env: simcord.Env, channel: simcord.ChannelHandle, user: simcord.MemberActor) -> object:
    """Ask by mention, and return the answer."""
    await user.send(channel, f"{env.bot.user.mention} {CARRIES}")
    return channel.last_message


async def test_a_reply_asks_the_same_of_somebody_else_and_says_so(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    answered = await ask(simcord_env, channel, alice)

    await alice.send(channel, "and the Bridge?", reply_to=answered)

    shown = channel.last_message
    assert f"**{CARRIES}**\n-# The Bridge only" == layouts.texts(shown)[0]
    assert BRIDGE == layouts.quotations(shown)[0]


async def test_what_narrows_it_down_adds_up_over_replies(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    answered = await ask(simcord_env, channel, alice)
    for said in ("since 2020?", "and Bo Pontis?", "until 2021-06"):
        await alice.send(channel, said, reply_to=answered)
        answered = channel.last_message

    narrowed = "said by Bo Pontis · from 2020 until 30\N{NO-BREAK SPACE}June\N{NO-BREAK SPACE}2021"
    assert f"**{CARRIES}**\n-# {narrowed}" == layouts.texts(answered)[0]
    assert BRIDGE == layouts.quotations(answered)[0]


async def test_more_shows_the_next_quotations_until_there_are_no_more(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    answered = await ask(simcord_env, channel, alice)
    seen = layouts.quotations(answered)

    for number in range(9):
        await alice.send(channel, "more" if number % 2 else "and more?", reply_to=answered)
        if channel.last_message.content == talking_words.NO_MORE:
            break
        answered = channel.last_message
        seen += layouts.quotations(answered)

    assert talking_words.NO_MORE == channel.last_message.content
    assert len(seen) == len(set(seen)) > 3


async def test_after_more_the_question_still_stands_and_may_be_followed_up(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    answered = await ask(simcord_env, channel, alice)
    await alice.send(channel, "more", reply_to=answered)
    assert f"**{CARRIES}**" == layouts.texts(channel.last_message)[0]

    await alice.send(channel, "and the bridge?", reply_to=channel.last_message)

    assert BRIDGE == layouts.quotations(channel.last_message)[0]


async def test_who_said_that_is_told_for_each_quotation(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    answered = await ask(simcord_env, channel, alice)

    await alice.send(channel, "who said that?", reply_to=answered)

    told = layouts.texts(channel.last_message)
    assert talking_words.WHO == told[0]
    assert told[1].startswith(f"> {FERRY}\n**Ada Ferrier** · The Ferry\n")
    assert layouts.ids(answered) == layouts.ids(channel.last_message)


async def test_without_a_reply_the_last_answer_is_followed(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
) -> None:
    await ask(simcord_env, channel, alice)
    await bob.send(channel, "Interesting.")

    await bob.send(channel, f"{simcord_env.bot.user.mention} and the bridge?")

    assert BRIDGE == layouts.quotations(channel.last_message)[0]


async def test_without_an_answer_there_is_nothing_to_follow(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} more")

    assert talking_words.NOTHING_BEFORE == channel.last_message.content


async def test_a_question_of_its_own_is_answered_anew_without_a_heading(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await ask(simcord_env, channel, alice)

    await alice.send(channel, f"{simcord_env.bot.user.mention} Does the captain refuse heavy loads?")

    assert "The captain refuses heavy loads." in layouts.quotations(channel.last_message)[0]
    assert not layouts.texts(channel.last_message)[0].startswith("**")


async def test_a_mention_in_a_reply_to_the_answer_of_a_command_goes_on_from_its_options(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question=CARRIES, party="bridge")

    await alice.send(channel, f"{simcord_env.bot.user.mention} until 2021?", reply_to=channel.last_message)

    assert f"**{CARRIES}**\n-# The Bridge only · until 2021" == layouts.texts(channel.last_message)[0]


async def test_where_discord_hides_what_a_reply_says_that_is_told(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question=CARRIES)

    await alice.send(channel, "until 2021?", reply_to=channel.last_message)

    assert [talking_words.UNSEEN] == layouts.texts(channel.last_message)


async def test_what_follows_is_understood_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    index: Index,
    settings: Settings,
) -> None:
    answered = await ask(simcord_env, channel, alice)
    await simcord_env.restart_bot(RecordBot(index=index, settings=settings))

    await alice.send(channel, "and the Bridge?", reply_to=answered)

    assert BRIDGE == layouts.quotations(channel.last_message)[0]


async def test_what_is_said_twice_at_once_is_answered_once(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
) -> None:
    for user in (alice, alice, bob):
        await user.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

    answers = [message for message in channel.history() if layouts.quotations(message)]
    assert 2 == len(answers)

    await simcord_env.advance_time(30)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    assert FERRY == layouts.quotations(channel.last_message)[0]


class TestForm:
    async def test_whoever_presses_follow_up_goes_on_without_a_ping(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)

        form = await bob.click(asked.response, label=talking_words.FOLLOW_UP)
        shown = await bob.submit_modal(form, {"remark": "and the Bridge?"})

        assert BRIDGE == layouts.quotations(shown.response)[0]
        assert not shown.ephemeral

    async def test_under_a_private_answer_it_goes_on_privately(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES, private=True)

        form = await alice.click(asked.response, label=talking_words.FOLLOW_UP)
        shown = await alice.submit_modal(form, {"remark": "and the Bridge?"})

        assert BRIDGE == layouts.quotations(shown.response)[0]
        assert shown.ephemeral

    async def test_a_form_of_before_a_restart_is_taken(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        index: Index,
        settings: Settings,
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        form = await alice.click(asked.response, label=talking_words.FOLLOW_UP)
        await simcord_env.restart_bot(RecordBot(index=index, settings=settings))

        shown = await alice.submit_modal(form, {"remark": "and the Bridge?"})

        assert BRIDGE == layouts.quotations(shown.response)[0]

    async def test_a_form_that_is_sent_late_is_taken(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        form = await alice.click(asked.response, label=talking_words.FOLLOW_UP)
        await simcord_env.advance_time(2000)

        shown = await alice.submit_modal(form, {"remark": "and the Bridge?"})

        assert BRIDGE == layouts.quotations(shown.response)[0]

    async def test_nothing_is_remembered_of_a_modal_that_is_open(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        await alice.click(asked.response, label=talking_words.FOLLOW_UP)

        store: Any = simcord_env.bot._connection._view_store
        assert not store._modals and not store._views

    async def test_what_cannot_be_understood_is_told_privately(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES, private=True)
        form = await alice.click(asked.response, label=talking_words.FOLLOW_UP)

        shown = await alice.submit_modal(form, {"remark": "???"})

        assert "There are no words in the question. Ask in a few words." == shown.response.content

    async def test_next_keeps_the_button(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES, since="2018")
        await alice.click(asked.response, label=words.NEXT)

        assert f"**{CARRIES}**\n-# from 2018" == layouts.texts(asked.response)[0]
        assert talking_words.FOLLOW_UP in layouts.labels(asked.response)


@pytest.mark.parametrize("said", ["hi!", "Thanks a lot", "lol"])
async def test_small_talk_is_greeted_and_not_looked_up(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    index: Index,
    said: str,
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {said}")

    assert words.GREETING in layouts.text(channel.last_message)
    kept = index.unanswered.groups(str(channel.guild.id))
    assert said not in [question for group in kept for question in group.questions]


@pytest.mark.parametrize("said", ["help", "what can you do?"])
async def test_a_cry_for_help_gets_the_help(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, said: str
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {said}")

    assert help_page.ASKING in layouts.text(channel.last_message)


async def test_thanks_for_an_answer_are_no_follow_up(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")

    await alice.send(channel, "thank you!", reply_to=channel.last_message)

    assert words.GREETING in layouts.text(channel.last_message)
