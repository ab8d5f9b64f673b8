"""Questions by `/ask`, mention, reply and direct message."""

import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.strings import answers as words
from index import Index
from tests.bot import layouts
from tests.bot.harbour import CAPITAL, CARRIES

FERRY = "The ferry does not carry lorries."
BRIDGE = "The ferry does carry lorries, as every driver knows."
SMUGGLERS = "Do smugglers hide barrels beneath the chapel?"


# /ask


async def test_an_answer_shows_the_question_and_quotations_with_their_sources(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)

    assert f"**{CARRIES}**" == layouts.texts(asked.response)[0]
    assert FERRY == layouts.quotations(asked.response)[0]
    assert layouts.texts(asked.response)[3].startswith("**Ada Ferrier** · The Ferry\n")
    assert not asked.ephemeral


async def test_every_quotation_is_cut_from_its_document_by_offset(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, index: Index
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES)

    cut = [index.quotation(one) for one in layouts.ids(asked.response)]
    assert [one.text for one in cut] == layouts.quotations(asked.response)
    assert [one.text for one in cut] == [
        index.document(one.document_id).text[one.start : one.end] for one in cut
    ]


async def test_a_private_answer_is_seen_by_who_asked_only(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, bob: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES, private=True)

    assert asked.ephemeral
    assert [FERRY] == layouts.quotations(asked.response)[:1]
    assert [] == channel.history(viewer=bob)


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ({"party": "bridge"}, BRIDGE),
        ({"party": "The Bridge"}, BRIDGE),
        ({"party": "the ferry"}, FERRY),
        ({"speaker": "Bo Pontis"}, BRIDGE),
        ({"speaker": "pontis"}, BRIDGE),
        ({"since": "2021"}, BRIDGE),
        ({"since": "2021-03"}, BRIDGE),
        ({"since": " 2021-03-01 "}, BRIDGE),
        ({"until": "2019"}, FERRY),
        ({"until": "2019-10-14"}, FERRY),
        ({"since": "2019-10", "until": "2021-03-31", "party": "ferry"}, FERRY),
    ],
)
async def test_each_option_narrows_the_question_down(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, option: dict[str, str], expected: str
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES, **option)

    shown = "\n".join(layouts.quotations(asked.response))
    assert [expected] == [words for words in (FERRY, BRIDGE) if words in shown]


async def test_where_the_options_leave_nothing_the_record_is_silent(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES, since="2030")

    assert [f"**{CARRIES}**\n-# from 2030", words.SILENCE] == layouts.texts(asked.response)


@pytest.mark.parametrize("option", ["since", "until"])
@pytest.mark.parametrize("given", ["yesterday", "2019-13", "14.10.2019", "2019-02-30", "19"])
async def test_a_date_that_cannot_be_read_is_refused_privately(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    option: str,
    given: str,
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES, **{option: given})

    assert words.bad_date(option) == asked.response.content
    assert asked.ephemeral
    simcord.assert_error(simcord_env)


async def test_an_unknown_side_is_refused_with_the_sides_there_are(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CARRIES, party="tunnel")

    assert (
        "There's no such side. Choose one of these: The Ferry, The Bridge, The Press."
        == asked.response.content
    )
    assert asked.ephemeral
    simcord.assert_error(simcord_env)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("?!…", "There are no words in the question. Ask in a few words."),
        (
            "lorry " * 833 + "xy",
            "The question has 5,000 characters; the limit is 1,000. Ask in fewer words.",
        ),
    ],
)
async def test_a_question_that_cannot_be_asked_gets_a_sentence(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    question: str,
    told: str,
) -> None:
    asked = await alice.slash(channel, "ask", question=question)

    assert told == asked.response.content
    simcord.assert_error(simcord_env)


@pytest.mark.parametrize(
    "question", ["Возит ли паром грузовики?", "フェリーはトラックを運びますか", "🚢 lorries"]
)
async def test_a_question_in_another_script_is_answered_or_met_with_silence(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, question: str
) -> None:
    asked = await alice.slash(channel, "ask", question=question)

    assert f"**{question}**" == layouts.texts(asked.response)[0]


