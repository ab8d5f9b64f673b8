"""HTTP status codes as errors."""

from http import HTTPStatus
from typing import Final

from httpx2 import URL

from index.errors import BusyHost, FailedHost, GonePage, UnfetchedLink, WalledPage
from index.fetching.http_request import Response
from index.fetching.links import display_url

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS: Final = frozenset({301, 308})
"""Redirects whose target replaces the old URL."""

_SAVE: Final = "If you are allowed to, open it in a browser, save it and add the file."

_MEANINGS: Final[dict[int, tuple[type[UnfetchedLink], str]]] = {
    HTTPStatus.UNAUTHORIZED: (WalledPage, f"is behind a login. {_SAVE}"),
    HTTPStatus.PAYMENT_REQUIRED: (WalledPage, f"is behind a paywall. {_SAVE}"),
    HTTPStatus.FORBIDDEN: (WalledPage, f"is not available to programs. {_SAVE}"),
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: (
        WalledPage,
        "is withheld for legal reasons. Look for another source.",
    ),
    HTTPStatus.NOT_FOUND: (GonePage, "was not found. Check the link, or look for a copy in an archive."),
    HTTPStatus.GONE: (GonePage, "no longer exists. Look for a copy in an archive."),
    HTTPStatus.TOO_MANY_REQUESTS: (BusyHost, "is not available now: the site asks to wait. Try again later."),
    HTTPStatus.SERVICE_UNAVAILABLE: (BusyHost, "is not available now: the site is busy. Try again later."),
}


def check_status(url: URL, response: Response) -> None:
    """Raise the error for a status other than 200."""
    if response.status == HTTPStatus.OK:
        return
    if response.headers.get("cf-mitigated") == "challenge":  # set by Cloudflare on its CAPTCHA page
        raise WalledPage(f"{display_url(url)} is behind a bot check. {_SAVE}")
    kind, meaning = _MEANINGS.get(
        response.status, (FailedHost, f"returned the status {response.status}. Try again later.")
    )
    raise kind(f"{display_url(url)} {meaning}")
