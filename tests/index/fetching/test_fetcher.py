"""Pages that come: what is asked for, what is kept of the answer, and where it was found."""

import gzip
import socket
import threading
import time
from dataclasses import replace

import pytest

from index.errors import BusyHost, ForbiddenByRobots, TooLarge, UnreachableHost
from index.fetching.fetcher import Fetcher
from index.fetching.http_request import user_agent
from index.fetching.page import Validators
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import LOOPBACK, Names, Request, Site, answer, redirect, repeat

PAGE = "<p>Cloudflare does not host the websites.</p>"


def test_a_page_comes_as_it_is(site: Site, fetcher: Fetcher) -> None:
    site.answers["/a?b=c"] = answer(PAGE, headers={"ETag": '"1"', "Last-Modified": "Mon, 14 Oct 2019"})

    page = fetcher.fetch(site.link("/a?b=c#d"))

    assert PAGE.encode() == page.raw
    assert (site.link("/a?b=c"), None) == (page.url, page.moved_to)
    assert ("text/html", "utf-8") == (page.media_type, page.charset)
    assert Validators('"1"', "Mon, 14 Oct 2019") == page.validators


def test_the_program_says_who_it_is_and_asks_for_the_host_by_its_name(site: Site, fetcher: Fetcher) -> None:
    site.answers["/"] = answer(PAGE)

    fetcher.fetch(site.link("/", host="site.example"))

    for request in site.requests:
        assert f"site.example:{site.port}" == request.headers["host"]
        assert user_agent() == request.headers["user-agent"]
        assert request.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}
    assert user_agent().startswith("OnTheRecord/")
    assert ["/robots.txt", "/"] == [request.path for request in site.requests]


def test_a_host_of_ipv6_is_named_in_brackets() -> None:
    with Site(host="::1") as site:
        site.answers["/"] = answer(PAGE)

        Fetcher(limits=PATIENT, admit_loopback=True).fetch(site.link("/", host="[::1]"))

        assert f"[::1]:{site.port}" == site.requests[0].headers["host"]


@pytest.mark.parametrize("packing", ["gzip", "x-gzip", "GZIP"])
def test_a_packed_page_is_unpacked(site: Site, fetcher: Fetcher, packing: str) -> None:
    packed = gzip.compress(PAGE.encode()) + gzip.compress(b"<p>Twice.")
    site.answers["/"] = answer(packed, headers={"Content-Encoding": packing})

    assert PAGE.encode() + b"<p>Twice." == fetcher.fetch(site.link()).raw


@pytest.mark.parametrize(
    ("packed", "page"),
    [(b"", b""), (gzip.compress(b"<p>One.") + b"\0" * 9, b"<p>One.")],
    ids=["empty", "padded"],  # gzip writes down the time, by which the workers would name a test differently
)
def test_a_packing_may_be_empty_or_padded(site: Site, fetcher: Fetcher, packed: bytes, page: bytes) -> None:
    site.answers["/"] = answer(packed, headers={"Content-Encoding": "gzip"})

    assert page == fetcher.fetch(site.link()).raw


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nHello",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello",
        answer("Hello, and more", length=5),
        answer("Hello", media_type="\xff nonsense"),
        answer("Hello", headers={"ETag": "\xe9", "Last-Modified": "a" * 2000}),
    ],
)
def test_an_answer_in_any_lawful_form_is_read(site: Site, fetcher: Fetcher, head: bytes) -> None:
    site.answers["/"] = head

    page = fetcher.fetch(site.link())

    assert b"Hello" == page.raw
    assert Validators() == page.validators


