"""The promise on what Discord shows, as users meet it: hostile words on the record, in whatever they do."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import answers as words
from bot.strings import verification as verifying_words
from index import Index
from tests.bot import layouts
from tests.bot.discord_markdown import display
from tests.bot.documents.add_setup import filled
from tests.bot.gaps import GLOW
from tests.bot.harbour import HOME
from tests.bot.hostile import MEANINGFUL, seen
from tests.bot.test_shown import LINK, OWN, displayed, in_code, meanings
from tests.bot.unanswered.test_followers import ask_and_follow, told
from tests.index.writing import add
from tests.strength import mostly_slow

pytestmark = pytest.mark.simcord(settle_timeout=30)

WORDS: Final = [word for word in MEANINGFUL if "\n" not in word]
SENTENCES: Final = [f"The barge {word} carries {word} slate in winter." for word in WORDS]
NAME: Final = "Ada **Barge** <@4242> ||x||"
ON_BARGES: Final = "What does the barge carry in winter?"
TEXT: Final = "\n\n".join(" ".join(SENTENCES[n : n + 3]) for n in range(0, len(SENTENCES), 3))


@pytest.fixture
def simcord_bot(own_index: Index, settings: Settings) -> RecordBot:
    source = {"author": NAME, "publisher": "The `Quay` @everyone", "url": f"{LINK}a_b_c", "published": "2020"}
    add(own_index, TEXT, title="# On [barges](https://a.example) _x_", kind="statement", **source)
    return RecordBot(index=own_index, settings=settings)


def check(record: Index, *shown: Any) -> None:
    """All quotations of the replies are the slices that their ids name, and nothing means anything else."""
    for reply in shown:
        wanted = [seen(record.quotation(one, scope=str(HOME)).text) for one in layouts.ids(reply)]
        assert [] != wanted == displayed(reply)
        assert meanings(reply) <= OWN


async def test_answers_and_all_that_follows_from_them_show_the_slices(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=ON_BARGES)
    check(own_index, asked.response)
    opened = await alice.click(asked.response, custom_id=layouts.custom_ids(asked.response)[0])
    (wanted,) = layouts.ids(opened.response)
    (shown,) = displayed(opened.response)
    assert seen(own_index.quotation(wanted).text) in shown
    assert shown in seen(TEXT)
    cited = await alice.click(asked.response, custom_id=f"cite:{wanted}")
    plain, markdown = in_code(cited.response)
    assert plain.startswith(f"“{own_index.quotation(wanted).text}”")
    assert seen(own_index.quotation(wanted).text) in "".join(piece.text for piece in display(markdown))
    await alice.click(asked.response, label=words.NEXT)
    check(own_index, asked.response)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {ON_BARGES}")
    check(own_index, channel.last_message)
    message = await alice.send(channel, ON_BARGES)
    check(own_index, (await alice.context_menu(channel, words.MENU, message)).response)


async def test_quotations_without_a_question_show_the_slices(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
) -> None:
    own_index.servers.change(str(HOME), {"daily_channel": str(channel.id)}, actor="7")
    found = await alice.slash(channel, "quote find", topic="barge slate winter")
    said = await alice.slash(channel, "quote by", speaker=NAME)
    looked_up = await alice.slash(channel, "quote show", id=layouts.ids(said.response)[0])
    drawn = await alice.slash(channel, "quote random")
    bot: Any = simcord_env.bot
    await bot.get_cog("DailyQuoteCog").post(datetime.now(UTC).replace(hour=10) + timedelta(days=1))
    await simcord_env.settle()

    replies = (found.response, said.response, looked_up.response, drawn.response, channel.last_message)
    check(own_index, *replies)


@pytest.mark.parametrize("sentence", mostly_slow(SENTENCES[::4]))
async def test_verified_words_are_shown_as_the_slice(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index, sentence: str
) -> None:
    verbatim = await alice.slash(channel, "verify", text=sentence)
    message = await alice.send(channel, sentence.replace("winter", "summer"))
    differs = await alice.context_menu(channel, verifying_words.MENU, message)

    assert "Verbatim" in layouts.text(verbatim.response)
    assert seen(sentence).split() == displayed(verbatim.response)[0].split()
    check(own_index, verbatim.response)
    assert [seen(own_index.quotation(one).text) for one in layouts.ids(differs.response)] == displayed(
        differs.response
    )


async def test_what_is_added_is_shown_as_it_is_and_told_to_who_waits_for_it(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    mo: simcord.MemberActor,
    own_index: Index,
) -> None:
    await ask_and_follow(alice, channel)
    text = "Mushrooms **glow** underground <@4242> in @everyone's ||cellar||."
    shown = await mo.slash(channel, "document add", text=text)
    form = await mo.click(shown.response, label=adding_words.EDIT)
    await mo.submit_modal(form, filled(title="On *mushrooms* <@4242>"))
    assert [text] == displayed(shown.response)
    add_it = next(one for one in layouts.custom_ids(shown.response) if one.startswith("adding:add:"))
    await mo.click(shown.response, custom_id=add_it)
    await simcord_env.advance_time(3)

    assert meanings(shown.response) <= OWN | {"code"}
    for sample in [one for one in layouts.custom_ids(shown.response) if one.startswith("sample:")][:1]:
        check(own_index, (await mo.click(shown.response, custom_id=sample)).response)
    (message,) = told(alice.user)
    check(own_index, message)
    assert text == displayed(message)[0]
    assert GLOW in layouts.text(message)
