"""Flags at quotations of replies that are on the screen: they fit, and touch nothing else."""

import pytest
import simcord
from discord import AllowedMentions, Message

from bot.answers.status_flags import flag_message, list_quoted
from bot.answers.views import AnswerViews
from bot.strings import answers as words
from bot.ui.limits import MAX_MESSAGE_CHARS
from index import Quotation, QuotationStatus
from index.domain.party import Parties, Party
from tests.bot import layouts
from tests.bot.answers.test_views import answer, quotation

WILD = "*" * 400
AT = "2026-03-04T05:06:07+00:00"

replies = AnswerViews(Parties())


def remove(one: Quotation, reason: str | None = WILD) -> QuotationStatus:
    return QuotationStatus(quotation=one, removed=AT, reason=reason)


@pytest.fixture
def quotations() -> list[Quotation]:
    """Three that fill a message, together with their sources."""
    return [quotation("x" * 1178, number=number) for number in range(3)]


@pytest.fixture
async def message(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, quotations: list[Quotation]
) -> Message:
    place = simcord_env.bot.get_channel(channel.id)
    return await place.send(view=replies.answer(answer(quotations, "Is it " * 10), with_question=True))


async def test_flags_fit_into_a_full_message_and_no_words_are_lost(
    message: Message, quotations: list[Quotation]
) -> None:
    assert 3780 < len("".join(layouts.texts(message)))
    assert [one.id for one in quotations] == list_quoted(message)

    view = flag_message(message, {one.id: remove(one) for one in quotations})

    assert view is not None
    layouts.check_limits(view)
    assert view.content_length() <= MAX_MESSAGE_CHARS
    flags = [text for text in layouts.texts(view) if text.startswith(words.FLAG)]
    assert 3 == len(flags)
    assert [one.text for one in quotations] == layouts.quotations(view)


async def test_only_what_does_not_stand_is_flagged_and_a_flag_goes_when_it_stands_again(
    message: Message, quotations: list[Quotation]
) -> None:
    first, second, third = quotations
    stands = {one.id: QuotationStatus(quotation=one) for one in quotations}
    assert flag_message(message, stands) is None

    view = flag_message(message, {**stands, second.id: None, third.id: remove(third, None)})
    assert view is not None
    flagged = await message.edit(view=view, allowed_mentions=AllowedMentions.none())
    again = flag_message(flagged, stands)

    assert [first.text, third.text] == layouts.quotations(flagged)
    assert words.flag(words.ERASED) in layouts.texts(flagged)
    assert again is not None
    assert [words.flag(words.ERASED)] == [t for t in layouts.texts(again) if t.startswith(words.FLAG)]
    assert flag_message(flagged, {}) is None


async def test_each_quotation_of_a_sides_block_is_flagged_by_itself(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle
) -> None:
    parties = Parties(parties={name: Party(name=name) for name in ("ferry", "bridge")})
    said = [quotation(f"{n}", number=n, party=party) for n, party in enumerate(("ferry", "bridge", "ferry"))]
    first, other, second = said
    place = simcord_env.bot.get_channel(channel.id)
    message = await place.send(view=AnswerViews(parties).answer(answer(said), with_question=False))
    assert [first.id, second.id, other.id] == list_quoted(message)

    erased = flag_message(message, {first.id: None, second.id: remove(second, None)})
    assert erased is not None
    message = await message.edit(view=erased, allowed_mentions=AllowedMentions.none())
    again = flag_message(
        message, {second.id: QuotationStatus(quotation=second), other.id: remove(other, None)}
    )

    assert ["2", "1"] == layouts.quotations(message)
    flag = words.flag(words.ERASED)
    assert ["### ferry", flag] == layouts.texts(message)[:2]
    assert again is not None
    assert ["### ferry", flag, "> 2"] == layouts.texts(again)[:3]
    assert words.FLAG in layouts.texts(again)[5]
