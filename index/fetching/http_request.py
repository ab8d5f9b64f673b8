"""One request and its answer. Nothing is kept between two of them: no connection, no cookie."""

import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.metadata import version
from typing import Final

import httpcore2
from httpx2 import URL, Headers

from index.errors import BadResponse, UnreachableHost, UntrustedHost
from index.fetching.connections import CheckedBackend
from index.fetching.limits import Budget
from index.fetching.links import display_url, host_of, port_of

PRODUCT: Final = "OnTheRecord"
"""How the program calls itself, and the name by which a robots.txt may speak to it."""

_MAX_CHUNKS: Final = 100_000
"""Pieces in which a page may come, the largest in pieces of 200 bytes. Smaller ones cost seconds."""

_MAX_MEMBERS: Final = 16
"""Packed parts one after the other, of which servers make one."""

_GZIP: Final = 16 + zlib.MAX_WBITS
"""For zlib: what is packed has the head and the checksum of gzip."""

_ACCEPTED: Final = {
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/*;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Response:
    """An answer. `body` is unpacked, and empty unless the status is 200."""

    status: int
    headers: Headers
    body: bytes


@cache
def user_agent() -> str:
    """What the program tells of itself to every host."""
    return f"{PRODUCT}/{version('on-the-record')} (quotes documents, each with its source)"


def send_request(
    url: URL,
    headers: Mapping[str, str],
    *,
    backend: CheckedBackend,
    ssl_context: ssl.SSLContext,
    budget: Budget,
) -> Response:
    """Get what a link names, without following it on. Raises UnfetchedLink, or the kind that says why."""
    budget.begin_head()
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path)
    sent = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        **_ACCEPTED,
        **headers,
    }
    with (
        _tell(url, budget),
        httpcore2.ConnectionPool(ssl_context=ssl_context, network_backend=backend) as pool,
        pool.stream("GET", target, headers=list(sent.items())) as response,
    ):
        budget.end_head()
        found = Headers(response.headers)
        body = _read(response, found, url, budget) if response.status == HTTPStatus.OK else b""
        return Response(response.status, found, body)


@contextmanager
def _tell(url: URL, budget: Budget) -> Iterator[None]:
    """What goes wrong on the wire, told in words."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise budget.too_slow() from error
    except httpcore2.ProtocolError as error:
        raise BadResponse(
            f"{display_url(url)} is answered in a way that is not a web page's, or only in part. "
            "Try again later."
        ) from error
    except httpcore2.NetworkError as error:
        if any(isinstance(reason, ssl.SSLCertVerificationError) for reason in error.args):
            raise UntrustedHost(
                f"{host_of(url)} cannot prove that it is {host_of(url)}: its certificate does not hold. "
                "Save the page and add the file, if you trust it."
            ) from error
        raise UnreachableHost(f"{host_of(url)} cannot be reached, or broke off. Try again later.") from error


def _read(response: httpcore2.Response, headers: Headers, url: URL, budget: Budget) -> bytes:
    declared = headers.get("content-length", "")
    if declared.isdecimal():
        budget.check_size(int(declared))
    raw = bytearray()
    for number, chunk in enumerate(response.iter_stream()):
        raw += chunk
        budget.check_size(len(raw))
        if number > _MAX_CHUNKS:
            raise _refuse_pieces(url)
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in ("", "identity"):
        return bytes(raw)
    if packing not in ("gzip", "x-gzip"):
        raise BadResponse(
            f"{display_url(url)} comes packed in a way that nobody asked for. Save it as a file."
        )
    return _unpack(bytes(raw), url, budget)


def _unpack(raw: bytes, url: URL, budget: Budget) -> bytes:
    """What gzip packed: no more of it is unpacked than is taken, however much there is."""
    body = bytearray()
    for _ in range(_MAX_MEMBERS):
        if not raw:
            return bytes(body)
        member = zlib.decompressobj(wbits=_GZIP)
        try:
            body += member.decompress(raw, budget.most + 1 - len(body))
        except zlib.error as error:
            raise _refuse_packing(url) from error
        budget.check_size(len(body))
        if not member.eof:
            raise _refuse_packing(url)
        raw = member.unused_data.lstrip(b"\0")
    raise _refuse_pieces(url)


def _refuse_packing(url: URL) -> BadResponse:
    return BadResponse(f"{display_url(url)} comes packed, and cannot be unpacked. Try again later.")


def _refuse_pieces(url: URL) -> BadResponse:
    return BadResponse(
        f"{display_url(url)} comes in more pieces than an honest page does. Save it as a file."
    )