def test_the_end_of_the_redirects_is_told(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/a": redirect("b"), "/b": redirect("/c?d"), "/c?d": answer(PAGE)}

    page = fetcher.fetch(site.link("/a"))

    assert (site.link("/a"), site.link("/c?d"), None) == (page.link, page.url, page.moved_to)


@pytest.mark.parametrize(
    ("first", "second", "moved_to"),
    [
        ("301 Moved Permanently", "308 Permanent Redirect", "/c"),
        ("301 Moved Permanently", "302 Found", "/b"),
        ("302 Found", "301 Moved Permanently", None),
        ("307 Temporary Redirect", "303 See Other", None),
    ],
)
def test_a_page_has_moved_as_far_as_the_redirects_are_to_last(
    site: Site, fetcher: Fetcher, first: str, second: str, moved_to: str | None
) -> None:
    site.answers |= {"/a": redirect("/b", first), "/b": redirect("/c", second), "/c": answer(PAGE)}

    page = fetcher.fetch(site.link("/a"))

    assert (moved_to and site.link(moved_to)) == page.moved_to


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    def act(connection: socket.socket, request: Request) -> None:
        is_known = request.headers.get("if-none-match") == '"1"'
        same = answer(status="304 Not Modified")
        connection.sendall(same if is_known else answer(PAGE, headers={"ETag": '"1"'}))

    site.answers["/"] = act
    first = fetcher.fetch(site.link())

    second = fetcher.fetch(site.link(), first.validators)
    third = fetcher.fetch(site.link(), Validators('"0"', "Mon, 14 Oct 2019"))

    assert (None, first.validators) == (second.raw, second.validators)
    assert first.raw == third.raw
    assert "Mon, 14 Oct 2019" == site.requests[-1].headers["if-modified-since"]


def test_a_cookie_is_not_sent_back(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {
        "/": answer(status="302 Found", headers={"Location": "/a", "Set-Cookie": "a=b; Path=/"}),
        "/a": answer(PAGE),
    }

    fetcher.fetch(site.link())

    assert not any("cookie" in request.headers for request in site.requests)


def test_the_rules_of_a_site_are_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {"/robots.txt": answer("User-agent: *\nDisallow: /private"), "/a": answer(PAGE)}

    fetcher.fetch(site.link("/a"))
    fetcher.fetch(site.link("/a"))

    assert ["/robots.txt", "/a", "/a"] == [request.path for request in site.requests]


@pytest.mark.parametrize(
    "rules", [answer(status="403 Forbidden"), answer("<html><p>Not found."), answer(b"\xff\0")]
)
def test_a_site_without_rules_forbids_nothing(site: Site, fetcher: Fetcher, rules: bytes) -> None:
    site.answers |= {"/robots.txt": rules, "/a": answer(PAGE)}

    assert PAGE.encode() == fetcher.fetch(site.link("/a")).raw


def test_of_long_rules_the_first_500_kb_count(site: Site) -> None:
    fetcher = Fetcher(admit_loopback=True)
    cut_line = "\nDisallow: /"
    rules = "User-agent: *\nDisallow: /early\n".ljust(500 * 1024 - len(cut_line), "#") + cut_line + "late"
    site.answers |= {"/robots.txt": answer(rules), "/late": answer(PAGE), "/early": answer(PAGE)}

    with pytest.raises(ForbiddenByRobots):
        fetcher.fetch(site.link("/early"))

    assert PAGE.encode() == fetcher.fetch(site.link("/late")).raw


def test_the_rules_of_few_sites_are_kept(site: Site) -> None:
    site.answers["/a"] = answer(PAGE)
    hosts = [f"{n}.example" for n in range(51)]
    names = Names({host: [LOOPBACK] for host in hosts})
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True, resolve=names)
    for host in hosts:
        fetcher.fetch(site.link("/a", host=host))
    site.requests.clear()

    for host in (hosts[-1], hosts[0]):
        fetcher.fetch(site.link("/a", host=host))

    assert ["/a", "/robots.txt", "/a"] == [request.path for request in site.requests]


def test_a_page_sent_on_to_is_asked_for_by_its_own_sites_rules(site: Site, fetcher: Fetcher) -> None:
    with Site() as other:
        other.answers |= {"/robots.txt": answer("User-agent: *\nDisallow: /"), "/b": answer(PAGE)}
        site.answers["/a"] = redirect(other.link("/b"))

        with pytest.raises(ForbiddenByRobots):
            fetcher.fetch(site.link("/a"))

        assert [] == other.asked()


def test_a_host_is_asked_by_one_at_a_time(site: Site, fetcher: Fetcher) -> None:
    at_once, most = 0, 0

    def act(connection: socket.socket, _: Request) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.05)
        at_once -= 1
        connection.sendall(answer(PAGE))

    site.answers["/"] = act
    threads = [threading.Thread(target=fetcher.fetch, args=(site.link(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (1, 4) == (most, len(site.asked()))


@pytest.mark.parametrize(("asked", "pause"), [("", 0.1), ("Crawl-delay: 0.3", 0.3)])
def test_between_two_requests_is_the_pause_or_the_one_that_the_site_asks_for(
    site: Site, asked: str, pause: float
) -> None:
    site.answers |= {"/robots.txt": answer(f"User-agent: *\n{asked}\nDisallow: /b"), "/": answer(PAGE)}
    fetcher = Fetcher(limits=PATIENT, pause=0.1, admit_loopback=True)
    fetcher.fetch(site.link())

    start = time.monotonic()
    fetcher.fetch(site.link())

    assert time.monotonic() - start >= pause - 0.02


@pytest.mark.slow
def test_waiting_for_ones_turn_costs_no_time_of_the_page(site: Site) -> None:
    site.answers["/"] = answer(PAGE)
    fetcher = Fetcher(limits=replace(PATIENT, seconds=1.0), pause=1.1, admit_loopback=True)
    fetcher.fetch(site.link())

    assert fetcher.fetch(site.link()).raw


def test_an_address_that_does_not_answer_gives_way_to_the_next(site: Site) -> None:
    site.answers["/"] = answer(PAGE)
    names = Names({"site.example": [f"::1 {LOOPBACK}"]})

    page = Fetcher(limits=PATIENT, admit_loopback=True, resolve=names).fetch(site.link(host="site.example"))

    assert PAGE.encode() == page.raw


def test_a_port_that_nobody_listens_on_is_told(fetcher: Fetcher) -> None:
    with Site() as site:
        link = site.link()

    with pytest.raises(
        UnreachableHost, match=r"^127\.0\.0\.1 could not be reached, or the connection broke\."
    ):
        fetcher.fetch(link)


def test_one_page_that_fails_is_not_in_the_way_of_the_next(site: Site, fetcher: Fetcher) -> None:
    site.answers |= {
        "/busy": answer(status="503 Service Unavailable"),
        "/endless": repeat(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 10_000),
        "/": answer(PAGE),
    }
    for path in ("/busy", "/endless"):
        with pytest.raises((BusyHost, TooLarge)):
            fetcher.fetch(site.link(path))

    assert PAGE.encode() == fetcher.fetch(site.link()).raw
