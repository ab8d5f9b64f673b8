"""After a restart all that was shown before still answers, or says that it is over and what to do."""

import asyncio
import re
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
import simcord

from bot.answers.components import FeedbackButton
from bot.documents import add_components as adding
from bot.documents.components import ConfirmPurgeButton, FieldSelect, OpenAgainButton
from bot.quotes.components import AnotherQuoteButton
from bot.settings import Settings
from bot.strings import add_document as adding_words
from bot.strings import answers as words
from bot.strings import documents as document_words
from index import Index
from index.attribution.parser import load_pipeline
from tests.bot import layouts
from tests.bot.documents.change_setup import OwnedBot
from tests.bot.forging import Forger
from tests.bot.town import ACTS, SERVERS, Town
from tests.fakes import HashingEncoder
from tests.index.writing import write

SCOPE: Final = SERVERS[0]

ENDING: Final = re.compile("dismiss|cancel|:add:|erase|sample")
"""In the ids of what can be used once."""

OVER: Final[dict[type, str]] = {
    adding.AddButton: adding_words.DRAFT_GONE,
    adding.ReopenDraftButton: adding_words.DRAFT_GONE,
    adding.CancelButton: adding_words.DRAFT_GONE,
    adding.EditDraftButton: adding_words.DRAFT_GONE,
    adding.KindSelect: adding_words.DRAFT_GONE,
    adding.PartySelect: adding_words.DRAFT_GONE,
    adding.ScopeSelect: adding_words.DRAFT_GONE,
    ConfirmPurgeButton: document_words.PURGE_GONE,
    OpenAgainButton: document_words.FORM_GONE,
}
"""What does not outlive a restart, and what is told then."""

OVER_FORMS: Final = {
    "adding-form": adding_words.FORM_GONE,
    "editing-form": document_words.LOST,
    "speaking-form": document_words.LOST,
}
"""The same of forms, by how their ids begin; what was typed into those on documents is offered again."""

FORMS: Final = {*OVER_FORMS, "feedback-form", "follow-up-form", "settings-form"}

CHANGING: Final = {FeedbackButton, AnotherQuoteButton, FieldSelect}
"""What says something else each time."""

USED: Final[list[tuple[str, dict[str, str]]]] = [
    ("ask", {"question": "Which mushrooms glow underground?"}),
    ("sources list", {}),
    ("document list", {}),
    ("moderation settings", {}),
    ("moderation unanswered", {}),
    ("moderation audit", {}),
    ("moderation feedback", {}),
    ("privacy delete", {}),
    ("help", {}),
]
"""Commands that are used besides all acts, for the buttons that these leave out."""


async def restart(folder: Path) -> None:
    """Do all acts, open all forms, restart on the same data folder, and use all that was shown."""
    corpus = write(folder / "corpus/parties.yaml", "parties:\n  ferry:\n    name: The Ferry\n").parent
    settings = Settings(_env_file=None, data=folder, cooldown_questions=1000)
    with Index.open(folder / "data", corpus, encoder=HashingEncoder()) as record:
        env = simcord.Env(OwnedBot(index=record, settings=settings), check_errors=False, settle_timeout=60)
        env._settle_internal = partial(env._settle_internal, idle=0.002)  # type: ignore[method-assign]
        await env.start()
        with env.time_context():
            town = await show_all(env, record)
            parts = {kind: part for (scope, kind), part in town.parts.items() if scope == SCOPE}
            first = [kind for kind in order(parts) if not is_ending(parts[kind])]
            before = {kind: await press(town, parts[kind]) for kind in first}
            await env.bot.close()
    with Index.open(folder / "data", corpus, encoder=HashingEncoder()) as record, env.time_context():
        restarted = OwnedBot(index=record, settings=settings)
        restarted.owner = town.eve.id
        await env.restart_bot(restarted)

        after = {kind: await press(town, parts[kind]) for kind in order(parts)}

        assert set(town.kinds()) == set(parts)
        check_parts(before, after)
        forms = [used.modal for used in before.values() if used.modal]
        await check_forms(town, forms)
        await env.shutdown()


