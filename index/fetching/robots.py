"""What sites ask of programs in their robots.txt (RFC 9309)."""

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

_FRESH: Final = 3600
"""Seconds. The RFC lets no copy be used for more than a day."""

_MAX_SITES: Final = 50
"""Sites whose rules are kept. Parsed, the longest take about 8 MB."""

_MAX_RULES_BYTES: Final = 500 * 1024
"""Bytes. What comes after them may be ignored, says the RFC."""

_MAX_DELAY_SECONDS: Final = 60
"""Seconds. A site that asks for longer pauses is given these."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """A site's rules and when they were read; none where it could not give them."""

    parsed: Protego | None
    read_at: float


class Robots:
    """The rules of the sites met last. `get` gets an address and follows its redirects."""

    def __init__(self, get: Callable[[URL, Budget], Response]) -> None:
        self._get = get
        self._rules: dict[str, _Rules] = {}
        self._lock = Lock()

    def check(self, url: URL, budget: Budget) -> None:
        """Raise ForbiddenByRobots where the site asks programs not to fetch an address."""
        parsed = self._rules_of(url, budget).parsed
        if parsed is None:
            raise ForbiddenByRobots(
                f"{host_of(url)} cannot say now what programs may fetch (robots.txt). Try again later."
            )
        if not parsed.can_fetch(str(url), PRODUCT):
            raise ForbiddenByRobots(
                f"{host_of(url)} asks programs not to fetch {display_url(url)} (robots.txt). "
                "Open it in a browser, save it and add the file, if you may."
            )

    def delay(self, url: URL) -> float:
        """The seconds that a site asks to leave between two requests, as far as its rules are known."""
        rules = self._rules.get(origin_of(url))
        asked = rules.parsed.crawl_delay(PRODUCT) if rules and rules.parsed else None
        return min(asked or 0.0, _MAX_DELAY_SECONDS)

    def _rules_of(self, url: URL, budget: Budget) -> _Rules:
        origin, now = origin_of(url), time.monotonic()
        kept = self._rules.get(origin)
        if kept is None or now - kept.read_at > _FRESH:
            response = self._get(url.copy_with(raw_path=b"/robots.txt"), budget)
            kept = _Rules(_parse(response), now)
            self._keep(origin, kept)
        return kept

    def _keep(self, origin: str, rules: _Rules) -> None:
        with self._lock:
            self._rules[origin] = rules
            while len(self._rules) > _MAX_SITES:
                del self._rules[next(iter(self._rules))]


def _parse(response: Response) -> Protego | None:
    """The rules of an answer. A site without a robots.txt forbids nothing; one that fails to give it, all."""
    if response.status == HTTPStatus.OK:
        rules = response.body
        if len(rules) > _MAX_RULES_BYTES:
            rules = rules[:_MAX_RULES_BYTES].rpartition(b"\n")[0]  # half a line would be another rule
        return Protego.parse(rules.decode("utf-8", "replace"))
    is_without = 400 <= response.status < 500 and response.status != HTTPStatus.TOO_MANY_REQUESTS
    return Protego.parse("") if is_without else None
