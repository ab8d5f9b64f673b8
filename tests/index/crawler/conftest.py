"""Sites on this machine that publish originals, and a list of them."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from index import Index
from index.corpus.cited_sources import CitedSource
from index.crawler.crawl_state import CrawlState
from index.crawler.crawler import OriginalsCrawler
from index.crawler.report import CrawlReport, FetchResult
from index.domain.progress import Progress, no_progress
from index.fetching.fetcher import Fetcher
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import LOOPBACK, Names, Site

HOSTS = ("one.example", "two.example", "three.example")

Run = Callable[..., CrawlReport]


@pytest.fixture
def site() -> Iterator[Site]:
    """Answers for every host of `HOSTS`."""
    with Site() as site:
        yield site


@pytest.fixture
def run(record: Index, data: Path) -> Run:
    """Gathers a list of sources into the record."""

    return partial(gather, record, data)


def gather(
    index: Index, data: Path, sources: dict[str, CitedSource], progress: Progress = no_progress
) -> CrawlReport:
    names = Names({host: [LOOPBACK] for host in HOSTS})
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True, resolve=names)
    with CrawlState.open(data) as memory:
        gathering = OriginalsCrawler(index=index, fetcher=fetcher, sources=sources, crawl_state=memory)
        return gathering.run(progress)


def make_source(url: str, **values: Any) -> CitedSource:
    listed = {"title": "A letter", "kind": "letter", "party": "press", "rights": "all", "fetch": True}
    return CitedSource.model_validate(listed | {"url": url} | values)


def make_article(subject: str) -> str:
    """A page with an article on a subject, and navigation around it."""
    paragraphs = "".join(
        f"<p>The office names the {subject} in part {n} of its list, and the {subject} reply to it.</p>"
        for n in range(1, 5)
    )
    return (
        f"<html><head><title>On {subject} | Site</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>On {subject}</h1>{paragraphs}</article><footer>Imprint</footer></body></html>"
    )


def outcomes(report: CrawlReport) -> dict[str, str]:
    return {gathered.source: gathered.outcome.value for gathered in report.sources}


def find(report: CrawlReport, source: str) -> FetchResult:
    return next(gathered for gathered in report.sources if gathered.source == source)
