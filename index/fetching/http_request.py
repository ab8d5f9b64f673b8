"""Sends one HTTP request. Requests share neither connections nor cookies."""

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
"""The product token in the User-Agent header, by which a robots.txt can address the program."""

_MAX_CHUNKS: Final = 100_000
"""Chunks of a response body: enough for the largest page in chunks of 200 bytes. More would cost seconds."""

_MAX_GZIP_MEMBERS: Final = 16
"""Concatenated gzip streams in one body. Servers send one."""

_GZIP_WBITS: Final = 16 + zlib.MAX_WBITS
"""Makes zlib expect the header and checksum of gzip."""

_ACCEPT_HEADERS: Final = {
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/*;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Response:
    """A response. `body` is decompressed, and empty unless the status is 200."""

    status: int
    headers: Headers
    body: bytes


@cache
def user_agent() -> str:
    """The User-Agent header."""
    return f"{PRODUCT}/{version('on-the-record')} (quotes documents, each with its source)"


def send_request(
    url: URL,
    headers: Mapping[str, str],
    *,
    backend: CheckedBackend,
    ssl_context: ssl.SSLContext,
    budget: Budget,
) -> Response:
    """Send a GET request, without following redirects. Raises UnfetchedLink or a subclass."""
    budget.begin_head()
    target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=port_of(url), target=url.raw_path)
    request_headers = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": user_agent(),
        **_ACCEPT_HEADERS,
        **headers,
    }
    with (
        _translate_errors(url, budget),
        httpcore2.ConnectionPool(ssl_context=ssl_context, network_backend=backend) as pool,
        pool.stream("GET", target, headers=list(request_headers.items())) as response,
    ):
        budget.end_head()
        response_headers = Headers(response.headers)
        body = _read(response, response_headers, url, budget) if response.status == HTTPStatus.OK else b""
        return Response(response.status, response_headers, body)


@contextmanager
def _translate_errors(url: URL, budget: Budget) -> Iterator[None]:
    """Raise UnfetchedLink, with a sentence for users, for errors of httpcore."""
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise budget.too_slow() from error
    except httpcore2.ProtocolError as error:
        raise BadResponse(
            f"{display_url(url)} did not return a complete web page. Try again later."
        ) from error
    except httpcore2.NetworkError as error:
        if any(isinstance(reason, ssl.SSLCertVerificationError) for reason in error.args):
            raise UntrustedHost(
                f"{host_of(url)} has an invalid certificate. "
                "If you trust the site, save the page and add the file."
            ) from error
        raise UnreachableHost(
            f"{host_of(url)} could not be reached, or the connection broke. Try again later."
        ) from error


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
    encoding = headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return bytes(raw)
    if encoding not in ("gzip", "x-gzip"):
        raise BadResponse(f"{display_url(url)} uses an unsupported compression. Save it and add the file.")
    return _decompress(bytes(raw), url, budget)


def _decompress(raw: bytes, url: URL, budget: Budget) -> bytes:
    """The decompressed body; decompression stops at the size limit."""
    body = bytearray()
    for _ in range(_MAX_GZIP_MEMBERS):
        if not raw:
            return bytes(body)
        member = zlib.decompressobj(wbits=_GZIP_WBITS)
        try:
            body += member.decompress(raw, budget.max_bytes + 1 - len(body))
        except zlib.error as error:
            raise _refuse_packing(url) from error
        budget.check_size(len(body))
        if not member.eof:
            raise _refuse_packing(url)
        raw = member.unused_data.lstrip(b"\0")
    raise _refuse_pieces(url)


def _refuse_packing(url: URL) -> BadResponse:
    return BadResponse(f"{display_url(url)} could not be decompressed. Try again later.")


def _refuse_pieces(url: URL) -> BadResponse:
    return BadResponse(f"{display_url(url)} comes in too many pieces. Save it and add the file.")
