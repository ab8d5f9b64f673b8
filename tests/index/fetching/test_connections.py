"""Connections: to the address that was checked, to the host that can prove itself."""

import socket
import ssl
from datetime import UTC, datetime

import pytest
import trustme

from index.errors import PrivateAddress, TooSlow, UnreachableHost, UntrustedHost
from index.fetching.fetcher import Fetcher
from index.fetching.limits import FetchLimits
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import LOOPBACK, Names, Site, answer, redirect

PAGE = "<p>Cloudflare does not host the websites.</p>"
ELSEWHERE = "10.0.0.1"


def test_a_name_is_looked_up_once_for_each_connection(site: Site, names: Names, fetcher: Fetcher) -> None:
    site.answers |= {"/": redirect("/a"), "/a": answer(PAGE)}

    fetcher.fetch(site.link(host="site.example"))

    assert len(site.requests) == len(names.lookups) == 3


def test_a_name_that_comes_to_stand_for_another_machine_is_refused(site: Site) -> None:
    site.answers |= {"/": redirect("/a"), "/a": answer(PAGE)}
    names = Names({"turning.example": [LOOPBACK, LOOPBACK, ELSEWHERE]})

    with pytest.raises(PrivateAddress):
        Fetcher(limits=PATIENT, admit_loopback=True, resolve=names).fetch(site.link(host="turning.example"))

    assert ["/"] == site.asked()


def test_a_name_that_also_stands_for_another_machine_is_refused(site: Site) -> None:
    names = Names({"double.example": [f"{LOOPBACK} {ELSEWHERE}"]})

    with pytest.raises(PrivateAddress):
        Fetcher(limits=PATIENT, admit_loopback=True, resolve=names).fetch(site.link(host="double.example"))

    assert [] == site.requests


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def secure(authority: trustme.CA, name: str, **options: datetime) -> ssl.SSLContext:
    """The server's side, with a certificate for a name."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name, **options).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> Fetcher:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    names = Names({"site.example": [LOOPBACK]})
    return Fetcher(limits=PATIENT, admit_loopback=True, resolve=names, ssl_context=context)


def test_a_host_proves_itself_under_the_name_in_the_link(authority: trustme.CA) -> None:
    context = secure(authority, "site.example")
    told: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: told.append(name)  # type: ignore[assignment]
    with Site(context) as site:
        site.answers["/"] = answer(PAGE)

        page = trusting(authority).fetch(site.link(host="site.example", scheme="https"))

    assert PAGE.encode() == page.raw
    assert {"site.example"} == set(told)


@pytest.mark.parametrize(
    ("name", "options"),
    [("other.example", {}), ("site.example", {"not_after": datetime(2020, 1, 1, tzinfo=UTC)})],
)
def test_a_certificate_for_another_name_or_time_is_refused(
    authority: trustme.CA, name: str, options: dict[str, datetime]
) -> None:
    with Site(secure(authority, name, **options)) as site, pytest.raises(UntrustedHost) as caught:
        trusting(authority).fetch(site.link(host="site.example", scheme="https"))

    assert str(caught.value).startswith("site.example has an invalid certificate")


def test_a_certificate_that_nobody_vouches_for_is_refused(authority: trustme.CA, names: Names) -> None:
    stranger = Fetcher(limits=PATIENT, admit_loopback=True, resolve=names)

    with Site(secure(authority, "site.example")) as site, pytest.raises(UntrustedHost):
        stranger.fetch(site.link(host="site.example", scheme="https"))


def test_a_host_that_speaks_no_tls_is_refused(site: Site, fetcher: Fetcher) -> None:
    with pytest.raises(UnreachableHost):
        fetcher.fetch(site.link(scheme="https"))


def test_a_handshake_that_does_not_end_is_given_up() -> None:
    hasty = Fetcher(limits=FetchLimits(seconds=0.5, idle_seconds=0.2), admit_loopback=True)

    with socket.create_server((LOOPBACK, 0)) as silent, pytest.raises(TooSlow):
        hasty.fetch(f"https://{LOOPBACK}:{silent.getsockname()[1]}/")
