"""Links that mean harm: each is refused with a sentence, soon, and nothing private is connected to."""

import gzip
import re
import tracemalloc
import zlib

import pytest

from index.errors import (
    BadLink,
    BadResponse,
    BusyHost,
    FailedHost,
    ForbiddenByRobots,
    GonePage,
    PrivateAddress,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    UnfetchedLink,
    UnreachableHost,
    WalledPage,
)
from index.fetching.fetcher import Fetcher
from index.fetching.limits import FetchLimits
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import (
    Answer,
    Names,
    Site,
    answer,
    count_seconds,
    drip,
    redirect,
    repeat,
    stall,
)

HASTY = FetchLimits(max_bytes=200_000, seconds=0.6, idle_seconds=0.3, redirects=3)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(bytes(20_000_000))

NAMES = {
    "localhost": ["127.0.0.1 ::1"],
    "inside.example": ["10.1.2.3"],
    "half.example": ["93.184.216.34 192.168.1.1"],
    "six.example": ["fd00::1"],
    "public.example": ["93.184.216.34"],
    "metadata.example": ["169.254.169.254"],
    "zero.example": ["0.0.0.0"],  # noqa: S104 - a name's address, not one to listen on
    "tunnel.example": ["2002:7f00:1::"],
    "nowhere.example": ["::"],
}


