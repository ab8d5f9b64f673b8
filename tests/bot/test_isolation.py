"""Nothing of a server's documents comes out of the bot anywhere else, whatever was done and whoever asks.

Nor does anything that it sends on the way ping anybody.

RECORD_ACTS is how many lists of acts are tried beside the one that holds all of them.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest
import simcord
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.client import RecordBot
from bot.documents.add_components import ScopeSelect
from bot.documents.components import ConfirmPurgeButton
from bot.settings import Settings
from bot.unanswered.components import OtherListButton
from index import EVERYONE, Index
from index.attribution.parser import load_pipeline
from tests.bot.limits import find_faults
from tests.bot.town import ACTS, SERVERS, Town
from tests.bot.ways_out import COMMANDS, MENUS, list_commands, list_menus, look_out
from tests.fakes import HashingEncoder
from tests.index.writing import write

EXAMPLES = int(os.environ.get("RECORD_ACTS", "1"))
OF_THE_OWNER = {ConfirmPurgeButton, OtherListButton, ScopeSelect}
"""What is shown to the owner of the bot only."""

SCOPES = (EVERYONE, *SERVERS)
"""Everyone's is that of direct messages."""

Acts = list[tuple[str, str, int]]
EVERY_ACT: Acts = [(act, scope, number) for number, act in enumerate(ACTS) for scope in SERVERS]


@pytest.fixture(scope="module", autouse=True)
def _parser() -> None:
    load_pipeline()


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting that changes nothing of what is shown."""
    monkeypatch.setattr("bot.unanswered.followers._SETTLE_SECONDS", 0.0)


async def live(acts: Acts, folder: Path, scopes: Iterable[str]) -> set[type]:
    """Do what is to be done, look at everything, and return the sorts of parts that were shown."""
    corpus = write(folder / "corpus/parties.yaml", "parties:\n  ferry:\n    name: The Ferry\n").parent
    with Index.open(folder / "data", corpus, encoder=HashingEncoder()) as record:
        bot = RecordBot(index=record, settings=Settings(_env_file=None, data=folder, cooldown_questions=1000))
        async with simcord.run(bot, check_errors=False, settle_timeout=60) as env:
            env._settle_internal = partial(env._settle_internal, idle=0.002)  # type: ignore[method-assign]
            town = Town(env, record)
            for act, scope, number in acts:
                await ACTS[act](town, scope, number)
            await look_out(town, scopes)
            assert [] == record.check()
            assert [] == find_faults(env.http_requests)
            assert set(list_commands(bot.tree)) == set(COMMANDS)
            assert MENUS == list_menus(bot.tree)
            return set(town.kinds()) - {kind for _, kind in town.parts}


@pytest.mark.slow
def test_every_command_and_every_button_shows_only_what_may_be_seen(tmp_path: Path) -> None:
    assert OF_THE_OWNER == asyncio.run(live(EVERY_ACT, tmp_path, (EVERYONE, *SERVERS[:2])))


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(SERVERS), st.integers(0, 30)), max_size=8
    ),
    st.sampled_from(SCOPES),
)
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_whatever_was_done_nothing_is_shown_elsewhere(acts: Acts, scope: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(live(acts, Path(folder), [scope]))
