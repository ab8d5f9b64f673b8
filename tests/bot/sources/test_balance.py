"""What the card counts, and in which order."""

from bot.sources.balance import Bar, make_chart_data
from bot.strings import sources as words
from index.corpus.balance import Balance, RecordBalance
from index.domain.party import Parties, Party

SIDES = Parties(parties={"ferry": Party(name="The Ferry"), "bridge": Party(name="The Bridge")})


def make_balance(**counted: dict[str, int]) -> Balance:
    return Balance.model_validate(
        {"by_party": {}, "by_kind": {}, "by_year": {}, "by_publisher": {}} | counted
    )


def weigh(own: Balance, cited: Balance | None = None) -> RecordBalance:
    return RecordBalance(
        documents=sum(own.by_party.values()),
        briefings=0,
        cited=0,
        of_documents=own,
        of_cited=cited or make_balance(),
    )


def test_every_listed_side_is_there_in_its_order_also_one_that_is_not_heard() -> None:
    figures = make_chart_data(weigh(make_balance(by_party={"none": 3, "bridge": 1})), SIDES)

    assert [("The Ferry", 0), ("The Bridge", 1), ("No side", 3)] == [
        (bar.name, bar.documents) for bar in figures.sides
    ]


def test_documents_and_what_briefings_rest_on_are_counted_side_by_side() -> None:
    own, cited = make_balance(by_publisher={"Post": 2}), make_balance(by_publisher={"Post": 5, "Times": 4})

    figures = make_chart_data(weigh(own, cited), SIDES)

    assert (Bar("Post", 2, 5), Bar("Times", 0, 4)) == figures.outlets


def test_a_year_without_documents_is_a_gap_and_what_has_no_date_is_in_no_year() -> None:
    figures = make_chart_data(weigh(make_balance(by_year={"2018": 1, "2020": 2, "unknown": 4})), SIDES)

    assert [("2018", 1), ("2019", 0), ("2020", 2)] == [(bar.name, bar.total) for bar in figures.periods]
    assert ["2018", "2020"] == [bar.name for bar in figures.years]
    assert 4 == figures.undated


def test_of_centuries_one_bar_counts_several_years_and_none_is_lost() -> None:
    years = {"1791": 1, "1890": 2, "2025": 3}

    figures = make_chart_data(weigh(make_balance(by_year=years)), SIDES)

    assert len(figures.periods) <= 20 < 2025 - 1791
    assert sum(years.values()) == sum(bar.total for bar in figures.periods)


def test_ten_outlets_are_named_and_the_others_counted_together() -> None:
    outlets = {f"Outlet {number:02}": 50 - number for number in range(14)} | {"unknown": 7}

    figures = make_chart_data(weigh(make_balance(by_publisher=outlets)), SIDES)

    assert [f"Outlet {number:02}" for number in range(10)] == [bar.name for bar in figures.outlets[:-1]]
    assert Bar(words.others(4), 40 + 39 + 38 + 37, 0) == figures.outlets[-1]
    assert 7 == figures.unknown_outlets
