"""robots.txt rules (RFC 9309)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from typing import Final

from httpx2 import URL
from protego import Protego

from index.errors import ForbiddenByRobots
from index.fetching.http_request import PRODUCT, Response
from index.fetching.limits import Budget
from index.fetching.links import display_url, host_of, origin_of

_MAX_AGE_SECONDS: Final = 3600
"""Then the rules are fetched again. The RFC allows at most a day."""

_MAX_SITES: Final = 50
"""Sites whose rules are cached. The longest take about 8 MB when parsed."""

_MAX_RULES_BYTES: Final = 500 * 1024
"""The RFC allows the rest of a longer file to be ignored."""

_MAX_DELAY_SECONDS: Final = 60
"""A longer crawl delay is shortened to this."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules and the time of reading them; `parsed` is None if the site failed to serve them."""

    parsed: Protego | None
    read_at: float


class Robots:
    """Caches the rules of recently visited sites. `get` fetches a URL, following redirects."""

    def __init__(self, get: Callable[[URL, Budget], Response]) -> None:
        self._get = get
        self._rules: dict[str, _Rules] = {}
        self._lock = Lock()

    def check(self, url: URL, budget: Budget) -> None:
        """Raise ForbiddenByRobots if a URL is disallowed, or if the site fails to serve its rules."""
        parsed = self._rules_of(url, budget).parsed
        if parsed is None:
            raise ForbiddenByRobots(
                f"{host_of(url)} could not provide its rules for programs (robots.txt). Try again later."
            )
        if not parsed.can_fetch(str(url), PRODUCT):
            raise ForbiddenByRobots(
                f"{host_of(url)} asks programs not to fetch {display_url(url)} (robots.txt). "
                "If you are allowed to, open it in a browser, save it and add the file."
            )

    def delay(self, url: URL) -> float:
        """The crawl delay in seconds of a site whose rules are cached; 0 without one."""
        rules = self._rules.get(origin_of(url))
        delay = rules.parsed.crawl_delay(PRODUCT) if rules and rules.parsed else None
        return min(delay or 0.0, _MAX_DELAY_SECONDS)

    def _rules_of(self, url: URL, budget: Budget) -> _Rules:
        origin, now = origin_of(url), time.monotonic()
        rules = self._rules.get(origin)
        if rules is None or now - rules.read_at > _MAX_AGE_SECONDS:
            response = self._get(url.copy_with(raw_path=b"/robots.txt"), budget)
            rules = _Rules(_parse(response), now)
            self._cache(origin, rules)
        return rules

    def _cache(self, origin: str, rules: _Rules) -> None:
        with self._lock:
            self._rules[origin] = rules
            while len(self._rules) > _MAX_SITES:
                del self._rules[next(iter(self._rules))]


def _parse(response: Response) -> Protego | None:
    """The rules in a response; an empty set if the site has no robots.txt, None if it failed to serve it."""
    if response.status == HTTPStatus.OK:
        rules = response.body
        if len(rules) > _MAX_RULES_BYTES:
            rules = rules[:_MAX_RULES_BYTES].rpartition(b"\n")[0]  # half a line could be another rule
        return Protego.parse(rules.decode("utf-8", "replace"))
    is_missing = 400 <= response.status < 500 and response.status != HTTPStatus.TOO_MANY_REQUESTS
    return Protego.parse("") if is_missing else None
