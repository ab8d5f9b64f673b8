"""`/moderation unanswered`: what is kept of silent answers, and what moderators do with it."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import moderation as words
from bot.strings.answers import QUESTION_GONE, SILENCE
from bot.unanswered.components import HERE, AddSourceButton, AskAgainButton, DismissButton
from bot.unanswered.list_view import lay_out_group
from index import EVERYONE, Index
from index.domain.unanswered_question import QuestionGroup
from tests.bot import layouts
from tests.bot.gaps import ANSWER, GLOW, GLOW_TOO, OWLS, fill
from tests.bot.harbour import AWAY, CARRIES, HOME

pytestmark = pytest.mark.simcord(settle_timeout=30)
"""Much is written here, which a busy disk may hold up."""


class OwnedBot(RecordBot):
    """A bot that a person owns; simcord knows none."""

    owner: int = 0

    async def application_info(self) -> discord.AppInfo:
        application = await super().application_info()
        application.owner = discord.Object(self.owner)  # type: ignore[assignment]  # only its id matters
        return application


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return OwnedBot(index=own_index, settings=settings)


def wordings(reply: Any) -> list[str]:
    """The questions that head the groups."""
    return [text.split("\n")[0].strip("*") for text in layouts.texts(reply)[1:]]


def press(reply: Any, number: int, label: str) -> str:
    """The id of a button of that label under the group of that number."""
    word = {words.ADD_SOURCE: "add", words.ASK_AGAIN: "ask", words.DISMISS: "dismiss"}[label]
    return [one for one in layouts.custom_ids(reply) if one.startswith(f"unanswered:{word}:")][number]


async def test_silent_answers_are_listed_by_meaning_the_newest_first_whoever_asked(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    mo: simcord.MemberActor,
) -> None:
    await alice.slash(channel, "ask", question=GLOW)
    await simcord_env.advance_time(60)
    await bob.send(channel, f"{simcord_env.bot.user.mention} {OWLS}")
    await simcord_env.advance_time(60)
    await bob.slash(channel, "ask", question=GLOW, private=True)
    await bob.slash(channel, "ask", question=GLOW_TOO)
    await alice.slash(channel, "ask", question=CARRIES)

    shown = await mo.slash(channel, "moderation unanswered")

    assert shown.ephemeral
    assert [GLOW, OWLS] == wordings(shown.response)
    told = layouts.text(shown.response)
    last = int((simcord_env.now()).timestamp())
    assert f"asked 3 times, last <t:{last}:R>" in told
    assert words.also_worded([GLOW_TOO], 0) in told
    assert "2 in total" in told
    for name in ("alice", "bob", str(alice.id), str(bob.id)):
        assert name not in told.casefold()


async def test_the_document_that_came_nearest_is_named(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, mo: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=GLOW)
    nearest = own_index.quotation(layouts.ids(asked.response)[0])

    shown = await mo.slash(channel, "moderation unanswered")
    own_index.remove(nearest.document_id)
    later = await mo.slash(channel, "moderation unanswered")

    assert f"closest: *{nearest.title}*" in layouts.text(shown.response)
    assert "nearest" not in layouts.text(later.response)


async def test_what_was_refused_narrowed_down_or_answered_is_not_kept(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
) -> None:
    await alice.slash(channel, "ask", question=CARRIES)
    narrowed = await alice.slash(channel, "ask", question=CARRIES, since="2030")
    await alice.slash(channel, "ask", question="?!")
    await alice.slash(channel, "ask", question="word " * 300)
    simcord.assert_error(simcord_env)

    shown = await mo.slash(channel, "moderation unanswered")

    assert [words.NOTHING_UNANSWERED] == layouts.texts(shown.response)
    assert not any("follow:" in one for one in layouts.custom_ids(narrowed.response))


async def test_nothing_is_kept_where_the_owner_of_the_bot_wants_nothing_kept(
    own_index: Index, settings: Settings
) -> None:
    none = settings.model_copy(update={"unanswered_kept": 0})
    async with simcord.run(RecordBot(index=own_index, settings=none)) as env:
        asked = await env.create_user("dora").slash("ask", question=GLOW)

        assert not any("follow:" in one for one in layouts.custom_ids(asked.response))
        assert [] == own_index.unanswered.groups(EVERYONE)


async def test_dismissing_takes_the_group_off_the_list_and_is_noted(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, mo: simcord.MemberActor, own_index: Index
) -> None:
    for question in (GLOW, GLOW_TOO, OWLS):
        await alice.slash(channel, "ask", question=question)
    shown = (await mo.slash(channel, "moderation unanswered")).response

    await mo.click(shown, custom_id=press(shown, wordings(shown).index(OWLS), words.DISMISS))
    await alice.slash(channel, "ask", question=OWLS)

    assert wordings(shown) in ([GLOW], [GLOW_TOO])
    assert 1 == len(own_index.unanswered.groups(str(HOME)))
    (act,) = own_index.servers.acts(str(HOME))
    assert (str(mo.id), "dismiss") == (act.actor, act.action)


async def test_asking_again_shows_privately_what_the_record_says_and_settles_what_it_answers(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    own_index: Index,
    tmp_path: Path,
) -> None:
    await alice.slash(channel, "ask", question=GLOW)
    shown = (await mo.slash(channel, "moderation unanswered")).response

    silent = await mo.click(shown, custom_id=press(shown, 0, words.ASK_AGAIN))
    assert SILENCE in layouts.texts(silent.followups[0])
    assert [GLOW] == wordings(shown)

    fill(own_index, tmp_path, str(HOME))
    answered = await mo.click(shown, custom_id=press(shown, 0, words.ASK_AGAIN))

    assert answered.followups[0].ephemeral
    assert words.NOW_ANSWERED == layouts.texts(answered.followups[0])[0]
    assert [ANSWER] == layouts.quotations(answered.followups[0])[:1]
    assert [words.NOTHING_UNANSWERED] == layouts.texts(shown)
    (act,) = own_index.servers.acts(str(HOME))
    assert (str(mo.id), "answer") == (act.actor, act.action)


async def test_asking_again_counts_as_no_question(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, mo: simcord.MemberActor, own_index: Index
) -> None:
    await alice.slash(channel, "ask", question=GLOW)
    shown = (await mo.slash(channel, "moderation unanswered")).response

    await mo.click(shown, custom_id=press(shown, 0, words.ASK_AGAIN))

    assert [1] == [group.times for group in own_index.unanswered.groups(str(HOME))]


async def test_adding_a_source_names_the_question(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, mo: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question="Which *mushrooms* glow underground?")
    shown = (await mo.slash(channel, "moderation unanswered")).response

    begun = await mo.click(shown, custom_id=press(shown, 0, words.ADD_SOURCE))

    assert begun.modal is not None


async def test_a_group_that_another_moderator_settled_is_said_to_be_gone(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, mo: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question=GLOW)
    first, second = [(await mo.slash(channel, "moderation unanswered")).response for _ in range(2)]
    await mo.click(first, custom_id=press(first, 0, words.DISMISS))

    for label in (words.ASK_AGAIN, words.DISMISS):
        pressed = await mo.click(second, custom_id=press(second, 0, label))

        assert [QUESTION_GONE] == [one.content for one in pressed.followups]


async def test_pages_turn_there_and_back(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    bot: Any = simcord_env.bot
    for number in range(12):
        own_index.unanswered.keep(
            f"Is {number} a prime?",
            scope=str(HOME),
            nearest=None,
            at=simcord_env.now() + timedelta(minutes=number),
            retention=bot.services.answers.followers._unanswered.retention,
        )
    shown = (await mo.slash(channel, "moderation unanswered")).response
    listed = wordings(shown)
    for label in (words.OLDER, words.OLDER, words.NEWER):
        await mo.click(shown, label=label)
        listed += wordings(shown)

    expected = [f"Is {number} a prime?" for number in reversed(range(12))]
    assert expected + expected[5:10] == listed
    assert "6–10 of 12" in layouts.text(shown)


async def test_the_buttons_work_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
) -> None:
    await alice.slash(channel, "ask", question=GLOW)
    shown = (await mo.slash(channel, "moderation unanswered")).response
    await simcord_env.restart_bot(OwnedBot(index=own_index, settings=settings))

    await mo.click(shown, custom_id=press(shown, 0, words.DISMISS))

    assert [words.NOTHING_UNANSWERED] == layouts.texts(shown)


async def test_who_is_a_moderator_no_longer_is_refused_at_every_button(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    await alice.slash(channel, "ask", question=GLOW)
    shown = (await mo.slash(channel, "moderation unanswered")).response
    simcord_env.backend.edit_member(guild.id, mo.id, {"role_ids": []})
    await simcord_env.settle()

    for custom_id in layouts.custom_ids(shown):
        pressed = await mo.click(shown, custom_id=custom_id)

        assert words.MODERATORS_ONLY == pressed.response.content
    assert 1 == len(own_index.unanswered.groups(str(HOME)))


async def test_another_servers_questions_and_those_of_direct_messages_are_not_listed(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
    own_index: Index,
) -> None:
    await carol.slash(away_channel, "ask", question=GLOW)
    await simcord_env.create_user("dora").slash("ask", question=OWLS)

    shown = await mo.slash(channel, "moderation unanswered")

    assert [words.NOTHING_UNANSWERED] == layouts.texts(shown.response)
    assert [] == layouts.custom_ids(shown.response)
    assert [GLOW] == [group.questions[0] for group in own_index.unanswered.groups(str(AWAY))]


async def test_the_owner_of_the_bot_alone_sees_what_was_asked_in_direct_messages(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
    tmp_path: Path,
) -> None:
    bot: Any = simcord_env.bot
    bot.owner = mo.id
    await simcord_env.create_user("dora").slash("ask", question=GLOW)
    shown = (await mo.slash(channel, "moderation unanswered")).response

    await mo.click(shown, label=words.ASKED_DIRECTLY)
    assert [GLOW] == wordings(shown)[:1]
    fill(own_index, tmp_path, str(HOME))
    silent = await mo.click(shown, custom_id=press(shown, 0, words.ASK_AGAIN))
    assert SILENCE in layouts.texts(silent.followups[0])

    bot.owner = 5
    for custom_id in layouts.custom_ids(shown):
        if ":here" not in custom_id:
            pressed = await mo.click(shown, custom_id=custom_id)
            assert words.OWNER_ONLY == pressed.response.content
    assert [GLOW] == wordings(shown)[:1]


async def test_a_reply_does_not_wait_for_the_store(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    """Another process may hold it for as long as a large document takes."""
    with own_index._store._database.write():
        asking = asyncio.create_task(alice.slash(channel, "ask", question=GLOW))
        for _ in range(100):
            await asyncio.sleep(0.05)
            if channel.history() and layouts.quotations(channel.last_message):
                break
        assert layouts.quotations(channel.last_message)
        assert [] == own_index.unanswered.groups(str(HOME))
    await asking

    assert 1 == len(own_index.unanswered.groups(str(HOME)))


@given(
    st.lists(st.text("*_`a\\", min_size=1, max_size=1000), min_size=1, max_size=4, unique=True),
    st.integers(1, 10**6),
    st.text("*a", max_size=300),
)
def test_five_groups_fit_into_a_message_whatever_was_asked(
    questions: list[str], times: int, title: str
) -> None:
    group = QuestionGroup(
        key="a" * 16,
        questions=tuple(questions),
        times=times,
        last_asked="2026-01-01T00:00:00+00:00",
        nearest="x",
    )
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(
        discord.ui.TextDisplay(words.unanswered_heading(99996, 100000, 100000, directly=True, days=3650))
    )
    for number in range(5):
        one = group.model_copy(update={"key": "abcde"[number] * 16})
        view.add_item(lay_out_group(one, title or None, HERE, 99999))

    layouts.check_limits(view)


def test_every_button_is_found_again_by_its_id() -> None:
    view = discord.ui.LayoutView(timeout=None)
    group = QuestionGroup(
        key="a" * 16, questions=("q",), times=1, last_asked="2026-01-01T00:00:00+00:00", nearest=None
    )
    view.add_item(lay_out_group(group, None, HERE, 5))

    for custom_id, kind in zip(
        layouts.custom_ids(view), (AddSourceButton, AskAgainButton, DismissButton), strict=True
    ):
        assert kind(HERE, "a" * 16, 5) == kind.parse(custom_id)
