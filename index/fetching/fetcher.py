"""Getting what lies behind a link."""

import ssl
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Final

from httpcore2 import default_ssl_context
from httpx2 import URL

from index.errors import TooManyRedirects
from index.fetching.addresses import Resolve, resolve
from index.fetching.connections import CheckedBackend
from index.fetching.host_throttle import HostThrottle
from index.fetching.http_request import Response, send_request
from index.fetching.limits import Budget, FetchLimits
from index.fetching.links import display_url, host_of, read_link, resolve_redirect
from index.fetching.page import Page, Validators, read_content_type
from index.fetching.robots import Robots
from index.fetching.status_codes import LASTING, REDIRECTS, check_status

_LIMITS: Final = FetchLimits()
_NO_MARKS: Final = Validators()


@dataclass(frozen=True, slots=True)
class _Arrival:
    """The answer at the end of a way, where that is, and where a first part of lasting redirects led."""

    response: Response
    url: URL
    moved_to: URL


class Fetcher:
    """Gets pages from the public web. Usable from several threads: each host is asked by one at a time.

    `pause` is the least number of seconds between two requests to a host; with one, longer pauses that a
    site asks for are kept as well. `admit_loopback` lets this machine's own servers be fetched, on any port:
    for tests, and there is no other way to it. `resolve` looks names up; `ssl_context` says which
    certificates hold.
    """

    def __init__(
        self,
        *,
        limits: FetchLimits = _LIMITS,
        pause: float = 0.0,
        admit_loopback: bool = False,
        resolve: Resolve = resolve,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits
        self._pause = pause
        self._admit_loopback = admit_loopback
        self._resolve = resolve
        self._given_context = ssl_context
        self._throttle = HostThrottle()
        self._robots = Robots(self._get_robots)

    def fetch(self, link: str, known: Validators = _NO_MARKS) -> Page:
        """The page behind a link, or word that it is still what `known` stands for.

        Raises UnfetchedLink, or the kind of it that says why.
        """
        start = read_link(link)
        budget = Budget(self._limits, display_url(start))
        end = self._travel(start, budget, known)
        headers = end.response.headers
        is_known = end.response.status == HTTPStatus.NOT_MODIFIED and known != _NO_MARKS
        if not is_known:
            check_status(end.url, end.response)
        media_type, charset = read_content_type(headers)
        return Page(
            link=str(start),
            url=str(end.url),
            moved_to=str(end.moved_to) if end.moved_to != start else None,
            raw=None if is_known else end.response.body,
            media_type=media_type,
            charset=charset,
            validators=known if is_known else Validators.of(headers),
        )

    def _travel(self, url: URL, budget: Budget, known: Validators, *, obeys_robots: bool = True) -> _Arrival:
        """Follow redirects to an answer that is none, each link on the way checked like the first."""
        moved_to, is_lasting = url, True
        for _ in range(self._limits.redirects + 1):
            if obeys_robots:
                self._robots.check(url, budget)
            response = self._visit(url, budget, known)
            location = response.headers.get("location")
            if response.status not in REDIRECTS or location is None:
                return _Arrival(response, url, moved_to)
            url = resolve_redirect(url, location)
            is_lasting = is_lasting and response.status in LASTING
            moved_to = url if is_lasting else moved_to
        raise TooManyRedirects(
            f"{display_url(url)} is sent on more than {self._limits.redirects} times. "
            "Give the page's own address."
        )

    def _visit(self, url: URL, budget: Budget, known: Validators) -> Response:
        pause = max(self._pause, self._robots.delay(url)) if self._pause else 0.0
        backend = CheckedBackend(resolve=self._resolve, admit_loopback=self._admit_loopback, budget=budget)
        with self._throttle.take(host_of(url), pause) as waited:
            budget.extend(waited)
            return send_request(
                url, known.headers(), backend=backend, ssl_context=self._ssl_context, budget=budget
            )

    def _get_robots(self, url: URL, budget: Budget) -> Response:
        return self._travel(url, budget, _NO_MARKS, obeys_robots=False).response

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        """Made when it is needed: reading the system's certificates takes a while."""
        return self._given_context or default_ssl_context()
