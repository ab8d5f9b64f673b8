"""👍 and 👎 under quotations: pressed, changed, taken back, explained, from wherever one may."""

from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.answers.components import FeedbackButton
from bot.client import RecordBot
from bot.errors import BotError
from bot.feedback.components import ExplainRatingButton
from bot.feedback.service import FeedbackModal
from bot.settings import Settings
from bot.strings import answers as answer_words
from bot.strings import feedback as words
from bot.ui.limits import MAX_CUSTOM_ID_CHARS
from index import ANY_SCOPE, EVERYONE, Index
from index.domain.feedback import FeedbackReason, Rating
from tests.bot import layouts
from tests.bot.harbour import CARRIES, HOME

SMUGGLERS = "Which chapel do the smugglers use?"
START = datetime(2026, 1, 1, tzinfo=UTC)
"""When the clock of the simulated Discord starts."""

GOOD, BAD = Rating.HELPFUL, Rating.UNHELPFUL


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


def press(verdict: Rating, quotation: str) -> str:
    """The id of a button."""
    return f"feedback:{verdict}:{quotation}"


def kept(index: Index) -> list[tuple[str, str, str | None]]:
    return [(one.quotation, one.verdict.value, one.question) for one in index.feedback.read(ANY_SCOPE)]


async def test_each_quotation_of_an_answer_has_both_buttons_also_on_the_next_page(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    for _ in range(2):
        for quotation in layouts.ids(asked.response):
            assert {press(GOOD, quotation), press(BAD, quotation)} <= set(layouts.custom_ids(asked.response))
        await alice.click(asked.response, label=answer_words.NEXT)


async def test_what_is_no_answer_has_none(channel: simcord.ChannelHandle, alice: simcord.MemberActor) -> None:
    found = await alice.slash(channel, "quote find", topic="lorries")
    silent = await alice.slash(channel, "ask", question="Which mushrooms glow underground?")

    for shown in (found.response, silent.response):
        assert layouts.ids(shown)
        assert not [one for one in layouts.custom_ids(shown) if one.startswith("feedback:")]


async def test_pressing_is_noted_privately_changed_by_the_other_button_and_taken_back_by_the_same(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    first, second, *_ = layouts.ids(asked.response)

    noted = await bob.click(asked.response, custom_id=press(GOOD, first))
    assert noted.ephemeral
    assert [words.noted(GOOD, with_question=True)] == layouts.texts(noted.response)
    assert [] == layouts.labels(noted.response)
    await alice.click(asked.response, custom_id=press(BAD, second))
    assert [(first, "helpful", CARRIES), (second, "unhelpful", CARRIES)] == kept(own_index)

    changed = await bob.click(asked.response, custom_id=press(BAD, first))
    assert [words.noted(BAD, with_question=True)] == layouts.texts(changed.response)
    assert [(second, "unhelpful", CARRIES), (first, "unhelpful", CARRIES)] == kept(own_index)

    back = await bob.click(asked.response, custom_id=press(BAD, first))
    assert [words.TAKEN_BACK] == layouts.texts(back.response)
    assert [(second, "unhelpful", CARRIES)] == kept(own_index)
    assert 1 == len(channel.history())


async def test_the_question_of_a_mention_is_read_from_the_message_that_asked(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    asking = await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    answer = channel.last_message
    first, second, *_ = layouts.ids(answer)
    await alice.click(answer, custom_id=press(GOOD, first))
    simcord_env.backend.delete_message(channel.id, asking.id)

    noted = await alice.click(answer, custom_id=press(GOOD, second))

    assert [words.noted(GOOD, with_question=False)] == layouts.texts(noted.response)
    assert [(first, "helpful", CARRIES), (second, "helpful", None)] == kept(own_index)


async def test_after_more_the_question_is_still_the_one_that_was_asked(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    await alice.send(channel, "more", reply_to=channel.last_message)
    (quotation, *_) = layouts.ids(channel.last_message)

    await alice.click(channel.last_message, custom_id=press(GOOD, quotation))

    assert [(quotation, "helpful", CARRIES)] == kept(own_index)


async def test_what_is_wrong_is_kept_beside_it(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (quotation, *_) = layouts.ids(asked.response)
    noted = await alice.click(asked.response, custom_id=press(BAD, quotation))

    form = await alice.click(noted.response, label=words.SAY)
    thanked = await alice.submit_modal(form, {"reason": ["speaker"], "text": "  It was *Ann*.\n"})

    assert thanked.ephemeral
    assert words.THANKS == thanked.response.content
    (given,) = own_index.feedback.read(ANY_SCOPE)
    assert (BAD, FeedbackReason.SPEAKER, "It was *Ann*.") == (given.verdict, given.reason, given.text)

    bare = await alice.submit_modal(
        await alice.click(noted.response, label=words.SAY), {"reason": ["no-answer"]}
    )
    assert words.THANKS == bare.response.content
    (given,) = own_index.feedback.read(ANY_SCOPE)
    assert (FeedbackReason.NO_ANSWER, None) == (given.reason, given.text)


async def test_a_form_for_what_was_taken_back_meanwhile_says_so(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (quotation, *_) = layouts.ids(asked.response)
    noted = await alice.click(asked.response, custom_id=press(BAD, quotation))
    form = await alice.click(noted.response, label=words.SAY)
    await alice.click(asked.response, custom_id=press(BAD, quotation))

    refused = await alice.submit_modal(form, {"reason": ["other"], "text": "Hm."})

    assert words.NOT_KEPT == refused.response.content
    assert [] == own_index.feedback.read(ANY_SCOPE)


async def test_buttons_and_form_work_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (quotation, *_) = layouts.ids(asked.response)
    noted = await alice.click(asked.response, custom_id=press(BAD, quotation))
    form = await alice.click(noted.response, label=words.SAY)
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))

    await alice.submit_modal(form, {"reason": ["source"]})
    assert [FeedbackReason.SOURCE] == [given.reason for given in own_index.feedback.read(ANY_SCOPE)]
    assert (await alice.click(noted.response, label=words.SAY)).modal
    await alice.click(asked.response, custom_id=press(BAD, quotation))
    assert [] == own_index.feedback.read(ANY_SCOPE)


async def test_private_answers_and_direct_messages_take_feedback_as_well(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    dora = simcord_env.create_user("dora")
    private = await alice.slash(channel, "ask", question=CARRIES, private=True)
    direct = await dora.slash("ask", question=CARRIES)
    for actor, asked in ((alice, private), (dora, direct)):
        (quotation, *_) = layouts.ids(asked.response)
        pressed = await actor.click(asked.response, custom_id=press(BAD, quotation))
        noted = pressed.followups[0] if pressed.followups else pressed.response
        assert [words.noted(BAD, with_question=True)] == layouts.texts(noted)
        form = await actor.click(noted, label=words.SAY)
        await actor.submit_modal(form, {"reason": ["other"]})

    given = [(one.scope, one.question, one.reason) for one in own_index.feedback.read(ANY_SCOPE)]
    assert [(str(HOME), CARRIES, FeedbackReason.OTHER), (EVERYONE, CARRIES, FeedbackReason.OTHER)] == given


async def test_a_quotation_of_another_server_is_as_an_unknown_one(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
    own_index: Index,
) -> None:
    asked = await alice.slash(channel, "ask", question=SMUGGLERS)
    (secret, *_) = layouts.ids(asked.response)
    await alice.click(asked.response, custom_id=press(BAD, secret))
    for quotation in (secret, "a" * 8):
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(
            discord.ui.ActionRow(
                FeedbackButton(BAD, quotation).button(words.LABELS[BAD]),
                ExplainRatingButton(quotation).button(),
            )
        )
        pasted = await simcord_env.bot.get_channel(away_channel.id).send(view=view)

        pressed = await carol.click(pasted, custom_id=press(BAD, quotation))
        form = await carol.click(pasted, label=words.SAY)
        said = await carol.submit_modal(form, {"reason": ["other"]})

        assert answer_words.QUOTATION_GONE == pressed.response.content
        assert words.NOT_KEPT == said.response.content
    assert [str(HOME)] == [one.scope for one in own_index.feedback.read(ANY_SCOPE)]


async def test_of_a_source_that_was_taken_off_the_record_nothing_is_kept(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (quotation, *_) = layouts.ids(asked.response)
    own_index.remove(own_index.quotation(quotation).document_id, reason="It was forged", scope=ANY_SCOPE)

    pressed = await alice.click(asked.response, custom_id=press(GOOD, quotation))

    assert "It was forged" in pressed.response.content
    assert "It was forged" in layouts.text(channel.last_message)
    assert [] == own_index.feedback.read(ANY_SCOPE)


async def test_where_it_cannot_be_kept_a_sentence_says_so_and_the_answer_stays(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    before = layouts.texts(asked.response)
    monkeypatch.setattr(own_index.feedback._table, "give", _fail)

    pressed = await alice.click(asked.response, custom_id=press(GOOD, layouts.ids(asked.response)[0]))

    assert answer_words.FAILED == pressed.response.content
    assert before == layouts.texts(channel.last_message)


async def test_what_is_too_old_is_forgotten_by_the_bot_itself(own_index: Index, settings: Settings) -> None:
    (quotation, *_) = own_index.ask(CARRIES).quotations
    for user, days in (("7", 181), ("8", 179)):
        at = START - timedelta(days=days)
        own_index.feedback.give(user, quotation, GOOD, scope=str(HOME), question=user, at=at)

    async with simcord.run(RecordBot(index=own_index, settings=settings)) as env:
        await env.settle()

    assert ["8"] == [one.question for one in own_index.feedback.read(ANY_SCOPE)]


async def test_the_log_tells_neither_what_was_asked_or_said_nor_who_did(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    own_index: Index,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (quotation, *_) = layouts.ids(asked.response)
    noted = await alice.click(asked.response, custom_id=press(BAD, quotation))
    form = await alice.click(noted.response, label=words.SAY)
    said = {"reason": ["other"], "text": "It is about goats."}
    await alice.submit_modal(form, said)
    form = await alice.click(noted.response, label=words.SAY)
    with own_index._store._database.write() as connection:
        connection.exec_driver_sql("DROP TABLE feedback")
    await alice.click(asked.response, custom_id=press(GOOD, quotation))
    await alice.submit_modal(form, said)

    assert 2 == caplog.messages.count("The record could not be read.")
    for secret in (CARRIES, "goats", str(alice.id), "alice"):
        assert secret not in caplog.text


def test_the_longest_ids_fit() -> None:
    quotation = "a" * 64
    for kind in (FeedbackButton(BAD, quotation), ExplainRatingButton(quotation), FeedbackModal(quotation)):
        assert len(kind.custom_id) <= MAX_CUSTOM_ID_CHARS


def _fail(*_: Any, **__: Any) -> None:
    raise BotError("The disk is on fire.")
