"""The crawler: fetches each listed source that is at its publisher's URL, and adds its text to the record."""

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
from index.ingestion.original import Original

_OUTCOMES: Mapping[type[UnreadableDocument], FetchOutcome] = {
    GonePage: FetchOutcome.GONE,
    WalledPage: FetchOutcome.BEHIND_BARRIER,
    ForbiddenByRobots: FetchOutcome.FORBIDDEN,
}


class OriginalsCrawler:
    """One run over a list of sources, or the rest of an interrupted one."""

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
        """Fetch all sources that need it, and report on every source. Raises DataFolderError."""
        first = {source.url: key for key, source in reversed(self._sources.items())}
        for key, source in self._sources.items():
            last = self._last_record(key)
            if last and self._crawl_state.is_done(key, self._listings[key]):
                self._results[key] = last.gathered
            elif first[source.url] != key:
                self._record(
                    key, FetchOutcome.PROTECTED, why=f"Its address is already listed as {first[source.url]}."
                )
            elif why := self._catalog.why_protected(source.url):
                self._record(key, FetchOutcome.PROTECTED, why=why)
        pending = {key: s.url for key, s in self._sources.items() if key not in self._results}
        validators = {key: self._validators_of(key) for key in pending}
        for key, page in fetch_by_host(pending, lambda key: self._fetch(key, validators[key])):
            self._process(key, page)
            progress(len(self._results), len(self._sources))
        self._crawl_state.finish()
        return CrawlReport(sources=tuple(self._results[key] for key in self._sources), copies=self._copies)

    def _last_record(self, key: str) -> FetchRecord | None:
        return self._crawl_state.get(key, self._listings[key])

    def _validators_of(self, key: str) -> Validators:
        """The validators of a source's page; none without a document, so that the page is sent in full."""
        last = self._last_record(key)
        exists = self._catalog.find(self._sources[key].url) is not None
        return last.validators if last and exists else Validators()

    def _fetch(self, key: str, validators: Validators) -> Page | UnfetchedLink:
        """The page of a source, or the error. Runs in a thread.

        A host that responded that it is busy gets no further requests.
        """
        url = self._sources[key].url
        if host_of(url) in self._busy:
            return BusyHost(f"{host_of(url)} asked to wait, so {url} was not fetched. Run it again later.")
        try:
            return self._fetcher.fetch(url, validators)
        except UnfetchedLink as error:
            if isinstance(error, BusyHost):
                self._busy.add(host_of(url))
            return error

    def _process(self, key: str, page: Page | UnfetchedLink) -> None:
        source = self._sources[key]
        try:
            if isinstance(page, UnfetchedLink):
                raise page
            if page.raw is None:
                outcome, document, why = FetchOutcome.UNCHANGED, None, None
            else:
                original = Original(source.url, page.raw, read_page(page))
                outcome, document, why = self._catalog.put(source, original)
        except UnreadableDocument as error:
            self._record(key, _OUTCOMES.get(type(error), FetchOutcome.FAILED), why=str(error))
        else:
            self._record(key, outcome, document=document, page=page, why=why)

    def _record(
        self,
        key: str,
        outcome: FetchOutcome,
        *,
        document: str | None = None,
        page: Page | None = None,
        why: str | None = None,
    ) -> None:
        source = self._sources[key]
        existing = self._catalog.find(source.url)
        self._results[key] = FetchResult(
            source=key,
            title=source.title,
            url=source.url,
            outcome=outcome,
            document=document or (existing.id if existing else None),
            moved_to=page.moved_to if page else None,
            why=why,
        )
        validators = page.validators if page else Validators()
        record = FetchRecord(
            gathered=self._results[key],
            listing=self._listings[key],
            etag=validators.etag,
            last_modified=validators.last_modified,
        )
        self._crawl_state.record(key, record)