async def show_all(env: simcord.Env, record: Index) -> Town:
    town = Town(env, record)
    env.bot.owner = town.eve.id  # type: ignore[attr-defined]  # it is an OwnedBot
    for number, act in enumerate(ACTS):
        await ACTS[act](town, SCOPE, number)
    for name, options in USED:
        used = await town.command(SCOPE, name, **options)
        town.see(SCOPE, used)
        for follow in (one for one in layouts.custom_ids(used.response) if one.startswith("follow:")):
            await town.click(SCOPE, used.response, follow)
    own = next(one for one, (marks, *_) in town.marks.items() if marks.scope == SCOPE)
    town.see(SCOPE, await town.command(SCOPE, "document purge", document=own, reason="A court"))
    return town


async def press(town: Town, part: dict[str, Any]) -> Any:
    """Use a button or a select, under a message of its own."""
    viewer = town.viewers[SCOPE]
    board = (await viewer.command("help", {})).response
    options = [option["value"] for option in part.get("options", ())][-1:]
    return await viewer.use(part, board, options)


def order(parts: dict[type, dict[str, Any]]) -> list[type]:
    """First what changes what the others show, then those, then what ends something."""

    def rank(kind: type) -> tuple[bool, bool]:
        return is_ending(parts[kind]), "choose" not in parts[kind]["custom_id"]

    return sorted(parts, key=rank)


def is_ending(part: dict[str, Any]) -> bool:
    return bool(ENDING.search(part["custom_id"]))


def check_parts(before: dict[type, Any], after: dict[type, Any]) -> None:
    told = {kind: told_by(used) for kind, used in after.items()}
    assert OVER == {kind: said for kind, said in told.items() if kind in OVER}
    lasting = {kind: said for kind, said in told.items() if kind not in OVER}
    no_answers = {"", *OVER.values(), words.FAILED}
    assert [] == [kind for kind, said in lasting.items() if said in no_answers]
    alike = set(lasting) & set(before) - CHANGING
    assert {kind: told_by(before[kind]) for kind in alike} == {kind: told[kind] for kind in alike}


async def check_forms(town: Town, forms: list[dict[str, Any]]) -> None:
    told = {}
    for form in forms:
        name = form["custom_id"].partition(":")[0]
        told[name] = told_by(await town.viewers[SCOPE].submit(form, "20"))
    assert FORMS == set(told)
    assert all(told[name].startswith(sentence) for name, sentence in OVER_FORMS.items()), told
    assert all(said and words.FAILED not in said for said in told.values()), told


def told_by(used: Any) -> str:
    """What whoever acts gets: a form's title, or what is written in answer."""
    if used.modal:
        return str(used.modal["title"])
    *_, last = (one for one in (used.response, *used.followups) if one is not None)
    return f"{last.content}{layouts.text(last)}"


@pytest.mark.slow
def test_all_that_was_shown_before_a_restart_answers_after_it(tmp_path: Path) -> None:
    load_pipeline()
    asyncio.run(restart(tmp_path))


async def test_what_an_earlier_version_showed_says_that_it_is_outdated(
    simcord_env: simcord.Env, channel: simcord.ChannelHandle, alice: simcord.MemberActor
) -> None:
    forger = Forger(simcord_env, alice, channel)
    shown = (await alice.slash(channel, "help")).response
    field = {"type": 4, "custom_id": "old", "style": 1}

    for custom_id in ("context:old/3", "0123456789abcdef0123456789abcdef"):
        pressed = await forger.use({"type": 2, "style": 2, "label": "A", "custom_id": custom_id}, shown)
        sent = await forger.submit({"custom_id": custom_id, "components": [{"component": field}]}, "A")
        for told in (pressed, sent):
            assert (words.OUTDATED, True) == (told.response.content, told.ephemeral)
