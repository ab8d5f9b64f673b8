"""A process that acts on a record at random until it is killed, and tells each act before and after it.

It is forked from a server that has imported all modules, so that many can be started in a few seconds.
"""

import contextlib
import multiprocessing
import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from index import ANY_SCOPE, Document, Index
from index.document_admin import LIBRARY_ACTOR
from index.domain.unanswered_question import Retention
from index.errors import NothingToUndo
from index.ingestion.pipeline import prepare
from index.ingestion.pipeline import resolve_metadata as describe_reading
from index.reading.plain_text import read_plain_text
from index.search.retriever import HybridRetriever
from tests.fakes import HashingEncoder
from tests.index.writing import add, write

_READING: Final = read_plain_text(b"It is so.", "a.txt")
prepare(
    _READING, describe_reading(_READING, {"title": "A"}, "a.txt"), ""
)  # loads what splits and tells languages

_FULL: Final = 8
"""Documents from which more are purged than added."""

Act = tuple[str, str, str]
"""What is done, to the document of which text, and its new title if it gets one."""


@dataclass
class Expected:
    """The record as it must be: every document by its text, and how many acts there were."""

    titles: dict[str, list[str]] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    purged: set[str] = field(default_factory=set)
    last: Act | None = None
    acts: int = 0
    is_followed: bool = False

    def apply(self, act: Act) -> None:
        """What an act makes of it. One without effect is none."""
        if act[0] in ("follow", "forget"):
            self.is_followed = act[0] == "follow"
            return
        before = (dict(self.titles), set(self.removed), set(self.purged))
        self._do(*act)
        if before == (self.titles, self.removed, self.purged):
            return
        self.acts += 1
        if act[0] != "build":  # whose actor is another
            self.last = None if act[0] in ("undo", "purge") else act

    def _do(self, action: str, text: str, title: str) -> None:
        if action in ("add", "build"):
            self.titles[text] = [title]
        elif action == "edit":
            self.titles[text] = [*self.titles[text], title]
        elif action == "remove":
            self.removed.add(text)
        elif action == "restore":
            self.removed.discard(text)
        elif action == "purge":
            del self.titles[text]
            self.removed.discard(text)
            self.purged.add(text)
        elif action == "undo" and self.last is not None:
            self._undo(self.last)

    def _undo(self, last: Act) -> None:
        action, text, _ = last
        if action == "edit":
            self.titles[text] = [*self.titles[text], self.titles[text][-2]]
        elif action == "remove":
            self.removed.discard(text)
        else:
            self.removed.add(text)

    def describe(self) -> object:
        """The same as `describe` of the record itself."""
        return (
            {text: (titles[-1], len(titles), text in self.removed) for text, titles in self.titles.items()},
            self.acts,
            self.is_followed,
        )


def describe(record: Index, owner: str = "") -> object:
    """The title, the version and the state of an owner's documents by their texts, and the number of acts.

    And whether the owner follows a question. Without an owner it is of all that are there.
    """
    documents = list_own(record, owner)
    acts = len(record.audit.read(limit=10**6, actor=owner or None, scope=ANY_SCOPE))
    follows = bool(owner and record.unanswered.followed_by(f"user{owner}"))
    return ({d.text: (d.title, d.version, d.removed) for d in documents}, acts, follows)


def list_own(record: Index, owner: str) -> list[Document]:
    documents = [*record.documents(scope=ANY_SCOPE), *record.documents(removed=True, scope=ANY_SCOPE)]
    return [document for document in documents if f"text{owner}" in document.text]


class DoomedProcess:
    """The process, as the test sees it. One with an owner acts on documents of that owner only."""

    def __init__(self, data: Path, corpus: Path, seed: int, owner: str = "") -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        self._heard, tells = context.Pipe(duplex=False)
        self._process = context.Process(target=act_for_ever, args=(data, corpus, seed, owner, tells))
        self._process.start()
        tells.close()  # so that only the process itself holds it open

    def listen(self, words: int = 10**6) -> list[tuple[str, Act]]:
        """What it tells, at most so many words: of each act when it `begins`, and when it is `done`."""
        told = []
        with contextlib.suppress(EOFError, OSError):  # the last word may be cut off
            while len(told) < words:
                told.append(self._heard.recv())
        return told

    def stop(self) -> None:
        """End it at once, whatever it is about."""
        self._process.kill()

    def kill(self) -> list[tuple[str, Act]]:
        """End it at once, whatever it is about, and return what it told until then."""
        self._process.kill()
        self._process.join()
        told = self.listen()
        self._heard.close()
        return told


