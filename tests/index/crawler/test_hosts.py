"""Many links at once, and never two of one host."""

import threading
import time
from collections import Counter

import pytest

from index.crawler.hosts import MAX_PARALLEL_HOSTS, fetch_by_host, host_of

LINKS = {f"{host}{n}": f"https://{host}.example/{n}" for n in range(5) for host in "abcdefgh"}


class Watch:
    """Notes how many are fetched at once, in all and of one host."""

    def __init__(self) -> None:
        self.most = 0
        self.most_of_a_host = 0
        self.fetched: list[str] = []
        self._running: Counter[str] = Counter()
        self._lock = threading.Lock()

    def fetch(self, key: str) -> str:
        host = host_of(LINKS[key])
        with self._lock:
            self.fetched.append(key)
            self._running[host] += 1
            self.most = max(self.most, self._running.total())
            self.most_of_a_host = max(self.most_of_a_host, self._running[host])
        time.sleep(0.003)
        with self._lock:
            self._running[host] -= 1
        return key.upper()


def test_every_link_is_fetched_once_a_few_hosts_at_a_time() -> None:
    watch = Watch()

    results = dict(fetch_by_host(LINKS, watch.fetch))

    assert {key: key.upper() for key in LINKS} == results
    assert len(LINKS) == len(watch.fetched)
    assert 1 == watch.most_of_a_host
    assert 1 < watch.most <= MAX_PARALLEL_HOSTS


def test_what_has_not_begun_is_left_undone_where_the_caller_stops() -> None:
    watch = Watch()

    results = fetch_by_host(LINKS, watch.fetch)
    next(results)
    results.close()  # type: ignore[attr-defined]

    assert len(watch.fetched) <= 2 * MAX_PARALLEL_HOSTS


def test_what_goes_wrong_reaches_the_caller() -> None:
    def fail(key: str) -> str:
        raise ValueError(key)

    with pytest.raises(ValueError, match=r"^a0$"):
        list(fetch_by_host({"a0": LINKS["a0"]}, fail))


def test_a_link_without_a_host_has_a_place_too() -> None:
    assert ["", "", "a.example"] == [
        host_of(link) for link in ("nothing", "http://[", "http://A.example:80/")
    ]
    assert [("a", "a")] == list(fetch_by_host({"a": "nothing"}, lambda key: key))
    assert [] == list(fetch_by_host({}, lambda key: key))
