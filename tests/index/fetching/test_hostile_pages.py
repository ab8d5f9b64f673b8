"""Pages that come as they should and mean harm: nothing is read from them, and nothing else is asked for.

Each is made when its test runs: some take long to make, and every process collects them all.
"""

import gzip
from collections.abc import Callable
from dataclasses import replace

import pytest

from index.errors import EmptyDocument, OversizedDocument, UnreadableDocument, WalledPage
from index.fetching.fetcher import Fetcher
from index.fetching.limits import FetchLimits
from index.fetching.page_text import read_page
from index.reading.sandbox.limits import FILE_LIMITS
from index.reading.sandbox.sandbox import read_in_sandbox
from tests.index.fetching.site import Answer, Site, answer, redirect
from tests.index.fetching.test_page_text import COOKIES
from tests.index.reading.harmful_parts import LAUGHS, bomb, docx_body, epub_page, pdf_of, pdf_stream
from tests.index.reading.test_hostile_files import watch_memory
from tests.strength import mostly_slow

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("confined")]

LARGE = FetchLimits(max_bytes=20_000_000, seconds=20, idle_seconds=10, redirects=3)
WORDS = (
    "<p>The office publishes its list of markets every year, and all who are named reply to it at length.</p>"
)
HTML = "text/html; charset=utf-8"


def sent_as(media_type: str, raw: bytes) -> bytes:
    return answer(raw, media_type=media_type)


PAGES: dict[str, tuple[Callable[[], Answer], type[UnreadableDocument]]] = {
    # what stands before a page
    "cookies": (lambda: answer(COOKIES), WalledPage),
    "a test": (lambda: answer("<title>Just a moment...</title><p>Wait.</p>"), WalledPage),
    "a paywall": (lambda: answer('<script>{"isAccessibleForFree": false}</script>' + WORDS * 9), WalledPage),
    "a login": (lambda: answer('<form><input type="password"></form>'), WalledPage),
    "another door": (lambda: redirect("/login?next=/"), WalledPage),
    # what leads elsewhere without a redirect
    "a refresh to itself": (lambda: answer('<meta http-equiv="refresh" content="0;url=/">'), EmptyDocument),
    "a refresh to a file": (
        lambda: answer('<meta http-equiv="refresh" content="0;url=file:///etc/passwd">'),
        EmptyDocument,
    ),
    "a script": (
        lambda: answer("<div id=root></div><script>location='http://10.0.0.1/'</script>"),
        EmptyDocument,
    ),
    "a frame": (lambda: answer('<iframe src="http://10.0.0.1/"></iframe>'), EmptyDocument),
    "pictures": (lambda: answer('<img src="http://10.0.0.1/a.png">' * 500), EmptyDocument),
    "another base": (lambda: answer('<base href="http://10.0.0.1/"><a href="a">a</a>'), EmptyDocument),
    # what is no page
    "a program": (lambda: sent_as(HTML, b"\x7fELF\x02\x01\x01" + bytes(999)), UnreadableDocument),
    "a picture": (lambda: sent_as(HTML, b"\x89PNG\r\n\x1a\n" + bytes(999)), UnreadableDocument),
    "a film": (lambda: sent_as(HTML, b"\x00\x00\x00\x18ftypmp42" + bytes(999)), UnreadableDocument),
    "an archive": (lambda: sent_as(HTML, b"PK\x03\x04" + bytes(999)), UnreadableDocument),
    "a packed page": (lambda: sent_as(HTML, gzip.compress(WORDS.encode() * 9)), UnreadableDocument),
    "noise": (lambda: sent_as(HTML, bytes(range(256)) * 40), UnreadableDocument),
    "zeros": (lambda: sent_as(HTML, bytes(100_000)), UnreadableDocument),
    "white space": (lambda: sent_as(HTML, b" \r\n" * 100_000), EmptyDocument),
    "half a letter": (
        lambda: sent_as("text/plain; charset=utf-8", "é".encode("latin-1") * 99),
        UnreadableDocument,
    ),
    "a charset that is a program": (
        lambda: sent_as("text/plain; charset=unicode_escape", "\\x00é".encode("latin-1") * 99),
        UnreadableDocument,
    ),
    "a charset that packs": (
        lambda: sent_as("text/plain; charset=zlib_codec", gzip.compress(b"a")),
        UnreadableDocument,
    ),
    "a charset of seven bits": (
        lambda: sent_as("text/html; charset=utf-7", b"+ADw-p+AD4-One"),
        UnreadableDocument,
    ),
    "a charset without end": (
        lambda: sent_as("text/plain; charset=" + "a" * 9000, b"\xff\xfe\xfd" * 99),
        UnreadableDocument,
    ),
    # what is too much
    "a hundred thousand boxes in boxes": (lambda: answer("<div>" * 100_000 + WORDS), EmptyDocument),
    "tables in tables": (lambda: answer("<table><tr><td>" * 33_000 + WORDS), EmptyDocument),
    "lists in lists": (lambda: answer("<ul><li>" * 50_000 + WORDS), EmptyDocument),
    "links in links": (lambda: answer("<p><a href=x>" * 50_000 + WORDS), EmptyDocument),
    "bold in bold": (lambda: answer("<p>" + "<b>" * 100_000 + WORDS), EmptyDocument),
    "comments in comments": (lambda: answer("<!--" * 200_000 + WORDS), EmptyDocument),
    "laughs": (lambda: answer(f"{LAUGHS}]><html><body><p>&a9;</p></body></html>"), EmptyDocument),
    "a PDF bomb": (
        lambda: sent_as("application/pdf", pdf_stream(bomb(3), *["FlateDecode"] * 3)),
        UnreadableDocument,
    ),
    "a PDF nest": (
        lambda: sent_as("application/pdf", pdf_of("[" * 100_000 + "]" * 100_000)),
        UnreadableDocument,
    ),
    "a Word bomb": (
        lambda: sent_as("text/html", docx_body(f"<w:p><w:r><w:t>{' ' * 50_000_000}</w:t></w:r></w:p>")),
        UnreadableDocument,
    ),
    "a book bomb": (
        lambda: sent_as("application/epub+zip", epub_page("\0" * 50_000_000)),
        UnreadableDocument,
    ),
    "many paragraphs": (lambda: sent_as("text/plain", b"a\n\n" * 1_000_000), OversizedDocument),
}