def refuse(fetcher: Fetcher, link: str) -> UnfetchedLink:
    """Fetch a link that is refused; the sentence is fit to be shown."""
    with pytest.raises(UnfetchedLink) as caught:
        fetcher.fetch(link)
    sentence = str(caught.value)
    assert re.fullmatch(r".{20,400}[.]", sentence), sentence
    return caught.value


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        # no web address
        ("file:///etc/passwd", BadLink),
        ("ftp://site.example/a", BadLink),
        ("gopher://127.0.0.1:6379/_INFO", BadLink),
        ("data:text/html,<p>hello</p>", BadLink),
        ("javascript:alert(1)", BadLink),
        ("jar:http://site.example!/a", BadLink),
        ("ws://site.example/", BadLink),
        ("", BadLink),
        ("//site.example/a", BadLink),
        ("https:site.example/a", BadLink),
        ("http:///etc/passwd", BadLink),
        ("http:\\\\127.0.0.1\\a", BadLink),
        ("http://[::1", BadLink),
        ("http://site.example:port/", BadLink),
        ("http://site.example/\r\nHost: other.example", BadLink),
        ("http://site.example/\x00", BadLink),
        ("http://public.example%2f@127.0.0.1/", BadLink),
        ("http://%31%32%37.0.0.1/", BadLink),
        ("http://[fe80::1%25eth0]/", BadLink),
        ("http://ⓛocalhost/", BadLink),
        ("http://public.example/" + "a" * 3000, BadLink),
        ("http://public.example/" + "%00" * 700, BadLink),
        ("http:127.0.0.1", BadLink),
        ("view-source:http://public.example/", BadLink),
        ("blob:http://public.example/a", BadLink),
        ("ht\ntp://127.0.0.1/", BadLink),
        ("http://127.0.0.1\t/", BadLink),
        ("http://127.0.0.1%00.public.example/", BadLink),
        ("http://\u202e1.0.0.721/", BadLink),
        ("http://public.example\u200b/", BadLink),
        ("http://\xadlocalhost/", BadLink),
        ("http://①②⑦.⓪.⓪.①/", BadLink),
        ("http://\uff11\uff12\uff17.0.0.1/", BadLink),
        ("https://[v1.a]/", BadLink),
        ("http://public.example:443:80/", BadLink),
        ("http://*.example/", BadLink),
        # a name and a password
        ("http://user:password@public.example/", BadLink),
        ("http://user@public.example/", BadLink),
        ("https://public.example@127.0.0.1/", BadLink),
        ("ftp://user:secret@public.example/", BadLink),
        ("http://public.example:80@127.0.0.1/", BadLink),
        ("http://public.example\\@127.0.0.1/", BadLink),
        # names that no name server knows, and that IDNA cannot decode
        ("http://80xn--/", UnreachableHost),
        ("http://.xn--..a.example/", UnreachableHost),
        # ports that are not the web's
        ("http://public.example:22/", BadLink),
        ("http://public.example:25/", BadLink),
        ("http://public.example:8080/", BadLink),
        ("http://public.example:0/", BadLink),
        ("http://public.example:-1/", BadLink),
        ("http://public.example:99999/", BadLink),
        ("http://public.example:\uff16\uff13\uff17\uff19/", BadLink),
        ("http://127.0.0.1:6379/", PrivateAddress),
        # this machine, in all its spellings
        ("http://127.0.0.1/", PrivateAddress),
        ("https://127.0.0.1/", PrivateAddress),
        ("http://127.8.8.8/", PrivateAddress),
        ("http://localhost/", PrivateAddress),
        ("http://LOCALHOST/", PrivateAddress),
        ("http://127.1/", PrivateAddress),
        ("http://0x7f.1/", PrivateAddress),
        ("http://0177.0.0.1/", BadLink),
        ("http://0177.1/", PrivateAddress),
        ("http://2130706433/", PrivateAddress),
        ("http://0x7f000001/", PrivateAddress),
        ("http://0x7f.0x0.0x0.0x1/", PrivateAddress),
        ("http://017700000001/", PrivateAddress),
        ("http://127.0.0.1#@public.example/", PrivateAddress),
        ("http://127。0。0。1/", PrivateAddress),
        ("http://0/", PrivateAddress),
        ("http://0.0.0.0/", PrivateAddress),
        ("http://[::1]/", PrivateAddress),
        ("http://[::]/", PrivateAddress),
        # machines nearby, and what is no machine's
        ("http://10.0.0.1/", PrivateAddress),
        ("http://172.16.0.1/", PrivateAddress),
        ("http://192.168.0.1/", PrivateAddress),
        ("http://192.168.257/", PrivateAddress),
        ("http://3232235521/", PrivateAddress),
        ("http://0300.0250.0.1/", BadLink),
        ("http://100.64.0.1/", PrivateAddress),
        ("http://169.254.169.254/latest/meta-data/", PrivateAddress),
        ("http://168.63.129.16/", PrivateAddress),
        ("http://192.0.0.192/opc/v1/instance/", PrivateAddress),
        ("http://192.0.2.1/", PrivateAddress),
        ("http://198.18.0.1/", PrivateAddress),
        ("http://224.0.0.1/", PrivateAddress),
        ("http://240.0.0.1/", PrivateAddress),
        ("http://255.255.255.255/", PrivateAddress),
        ("http://[fc00::1]/", PrivateAddress),
        ("http://[fe80::1]/", PrivateAddress),
        ("http://[fec0::1]/", PrivateAddress),
        ("http://[ff02::1]/", PrivateAddress),
        ("http://[2001:db8::1]/", PrivateAddress),
        ("http://[3fff::1]/", PrivateAddress),
        # IPv4 inside IPv6
        ("http://[::ffff:127.0.0.1]/", PrivateAddress),
        ("http://[::ffff:93.184.216.34]/", PrivateAddress),
        ("http://[::127.0.0.1]/", PrivateAddress),
        ("http://[::ffff:7f00:1]/", PrivateAddress),
        ("http://[0:0:0:0:0:ffff:a00:1]/", PrivateAddress),
        ("http://[::ffff:0:127.0.0.1]/", PrivateAddress),
        ("http://[64:ff9b::7f00:1]/", PrivateAddress),
        ("http://[64:ff9b:1::a00:1]/", PrivateAddress),
        ("http://[2002:7f00:1::]/", PrivateAddress),
        ("http://[2001:0:1:2:3:4:80ff:fffe]/", PrivateAddress),
        # names for them
        ("http://inside.example/", PrivateAddress),
        ("http://half.example/", PrivateAddress),
        ("http://six.example/", PrivateAddress),
        ("http://metadata.example/", PrivateAddress),
        ("http://zero.example/", PrivateAddress),
        ("http://tunnel.example/", PrivateAddress),
        ("http://nowhere.example/", PrivateAddress),
        # names for nothing
        ("http://unknown.example/", UnreachableHost),
        ("http://a..b/", UnreachableHost),
        ("http://127.0.0.1./", UnreachableHost),
        ("http://localhost./", UnreachableHost),
        ("http://127.0.0.1.public.example/", UnreachableHost),
        ("http://\u0440\u0430ypal.example/", UnreachableHost),
        ("http://" + "a" * 300 + ".example/", UnreachableHost),
    ],
)
def test_a_link_that_leads_nowhere_public_is_refused_before_anything_is_asked(
    link: str, kind: type[UnfetchedLink]
) -> None:
    error = refuse(Fetcher(limits=HASTY, resolve=Names(NAMES)), link)

    assert kind is type(error)


def test_a_name_that_looks_like_another_is_shown_as_it_is_looked_up() -> None:
    error = refuse(Fetcher(limits=HASTY, resolve=Names(NAMES)), "http://\u0440\u0430ypal.example/")

    assert "xn--ypal-43d9g.example" in str(error)


