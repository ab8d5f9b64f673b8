"""The figures of the card: what is counted, in the order in which it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.strings import sources as words
from bot.ui.parties import colour_of, name_party
from index import NO_PARTY, NOT_STATED, Parties, RecordBalance

_OUTLETS: Final = 10
_SIDES: Final = 12
_PERIODS: Final = 20
"""Bars that stand beside each other. Of a record that spans more years, one bar counts several."""

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_NEUTRAL: Final = 0xB5BAC1


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that is counted: the documents of it, and the sources that briefings rest on."""

    name: str
    documents: int
    cited: int
    colour: int = _NEUTRAL

    @property
    def total(self) -> int:
        """Both together."""
        return self.documents + self.cited


@dataclass(frozen=True, slots=True)
class BalanceChartData:
    """The figures of the card. `periods` has a bar for each run of `step` years, also where it is empty.

    `years` names the years that have any. What is undated, or of an unknown outlet, is in no bar of those.
    """

    documents: int
    briefings: int
    cited: int
    sides: tuple[Bar, ...]
    periods: tuple[Bar, ...]
    step: int
    years: tuple[Bar, ...]
    undated: int
    outlets: tuple[Bar, ...]
    unknown_outlets: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self.documents + self.cited == 0


def make_chart_data(balance: RecordBalance, parties: Parties) -> BalanceChartData:
    """The figures of a record, with every listed side, also one of which there is nothing."""
    own, cited = balance.of_documents, balance.of_cited
    years = _merge(own.by_year, cited.by_year)
    outlets = _merge(own.by_publisher, cited.by_publisher)
    undated, nameless = years.pop(NOT_STATED, (0, 0)), outlets.pop(NOT_STATED, (0, 0))
    named = tuple(Bar(year, *counts) for year, counts in sorted(years.items()))
    step = _choose_step(named)
    ranked = sorted((Bar(name, *counts) for name, counts in outlets.items()), key=_rank)
    return BalanceChartData(
        documents=balance.documents,
        briefings=balance.briefings,
        cited=balance.cited,
        sides=tuple(_list_sides(_merge(own.by_party, cited.by_party), parties)),
        periods=tuple(_list_periods(named, step)),
        step=step,
        years=named,
        undated=sum(undated),
        outlets=tuple(_cut(ranked, _OUTLETS)),
        unknown_outlets=sum(nameless),
    )


def _list_sides(counted: Mapping[str, tuple[int, int]], parties: Parties) -> Sequence[Bar]:
    """The sides in the order of the list, then none; if there are too many, the largest."""
    listed = dict.fromkeys([*parties.parties, *(party for party in counted if party != NO_PARTY)])
    if NO_PARTY in counted:
        listed[NO_PARTY] = None
    bars = [
        Bar(name_party(parties, one), *counted.get(one, (0, 0)), colour_of(parties, one)) for one in listed
    ]
    return bars if len(bars) <= _SIDES else _cut(sorted(bars, key=_rank), _SIDES)


def _choose_step(years: Sequence[Bar]) -> int:
    """For how many years a bar stands, so that there are not too many bars."""
    if not years:
        return 1
    first, last = int(years[0].name), int(years[-1].name)
    return next(one for one in _STEPS if last // one - first // one < _PERIODS)


def _list_periods(years: Sequence[Bar], step: int) -> Iterable[Bar]:
    """A bar for each run of years from the first to the last."""
    if not years:
        return
    first, last = int(years[0].name), int(years[-1].name)
    for start in range(first // step * step, last + 1, step):
        within = [bar for bar in years if start <= int(bar.name) < start + step]
        yield Bar(str(start), sum(bar.documents for bar in within), sum(bar.cited for bar in within))


def _merge(own: Mapping[str, int], cited: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {name: (own.get(name, 0), cited.get(name, 0)) for name in {**own, **cited}}


def _cut(bars: Sequence[Bar], most: int) -> list[Bar]:
    """The first bars, and one for all others."""
    rest = bars[most:]
    if not rest:
        return list(bars)
    told = words.others(len(rest))
    return [*bars[:most], Bar(told, sum(bar.documents for bar in rest), sum(bar.cited for bar in rest))]


def _rank(bar: Bar) -> tuple[int, str]:
    return -bar.total, bar.name
