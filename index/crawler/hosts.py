"""Many links at once, and never two of one host."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Final, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

HOSTS_AT_ONCE: Final = 4
"""A person's connection is not to be filled, and sites are waited for most of the time."""


def host_of(link: str) -> str:
    """The host that a link names, or nothing where it names none."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def fetch_by_host(links: Mapping[str, str], fetch: Callable[[str], T]) -> Iterator[tuple[str, T]]:
    """Call `fetch` with the key of each link, in threads, and give each key with its result as it comes.

    A host's next link waits until the result of the one before was taken, so that few pages lie in memory.
    Where the caller stops, what has not begun is left undone.
    """
    queues: dict[str, list[str]] = {}
    for key, link in links.items():
        queues.setdefault(host_of(link), []).append(key)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as threads:
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