@pytest.mark.parametrize("scheme", ["http", "ftp"])
def test_a_password_in_a_link_is_not_repeated(scheme: str) -> None:
    error = refuse(Fetcher(resolve=Names(NAMES)), f"{scheme}://user:secret@public.example/")

    assert "secret" not in str(error)


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/passwd", BadLink),
        ("ftp://site.example/", BadLink),
        ("javascript:alert(1)", BadLink),
        ("data:text/html,hello", BadLink),
        ("http://user:password@site.example/", BadLink),
        ("http://[::1", BadLink),
        ("https:////:]>^", BadLink),
        ("http://public.example:22/", BadLink),
        ("http://site.example/" + "a" * 3000, BadLink),
        ("//.xn--", UnreachableHost),
        ("http://10.0.0.1/", PrivateAddress),
        ("//192.168.0.1/", PrivateAddress),
        ("http://169.254.169.254/latest/meta-data/", PrivateAddress),
        ("http://[::ffff:10.0.0.1]/", PrivateAddress),
        ("https://inside.example/", PrivateAddress),
        ("http://unknown.example/", UnreachableHost),
        ("/", TooManyRedirects),
        ("/again", TooManyRedirects),
    ],
)
def test_a_page_that_sends_on_to_such_a_place_is_refused(
    site: Site, location: str, kind: type[UnfetchedLink]
) -> None:
    site.answers |= {"/": redirect(location), "/again": redirect("/", "301 Moved Permanently")}

    error = refuse(Fetcher(limits=PATIENT, admit_loopback=True, resolve=Names(NAMES)), site.link("/"))

    assert kind is type(error)
    assert len(site.asked()) <= PATIENT.redirects + 1


