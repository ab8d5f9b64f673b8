"""Gathering: each listed source whose address is its publisher's is fetched, read, and put on the record."""

from collections.abc import Mapping

from index.corpus.cited_sources import CitedSource
from index.crawler.catalog import Catalog
from index.crawler.crawl_state import CrawlState, FetchRecord
from index.crawler.hosts import fetch_by_host, host_of
from index.crawler.report import CrawlReport, FetchOutcome, FetchResult
from index.domain.identifiers import digest_text
from index.domain.progress import Progress, no_progress
from index.errors import BusyHost, ForbiddenByRobots, GonePage, UnfetchedLink, UnreadableDocument, WalledPage
from index.fetching.fetcher import Fetcher
from index.fetching.page import Page, Validators
from index.fetching.page_text import read_page
from index.index import Index
from index.ingestion.ingestion import Original

_OUTCOMES: Mapping[type[UnreadableDocument], FetchOutcome] = {
    GonePage: FetchOutcome.GONE,
    WalledPage: FetchOutcome.WALLED,
    ForbiddenByRobots: FetchOutcome.FORBIDDEN,
}


class OriginalsCrawler:
    """One run over a list of sources. A run that was interrupted is gone on with by the next."""

    def __init__(
        self, *, index: Index, fetcher: Fetcher, sources: Mapping[str, CitedSource], crawl_state: CrawlState
    ) -> None:
        self._fetcher = fetcher
        self._sources = {key: source for key, source in sources.items() if source.fetch}
        self._copies = tuple(key for key, source in sources.items() if not source.fetch)
        self._listings = {key: digest_text(source.model_dump_json()) for key, source in sources.items()}
        self._crawl_state = crawl_state
        self._catalog = Catalog(index)
        self._busy: set[str] = set()
        self._results: dict[str, FetchResult] = {}

    def run(self, progress: Progress = no_progress) -> CrawlReport:
        """Fetch what is to be fetched, and tell what came of it. Raises DataFolderError."""
        first = {source.url: key for key, source in reversed(self._sources.items())}
        for key, source in self._sources.items():
            kept = self._recall(key)
            if kept and self._crawl_state.is_done(key, self._listings[key]):
                self._results[key] = kept.gathered
            elif first[source.url] != key:
                self._note(
                    key, FetchOutcome.KEPT, why=f"Its address is listed as {first[source.url]} already."
                )
            elif why := self._catalog.why_kept(source.url):
                self._note(key, FetchOutcome.KEPT, why=why)
        waiting = {key: s.url for key, s in self._sources.items() if key not in self._results}
        marks = {key: self._marks_of(key) for key in waiting}
        for key, answer in fetch_by_host(waiting, lambda key: self._fetch(key, marks[key])):
            self._settle(key, answer)
            progress(len(self._results), len(self._sources))
        self._crawl_state.finish()
        return CrawlReport(sources=tuple(self._results[key] for key in self._sources), copies=self._copies)

    def _recall(self, key: str) -> FetchRecord | None:
        return self._crawl_state.get(key, self._listings[key])

    def _marks_of(self, key: str) -> Validators:
        """The marks of the page that is on the record; none where none is, so that it comes whole."""
        kept = self._recall(key)
        is_there = self._catalog.find(self._sources[key].url) is not None
        return kept.validators if kept and is_there else Validators()

    def _fetch(self, key: str, known: Validators) -> Page | UnfetchedLink:
        """The page of a source, or why it did not come. In a thread.

        A host that asked to wait is asked no more.
        """
        url = self._sources[key].url
        if host_of(url) in self._busy:
            return BusyHost(f"{host_of(url)} asked to wait, so {url} was not asked for. Run it again later.")
        try:
            return self._fetcher.fetch(url, known)
        except UnfetchedLink as error:
            if isinstance(error, BusyHost):
                self._busy.add(host_of(url))
            return error

    def _settle(self, key: str, answer: Page | UnfetchedLink) -> None:
        source = self._sources[key]
        try:
            if isinstance(answer, UnfetchedLink):
                raise answer
            if answer.raw is None:
                outcome, document, why = FetchOutcome.UNCHANGED, None, None
            else:
                original = Original(source.url, answer.raw, read_page(answer))
                outcome, document, why = self._catalog.put(source, original)
        except UnreadableDocument as error:
            self._note(key, _OUTCOMES.get(type(error), FetchOutcome.FAILED), why=str(error))
        else:
            self._note(key, outcome, document=document, page=answer, why=why)

    def _note(
        self,
        key: str,
        outcome: FetchOutcome,
        *,
        document: str | None = None,
        page: Page | None = None,
        why: str | None = None,
    ) -> None:
        source = self._sources[key]
        found = self._catalog.find(source.url)
        self._results[key] = FetchResult(
            source=key,
            title=source.title,
            url=source.url,
            outcome=outcome,
            document=document or (found.id if found else None),
            moved_to=page.moved_to if page else None,
            why=why,
        )
        marks = page.validators if page else Validators()
        remembered = FetchRecord(
            gathered=self._results[key],
            listing=self._listings[key],
            etag=marks.etag,
            last_modified=marks.last_modified,
        )
        self._crawl_state.record(key, remembered)
