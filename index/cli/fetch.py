"""The command that fetches the published originals."""

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

_PAUSE_SECONDS: Final = 1.0
"""Between two requests to a host: about as fast as a person who reads."""


def fetch(as_json: AsJson = False, data: Data = DEFAULT_DATA, corpus: Corpus = DEFAULT_CORPUS) -> None:
    """Download the published originals that the corpus lists, and add them."""
    with (
        open_index(data, corpus) as index,
        CrawlState.open(data) as crawl_state,
        progress_bar("Fetching") as progress,
    ):
        fetcher = make_fetcher(_PAUSE_SECONDS)
        sources = read_cited_sources(corpus)
        report = OriginalsCrawler(index=index, fetcher=fetcher, sources=sources, crawl_state=crawl_state).run(
            progress
        )
    if as_json:
        print_json(report)
    else:
        print_report(report)
    has_failed = report.sources and not any(result.outcome in SUCCESSFUL for result in report.sources)
    raise typer.Exit(1 if has_failed else 0)


def print_report(report: CrawlReport) -> None:
    """Print the number of each outcome, and a line for each page that failed or has moved."""
    if not report.sources:
        err.print(f"{SOURCES_FILE} lists no originals that can be fetched from their publishers.")
    counts = ", ".join(f"{count} {outcome}" for outcome, count in report.counts.items() if count)
    if counts:
        out.print(f"Originals: {counts}.")
    if report.copies:
        out.print(f"Not fetched, because only copies are listed: {', '.join(report.copies)}.", markup=False)
    for result in report.sources:
        if result.why:
            out.print(Text(f"{result.source} {result.outcome}: {result.why}"), soft_wrap=True)
        if result.moved_to:
            out.print(Text(f"{result.source} has moved to {result.moved_to}"), soft_wrap=True)
