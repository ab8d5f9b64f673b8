"""Originals and pages behind links, by command."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encoding.packaged_model import DEFAULT_MODEL
from index.fetching.fetcher import Fetcher
from tests.fakes import HashingEncoder
from tests.index.cli.conftest import Run
from tests.index.crawler.conftest import make_article
from tests.index.fetching.conftest import PATIENT
from tests.index.fetching.site import LOOPBACK, Names, Site, answer, redirect
from tests.index.writing import write

ENTRY = "kind: letter, party: none, rights: all"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site on this machine that the commands may fetch from."""

    def make_fetcher(_pause: float = 0.0) -> Fetcher:
        names = Names({"site.example": [LOOPBACK]})
        return Fetcher(limits=PATIENT, admit_loopback=True, resolve=names)

    monkeypatch.setattr("index.cli.add.make_fetcher", make_fetcher)
    monkeypatch.setattr("index.cli.fetch.make_fetcher", make_fetcher)
    monkeypatch.setattr("index.cli.options.choose_encoder", lambda *_, **__: HashingEncoder(DEFAULT_MODEL))
    with Site() as site:
        yield site


def list_sources(corpus: Path, site: Site, **paths: bool) -> None:
    """A list of sources: the path of each, and whether it is its publisher's."""
    lines = [
        f"  {path}: {{title: On {path}, url: '{site.link(f'/{path}')}', {ENTRY}, fetch: {str(own).lower()}}}"
        for path, own in paths.items()
    ]
    write(corpus / "sources.yaml", "\n".join(["sources:", *lines]))


def test_originals_are_fetched_and_told(run: Run, corpus: Path, site: Site) -> None:
    list_sources(corpus, site, storks=True, moved=True, dead=True, copy=False)
    site.answers |= {
        "/storks": answer(make_article("storks")),
        "/moved": redirect("/herons", "301 Moved Permanently"),
        "/herons": answer(make_article("herons")),
    }

    result = run("fetch")

    assert 0 == result.status
    assert [
        "Originals: 2 new, 1 gone, 1 moved.",
        "Not fetched, because only copies are listed: copy.",
        f"moved has moved to {site.link('/herons')}",
        f"dead gone: {site.link('/dead')} was not found. Check the link, or look for a copy in an archive.",
    ] == result.out.splitlines()
    assert ["On moved", "On storks"] == sorted(d["title"] for d in run("sources", "--json").json["documents"])


def test_the_report_is_one_object_of_json(run: Run, corpus: Path, site: Site) -> None:
    list_sources(corpus, site, storks=True, dead=True)
    site.answers["/storks"] = answer(make_article("storks"))
    run("fetch")

    report = run("fetch", "--json").json

    assert {"sources", "copies", "counts"} == report.keys()
    assert (1, 1, 0) == tuple(report["counts"][outcome] for outcome in ("unchanged", "gone", "new"))
    assert ["storks", "dead"] == [gathered["source"] for gathered in report["sources"]]
    assert {"source", "title", "url", "outcome", "document", "moved_to", "why"} == report["sources"][0].keys()


def test_where_nothing_comes_the_status_is_1(run: Run, corpus: Path, site: Site) -> None:
    list_sources(corpus, site, dead=True)

    assert 1 == run("fetch").status


def test_a_corpus_that_lists_nothing_is_told(run: Run, corpus: Path, site: Site) -> None:
    result = run("fetch")

    assert (0, "") == (result.status, result.out)
    assert "sources.yaml lists no originals that can be fetched from their publishers.\n" == result.err


def test_a_page_behind_a_link_is_added(run: Run, site: Site) -> None:
    site.answers |= {"/a": redirect("/storks"), "/storks": answer(make_article("storks"))}

    result = run("add", site.link("/a", host="site.example"), "--kind", "statement", "--json")

    assert 0 == result.status
    assert "On storks" == result.json["title"]
    assert site.link("/storks", host="site.example") == result.json["url"]
    assert ("statement", "text/html") == (result.json["kind"], result.json["media_type"])


def test_of_several_links_those_that_cannot_be_had_are_told(run: Run, site: Site) -> None:
    site.answers["/storks"] = answer(make_article("storks"))

    result = run("add", site.link("/dead"), site.link("/storks"), "http://10.0.0.1/")

    assert 1 == result.status
    assert 'Added "On storks" as ' in result.out
    count, first, second = result.err.splitlines()
    assert "2 of 3 were not added:" == count
    assert first.startswith(f"{site.link('/dead')} was not found.")
    assert second.startswith("http://10.0.0.1/: 10.0.0.1 is not on the public internet")
