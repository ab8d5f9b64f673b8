"""Browsing the documents: the list, one of them, and the card."""

import re
from typing import Any

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as words
from bot.strings import documents as document_words
from bot.strings import lifecycle as keeping_words
from bot.strings import sources as browsing_words
from index import ANY_SCOPE, Document, Index
from tests.bot import layouts
from tests.bot.harbour import AWAY, HOME
from tests.index.writing import add


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


def titles(reply: Any) -> list[str]:
    return re.findall(r"^\*\*(.+)\*\*$", layouts.text(reply), re.MULTILINE)


# The list, narrowed down


async def test_the_list_is_narrowed_down_by_words_and_by_side(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    async def list_titles(**options: str) -> list[str]:
        return titles((await alice.slash(channel, "sources list", **options)).response)

    assert ["Lorries at the quay"] == await list_titles(filter="lorris writer")
    assert ["The bridge answers", "Minutes of the home team"] == await list_titles(side="The Bridge")
    assert ["Minutes of the home team"] == await list_titles(side="bridge", filter="mínutes")
    assert ["The logbook", "The ferry and the lorries"] == await list_titles(side="none")


async def test_what_fits_nothing_is_said_with_what_was_looked_for(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    listed = await alice.slash(channel, "sources list", side="press", filter="*zebra*")

    told = browsing_words.narrowed("\\*zebra\\*", "The Press")
    assert [browsing_words.none_of(told)] == layouts.texts(listed.response)


async def test_sides_are_offered_by_name_and_an_unknown_one_or_a_long_filter_is_refused(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    offered = await alice.autocomplete(channel, "sources list", "side", "the")
    unknown = await alice.slash(channel, "sources list", side="tunnel")
    long = await alice.slash(channel, "sources list", filter="a" * 61)

    assert ["ferry", "bridge", "press"] == [choice["value"] for choice in offered]
    assert "There's no such side" in unknown.response.content
    assert document_words.filter_too_long(60) == long.response.content
    simcord.assert_error(simcord_env)


# One document


def find(index: Index, title: str) -> Document:
    return next(one for one in index.documents(scope=ANY_SCOPE) if one.title.startswith(title))


async def test_a_document_is_shown_with_its_source_and_its_beginning_word_for_word(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    letter = find(index, "Letter of the ferry")

    shown = await alice.slash(channel, "sources show", document=letter.id)

    text = layouts.text(shown.response).replace("\N{NO-BREAK SPACE}", " ")
    assert shown.ephemeral
    assert [letter.title] == titles(shown.response)
    for stated in (
        "Kind: Letter",
        "Side: The Ferry",
        "Author: Ada Ferrier",
        "Publisher: Harbour Gazette",
        "Date: 14 October 2019",
        f"Length: {len(letter.text)} characters",
        f"ID {letter.id} · version 1",
        browsing_words.own_words("Ada Ferrier"),
        browsing_words.NOBODY_SPEAKS,
    ):
        assert stated in text
    assert re.search(r"Added: <t:\d+:D>", text)
    assert ["https://example.org/letter"] == layouts.links(shown.response)
    (quoted,) = layouts.quotations(shown.response)
    assert letter.text.startswith(quoted)
    assert quoted.endswith(".")


async def test_a_briefing_is_called_one_and_nobodys_words(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    shown = await alice.slash(channel, "sources show", document=find(index, "The ferry and").id)

    text = layouts.text(shown.response)
    assert f"**{words.BRIEFING}**" in text
    assert browsing_words.BRIEFING_BEGINS in text
    assert browsing_words.rests_on(1) in text
    assert "Author" not in text


async def test_a_document_is_found_by_a_title_that_only_it_has(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    by_title = await alice.slash(channel, "sources show", document="the logbok")
    by_many = await alice.slash(channel, "sources show", document="ferry")

    assert ["The logbook"] == titles(by_title.response)
    assert browsing_words.several("ferry") == by_many.response.content
    simcord.assert_error(simcord_env)


async def test_titles_are_offered_with_slips_and_accents_to_who_may_see_them(
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
) -> None:
    at_home = await alice.autocomplete(channel, "sources show", "document", "mínuets")
    away = await carol.autocomplete(away_channel, "sources show", "document", "minutes")
    everything = await alice.autocomplete(channel, "sources show", "document", "")

    assert ["Minutes of the home team"] == [one["name"].partition(" · ")[0] for one in at_home]
    assert ["Minutes of the away team"] == [one["name"].partition(" · ")[0] for one in away]
    assert 7 == len(everything)


class TestOfAChangedRecord:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        return RecordBot(index=own_index, settings=settings)

    async def test_what_is_away_removed_or_erased_is_as_unknown_as_what_never_was(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        own_index: Index,
    ) -> None:
        away, removed, erased = (
            find(own_index, one) for one in ("Minutes of the away", "The bridge", "The log")
        )
        own_index.remove(removed.id, scope=ANY_SCOPE)
        own_index.admin.purge(erased.id, "asked for")

        for wanted in (away.id, away.title, removed.id, removed.title, erased.id, "aaaaaaaa", "?"):
            shown = await alice.slash(channel, "sources show", document=wanted)
            assert keeping_words.UNKNOWN == shown.response.content
        offered = await alice.autocomplete(channel, "sources show", "document", "")
        assert not {away.id, removed.id, erased.id} & {choice["value"] for choice in offered}
        simcord.assert_error(simcord_env)

    async def test_who_is_quoted_is_told_with_how_often_and_ten_at_most(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        names = [
            f"{first} {last}"
            for first in ("Anna", "Peter", "Maria")
            for last in ("Holt", "Brown", "Miller", "Stone")
        ]
        said = [f"“The ferry number {n} floats very well,” said {name}." for n, name in enumerate(names)]
        again = "“It sinks in every single storm,” said Anna Holt."
        added = add(own_index, "\n\n".join([*said, again]), title="Voices", scope=str(HOME))
        quoted = {one.quotation.speaker for one in own_index.quotations.direct(added.id, scope=ANY_SCOPE)}
        assert set(names) == quoted

        shown = await alice.slash(channel, "sources show", document=added.id)

        (line,) = [one for one in layouts.text(shown.response).split("\n") if one.startswith("Quoted")]
        assert line.startswith("Quoted in it: **Anna Holt** (2), ")
        assert 10 == line.count("**") / 2
        assert line.endswith("and 2 more")

    async def test_a_long_beginning_is_cut_and_that_is_said(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, own_index: Index
    ) -> None:
        added = add(own_index, f"The quay is {'*~ ' * 900}long.", title="*" * 900, author="_" * 900)

        shown = await alice.slash(channel, "sources show", document=added.id)

        (quoted,) = layouts.quotations(shown.response)
        assert added.text.startswith(quoted)
        assert words.CUT in layouts.text(shown.response)


# The card


async def test_the_card_tells_the_figures_of_the_record_in_its_description_and_below(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    shown = await alice.slash(channel, "sources card")

    (picture,) = shown.response.attachments
    assert shown.ephemeral
    assert browsing_words.FILE == picture.filename
    assert "image/png" == picture.content_type
    for told in (str(picture.description), layouts.text(shown.response)):
        told = re.sub(r"[\\*]", "", told).replace("\N{NO-BREAK SPACE}", " ")
        assert "7 documents on the record" in told
        assert "Not counted: this project's 1 briefing." in told
        assert "By side – The Ferry: 2 · The Bridge: 2 · The Press: 1 · No side: 1." in told
        assert "By year – 2018: 1 · 2019: 1 · 2020: 2 · 2021: 1 · 2022: 1." in told
        assert "Harbour Gazette: 2" in told
        assert "1 without a known outlet" in told
    (gallery,) = [one for one in shown.response.components if one["type"] == 12]
    assert picture.description == gallery["items"][0]["description"]


async def test_another_servers_documents_are_not_counted(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    at_home = await alice.slash(channel, "sources card")
    direct = await simcord_env.create_user("dora").slash("sources card")

    assert {str(HOME), str(AWAY)} < {document.scope for document in index.documents(scope=ANY_SCOPE)}
    counted = [
        re.search(r"The Bridge:\s(\d)", layouts.text(one.response))[1]  # type: ignore[index]
        for one in (at_home, direct)
    ]
    assert ["2", "1"] == counted


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

        assert ["Documents 1–10 of 27", "Documents 11–20 of 27", "Documents 21–27 of 27"] == [
            text.rpartition("-# ")[2].partition(",")[0] for text in shown[:3]
        ]
        assert [shown[1], shown[0]] == shown[3:]

    async def test_what_narrows_it_down_is_kept_while_pages_are_turned(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        listed = await alice.slash(channel, "sources list", filter="speech", side="none")

        await alice.click(listed.response, label=words.NEXT)

        text = layouts.text(listed.response)
        assert "Documents 11–20 of 20" in text
        assert browsing_words.narrowed("speech", "No side") in text

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
        for document in own_index.documents(scope=ANY_SCOPE):
            if document.title.startswith("Speech"):
                own_index.remove(document.id, scope=ANY_SCOPE)

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

    async def test_the_card_is_a_sentence(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor, record: Index
    ) -> None:
        empty = await alice.slash(channel, "sources card")
        add(record, "Whether it floats is disputed.", kind="briefing")
        of_briefings = await alice.slash(channel, "sources card")

        assert [words.NO_DOCUMENTS] == layouts.texts(empty.response)
        assert [browsing_words.only_briefings(1)] == layouts.texts(of_briefings.response)

    async def test_a_question_is_met_with_silence(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question="Is there anything?")

        assert ["**Is there anything?**", words.SILENCE] == layouts.texts(asked.response)
