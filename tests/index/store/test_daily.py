"""Channels for a quotation a day."""

from datetime import UTC, datetime, timedelta

from index import Index


def test_channels_are_listed_once_they_were_chosen_by_a_moment(record: Index) -> None:
    before = datetime.now(UTC) - timedelta(seconds=5)
    record.servers.change("1", {"daily_channel": "21"}, actor="7")
    record.servers.change("2", {"daily_channel": "22"}, actor="7")
    record.servers.change("2", {"daily_channel": None}, actor="7")
    record.servers.change("3", {"audit_channel": "23"}, actor="7")

    assert {} == record.quoting.list_daily(before)
    assert {"1": "21"} == record.quoting.list_daily(before + timedelta(seconds=10))
