"""`/privacy`: what is kept of a user, shown and erased."""

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as common_words
from bot.strings import feedback as feedback_words
from bot.strings import moderation as words
from index import ANY_SCOPE, Index
from index.domain.unanswered_question import Retention
from index.store.followers import MAX_FOLLOWED
from tests.bot import layouts
from tests.bot.gaps import GLOW, OWLS
from tests.bot.harbour import CARRIES, HOME

pytestmark = pytest.mark.simcord(settle_timeout=30)
"""Much is written here, which a busy disk may hold up."""


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


async def follow(actor: simcord.MemberActor, channel: simcord.ChannelHandle, question: str) -> None:
    asked = await actor.slash(channel, "ask", question=question)
    await actor.click(asked.response, label=common_words.FOLLOW)


async def test_who_did_nothing_is_told_that_nothing_is_kept(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question=GLOW)

    shown = await alice.slash(channel, "privacy show")
    deleting = await alice.slash(channel, "privacy delete")

    assert shown.ephemeral and deleting.ephemeral
    assert [words.NO_FOLLOWED, feedback_words.NO_FEEDBACK, words.NO_ACTS, words.KEPT_OF_ALL] == layouts.texts(
        shown.response
    )
    assert [words.NOTHING_TO_ERASE, words.NO_ACTS] == layouts.texts(deleting.response)
    assert [] == layouts.custom_ids(deleting.response)


async def test_what_a_user_follows_is_shown_to_them_alone_with_where_they_asked(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    await follow(alice, channel, GLOW)
    reply = channel.history()[0]
    await follow(bob, channel, OWLS)

    shown = await alice.slash(channel, "privacy show")
    direct = await alice.user.slash("privacy show")

    for reply_shown in (shown.response, direct.response):
        told = layouts.texts(reply_shown)[0]
        assert told.startswith(words.followed_heading(1))
        assert GLOW in told
        assert f"https://discord.com/channels/{HOME}/{channel.id}/{reply.id}" in told
        assert OWLS not in told


async def test_what_the_history_names_a_moderator_for_is_counted_and_explained(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    actor = str(mo.id)
    own_index.servers.change(str(HOME), {"private": True, "cooldown_questions": 9}, actor=actor)
    document = own_index.documents(scope=ANY_SCOPE)[0].id
    own_index.remove(document, actor=actor, scope=ANY_SCOPE)
    own_index.restore(document, actor="somebody else", scope=ANY_SCOPE)

    told = layouts.text((await mo.slash(channel, "privacy show")).response)

    assert "1 document removed, 2 settings changed" in told
    assert words.WHY_ACTS_STAY in told


async def test_deleting_asks_first_and_then_erases_what_may_be_erased(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
    own_index: Index,
) -> None:
    own_index.servers.change(str(HOME), {"cooldown_questions": 9}, actor=str(alice.id))
    await follow(alice, channel, GLOW)
    await follow(alice, channel, OWLS)
    await follow(bob, channel, OWLS)

    asked = await alice.slash(channel, "privacy delete")
    assert words.ask_to_erase(2, 0) == layouts.texts(asked.response)[0]
    assert 2 == len(own_index.unanswered.followed_by(str(alice.id)))
    await alice.click(asked.response, label=words.ERASE)

    assert words.erased(2, 0) == layouts.texts(asked.response)[0]
    assert words.WHY_ACTS_STAY in layouts.text(asked.response)
    assert [] == layouts.custom_ids(asked.response)
    assert [str(bob.id)] == [one.user for one in own_index.unanswered.waiting()]
    assert {"set": 1} == own_index.audit.count_actions(str(alice.id))


async def test_the_button_works_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
) -> None:
    await follow(alice, channel, GLOW)
    asked = await alice.slash(channel, "privacy delete")
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))

    await alice.click(asked.response, label=words.ERASE)

    assert [] == own_index.unanswered.waiting()


async def test_as_many_as_one_may_follow_fit_into_a_message(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    retention = Retention(questions=100, days=9)
    for number in range(MAX_FOLLOWED):
        question = f"{number} {'*' * 900}"
        own_index.unanswered.keep(
            question, scope=str(HOME), nearest=None, at=simcord_env.now(), retention=retention
        )
    for kept in own_index._store.unanswered.read_open(str(HOME))[0]:
        own_index.unanswered.follow(
            str(alice.id), scope=str(HOME), key=kept.key, place="9" * 62, at=simcord_env.now()
        )

    shown = await alice.slash(channel, "privacy show")

    assert words.followed_heading(MAX_FOLLOWED) in layouts.text(shown.response)


async def test_feedback_is_counted_for_who_gave_it_and_erased_with_the_rest(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    buttons = [one for one in layouts.custom_ids(asked.response) if one.startswith("feedback:helpful:")]
    for actor, pressed in ((alice, buttons[:2]), (bob, buttons[:1])):
        for custom_id in pressed:
            await actor.click(asked.response, custom_id=custom_id)
    await follow(alice, channel, GLOW)

    shown = await alice.slash(channel, "privacy show")
    deleting = await alice.slash(channel, "privacy delete")
    assert feedback_words.given(2) in layouts.texts(shown.response)
    assert words.ask_to_erase(1, 2) == layouts.texts(deleting.response)[0]
    await alice.click(deleting.response, label=words.ERASE)

    assert words.erased(1, 2) == layouts.texts(deleting.response)[0]
    assert 1 == len(own_index.feedback.read(ANY_SCOPE))
    assert 1 == own_index.feedback.count(str(bob.id))


async def test_who_gave_feedback_only_can_erase_it(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (pressed, *_) = [one for one in layouts.custom_ids(asked.response) if one.startswith("feedback:")]
    await alice.click(asked.response, custom_id=pressed)

    deleting = await alice.slash(channel, "privacy delete")
    await alice.click(deleting.response, label=words.ERASE)

    assert words.erased(0, 1) == layouts.texts(deleting.response)[0]
    assert [] == own_index.feedback.read(ANY_SCOPE)