def forget_files(corpus: Path, expected: Expected) -> None:
    """Delete the files of the corpus folder that were not built before their process was killed."""
    known = {text.split()[5] for text in (*expected.titles, *expected.purged)}
    for path in (corpus / "article").glob("*"):
        if f"text{path.stem}" not in known:
            path.unlink()


def act_for_ever(data: Path, corpus: Path, seed: int, owner: str, tells: Connection) -> None:
    """What the process does."""
    chance = random.Random(f"{seed}{owner}")  # noqa: S311 - the acts are to be any
    with (
        tempfile.TemporaryDirectory(dir=data.parent) as folder,
        Index.open(data, None if owner else corpus, encoder=HashingEncoder()) as record,
    ):
        tempfile.tempdir = folder
        for number in range(10**6):
            act, do = _choose(record, corpus, chance, f"{owner}{seed}x{number}", owner)
            tells.send(("begins", act))
            do()
            tells.send(("done", act))


def _choose(
    record: Index, corpus: Path, chance: random.Random, name: str, owner: str
) -> tuple[Act, Callable[[], Any]]:
    documents = list_own(record, owner)
    adding = ["add", "follow"] if owner else ["add", "build"]
    others = ["edit", "remove", "restore", "undo", "undo", "rebuild", "ask", "purge"]
    others += ["forget", "follow"] if owner else []
    action = chance.choice(adding + others if len(documents) < _FULL else [*others, "purge", "purge"])
    if action in ("follow", "forget"):
        return (action, "", ""), lambda: _follow(record, owner, is_wanted=action == "follow")
    if not documents or action in ("add", "build"):
        text = "\n\n".join(
            f"Sentence {n} of the text text{name} has stork{n}." for n in range(chance.randrange(1, 60))
        )
        if action == "build":
            return (action, text, name), lambda: _build(record, corpus, text, name)
        return ("add", text, name), lambda: add(record, text, title=name, actor=owner or LIBRARY_ACTOR)
    document = chance.choice(documents)
    act = (action, document.text, name)
    return act, lambda: _do(record, action, document, name, owner or LIBRARY_ACTOR)


def _do(record: Index, action: str, document: Document, name: str, actor: str) -> None:
    {
        "edit": lambda: record.admin.edit(document.id, {"title": name}, actor=actor, scope=ANY_SCOPE),
        "remove": lambda: record.remove(document.id, actor=actor, scope=ANY_SCOPE),
        "restore": lambda: record.restore(document.id, actor=actor, scope=ANY_SCOPE),
        "purge": lambda: record.admin.purge(document.id, "It is to go.", actor=actor),
        "ask": lambda: record.ask("Which sentence has the stork?"),
        "undo": lambda: _undo(record, actor),
        "rebuild": lambda: _rebuild(record),
    }[action]()


def _build(record: Index, corpus: Path, text: str, name: str) -> None:
    """Bring the record in line with a corpus folder that has gained a file."""
    write(corpus / f"article/{name}.md", f"---\ntitle: {name}\n---\n\n{text}")
    record.build()


def _follow(record: Index, owner: str, *, is_wanted: bool) -> None:
    """Let a user of the owner wait for an answer, or erase that they do."""
    user, scope, at = f"user{owner}", f"server{owner}", datetime.now(UTC)
    if not is_wanted:
        record.unanswered.forget(user)
        return
    retention = Retention(questions=9, days=99)
    record.unanswered.keep("Who glows?", scope=scope, nearest=None, at=at, retention=retention)
    [group] = record.unanswered.groups(scope)
    record.unanswered.follow(user, scope=scope, key=group.key, place="7", at=at)


def _undo(record: Index, actor: str) -> None:
    with contextlib.suppress(NothingToUndo):
        record.admin.undo(scope=ANY_SCOPE, actor=actor, within=timedelta(days=1))


def _rebuild(record: Index) -> None:
    for cache in record.engine.search.caches.values():
        with cache.lock():
            cache.clear()
    HybridRetriever(record._store, cache.folder.parent)
