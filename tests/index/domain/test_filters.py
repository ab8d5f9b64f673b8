"""Filters of a question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import ANY_SCOPE
from index.domain.dates import first_day, last_day
from index.domain.document import EVERYONE, Kind
from index.domain.filters import FilterableDocument, Filters

DAYS = st.dates(date(2018, 1, 1), date(2021, 12, 31))


def source(
    scope: str = EVERYONE,
    party: str = "none",
    kind: str = "article",
    author: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
) -> FilterableDocument:
    return FilterableDocument("a", scope, party, kind, author, published, publisher)


@pytest.mark.parametrize(
    ("asked_by", "seen"),
    [(EVERYONE, [EVERYONE]), ("1", [EVERYONE, "1"]), ("3", [EVERYONE]), (ANY_SCOPE, [EVERYONE, "1", "2"])],
)
def test_a_server_sees_its_own_documents_and_everyones(asked_by: str, seen: list[str]) -> None:
    filters = Filters(scope=asked_by)

    assert seen == [scope for scope in (EVERYONE, "1", "2") if filters.admit(source(scope))]


def test_without_a_word_on_scope_only_what_everyone_may_see_is_seen() -> None:
    assert not Filters().admit(source("1"))


def test_party_and_kind_must_be_the_same() -> None:
    letter = source(party="cloudflare", kind="letter")

    assert Filters(party="cloudflare", kind=Kind.LETTER).admit(letter)
    assert not Filters(party="cloud").admit(letter)
    assert not Filters(kind=Kind.ARTICLE).admit(letter)


@pytest.mark.parametrize(
    ("publisher", "is_admitted"), [("Harbour Gazette", True), ("gazette", True), ("Post", False)]
)
def test_a_part_of_a_publishers_name_is_enough(publisher: str, is_admitted: bool) -> None:
    filters = Filters(publisher=publisher)

    assert is_admitted == filters.admit_document(source(publisher="Harbour Gazette"))
    assert not filters.admit_document(source(author="Harbour Gazette"))


@pytest.mark.parametrize(
    ("speaker", "is_admitted"),
    [
        ("Doug Kramer", True),
        ("kramer", True),
        ("KRAMER", True),
        ("Doug", True),
        ("Prince", False),
        ("", True),
    ],
)
def test_a_part_of_a_speakers_name_is_enough(speaker: str, is_admitted: bool) -> None:
    letter = source(kind="letter", author="Doug Kramer")

    assert is_admitted == Filters(speaker=speaker).admit(letter)


def test_the_author_of_an_article_is_not_its_speaker() -> None:
    assert not Filters(speaker="Ann").admit(source(kind="article", author="Ann"))
    assert not Filters(speaker="Ann").admit(source(kind="letter"))


@pytest.mark.parametrize(
    ("published", "since", "until", "is_admitted"),
    [
        ("2019-10-14", date(2019, 10, 14), date(2019, 10, 14), True),
        ("2019-10-14", date(2019, 10, 15), None, False),
        ("2019-10-14", None, date(2019, 10, 13), False),
        ("2019-10", date(2019, 10, 31), None, True),
        ("2019-10", date(2019, 11, 1), None, False),
        ("2019-10", None, date(2019, 10, 1), True),
        ("2019-10", None, date(2019, 9, 30), False),
        ("2019", date(2019, 12, 31), None, True),
        ("2019", date(2020, 1, 1), None, False),
        ("2019", date(2019, 6, 1), date(2019, 6, 2), True),
        ("2020-02", date(2020, 2, 29), None, True),
        (None, date(2019, 1, 1), None, False),
        (None, None, date(2019, 1, 1), False),
        (None, None, None, True),
    ],
)
def test_a_partial_date_fits_every_day_in_it_and_no_date_fits_none(
    published: str | None, since: date | None, until: date | None, is_admitted: bool
) -> None:
    assert is_admitted == Filters(since=since, until=until).admit(source(published=published))


@given(st.tuples(DAYS, DAYS).map(sorted), DAYS, st.sampled_from([4, 7, 10]))
def test_limits_admit_what_has_a_day_between_them(limits: list[date], day: date, precision: int) -> None:
    since, until = limits
    published = day.isoformat()[:precision]
    days = range(first_day(published).toordinal(), last_day(published).toordinal() + 1)

    is_admitted = Filters(since=since, until=until).admit(source(published=published))

    assert any(since.toordinal() <= number <= until.toordinal() for number in days) == is_admitted


def test_where_all_are_admitted_none_are_named() -> None:
    mine, theirs = (
        FilterableDocument("a", "1", "none", "article", None, None),
        FilterableDocument("b", "2", "none", "article", None, None),
    )

    assert [None, ["a"], [], None] == [
        Filters(scope=ANY_SCOPE).choose([mine, theirs]),
        Filters(scope="1").choose([mine, theirs]),
        Filters(scope="3").choose([mine, theirs]),
        Filters(scope="3").choose([]),
    ]


def test_a_document_in_which_the_wanted_side_speaks_is_asked_whoever_published_it() -> None:
    letter = FilterableDocument("letter", EVERYONE, "cloudflare", "letter", "Doug Kramer", None)
    article = FilterableDocument("article", EVERYONE, "press", "article", None, None)
    other = FilterableDocument("other", EVERYONE, "press", "article", None, None)
    sources = [letter, article, other]

    assert [["letter"], ["letter", "article"], ["letter", "article"]] == [
        Filters(party="cloudflare").choose(sources),
        Filters(party="cloudflare").choose(sources, {"article"}),
        Filters(speaker="kramer").choose(sources, {"article"}),
    ]


def test_who_speaks_in_a_document_opens_it_to_no_other_server_kind_or_date() -> None:
    article = FilterableDocument("article", "1", "press", "article", None, "2019")

    assert [["article"], [], [], []] == [
        filters.choose([article, source(published="2019", kind="ruling")], {"article"})
        for filters in (
            Filters(scope="1", party="cloudflare"),
            Filters(scope="2", party="cloudflare"),
            Filters(scope="1", party="cloudflare", kind=Kind.LETTER),
            Filters(scope="1", party="cloudflare", since=date(2020, 1, 1)),
        )
    ]


@pytest.mark.parametrize(("scope", "is_admitted"), [("1", True), ("2", False)])
def test_a_document_is_admitted_whoever_speaks_in_it(scope: str, is_admitted: bool) -> None:
    filters = Filters(scope=scope, party="nobody", speaker="nobody")

    assert is_admitted == filters.admit_document(source("1"))
    assert not filters.admit(source("1"))
