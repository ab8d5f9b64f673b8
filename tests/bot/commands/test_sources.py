"""The list of documents."""

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.words import answers as words
from index import Index
from tests.bot import layouts


async def test_the_list_is_private_and_names_every_document(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    listed = await alice.slash(channel, "sources list")

    assert listed.ephemeral
    for title in (
        "Letter of the ferry",
        "The bridge answers",
        "Lorries at the quay",
        "The ferry and the lorries",
    ):
        assert title in layouts.text(listed.response)


async def test_a_server_sees_its_own_documents_and_nobody_elses(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
) -> None:
    at_home = await alice.slash(channel, "sources list")
    away = await carol.slash(away_channel, "sources list")
    direct = await simcord_env.create_user("dora").slash("sources list")

    teams = [
        [team for team in ("home team", "away team") if team in layouts.text(listed.response)]
        for listed in (at_home, away, direct)
    ]
    assert [["home team"], ["away team"], []] == teams


class TestOfManyDocuments:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        for number in range(20):
            text = settings.data / f"{number}.txt"
            text.write_text(f"Speech number {number} was short.", encoding="utf-8")
            own_index.add(text, {"title": f"Speech {number}"})
        return RecordBot(index=own_index, settings=settings)

    async def test_its_pages_are_turned_in_place_there_and_back(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        listed = await alice.slash(channel, "sources list")
        shown = [layouts.text(listed.response)]

        for label in (words.NEXT, words.NEXT, words.PREVIOUS, words.PREVIOUS):
            await alice.click(listed.response, label=label)
            shown.append(layouts.text(listed.response))

        assert ["1–10 of 27", "11–20 of 27", "21–27 of 27"] == [
            text.rpartition("-# ")[2].partition(" documents")[0] for text in shown[:3]
        ]
        assert [shown[1], shown[0]] == shown[3:]

    async def test_they_are_turned_after_a_restart_too(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        own_index: Index,
        settings: Settings,
    ) -> None:
        listed = await alice.slash(channel, "sources list")

        await simcord_env.restart_bot(RecordBot(index=own_index, settings=settings))
        await alice.click(listed.response, label=words.NEXT)

        assert "11–20 of 27" in layouts.text(listed.response)

    async def test_a_page_of_documents_removed_since_is_the_last_there_is(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        listed = await alice.slash(channel, "sources list")
        for document in own_index.documents():
            if document.title.startswith("Speech"):
                own_index.remove(document.id)

        await alice.click(listed.response, label=words.NEXT)

        assert "1–7 of 7" in layouts.text(listed.response)


class TestOfNoDocuments:
    @pytest.fixture
    def simcord_bot(self, record: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=record, settings=settings)

    async def test_the_list_says_that_there_are_none(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        listed = await alice.slash(channel, "sources list")

        assert [words.NO_DOCUMENTS] == layouts.texts(listed.response)

    async def test_a_question_is_met_with_silence(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question="Is there anything?")

        assert ["**Is there anything?**", words.SILENCE] == layouts.texts(asked.response)
