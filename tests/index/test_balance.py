from index import Index
from index.balance import weigh
from tests.index.writing import add


def test_documents_are_counted_by_side_kind_year_and_outlet(record: Index) -> None:
    add(record, "One text.", party="press", publisher="Post", published="2020-04")
    add(record, "Another text.", party="press", publisher="Post", published="2019")
    add(record, "A letter.", kind="letter", party="council")

    balance = weigh(record.documents())

    assert {"press": 2, "council": 1} == balance.by_party
    assert {"article": 2, "letter": 1} == balance.by_kind
    assert ["2019", "2020", "unknown"] == list(balance.by_year)
    assert {"Post": 2, "unknown": 1} == balance.by_publisher


def test_an_empty_record_weighs_nothing(record: Index) -> None:
    assert {} == weigh(record.documents()).by_party