@pytest.mark.parametrize("name", mostly_slow(PAGES, every=7))
def test_a_page_that_means_harm_is_refused_in_a_sentence(site: Site, name: str) -> None:
    make, kind = PAGES[name]
    site.answers |= {"/": make(), "/login?next=/": answer(WORDS * 9)}
    fetcher = Fetcher(limits=LARGE, admit_loopback=True)

    with watch_memory(), pytest.raises(UnreadableDocument) as caught:
        read_page(fetcher.fetch(site.link("/")))

    said = str(caught.value)
    assert isinstance(caught.value, kind)
    assert said.endswith(".") and "\n" not in said and len(said) < 400
    assert site.asked() in (["/"], ["/", "/login?next=/"])


@pytest.mark.parametrize(
    "make",
    [
        lambda: f"<article><p {' '.join(f'a{n}' for n in range(100_000))}>One.</p>{WORDS * 9}</article>",
        lambda: f"<article>{'<p>One.</p>' * 90_000}</article>",
    ],
    ids=["a hundred thousand attributes", "ninety thousand paragraphs"],
)
def test_a_page_that_keeps_its_reader_busy_is_ended_by_the_readers_limits(make: Callable[[], str]) -> None:
    hasty = replace(FILE_LIMITS, cpu_seconds=1)

    with watch_memory(), pytest.raises(OversizedDocument, match="takes longer to read than the limit"):
        read_in_sandbox(make().encode(), "a.html", hasty)
