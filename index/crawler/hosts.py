"""Fetches links of different hosts in parallel, and those of one host in sequence."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Final, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

MAX_PARALLEL_HOSTS: Final = 4
"""Few, so as not to saturate a home connection; most of the time is spent waiting for sites."""


def host_of(link: str) -> str:
    """The host of a link, or "" if it has none."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def fetch_by_host(links: Mapping[str, str], fetch: Callable[[str], T]) -> Iterator[tuple[str, T]]:
    """Call `fetch` with the key of each link, in threads; yields each key with its result as it completes.

    A host's next link waits until the previous result was consumed, so that few pages are in memory. If the
    caller stops, links not yet started are dropped.
    """
    queues: dict[str, list[str]] = {}
    for key, link in links.items():
        queues.setdefault(host_of(link), []).append(key)
    with ThreadPoolExecutor(MAX_PARALLEL_HOSTS) as threads:
        running: dict[Future[T], list[str]] = {}
        try:
            for queue in queues.values():
                running[threads.submit(fetch, queue[0])] = queue
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    key, *rest = running.pop(future)
                    yield key, future.result()
                    if rest:
                        running[threads.submit(fetch, rest[0])] = rest
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