SLOW: dict[str, Answer] = {
    "nothing": stall(),
    "half a head": stall(HEAD),
    "half a page": stall(HEAD + b"Content-Length: 1000\r\n\r\n<p>One."),
    "a head that drips": drip(HEAD + b"X: "),
    "a page that drips": drip(HEAD + b"Content-Length: 100000\r\n\r\n"),
    "chunks that drip": drip(CHUNKED, b"1\r\na\r\n"),
    "a page without end that drips": drip(HEAD + b"\r\n"),
    "continue for ever": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.slow
@pytest.mark.parametrize("act", SLOW.values(), ids=SLOW)
def test_a_page_that_does_not_come_is_given_up_in_time(site: Site, act: Answer) -> None:
    site.answers["/"] = act

    with count_seconds() as passed:
        error = refuse(Fetcher(limits=HASTY, admit_loopback=True), site.link("/"))

    assert TooSlow is type(error)
    assert passed[0] < 20


def test_a_host_that_falls_silent_is_given_up_long_before_all_its_time_is_over(site: Site) -> None:
    site.answers["/"] = stall(HEAD)
    fetcher = Fetcher(limits=FetchLimits(seconds=60, idle_seconds=0.2), admit_loopback=True)

    with count_seconds() as passed:
        error = refuse(fetcher, site.link("/"))

    assert TooSlow is type(error)
    assert passed[0] < 20


LARGE: dict[str, Answer] = {
    "a page without end": repeat(HEAD + b"\r\n", b"a" * 10_000),
    "chunks without end": repeat(CHUNKED, b"2710\r\n" + b"a" * 10_000 + b"\r\n"),
    "a great length": answer(b"a", length=10**9),
    "a greater length than numbers are": answer(b"a", length=10**19),
    "a bomb": answer(BOMB, headers={"Content-Encoding": "gzip"}),
    "a bomb without end": repeat(HEAD + b"Content-Encoding: gzip\r\n\r\n", BOMB),
}


@pytest.mark.parametrize("act", LARGE.values(), ids=LARGE)
def test_a_page_that_does_not_end_is_given_up(site: Site, act: Answer) -> None:
    site.answers["/"] = act

    error = refuse(Fetcher(limits=PATIENT, admit_loopback=True), site.link("/"))

    assert TooLarge is type(error)
    assert "is larger than 200,000 bytes" in str(error)


def test_a_bomb_is_not_unpacked_further_than_a_page_may_be_long(site: Site) -> None:
    site.answers["/"] = answer(BOMB, headers={"Content-Encoding": "gzip"})
    fetcher = Fetcher(limits=PATIENT, admit_loopback=True)

    tracemalloc.start()
    refuse(fetcher, site.link("/"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 5_000_000


def many_headers(size: int) -> bytes:
    return HEAD + b"".join(b"X-%d: a\r\n" % n for n in range(size)) + b"Content-Length: 0\r\n\r\n"


WRONG: dict[str, tuple[Answer, type[UnfetchedLink]]] = {
    "nothing at all": (b"", BadResponse),
    "no HTTP": (b"220 mail.example ESMTP\r\n", BadResponse),
    "a page without a head": (b"<html><p>Hello.</p></html>\r\n\r\n", BadResponse),
    "a head too long": (HEAD + b"X: " + b"a" * 300_000 + b"\r\n\r\n", BadResponse),
    "too many headers": (many_headers(30_000), BadResponse),
    "a head without end": (repeat(HEAD + b"X: ", b"a" * 10_000), BadResponse),
    "continue without end": (
        repeat(b"", b"HTTP/1.1 100 Continue\r\nX: " + b"a" * 10_000 + b"\r\n\r\n"),
        BadResponse,
    ),
    "other protocols": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", BadResponse),
    "a page cut off": (answer(b"<p>One.", length=1000), BadResponse),
    "chunks cut off": (CHUNKED + b"ff\r\nabc", BadResponse),
    "chunks of no size": (CHUNKED + b"zz\r\nabc\r\n", BadResponse),
    "chunks of a great size": (CHUNKED + b"f" * 40 + b"\r\nabc\r\n", BadResponse),
    "a negative length": (answer(b"abc", length=-1), BadResponse),
    "a length of many digits": (HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", BadResponse),
    "two lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", BadResponse),
    "no gzip": (answer(b"<p>One.", headers={"Content-Encoding": "gzip"}), BadResponse),
    "half a gzip": (
        answer(gzip.compress(b"One." * 99)[:-9], headers={"Content-Encoding": "gzip"}),
        BadResponse,
    ),
    "crumbs": (CHUNKED + b"1\r\na\r\n" * 100_100 + b"0\r\n\r\n", BadResponse),
    "empty packings": (
        answer(gzip.compress(b"") * 17, headers={"Content-Encoding": "gzip"}),
        BadResponse,
    ),
    "another packing": (answer(zlib.compress(b"One."), headers={"Content-Encoding": "deflate"}), BadResponse),
    **{
        f"a bomb packed as {packing}": (answer(BOMB, headers={"Content-Encoding": packing}), BadResponse)
        for packing in ("br", "zstd", "compress", "deflate, gzip", "gzip, br", "x" * 9000)
    },
    "bombs in bombs": (answer(gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}), BadResponse),
    "a redirect to nowhere": (answer(status="302 Found"), FailedHost),
    "many choices": (answer(status="300 Multiple Choices"), FailedHost),
    "nothing new, unasked": (answer(status="304 Not Modified"), FailedHost),
    "a login": (answer(status="401 Unauthorized"), WalledPage),
    "a bill": (answer(status="402 Payment Required"), WalledPage),
    "a door": (answer(status="403 Forbidden"), WalledPage),
    "a test": (answer(status="503 Busy", headers={"cf-mitigated": "challenge"}), WalledPage),
    "a court order": (answer(status="451 Unavailable For Legal Reasons"), WalledPage),
    "not there": (answer(status="404 Not Found"), GonePage),
    "no more there": (answer(status="410 Gone"), GonePage),
    "too much": (answer(status="429 Too Many Requests"), BusyHost),
    "busy": (answer(status="503 Service Unavailable"), BusyHost),
    "broken": (answer(status="500 Internal Server Error"), FailedHost),
    "a strange status": (answer(status="299 Strange"), FailedHost),
}


@pytest.mark.parametrize(("act", "kind"), WRONG.values(), ids=WRONG)
def test_an_answer_that_is_no_page_is_refused(site: Site, act: Answer, kind: type[UnfetchedLink]) -> None:
    site.answers["/"] = act

    error = refuse(Fetcher(limits=PATIENT, admit_loopback=True), site.link("/"))

    assert kind is type(error)


ROBOTS: dict[str, tuple[Answer, type[UnfetchedLink]]] = {
    "for all": (answer("User-agent: *\nDisallow: /"), ForbiddenByRobots),
    "for us": (answer("User-agent: *\nAllow: /\n\nUser-agent: ontherecord\nDisallow: /"), ForbiddenByRobots),
    "by a pattern": (answer("User-agent: *\nDisallow: /*page$"), ForbiddenByRobots),
    "broken": (answer(status="500 Internal Server Error"), ForbiddenByRobots),
    "busy": (answer(status="429 Too Many Requests"), ForbiddenByRobots),
    "without end": (repeat(HEAD + b"\r\n", b"# a comment\n" * 1000), TooLarge),
    "in circles": (redirect("/robots.txt"), TooManyRedirects),
    "in a private place": (redirect("http://10.0.0.1/robots.txt"), PrivateAddress),
}


@pytest.mark.parametrize(("rules", "kind"), ROBOTS.values(), ids=ROBOTS)
def test_a_page_is_not_asked_for_where_the_rules_forbid_it_or_are_hostile(
    site: Site, rules: Answer, kind: type[UnfetchedLink]
) -> None:
    site.answers |= {"/robots.txt": rules, "/page": answer("<p>One.")}

    error = refuse(Fetcher(limits=PATIENT, admit_loopback=True), site.link("/page"))

    assert kind is type(error)
    assert [] == site.asked()
