"""Fetches the page behind a link."""

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
from index.fetching.status_codes import PERMANENT_REDIRECTS, REDIRECTS, check_status

_LIMITS: Final = FetchLimits()
_NO_VALIDATORS: Final = Validators()


@dataclass(frozen=True, slots=True)
class _FinalResponse:
    """The final response, its URL, and the URL that the leading permanent redirects lead to."""

    response: Response
    url: URL
    moved_to: URL


class Fetcher:
    """Fetches pages from the public web. Usable from several threads, with one request at a time to a host.

    `pause` is the minimum number of seconds between two requests to a host; if it is not 0, longer delays in
    robots.txt are obeyed too. `admit_loopback` allows this machine's servers, on any port, for tests only.
    `resolve` resolves host names; `ssl_context` decides which certificates are accepted.
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
        self._custom_ssl_context = ssl_context
        self._throttle = HostThrottle()
        self._robots = Robots(self._get_robots)

    def fetch(self, link: str, validators: Validators = _NO_VALIDATORS) -> Page:
        """The page behind a link; without content (`raw` is None) if it still matches the validators.

        Raises UnfetchedLink or a subclass.
        """
        start = read_link(link)
        budget = Budget(self._limits, display_url(start))
        end = self._follow_redirects(start, budget, validators)
        headers = end.response.headers
        is_unchanged = end.response.status == HTTPStatus.NOT_MODIFIED and validators != _NO_VALIDATORS
        if not is_unchanged:
            check_status(end.url, end.response)
        media_type, charset = read_content_type(headers)
        return Page(
            link=str(start),
            url=str(end.url),
            moved_to=str(end.moved_to) if end.moved_to != start else None,
            raw=None if is_unchanged else end.response.body,
            media_type=media_type,
            charset=charset,
            validators=validators if is_unchanged else Validators.of(headers),
        )

    def _follow_redirects(
        self, url: URL, budget: Budget, validators: Validators, *, obeys_robots: bool = True
    ) -> _FinalResponse:
        """Follow redirects to the final response; every URL is checked like the first."""
        moved_to, is_permanent = url, True
        for _ in range(self._limits.redirects + 1):
            if obeys_robots:
                self._robots.check(url, budget)
            response = self._send(url, budget, validators)
            location = response.headers.get("location")
            if response.status not in REDIRECTS or location is None:
                return _FinalResponse(response, url, moved_to)
            url = resolve_redirect(url, location)
            is_permanent = is_permanent and response.status in PERMANENT_REDIRECTS
            moved_to = url if is_permanent else moved_to
        raise TooManyRedirects(
            f"{display_url(url)} redirects more than {self._limits.redirects} times. "
            "Give the page's own address."
        )

    def _send(self, url: URL, budget: Budget, validators: Validators) -> Response:
        pause = max(self._pause, self._robots.delay(url)) if self._pause else 0.0
        backend = CheckedBackend(resolve=self._resolve, admit_loopback=self._admit_loopback, budget=budget)
        with self._throttle.take(host_of(url), pause) as waited:
            budget.extend(waited)
            return send_request(
                url, validators.headers(), backend=backend, ssl_context=self._ssl_context, budget=budget
            )

    def _get_robots(self, url: URL, budget: Budget) -> Response:
        return self._follow_redirects(url, budget, _NO_VALIDATORS, obeys_robots=False).response

    @cached_property
    def _ssl_context(self) -> ssl.SSLContext:
        """Created on first use, since reading the system's certificates is slow."""
        return self._custom_ssl_context or default_ssl_context()
