"""The command that gets the published originals."""

from typing import Final

import typer
from rich.text import Text

from index.cli.options import (
    DEFAULT_CORPUS,
    DEFAULT_DATA,
    AsJson,
    Corpus,
    Data,
    err,
    make_fetcher,
    open_index,
    out,
    progress_bar,
)
from index.cli.output import print_json
from index.corpus.cited_sources import SOURCES_FILE, read_cited_sources
from index.crawler.crawl_state import CrawlState
from index.crawler.crawler import OriginalsCrawler
from index.crawler.report import SUCCESSFUL, CrawlReport

_PAUSE: Final = 1.0
"""Seconds between two requests to a host: about as fast as a person who reads."""


def fetch(as_json: AsJson = False, data: Data = DEFAULT_DATA, corpus: Corpus = DEFAULT_CORPUS) -> None:
    """Download the published originals that the corpus lists, and add them."""
    with (
        open_index(data, corpus) as index,
        CrawlState.open(data) as memory,
        progress_bar("Fetching") as progress,
    ):
        fetcher = make_fetcher(_PAUSE)
        sources = read_cited_sources(corpus)
        report = OriginalsCrawler(index=index, fetcher=fetcher, sources=sources, crawl_state=memory).run(
            progress
        )
    if as_json:
        print_json(report)
    else:
        print_report(report)
    is_in_vain = report.sources and not any(gathered.outcome in SUCCESSFUL for gathered in report.sources)
    raise typer.Exit(1 if is_in_vain else 0)


def print_report(report: CrawlReport) -> None:
    """How many there are of each sort, and a line for each page that did not come or that has moved."""
    if not report.sources:
        err.print(f"{SOURCES_FILE} lists no originals that can be fetched from their publishers.")
    told = ", ".join(f"{count} {outcome}" for outcome, count in report.counts.items() if count)
    if told:
        out.print(f"Originals: {told}.")
    if report.copies:
        out.print(f"Not fetched, because only copies are listed: {', '.join(report.copies)}.", markup=False)
    for gathered in report.sources:
        if gathered.why:
            out.print(Text(f"{gathered.source} {gathered.outcome}: {gathered.why}"), soft_wrap=True)
        if gathered.moved_to:
            out.print(Text(f"{gathered.source} has moved to {gathered.moved_to}"), soft_wrap=True)
