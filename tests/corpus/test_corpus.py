"""The shipped corpus keeps the rules of its README."""

import calendar
import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.corpus.folder import list_files
from index.corpus.parties_file import read_parties
from index.domain.dates import first_day
from index.domain.document import Kind
from index.reading.files import extract_text

CORPUS = Path("corpus")
DATA = Path("tests/data")
MONTHS = calendar.month_name[1:]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A file of the corpus: its path in the folder, its front matter, and its text without headings."""

    path: str
    source: dict[str, Any]
    text: str


@cache
def read_briefings() -> list[Briefing]:
    return [read_briefing(file.path, file.raw) for file in list_files(CORPUS)]


def read_briefing(path: str, raw: bytes) -> Briefing:
    reading = extract_text(raw, path, is_trusted=True)
    paragraphs = [reading.text[b.start : b.end] for b in reading.blocks if not b.is_heading]
    return Briefing(path, reading.found, "\n\n".join(paragraphs))


def read_yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


SOURCES: dict[str, dict[str, Any]] = read_yaml(CORPUS / "sources.yaml")["sources"]
FIGURES: dict[str, list[str]] = read_yaml(DATA / "figures.yaml")
PARTIES = read_parties(CORPUS)
SPEAKERS = [speaker for party in PARTIES.parties.values() for speaker in party.speakers]
PEOPLE = [name for speaker in SPEAKERS for name in (speaker.name, *speaker.aliases)]
NAMES = {*PEOPLE, *read_yaml(DATA / "other_names.yaml")["names"], *MONTHS}


def find_figures(text: str) -> set[str]:
    """Numbers, months and docket numbers; a number is written without its commas."""
    numbers = {figure.replace(",", "") for figure in re.findall(r"\d+(?:[.,]\d+)*", text)}
    months = {month for month in MONTHS if re.search(rf"\b{month}\b", text)}
    return numbers | months | set(re.findall(r"USTR-\d{4}-\d{4}", text))


def find_unknown_names(text: str, known: set[str]) -> set[str]:
    """Runs of two or more capitalised words within a sentence, once the known names are taken out."""
    longest_first = sorted(known, key=len, reverse=True)
    rest = re.sub("|".join(rf"\b{re.escape(name)}(?!\w)" for name in longest_first), "…", text)
    return set(re.findall(r"(?<=[a-z,] )[A-Z][\w&-]+(?: [A-Z][\w&-]+)+", rest))


def find_runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words, without their marks and in lower case."""
    words = re.findall(r"[\w']+", text.lower().replace("’", "'"))
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def find_later_years(briefing: Briefing) -> set[int]:
    """The years in a briefing's text that come after it."""
    year = first_day(briefing.source["published"]).year
    return {int(found) for found in re.findall(r"\b(20\d\d)\b", briefing.text) if int(found) > year}


def collect(find: Callable[[Briefing], Collection[object]]) -> dict[str, Collection[object]]:
    """What is found wrong with briefings, by their paths."""
    return {briefing.path: wrong for briefing in read_briefings() if (wrong := find(briefing))}


def test_there_are_at_least_forty_briefings() -> None:
    assert len(read_briefings()) >= 40


def test_every_briefing_has_its_place_by_kind_and_date() -> None:
    wrong = [
        briefing.path
        for briefing in read_briefings()
        if not briefing.path.startswith(f"{briefing.source['kind']}/{briefing.source['published']}-")
        or briefing.path.count("/") != 1
    ]

    assert [] == wrong


def test_no_briefing_speaks_for_a_side() -> None:
    sides = {(briefing.source["kind"], briefing.source["party"]) for briefing in read_briefings()}

    assert {(Kind.BRIEFING, "none")} == sides


def test_every_briefing_has_between_120_and_500_words() -> None:
    lengths = {briefing.path: len(briefing.text.split()) for briefing in read_briefings()}

    assert {} == {path: length for path, length in lengths.items() if not 120 <= length <= 500}


def test_every_briefing_rests_on_sources_that_are_listed() -> None:
    assert [] == [briefing.path for briefing in read_briefings() if not briefing.source["about"]]
    assert {} == collect(lambda briefing: set(briefing.source["about"]) - SOURCES.keys())


def test_no_briefing_reports_anything_later_than_its_date() -> None:
    assert {} == collect(find_later_years)


def test_every_figure_of_a_briefing_is_in_its_sources() -> None:
    assert {} == collect(
        lambda briefing: (
            find_figures(briefing.text)
            - {figure for name in briefing.source["about"] for figure in FIGURES[name]}
        )
    )


def test_every_name_in_a_briefing_is_known() -> None:
    assert {} == collect(lambda briefing: find_unknown_names(briefing.text, NAMES))


def test_no_run_of_twelve_words_is_a_source_s() -> None:
    folder = Path(os.environ.get("RECORD_COLLECTIONS", "../shared")) / "documents"
    if not folder.is_dir():
        pytest.skip(f"There are no real articles in {folder} to compare with.")
    articles = " | ".join(path.read_text(encoding="utf-8") for path in folder.glob("*.txt"))
    runs = find_runs(articles, 12)

    assert {} == collect(lambda briefing: find_runs(re.sub(r'"[^"]*"', " | ", briefing.text), 12) & runs)


def test_every_source_is_used_by_a_briefing() -> None:
    used = {source for briefing in read_briefings() for source in briefing.source["about"]}

    assert [source for source in SOURCES if source not in used] == []


def test_every_source_says_what_it_is_and_where_it_is_published() -> None:
    needed = {"title", "publisher", "url", "kind", "party", "rights", "fetch"}

    assert {name: needed - source.keys() for name, source in SOURCES.items() if needed - source.keys()} == {}


def test_every_source_is_of_a_known_kind_and_party() -> None:
    kinds = {kind.value for kind in Kind}

    assert [n for n, s in SOURCES.items() if s["kind"] not in kinds or not PARTIES.knows(s["party"])] == []


def test_a_hundred_originals_can_be_fetched() -> None:
    assert sum(source["fetch"] for source in SOURCES.values()) >= 100


def test_no_name_stands_twice_among_the_parties() -> None:
    names = [name.casefold() for name in PEOPLE]

    assert sorted(name for name in set(names) if names.count(name) > 1) == []
