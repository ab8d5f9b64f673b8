"""Words in, and whether they stand on the record."""

import pytest
import simcord

from bot.strings import answers as common_words
from bot.strings import verification as words
from tests.bot import layouts

FERRY = "The ferry does not carry lorries."
CAPTAIN = "The captain refuses heavy loads."


async def test_words_that_stand_there_are_verbatim_with_their_source(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "verify", text=f"“{FERRY}”")

    assert "✅ **Verbatim.** The record has exactly these words." == layouts.texts(asked.response)[0]
    assert [FERRY] == layouts.quotations(asked.response)
    assert "**Ada Ferrier** · The Ferry" in layouts.text(asked.response)
    assert not asked.ephemeral


async def test_a_missing_word_is_shown_where_it_is_missing(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "verify", text="The captain always refuses the loads.")

    verdict, difference = layouts.texts(asked.response)[:2]
    assert verdict.startswith("✏️ **Differs from the record.**")
    assert "```diff\n  The captain\n- always\n  refuses\n- the\n+ heavy\n  loads.\n```" in difference
    assert words.LEGEND in difference
    assert [CAPTAIN] == layouts.quotations(asked.response)


async def test_capitals_and_marks_alone_are_said_to_be_all(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "verify", text="the ferry does not carry lorries!")

    assert "✏️ **Same words**; punctuation or capitals differ." == layouts.texts(asked.response)[0]


async def test_what_an_ellipsis_leaves_out_is_told(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "verify", text="It carries passengers […] refuses heavy loads.")

    assert (
        "✅ **Shortened**, otherwise verbatim. What was left out is shown below."
        == layouts.texts(asked.response)[0]
    )
    assert " leaves out “and bicycles. The captain”" in layouts.text(asked.response)


async def test_sentences_that_do_not_stand_together_are_spliced(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    spliced = "The home team knows the chapel … Nobody drowned that winter"
    asked = await alice.slash(channel, "verify", text=spliced)

    assert "✂️ **Spliced.** These words come from 2 separate places:" == layouts.texts(asked.response)[0]
    assert ["The home team knows the chapel.", "Nobody drowned that winter."] == layouts.quotations(
        asked.response
    )


async def test_words_of_nobody_are_not_on_the_record(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "verify", text="Purple submarines eat the mayor's umbrella @everyone")

    assert layouts.texts(asked.response)[0].startswith("❌ **Not found.**")
    assert "“Purple submarines eat the mayor's umbrella \\@everyone”" in layouts.text(asked.response)


@pytest.mark.parametrize(
    ("text", "told"), [("no", "Too short to look up."), ("long " * 500, "2,499 characters; the limit is")]
)
async def test_what_cannot_be_looked_up_is_refused_with_a_sentence(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, text: str, told: str
) -> None:
    asked = await alice.slash(channel, "verify", text=text)

    assert told in asked.response.content
    simcord.assert_error(simcord_env)


async def test_the_result_is_private_where_who_asks_wants_it_so(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "verify", text=FERRY, private=True)

    assert asked.ephemeral


async def test_the_documents_of_another_server_are_not_looked_through(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
) -> None:
    sentence = "The away team knows the windmill."

    there = await carol.slash(away_channel, "verify", text=sentence)
    here = await alice.slash(channel, "verify", text=sentence)

    assert layouts.texts(there.response)[0].startswith("✅")
    assert not layouts.texts(here.response)[0].startswith("✅")
    assert sentence not in layouts.quotations(here.response)


async def test_a_message_is_verified_for_whoever_wants_to_know_only(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    said = await bob.send(channel, FERRY)
    asked = await alice.context_menu(channel, words.MENU, said)

    assert asked.ephemeral
    assert layouts.texts(asked.response)[0].startswith("✅")


async def test_a_message_is_looked_for_on_the_record_for_whoever_wants_to_know_only(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    said = await bob.send(channel, "does the ferry carry lorries?")
    asked = await alice.context_menu(channel, common_words.MENU, said)

    assert asked.ephemeral
    assert FERRY in layouts.quotations(asked.response)


@pytest.mark.parametrize(
    ("menu", "told"), [(words.MENU, words.NO_TEXT), (common_words.MENU, common_words.NO_QUESTION)]
)
async def test_a_message_without_text_is_told_to_have_none(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, menu: str, told: str
) -> None:
    answered = await alice.slash(channel, "verify", text=FERRY)
    asked = await alice.context_menu(channel, menu, answered.response)

    assert told == asked.response.content
    simcord.assert_error(simcord_env)
