"""Nothing of a server's documents is ever shown to another, or in direct messages, whatever was done."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from index import ANY_SCOPE, EVERYONE, Document, Index, Quotation
from index.domain.filters import Filters
from index.errors import DuplicateDocument, NothingToUndo, NotYours, RecordError, UnknownDocument
from tests.fakes import HashingEncoder
from tests.index.marks import Marks
from tests.index.writing import add, write

SCOPES = (EVERYONE, "1", "2", "3")
"""Everyone is who asks in direct messages as well."""


class Servers(RuleBasedStateMachine):
    """Acts in three servers and on everyone's record, and what each may see after them."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.record = Index.open(Path(self.folder.name) / "data", encoder=HashingEncoder())
        self.marks: list[Marks] = []
        self.owners: dict[str, list[Marks]] = {}
        self.quotations: set[str] = set()

    def teardown(self) -> None:
        """Look from everywhere, and close the record."""
        try:
            for scope in SCOPES:
                self._look(scope)
            assert [] == self.record.check()
        finally:
            self.record.close()
            self.folder.cleanup()

    @initialize()
    def add_one_each(self) -> None:
        """Every scope begins with a document."""
        for scope in SCOPES:
            self.add(scope)

    @rule(scope=st.sampled_from(SCOPES))
    def add(self, scope: str) -> None:
        """A document of its own words."""
        marks = Marks(len(self.marks), scope)
        self.marks.append(marks)
        document = add(self.record, marks.text, title=marks.title, url=marks.url, scope=scope)
        self.owners[document.id] = [marks]
        answer = self.record.ask(f"Does the {marks.word} float?", scope=scope, limit=5)
        self.quotations |= {quotation.id for quotation in answer.quotations or answer.nearest}

    @rule(scope=st.sampled_from(SCOPES), other=st.sampled_from(SCOPES))
    def add_what_another_has(self, scope: str, other: str) -> None:
        """The words of another scope's document, under a title of its own."""
        theirs = next(marks for marks in self.marks if marks.scope == other)
        own = Marks(len(self.marks), scope)
        try:
            document = add(self.record, theirs.text, title=own.title, scope=scope)
        except DuplicateDocument as error:
            self._check(str(error), scope)
            return
        self.marks.append(own)
        self.owners[document.id] = [own, theirs.stand_in(scope)]
        self.marks.append(theirs.stand_in(scope))

    @precondition(lambda self: self.owners)
    @rule(
        data=st.data(),
        scope=st.sampled_from((*SCOPES, ANY_SCOPE)),
        action=st.sampled_from(["remove", "restore", "edit", "renew", "attribute", "undo"]),
    )
    def act(self, data: Any, scope: str, action: str) -> None:
        """An act of somebody in a scope on any document, their own or not."""
        wanted = data.draw(st.sampled_from(sorted(self.owners)))
        marks = self.owners[wanted][0]
        act = {
            "remove": lambda: self.record.remove(wanted, scope=scope, reason=f"no {marks.word}"),
            "restore": lambda: self.record.restore(wanted, scope=scope),
            "edit": lambda: self.record.admin.edit(wanted, {"author": marks.speaker}, scope=scope),
            "renew": lambda: self._renew(wanted, marks, scope),
            "attribute": lambda: self._attribute(wanted, marks, scope),
            "undo": lambda: self.record.admin.undo(
                scope=scope, actor="the library", within=timedelta(days=1)
            ),
        }[action]
        try:
            act()
        except (UnknownDocument, NotYours, NothingToUndo, DuplicateDocument) as error:
            self._check(str(error), scope)
        else:
            assert scope in (ANY_SCOPE, marks.scope) or action in ("undo", "attribute")

    @precondition(lambda self: len(self.owners) > 2)
    @rule(data=st.data())
    def purge(self, data: Any) -> None:
        """The owner erases any document."""
        wanted = data.draw(st.sampled_from(sorted(self.owners)))
        self.record.admin.purge(wanted, "It is to go.")
        del self.owners[wanted]

    @rule(scope=st.sampled_from(SCOPES[1:]))
    def leave(self, scope: str) -> None:
        """The bot is away from a server so long that its documents are erased."""
        noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
        self.record.left_servers.record_departure(scope, noon)
        erased = self.record.admin.purge_left_servers(noon + timedelta(days=1))
        gone = [wanted for wanted, marks in self.owners.items() if marks[0].scope == scope]
        assert erased == len(gone)
        for wanted in gone:
            del self.owners[wanted]

    def _renew(self, wanted: str, marks: Marks, scope: str) -> None:
        path = write(Path(self.folder.name) / "a.txt", f"{marks.text} It leaks.")
        self.record.ingestion.add_version(
            wanted, self.record.ingestion.read(path), {"title": marks.title}, scope=scope
        )

    def _attribute(self, wanted: str, marks: Marks, scope: str) -> None:
        answer = self.record.ask(f"Does the {marks.word} float?", scope=marks.scope)
        for quotation in (one for one in answer.quotations if one.document_id == wanted):
            try:
                self.record.quotations.attribute(quotation.id, marks.speaker, scope=scope)
            except RecordError as error:
                self._check(str(error), scope)
            else:
                assert scope in (ANY_SCOPE, marks.scope)

    def _look(self, scope: str) -> None:
        hidden = [
            marks for marks in self.marks if scope != ANY_SCOPE and marks.scope not in (EVERYONE, scope)
        ]
        for marks in hidden or self.marks[-2:]:
            for shown in self._show(marks, scope):
                self._check(repr(shown), scope)
        for wanted in sorted(self.quotations):
            for look_up in (self.record.quotation, self.record.quotations.context):
                self._check(_attempt(lambda call=look_up, one=wanted: call(one, scope=scope)), scope)  # type: ignore[misc]
        for wanted in sorted(self.owners):
            for read in (self.record.document, self.record.admin.history):
                self._check(_attempt(lambda call=read, one=wanted: call(one, scope=scope)), scope)  # type: ignore[misc]
        listed = [self.record.documents(scope=scope), self.record.documents(removed=True, scope=scope)]
        self._check(repr((listed, self.record.quotes.speakers(scope=scope))), scope)
        self._check(repr(self.record.audit.read(scope=scope, limit=1000)), scope)

    def _show(self, marks: Marks, scope: str) -> Iterator[object]:
        """All that is told in answer to questions about a document, without the questions themselves."""
        misspelt = f"Who carries a {marks.word.replace('ferry', 'fery')}?"
        answer = self.record.ask(f"Does the {marks.word} float?", scope=scope, limit=5)
        yield answer.quotations, answer.nearest
        answer = self.record.ask(misspelt, speaker=marks.speaker, scope=scope)
        yield answer.quotations, answer.nearest
        weighed = self.record.engine.scorer.score(misspelt, Filters(scope=scope))
        yield weighed and weighed.question.read_as
        first = marks.text.split(".")[0]
        for pasted in (first, first.replace("carries", "takes")):
            told = self.record.verify(pasted, scope=scope)
            ours = [change[2] for change in told.difference]
            yield told.quotation, told.nearest, told.spliced, told.superseded, ours
        yield self.record.ingestion.similar_documents(marks.text, scope=scope)

    def _check(self, shown: str, scope: str) -> None:
        """Assert that nothing is shown of a document that the scope may not see, or that was purged."""
        kept = [marks for owned in self.owners.values() for marks in owned]
        seen = {
            name for one in kept if scope == ANY_SCOPE or one.scope in (EVERYONE, scope) for name in one.names
        }
        hidden = {name for one in self.marks for name in one.names} - seen
        assert [] == [name for name in hidden if name in shown]


def _attempt(read: Any) -> str:
    """What is returned, or what is said instead."""
    try:
        returned: Quotation | Document | object = read()
    except RecordError as error:
        return str(error)
    return repr(returned)


Servers.TestCase.settings = settings(
    max_examples=6, stateful_step_count=8, suppress_health_check=list(HealthCheck)
)
TestServers = Servers.TestCase