async def test_silence_says_so_and_shows_the_nearest_passages_as_such(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    asked = await alice.slash(channel, "ask", question=CAPITAL)

    assert [words.SILENCE, words.nearest(3)] == layouts.texts(asked.response)[1:3]
    assert 3 == len(layouts.quotations(asked.response))


async def test_the_first_that_discord_hears_is_that_an_answer_is_coming(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question=CARRIES)

    heard = [r for r in simcord_env.http_requests if r.path.startswith(("/interactions/", "/webhooks/"))]
    assert heard[0].path.endswith("/callback")
    assert 5 == heard[0].json["type"]
    assert 2 == len(heard)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("", ["The Ferry", "The Bridge", "The Press"]), ("BRI", ["The Bridge"]), ("x", [])],
)
async def test_sides_are_offered_by_name(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor, typed: str, expected: list[str]
) -> None:
    offered = await alice.autocomplete(channel, "ask", "party", typed, question="q")

    assert expected == [choice["name"] for choice in offered]


async def test_the_side_that_is_offered_is_understood(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    (offered,) = await alice.autocomplete(channel, "ask", "party", "bri", question="q")

    asked = await alice.slash(channel, "ask", question=CARRIES, party=offered["value"])

    assert BRIDGE == layouts.quotations(asked.response)[0]


async def test_speakers_are_offered_by_any_part_of_their_names(
    channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    offered = await alice.autocomplete(channel, "ask", "speaker", "PONT", question="q")

    assert [{"name": "Bo Pontis", "value": "Bo Pontis"}] == offered


async def test_speakers_of_another_server_are_not_offered(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
) -> None:
    dora = simcord_env.create_user("dora")

    at_home = await alice.autocomplete(channel, "ask", "speaker", "", question="q")
    away = await carol.autocomplete(away_channel, "ask", "speaker", "", question="q")
    direct = await dora.autocomplete("ask", "speaker", "", question="q")

    for_all = {"Ada Ferrier", "Bo Pontis", "<@4242>"}
    assert for_all | {"Hugh Home"} == {choice["name"] for choice in at_home}
    assert for_all | {"Wanda Away"} == {choice["name"] for choice in away}
    assert for_all == {choice["name"] for choice in direct}


class TestOfManySpeakers:
    @pytest.fixture
    def simcord_bot(self, own_index: Index, settings: Settings) -> RecordBot:
        for number in range(30):
            text = settings.data / f"{number}.txt"
            text.write_text(f"Speech number {number} was short.", encoding="utf-8")
            name = f"Speaker {number:02}" if number else "x" * 101
            own_index.add(text, {"title": "A speech", "kind": "statement", "author": name})
        return RecordBot(index=own_index, settings=settings)

    async def test_no_more_are_offered_than_discord_shows_and_none_too_long(
        self, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        offered = await alice.autocomplete(channel, "ask", "speaker", "", question="q")

        assert 25 == len(offered)
        assert all(len(choice["name"]) <= 100 for choice in offered)


async def test_the_command_works_in_direct_messages(simcord_env: simcord.Env) -> None:
    asked = await simcord_env.create_user("dora").slash("ask", question=CARRIES)

    assert FERRY == layouts.quotations(asked.response)[0]


@pytest.mark.parametrize("where", ["away", "direct"])
async def test_a_servers_document_never_answers_elsewhere(
    simcord_env: simcord.Env,
    channel: simcord.ChannelHandle,
    alice: simcord.MemberActor,
    away_channel: simcord.ChannelHandle,
    carol: simcord.MemberActor,
    where: str,
) -> None:
    dora = simcord_env.create_user("dora")
    at_home = await alice.slash(channel, "ask", question=SMUGGLERS)

    if where == "away":
        asked = await carol.slash(away_channel, "ask", question=SMUGGLERS)
        await carol.send(away_channel, f"{simcord_env.bot.user.mention} {SMUGGLERS}")
        mentioned = away_channel.last_message
    else:
        asked = await dora.slash("ask", question=SMUGGLERS)
        await dora.send_dm(SMUGGLERS)
        mentioned = dora.dm_channel.history()[-1]

    assert "The smugglers hide barrels beneath the chapel at midnight." in layouts.quotations(
        at_home.response
    )
    for reply in (asked.response, mentioned):
        assert "chapel" not in "".join(layouts.quotations(reply))
        assert "Hugh Home" not in layouts.text(reply)


# Nobody is pinged


async def test_a_quotation_that_names_everyone_pings_nobody(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    question = "Must everyone in the notice swim to the lighthouse?"
    asked = await alice.slash(channel, "ask", question=question)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {question}")

    for reply in (asked.response, channel.last_message):
        assert "@everyone must leave, and <@4242> and <@&77>" in layouts.quotations(reply)[0]
        stored = simcord_env.backend.get_message(channel.id, reply.id)
        assert ([], [], False) == (stored.ping_user_ids, stored.ping_role_ids, stored.mention_everyone)


async def test_no_message_allows_a_mention(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    await alice.slash(channel, "ask", question=CARRIES)
    await alice.send(channel, f"{simcord_env.bot.user.mention} {CARRIES}")
    await alice.send(channel, f"{simcord_env.bot.user.mention} ??")

    sent = [r.json for r in simcord_env.http_requests if r.path.startswith("/webhooks/")]
    sent += [r.json for r in simcord_env.http_requests if r.path == f"/channels/{channel.id}/messages"]
    assert [{"parse": []}] * 3 == [
        {"parse": body["allowed_mentions"]["parse"]} for body in sent if "allowed_mentions" in body
    ]
    assert not any(body["allowed_mentions"].get("replied_user") for body in sent)


# Cooldown


class TestCooldown:
    @pytest.fixture
    def simcord_bot(self, index: Index, settings: Settings) -> RecordBot:
        strict = settings.model_copy(update={"cooldown_questions": 2, "cooldown_seconds": 60.0})
        return RecordBot(index=index, settings=strict)

    async def test_it_counts_commands_and_mentions_together_and_ends(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        mention = simcord_env.bot.user.mention
        await alice.slash(channel, "ask", question=CARRIES)
        await simcord_env.advance_time(10)
        await alice.send(channel, f"{mention} {CARRIES}")

        refused = await alice.slash(channel, "ask", question=CARRIES)
        await alice.send(channel, f"{mention} {CARRIES} Please tell.")

        assert refused.response.content.startswith("You've reached the limit of 2 questions in 60 seconds.")
        assert refused.ephemeral
        assert refused.response.content == channel.last_message.content
        simcord.assert_error(simcord_env)

        await simcord_env.advance_time(50.1)
        asked = await alice.slash(channel, "ask", question=CARRIES)
        await alice.send(channel, f"{mention} {CARRIES}")

        assert FERRY == layouts.quotations(asked.response)[0]
        assert FERRY == layouts.quotations(channel.last_message)[0]

    async def test_it_tells_when_the_next_question_may_come(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        start = simcord_env.now().timestamp()
        for _ in range(2):
            await alice.slash(channel, "ask", question=CARRIES)

        refused = await alice.slash(channel, "ask", question=CARRIES)

        limit = "You've reached the limit of 2 questions in 60 seconds."
        assert f"{limit} You can ask again <t:{start + 60:.0f}:R>." == refused.response.content
        simcord.assert_error(simcord_env)

    async def test_it_is_each_users_own(
        self,
        simcord_env: simcord.Env,
        channel: simcord.ChannelHandle,
        alice: simcord.MemberActor,
        bob: simcord.MemberActor,
    ) -> None:
        for _ in range(2):
            await alice.slash(channel, "ask", question=CARRIES)

        asked = await bob.slash(channel, "ask", question=CARRIES)

        assert FERRY == layouts.quotations(asked.response)[0]

    async def test_what_is_refused_for_its_options_does_not_count(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        for _ in range(5):
            await alice.slash(channel, "ask", question=CARRIES, since="yesterday")
        simcord.assert_error(simcord_env)

        asked = await alice.slash(channel, "ask", question=CARRIES)

        assert FERRY == layouts.quotations(asked.response)[0]

    async def test_buttons_and_an_empty_mention_do_not_count(
        self, simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
    ) -> None:
        asked = await alice.slash(channel, "ask", question=CARRIES)
        for label in (words.NEXT, words.PREVIOUS, words.NEXT):
            await alice.click(asked.response, label=label)
            await alice.send(channel, simcord_env.bot.user.mention)

        asked = await alice.slash(channel, "ask", question=CARRIES)

        assert FERRY == layouts.quotations(asked.response)[0]
