"""`/moderation feedback`: what moderators see of feedback."""

from datetime import timedelta

import discord
import hypothesis
import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.client import RecordBot
from bot.feedback.list_view import lay_out_rated
from bot.settings import Settings
from bot.strings import answers as answer_words
from bot.strings import feedback as words
from bot.strings import moderation as moderation_words
from index import EVERYONE, Index, Kind, Quotation, QuotationStatus
from index.domain.feedback import FeedbackReason, QuotationRatings, Rating
from tests.bot import layouts
from tests.bot.harbour import AWAY, CARRIES, HOME
from tests.strength import examples

GOOD, BAD = Rating.HELPFUL, Rating.UNHELPFUL


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=own_index, settings=settings)


def give(
    index: Index,
    quotation: Quotation,
    verdict: Rating = BAD,
    *,
    user: str = "7",
    scope: int | str = HOME,
    question: str = CARRIES,
) -> None:
    at = discord.utils.utcnow() - timedelta(days=1)
    index.feedback.give(user, quotation, verdict, scope=str(scope), question=question, at=at)


async def test_the_most_unhelpful_quotation_comes_first_with_what_was_said_of_it(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    liked, disliked, *_ = own_index.ask(CARRIES, limit=9).quotations
    give(own_index, liked, GOOD)
    for user in ("7", "8"):
        give(own_index, disliked, user=user)
    give(own_index, disliked, GOOD, user="9", question="Are *lorries* heavy?")
    own_index.feedback.explain(
        "7", disliked.id, scope=str(HOME), reason=FeedbackReason.SPEAKER, text="It was `Ann` @everyone"
    )

    shown = await mo.slash(channel, "moderation feedback")

    assert shown.ephemeral
    heading, first, second = layouts.texts(shown.response)
    assert words.heading(1, 2, 2, days=180) == heading
    assert first.startswith(words.counted(1, 2, disliked.id))
    assert r"-# asked: Are \*lorries\* heavy? · and 1 more" in first
    assert words.reasons({FeedbackReason.SPEAKER: 1}) in first
    assert r"“It was \`Ann\` \@everyone”" in first
    assert disliked.text[:40] in first
    assert second.startswith(words.counted(1, 0, liked.id))


async def test_the_id_leads_to_the_quotation(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    (quotation, *_) = own_index.ask(CARRIES).quotations
    give(own_index, quotation)
    await mo.slash(channel, "moderation feedback")

    shown = await mo.slash(channel, "quote show", id=quotation.id)

    assert [quotation.text] == layouts.quotations(shown.response)


async def test_where_there_is_none_that_is_said_and_other_servers_is_not_listed(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    (quotation, *_) = own_index.ask(CARRIES).quotations
    for scope in (AWAY, EVERYONE):
        give(own_index, quotation, scope=scope)

    shown = await mo.slash(channel, "moderation feedback")

    assert [words.NOTHING] == layouts.texts(shown.response)


async def test_a_removed_source_is_not_quoted_anew(
    channel: simcord.ChannelHandle, mo: simcord.MemberActor, own_index: Index
) -> None:
    (quotation, *_) = own_index.ask(CARRIES).quotations
    give(own_index, quotation)
    own_index.remove(quotation.document_id, reason="It was forged")

    told = layouts.text((await mo.slash(channel, "moderation feedback")).response)

    assert "This source was removed from the record" in told
    assert quotation.text not in told


async def test_pages_turn_there_and_back_also_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
    settings: Settings,
) -> None:
    quotations = own_index.ask(CARRIES, limit=9).quotations
    for quotation in quotations:
        give(own_index, quotation)
    assert 5 < len(quotations) <= 10
    shown = (await mo.slash(channel, "moderation feedback")).response
    first = layouts.texts(shown)
    await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))

    await mo.click(shown, label=answer_words.NEXT)
    second = layouts.texts(shown)
    await mo.click(shown, label=answer_words.PREVIOUS)

    listed = "\n".join([*first[1:], *second[1:]])
    assert all(quotation.id in listed for quotation in quotations)
    assert (6, len(quotations) - 4) == (len(first), len(second))
    assert first == layouts.texts(shown)


async def test_others_are_refused_at_the_command_and_at_every_page(
    simcord_env: simcord.Env,
    guild: simcord.GuildHandle,
    channel: simcord.ChannelHandle,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    for quotation in own_index.ask(CARRIES, limit=9).quotations:
        give(own_index, quotation)
    shown = (await mo.slash(channel, "moderation feedback")).response
    before = layouts.texts(shown)
    simcord_env.backend.edit_member(guild.id, mo.id, {"role_ids": []})
    await simcord_env.settle()

    pressed = await mo.click(shown, label=answer_words.NEXT)

    assert moderation_words.MODERATORS_ONLY == pressed.response.content
    assert before == layouts.texts(shown)


@hypothesis.settings(max_examples=examples(30))
@given(
    st.text("*_`a\\", min_size=1, max_size=400),
    st.text("*a", min_size=1, max_size=300),
    st.lists(st.text("*_a", min_size=1, max_size=500), max_size=4),
)
def test_five_quotations_fit_into_a_message_whatever_was_said(
    text: str, title: str, texts: list[str]
) -> None:
    quotation = Quotation(
        id="a" * 64,
        text=text,
        document_id="d",
        start=0,
        end=len(text),
        party="ferry",
        title=title,
        kind=Kind.LETTER,
        score=1.0,
    )
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(words.heading(99996, 100000, 100000, days=3650)))
    for _ in range(5):
        rated = QuotationRatings(
            quotation="a" * 64,
            document="a" * 8,
            helpful=100_000,
            unhelpful=100_000,
            questions=(text, title),
            reasons=dict.fromkeys(FeedbackReason, 100_000),
            texts=tuple(texts),
        )
        view.add_item(lay_out_rated(rated, QuotationStatus(quotation=quotation)))

    layouts.check_limits(view)
