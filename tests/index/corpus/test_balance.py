from pathlib import Path

import pytest

from index import Index
from index.corpus.balance import count_balance, count_record_balance, list_cited
from index.corpus.cited_sources import read_cited_sources
from index.errors import CorpusError
from tests.index.writing import add, write


def test_documents_are_counted_by_side_kind_year_and_outlet(record: Index) -> None:
    add(record, "One text.", party="press", publisher="Post", published="2020-04")
    add(record, "Another text.", party="press", publisher="Post", published="2019")
    add(record, "A letter.", kind="letter", party="council")

    balance = count_balance(record.documents())

    assert {"press": 2, "council": 1} == balance.by_party
    assert {"article": 2, "letter": 1} == balance.by_kind
    assert ["2019", "2020", "unknown"] == list(balance.by_year)
    assert {"Post": 2, "unknown": 1} == balance.by_publisher


def test_an_empty_record_weighs_nothing(record: Index) -> None:
    assert {} == count_balance(record.documents()).by_party


def test_what_briefings_rest_on_is_counted_once(record: Index, tmp_path: Path) -> None:
    listed = "title: A, url: https://example.org, kind: letter, rights: all, fetch: true"
    write(
        tmp_path / "sources.yaml",
        f"sources:\n  S1: {{{listed}, party: council}}\n  S2: {{{listed}, party: press}}",
    )
    add(record, "One briefing.", kind="briefing", about=["S1", "S9"])
    add(record, "Another briefing.", kind="briefing", about=["S1"])

    cited = list_cited(record.documents(), read_cited_sources(tmp_path))

    assert {"council": 1} == count_balance(cited).by_party


def test_briefings_are_counted_apart_and_a_source_that_is_on_the_record_once(
    record: Index, tmp_path: Path
) -> None:
    listed = "title: A, kind: letter, rights: all, fetch: true, party: press"
    write(
        tmp_path / "sources.yaml",
        f"sources:\n  S1: {{{listed}, url: https://example.org/1}}\n"
        f"  S2: {{{listed}, url: https://example.org/2}}",
    )
    add(record, "One briefing.", kind="briefing", about=["S1", "S2"])
    add(record, "An article.", party="council", url="https://example.org/1")

    balance = count_record_balance(record.documents(), read_cited_sources(tmp_path))

    assert (1, 1, 1) == (balance.documents, balance.briefings, balance.cited)
    assert ({"council": 1}, {"press": 1}) == (balance.of_documents.by_party, balance.of_cited.by_party)


def test_a_corpus_without_a_list_of_sources_cites_none(tmp_path: Path) -> None:
    assert {} == read_cited_sources(tmp_path)


@pytest.mark.parametrize("text", ["sources: {S1: {title: A}}", "sources: [", "sources: {S1: {colour: red}}"])
def test_a_faulty_list_of_sources_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    write(tmp_path / "sources.yaml", text)

    with pytest.raises(CorpusError, match=r"sources\.yaml is not valid"):
        read_cited_sources(tmp_path)
