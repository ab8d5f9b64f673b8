"""The audit log of documents and servers as one list, and its cursors."""

from datetime import datetime, timedelta

import pytest

from index import ANY_SCOPE, Index
from index.domain.audit import AuditCursor, AuditEntry
from index.domain.document import Event
from tests.index.writing import add

ALL = 1000


def tell(act: AuditEntry) -> tuple[str, int]:
    return (type(act).__name__, act.id)


@pytest.fixture
def acts(record: Index) -> list[AuditEntry]:
    """All entries, newest first, alternately of a document and of a server."""
    document = add(record, "The gate is closed.", title="The gate", scope="1").id
    for number in range(1, 6):
        record.servers.change("1", {"cooldown_questions": number}, actor="7")
        record.admin.edit(document, {"title": f"The gate {number}"}, actor="8", scope=ANY_SCOPE)
    record.servers.change("2", {"private": True}, actor="7")
    return record.audit.read(limit=ALL, scope=ANY_SCOPE)


def test_acts_on_documents_and_of_servers_are_one_list(record: Index, acts: list[AuditEntry]) -> None:
    assert 12 == len(acts)
    assert sorted((act.at for act in acts), reverse=True) == [act.at for act in acts]
    for sort in (True, False):
        ids = [act.id for act in acts if isinstance(act, Event) is sort]
        assert sorted(ids, reverse=True) == ids
    assert {"1"} == {act.scope for act in record.audit.read(scope="1", limit=ALL)}
    assert [act for act in acts if act.actor == "7"] == record.audit.read(
        actor="7", limit=ALL, scope=ANY_SCOPE
    )
    assert [act for act in acts if act.action == "set"] == record.audit.read(
        action="set", limit=ALL, scope=ANY_SCOPE
    )
    assert [] == record.audit.read(
        until=datetime.fromisoformat(acts[-1].at) - timedelta(seconds=1), scope=ANY_SCOPE
    )


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_forwards_and_backwards_hold_every_act_once(
    record: Index, acts: list[AuditEntry], limit: int
) -> None:
    place, down = record.audit.cursor(), list[AuditEntry]()
    while page := record.audit.read(before=place, limit=limit, scope=ANY_SCOPE):
        down += page
        place = place.before(page)
        record.servers.change("3", {"cooldown_questions": len(down)}, actor="9")
    assert list(map(tell, acts)) == list(map(tell, down))

    up = list[AuditEntry]()
    while page := record.audit.read(after=place, limit=limit, scope=ANY_SCOPE):
        up += page[::-1]
        place = place.after(page)
    assert list(map(tell, record.audit.read(limit=ALL, scope=ANY_SCOPE))) == list(map(tell, up[::-1]))
    assert record.audit.cursor() == place == AuditCursor.parse(str(place))


def test_before_the_id_of_an_act_on_a_document_no_act_of_a_server_is_lost(
    record: Index, acts: list[AuditEntry]
) -> None:
    first = acts[[act.action for act in acts].index("edit")]

    following = record.audit.read(before=first.id, limit=ALL, scope=ANY_SCOPE)

    assert acts[acts.index(first) + 1 :] == following[-len(acts[acts.index(first) + 1 :]) :]
    assert first not in following


@pytest.mark.parametrize("written", ["", "41", "41.", "s7", "41.7.3", "-1.2", "1.9999999999999999999"])
def test_what_is_no_place_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="not a place in the audit"):
        AuditCursor.parse(written)


def test_a_departure_and_a_return_are_noted_once(record: Index) -> None:
    at = datetime.fromisoformat("2026-01-02T03:04:05+00:00")
    record.left_servers.record_departure("1", at, actor="the bot")
    record.left_servers.record_departure("1", at + timedelta(days=1), actor="the bot")
    record.left_servers.record_return("1", actor="the bot")
    record.left_servers.record_return("1", actor="the bot")

    told = [(act.action, act.actor, act.before, act.after) for act in record.servers.acts("1")]
    assert [
        ("leave", "the bot", "null", f'"{at.isoformat()}"'),
        ("return", "the bot", f'"{at.isoformat()}"', "null"),
    ] == told
    assert [] == record.check()
