"""Buttons under replies, pressed by real clicks, before and after a restart."""

from datetime import datetime

import discord
import pytest
import simcord

from bot.answers.components import ContextButton, NextButton, WiderButton
from bot.answers.views import AnswerViews
from bot.client import RecordBot
from bot.settings import Settings
from bot.sources.components import DocumentsButton
from bot.strings import answers as words
from bot.ui.custom_id import CustomId
from bot.ui.limits import MAX_CUSTOM_ID_CHARS
from index import Index
from tests.bot import layouts
from tests.bot.harbour import CARRIES

SMUGGLERS = "Do smugglers hide barrels beneath the chapel?"
"""Answered by a document of one server only."""


async def test_context_is_private_and_widens_in_place(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (letter, *_) = layouts.ids(asked.response)

    opened = await alice.click(asked.response, custom_id=f"context:{letter}:2")

    narrow, wide = index.quotations.context(letter, by=2), index.quotations.context(letter, by=4)
    assert opened.ephemeral
    assert [narrow.before + narrow.quotation.text + narrow.after] == layouts.quotations(opened.response)
    assert "**The ferry does not carry lorries.**" in layouts.text(opened.response)

    await alice.click(opened.response, label=words.WIDER)

    assert [wide.before + wide.quotation.text + wide.after] == layouts.quotations(opened.response)


async def test_context_ends_with_the_document(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    (letter, *_) = layouts.ids(asked.response)
    opened = await alice.click(asked.response, custom_id=f"context:{letter}:2")
    await alice.click(opened.response, label=words.WIDER)

    await alice.click(opened.response, label=words.WIDER)

    document = index.document(index.quotation(letter).document_id)
    assert [document.text.strip()] == layouts.quotations(opened.response)
    assert [] == layouts.labels(opened.response)


async def test_anybody_may_look_at_the_context(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)

    opened = await bob.click(asked.response, custom_id=layouts.custom_ids(asked.response)[0])

    assert opened.ephemeral
    assert [asked.response.id] == [message.id for message in channel.history(viewer=alice)]


async def test_who_asked_turns_the_page_for_all_to_the_end_and_back(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    answer = index.ask(CARRIES, limit=9).quotations
    asked = await alice.slash(channel, "ask", question=CARRIES)
    shown = layouts.quotations(asked.response)

    while len(shown) < len(answer):
        await alice.click(asked.response, label=words.NEXT)
        shown += layouts.quotations(asked.response)
    assert [one.text for one in answer] == shown
    assert 6 < len(shown)
    assert words.NEXT not in layouts.labels(asked.response)

    while words.PREVIOUS in layouts.labels(asked.response):
        await alice.click(asked.response, label=words.PREVIOUS)
    assert shown[:3] == layouts.quotations(asked.response)
    assert f"**{CARRIES}**" == layouts.texts(asked.response)[0]
    assert 1 == len(channel.history())


async def test_the_words_that_answer_are_bold_on_every_page(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    found = index.ask(CARRIES, limit=9)
    quotations = sorted(found.quotations, key=lambda one: "letter of 2019" in one.text)
    answer = found.model_copy(update={"question": "When was it denied?", "quotations": tuple(quotations)})
    view = AnswerViews(index.parties).answer(answer, with_question=True)
    place = simcord_env.bot.get_channel(channel.id)
    await place.send(view=view)

    turned = await alice.click(channel.last_message, label=words.NEXT)
    while words.NEXT in layouts.labels(turned.response):
        await alice.click(turned.response, label=words.NEXT)

    assert "The letter of **2019** denies it." in layouts.text(turned.response)


async def test_all_sources_are_listed_privately_once_for_each_quotation(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor, index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)

    listed = await bob.click(asked.response, label=words.ALL_SOURCES)

    assert listed.ephemeral
    assert [one.id for one in index.ask(CARRIES, limit=9).quotations] == layouts.ids(listed.response)


async def test_a_citation_is_copied_as_plain_text_and_as_markdown(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)

    (identified, *_) = layouts.ids(asked.response)
    cited = await bob.click(asked.response, custom_id=f"cite:{identified}")

    assert cited.ephemeral
    plain, markdown = layouts.texts(cited.response)
    source = f"Letter of the ferry to the harbour office, Harbour Gazette, 14 October 2019, ID {identified}"
    assert "“The ferry does not carry lorries.”\n— Ada Ferrier, Letter" in plain
    assert source in plain
    assert "https://example.org/letter#:~:text=" in plain
    assert "> The ferry does not carry lorries.\n— Ada Ferrier, [Letter of the ferry" in markdown


async def test_for_anybody_else_the_page_turns_privately(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    before = layouts.quotations(asked.response)

    turned = await bob.click(asked.response, label=words.NEXT)
    second = layouts.quotations(turned.response)
    again = await bob.click(turned.response, label=words.NEXT)

    assert before == layouts.quotations(asked.response)
    assert turned.ephemeral
    assert f"**{CARRIES}**" == layouts.texts(turned.response)[0]
    assert set(before).isdisjoint(second)
    assert again.response.id == turned.response.id
    assert set(second).isdisjoint(layouts.quotations(turned.response))


async def test_who_mentioned_the_bot_turns_the_page_for_all(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    bob: simcord.MemberActor,
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    answer = channel.last_message
    before = layouts.quotations(answer)

    private = await bob.click(answer, label=words.NEXT)
    assert private.ephemeral
    await alice.click(answer, label=words.NEXT)

    assert set(before).isdisjoint(layouts.quotations(channel.last_message))
    assert layouts.texts(channel.last_message)[0].startswith("> ")


async def test_open_source_leads_to_the_words_on_the_publishers_page(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)

    assert [
        "https://example.org/letter#:~:text=The%20ferry%20does%20not%20carry%20lorries."
    ] == layouts.links(asked.response)


async def test_all_buttons_work_after_a_restart(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    index: Index,
    settings: Settings,
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)
    opened = await alice.click(asked.response, custom_id=layouts.custom_ids(asked.response)[0])
    narrow = layouts.quotations(opened.response)
    first = layouts.quotations(asked.response)

    await simcord_env.restart_bot(RecordBot(index=index, settings=settings))
    again = await alice.click(asked.response, custom_id=layouts.custom_ids(asked.response)[0])
    await alice.click(opened.response, label=words.WIDER)
    await alice.click(asked.response, label=words.NEXT)

    assert narrow == layouts.quotations(again.response)
    assert narrow[0] in layouts.quotations(opened.response)[0] != narrow[0]
    assert set(first).isdisjoint(layouts.quotations(asked.response))


async def test_next_after_a_restart_still_knows_who_mentioned_the_bot(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    index: Index,
    settings: Settings,
) -> None:
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    before = layouts.quotations(channel.last_message)

    await simcord_env.restart_bot(RecordBot(index=index, settings=settings))
    await alice.click(channel.last_message, label=words.NEXT)

    assert set(before).isdisjoint(layouts.quotations(channel.last_message))


class TestOfARemovedDocument:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=own_index, settings=settings)

    @pytest.fixture(autouse=True)
    def _removes(self, own_index: Index) -> None:
        self.index = own_index

    def remove(self, quotation: str, reason: str | None = None) -> str:
        """Take its document off the record, and return the flag."""
        document = self.index.quotation(quotation).document_id
        self.index.remove(document, reason=reason)
        at = datetime.fromisoformat(self.index.admin.history(document)[-1].at)
        return words.flag(words.taken_off(at, reason or ""))

    async def test_context_says_so_and_flags_the_reply_which_keeps_its_words(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        before, (letter, *_) = layouts.texts(asked.response), layouts.ids(asked.response)
        flag = self.remove(letter, "It was forged.")

        told = (await bob.click(asked.response, custom_id=f"context:{letter}:2")).response

        assert told.ephemeral
        assert flag == words.flag(told.content)
        where = next(n for n, text in enumerate(before) if text.startswith("> "))
        assert [*before[:where], flag, *before[where:]] == layouts.texts(channel.last_message)

    async def test_a_button_of_another_quotation_flags_it_too_once(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        letter, other, *_ = layouts.ids(asked.response)
        flag = self.remove(letter)

        for _ in range(2):
            opened = await alice.click(asked.response, custom_id=f"context:{other}:2")
            assert own_index.quotation(other).text in layouts.quotations(opened.response)[0]
            assert 1 == layouts.texts(channel.last_message).count(flag)

        own_index.restore(own_index.quotations.status(letter).quotation.document_id)
        await alice.click(asked.response, custom_id=f"context:{other}:2")
        assert flag not in layouts.texts(channel.last_message)

    async def test_wider_flags_the_words_that_are_shown(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        (letter, *_) = layouts.ids(asked.response)
        opened = await alice.click(asked.response, custom_id=f"context:{letter}:2")
        shown = layouts.quotations(opened.response)
        flag = self.remove(letter)

        pressed = await alice.click(opened.response, label=words.WIDER)

        assert flag == words.flag(pressed.followups[0].content)
        assert pressed.followups[0].ephemeral
        assert flag in layouts.texts(opened.response)
        assert shown == layouts.quotations(opened.response)

    async def test_a_private_reply_is_flagged_as_well(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES, private=True)
        letter, other, *_ = layouts.ids(asked.response)
        flag = self.remove(letter)

        pressed = await alice.click(asked.response, custom_id=f"context:{other}:2")

        assert flag in layouts.texts(asked.response)
        assert layouts.quotations(pressed.followups[0])
        assert pressed.followups[0].ephemeral

    async def test_what_was_erased_goes_from_the_reply(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        letter, *others = layouts.ids(asked.response)
        erased = own_index.quotation(letter)
        own_index.admin.purge(erased.document_id, "The rightsholder asked for it.")

        told = (await alice.click(asked.response, custom_id=f"context:{letter}:2")).response

        left = layouts.text(channel.last_message)
        assert words.QUOTATION_GONE == told.content
        assert words.flag(words.ERASED) in left
        assert all(gone not in left for gone in (erased.text, str(erased.speaker), letter))
        assert others == layouts.ids(channel.last_message)

    async def test_where_all_was_erased_next_leaves_no_words(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        for document in own_index.documents():
            own_index.admin.purge(document.id, "The rightsholder asked for it.")

        pressed = await alice.click(asked.response, label=words.NEXT)

        assert words.QUOTATION_GONE == pressed.followups[0].content
        assert [] == layouts.quotations(asked.response)
        assert 3 == layouts.texts(asked.response).count(words.flag(words.ERASED))

    async def test_where_the_bot_may_not_see_the_channel_any_more_the_button_works(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        letter, other, *_ = layouts.ids(asked.response)
        flag = self.remove(letter)
        simcord_env.inject_error("PATCH", "/channels/*/messages/*", status=403, code=50001)

        opened = await alice.click(asked.response, custom_id=f"context:{other}:2")

        assert layouts.quotations(opened.response)
        assert flag not in layouts.texts(channel.last_message)

    async def test_next_says_so_for_others_and_flags_what_was_shown(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        (letter, *_) = layouts.ids(asked.response)
        flag = self.remove(letter)

        turned = await bob.click(asked.response, label=words.NEXT)
        assert layouts.quotations(turned.response)
        assert flag in layouts.texts(channel.last_message)

        await alice.click(asked.response, label=words.NEXT)
        while letter not in layouts.ids(asked.response):
            await alice.click(asked.response, label=words.PREVIOUS)
        assert flag in layouts.texts(asked.response)
        assert "The ferry does not carry lorries." not in layouts.quotations(asked.response)


async def test_a_quotation_of_one_server_is_unknown_in_another(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
) -> None:
    """The buttons of the other server are given the ids, as if they were pasted."""
    asked = await alice.slash(channel, "ask", question=SMUGGLERS)
    assert "chapel" in layouts.text(asked.response)
    (secret, *_) = layouts.ids(asked.response)
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(
        discord.ui.ActionRow(
            ContextButton(secret, 2).button(),
            WiderButton(secret, 2).button(),
            NextButton(0, [secret]).button(),
        )
    )
    pasted = await simcord_env.bot.get_channel(away_channel.id).send(view=view)

    for label in (words.CONTEXT, words.WIDER, words.NEXT):
        pressed = await carol.click(pasted, label=label)
        told = pressed.followups[0] if pressed.followups else pressed.response
        assert words.QUOTATION_GONE == told.content


async def test_an_id_that_never_was_looks_like_a_forbidden_one(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.ActionRow(ContextButton("aaaaaaaa", 2).button()))
    made_up = await simcord_env.bot.get_channel(channel.id).send(view=view)

    pressed = await alice.click(made_up, label=words.CONTEXT)

    assert words.QUOTATION_GONE == pressed.response.content


async def test_a_button_answers_within_three_seconds_whatever_it_has_to_do(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    """The deferral is the first that Discord hears: 5 for a new reply, 6 for the same one."""
    asked = await alice.slash(channel, "ask", question=CARRIES)
    opened = await alice.click(asked.response, custom_id=layouts.custom_ids(asked.response)[0])
    await alice.click(opened.response, label=words.WIDER)
    await alice.click(asked.response, label=words.NEXT)

    callbacks = [r.json["type"] for r in simcord_env.http_requests if r.path.endswith("/callback")]
    assert [5, 5, 6, 6] == callbacks


@pytest.mark.parametrize(
    "button",
    [
        ContextButton("a" * 64, 9999),
        WiderButton("a" * 64, 9999),
        NextButton(99, ["a" * 16] * 5),
        DocumentsButton(words.PREVIOUS, 999_999),
    ],
)
def test_the_longest_ids_fit_into_a_button_and_are_read_again(button: CustomId) -> None:
    """A button whose id does not fit its own template cannot be made at all."""
    assert len(button.custom_id) <= MAX_CUSTOM_ID_CHARS
