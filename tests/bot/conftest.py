"""A small record about a harbour, and a simulated Discord with the bot in it."""

from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path
from shutil import copytree

import discord
import pytest
import simcord

from bot.client import RecordBot
from bot.settings import Settings
from bot.unanswered import followers
from index import Index
from index.fetching.fetcher import Fetcher
from tests.bot.harbour import AWAY, HOME, write_corpus, write_server_documents
from tests.bot.limits import find_faults
from tests.fakes import HashingEncoder

_IDLE_SECONDS = 0.01
"""After which simcord looks again whether anything is left to do. By its own 0.05 each action waits for that;
by 0.002 looking took a third of the time of the processor.
"""


@pytest.fixture(scope="session", autouse=True)
def _hasty() -> Iterator[None]:
    """Followed questions are asked again at once: each act would be waited for otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(followers, "_SETTLE_SECONDS", 0.01)
        settle = simcord.Env._settle_internal
        patch.setattr(simcord.Env, "_settle_internal", partialmethod(settle, idle=_IDLE_SECONDS))
        yield


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a record, closed; two of its documents belong to one server each.

    Copying them takes a fifth of the time of making them.
    """
    folder = tmp_path_factory.mktemp("harbour") / "made"
    corpus = write_corpus(folder / "corpus")
    with Index.open(folder / "data", corpus, encoder=HashingEncoder()) as record:
        for path, scope in write_server_documents(folder / "added"):
            record.add(path, scope=scope)
        record.engine.search.catch_up()
    return folder


@pytest.fixture(scope="session")
def index(harbour: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The record that all tests read.

    No test changes its documents; the questions that it could not answer are whoever's.
    """
    with open_copy(harbour, tmp_path_factory.mktemp("harbour")) as record:
        yield record


@pytest.fixture
def own_index(harbour: Path, tmp_path: Path) -> Iterator[Index]:
    """The same record, to be changed."""
    with open_copy(harbour, tmp_path / "own") as record:
        yield record


def open_copy(harbour: Path, folder: Path, fetcher: Fetcher | None = None) -> Index:
    copytree(harbour, folder, dirs_exist_ok=True)
    return Index.open(folder / "data", folder / "corpus", encoder=HashingEncoder(), fetcher=fetcher)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, data=tmp_path, cooldown_questions=1000)


@pytest.fixture
def simcord_bot(index: Index, settings: Settings) -> RecordBot:
    return RecordBot(index=index, settings=settings)


@pytest.fixture
def simcord_env(simcord_env: simcord.Env) -> Iterator[simcord.Env]:
    """Whatever a test does, nothing that the bot sends pings anybody, or is more than Discord takes.

    What is done may take a minute on a busy machine, not simcord's 5 seconds.
    """
    simcord_env.settle_timeout = max(60.0, simcord_env.settle_timeout)
    yield simcord_env
    assert [] == find_faults(simcord_env.http_requests)


@pytest.fixture
def guild(simcord_env: simcord.Env) -> simcord.GuildHandle:
    return simcord_env.create_guild("Home", id=HOME)


@pytest.fixture
def channel(guild: simcord.GuildHandle) -> simcord.ChannelHandle:
    return guild.create_text_channel("record")


@pytest.fixture
def alice(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    return guild.add_member(simcord_env.create_user("alice", global_name="Alice"))


@pytest.fixture
def bob(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    return guild.add_member(simcord_env.create_user("bob", global_name="Bob"))


@pytest.fixture
def mo(simcord_env: simcord.Env, guild: simcord.GuildHandle) -> simcord.MemberActor:
    """A moderator."""
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    return guild.add_member(simcord_env.create_user("mo", global_name="Mo"), roles=[role])


@pytest.fixture
def moderator(mo: simcord.MemberActor) -> simcord.MemberActor:
    """The same."""
    return mo


@pytest.fixture
def away_channel(simcord_env: simcord.Env, channel: simcord.ChannelHandle) -> simcord.ChannelHandle:
    """A channel of another server."""
    return simcord_env.create_guild("Away", id=AWAY).create_text_channel("elsewhere")


@pytest.fixture
def carol(away_channel: simcord.ChannelHandle, simcord_env: simcord.Env) -> simcord.MemberActor:
    """A member of the other server."""
    return away_channel.guild.add_member(simcord_env.create_user("carol", global_name="Carol"))
