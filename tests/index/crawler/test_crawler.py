"""Published originals: fetched, read, added as the list describes them, renewed when they change."""

import hashlib
import shutil
import socket
from pathlib import Path

import pytest

from index import Index
from index.corpus.cited_sources import CitedSource
from index.domain.document import Kind
from tests.fakes import HashingEncoder
from tests.index.crawler.conftest import HOSTS, Run, find, gather, make_article, make_source, outcomes
from tests.index.fetching.site import NOT_FOUND, Request, Site, answer, redirect
from tests.index.writing import add

NOT_MODIFIED = answer(status="304 Not Modified")


def publish(site: Site, *subjects: str) -> dict[str, CitedSource]:
    """A page on each subject, and the list of them: one host after the other."""
    sources = {}
    for number, subject in enumerate(subjects):
        site.answers[f"/{subject}"] = answer(make_article(subject))
        link = site.link(f"/{subject}", host=HOSTS[number % len(HOSTS)])
        sources[f"S{number}"] = make_source(link, title=f"On {subject}")
    return sources


def publish_marked(site: Site, subject: str) -> None:
    """A page whose host knows by an ETag whether it has changed."""
    mark = f'"{subject}"'

    def act(connection: socket.socket, request: Request) -> None:
        is_known = request.headers.get("if-none-match") == mark
        connection.sendall(
            NOT_MODIFIED if is_known else answer(make_article(subject), headers={"ETag": mark})
        )

    site.answers["/marked"] = act


def test_an_original_is_added_as_the_list_describes_it(record: Index, run: Run, site: Site) -> None:
    site.answers["/letter"] = answer(make_article("storks"))
    link = site.link("/letter", host="one.example")
    source = make_source(
        link,
        title="Letter on storks",
        author="Jane Roe",
        publisher="The Post",
        published="2019-10",
        party="residents",
        docket="1-2019",
        rights="all rights reserved",
    )

    report = run({"S1": source})

    [document] = record.documents()
    assert {"S1": "new"} == outcomes(report)
    assert document.id == report.sources[0].document
    assert ("Letter on storks", "Jane Roe", "The Post") == (
        document.title,
        document.author,
        document.publisher,
    )
    assert ("2019-10", "residents", link) == (document.published, document.party, document.url)
    assert (Kind.LETTER, "all rights reserved") == (document.kind, document.rights)
    assert hashlib.sha256(make_article("storks").encode()).hexdigest() == document.original
    assert "Imprint" not in document.text


def test_what_was_purged_is_not_gathered_again(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks", "herons")
    purged = find(run(sources), "S0").document
    assert purged is not None
    record.admin.purge(purged, "A rightsholder demands it.")
    asked = len(site.requests)

    report = run(sources)

    assert {"S0": "kept", "S1": "unchanged"} == outcomes(report)
    assert ("It was erased from the record for good.", None) == (
        find(report, "S0").why,
        find(report, "S0").document,
    )
    assert all("storks" not in request.path for request in site.requests[asked:])
    assert ["On herons"] == [document.title for document in record.documents()]


def test_what_was_gathered_can_be_asked(record: Index, run: Run, site: Site) -> None:
    run(publish(site, "storks", "herons"))

    answered = record.ask("What does the office name of herons?")

    assert "herons" in (answered.quotations or answered.nearest)[0].text
    assert [] == record.check()


def test_a_second_run_adds_nothing(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks", "herons", "cranes", "swans")
    first = run(sources)

    second = run(sources)

    assert {"new"} == set(outcomes(first).values())
    assert {"unchanged"} == set(outcomes(second).values())
    assert [g.document for g in first.sources] == [g.document for g in second.sources]
    assert [1] * 4 == [document.version for document in record.documents()]


def test_a_host_that_knows_what_changed_is_not_asked_for_the_page_again(run: Run, site: Site) -> None:
    publish_marked(site, "storks")
    sources = {"S1": make_source(site.link("/marked", host="one.example"))}

    told = [outcomes(run(sources))["S1"] for _ in range(3)]
    publish_marked(site, "herons")
    told += [outcomes(run(sources))["S1"] for _ in range(2)]

    assert ["new", "unchanged", "unchanged", "changed", "unchanged"] == told
    marks = [request.headers.get("if-none-match") for request in site.requests if request.path == "/marked"]
    assert [None, '"storks"', '"storks"', '"storks"', '"herons"'] == marks


def test_a_page_that_changed_is_a_new_version_of_its_document(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks", "herons")
    run(sources)
    site.answers["/storks"] = answer(make_article("cranes"))

    report = run(sources)

    document = record.document(str(find(report, "S0").document))
    assert {"S0": "changed", "S1": "unchanged"} == outcomes(report)
    assert 2 == document.version
    assert "cranes" in document.text
    assert ["add", "edit"] == [event.action for event in record.admin.history(document.id)]


def test_what_changes_around_an_article_makes_no_version(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks")
    run(sources)
    site.answers["/storks"] = answer(make_article("storks").replace("Imprint", "Imprint 2"))

    assert {"S0": "unchanged"} == outcomes(run(sources))
    assert [1] == [document.version for document in record.documents()]


def test_what_the_list_says_anew_is_a_new_version(record: Index, run: Run, site: Site) -> None:
    publish_marked(site, "storks")
    link = site.link("/marked", host="one.example")

    told = [
        outcomes(run({"S1": make_source(link, published=published)}))["S1"]
        for published in ("2018", "2019", "2019", "2018")
    ]

    assert ["new", "changed", "unchanged", "changed"] == told
    assert [("2018", 3)] == [(document.published, document.version) for document in record.documents()]


def test_every_page_that_does_not_come_is_told_with_its_reason(run: Run, site: Site) -> None:
    site.answers |= {
        "/robots.txt": answer("User-agent: *\nDisallow: /private"),
        "/gone": answer(status="410 Gone"),
        "/login": answer(make_article("logins")),
        "/walled": redirect("/login"),
        "/private": answer(make_article("secrets")),
        "/broken": answer(status="500 Internal Server Error"),
        "/image": answer(b"\x89PNG\r\n\x1a\n\0", media_type="image/png"),
        "/inside": redirect("http://10.0.0.1/"),
        "/old": redirect("/new", "301 Moved Permanently"),
        "/new": answer(make_article("movers")),
        "/dead": NOT_FOUND,
    }
    names = ("gone", "walled", "private", "broken", "image", "inside", "old", "dead")
    sources = {name: make_source(site.link(f"/{name}", host="one.example")) for name in names}
    sources["unknown"] = make_source("http://unknown.example/")
    sources["copy"] = make_source(site.link("/copy"), fetch=False)

    report = run(sources)

    expected = {
        "gone": ("gone", "no longer exists"),
        "walled": ("walled", "is behind a login"),
        "private": ("forbidden", "asks programs not to fetch"),
        "broken": ("failed", "returned the status 500"),
        "image": ("failed", "."),
        "inside": ("failed", "10.0.0.1 is not on the public internet"),
        "old": ("new", None),
        "dead": ("gone", "was not found"),
        "unknown": ("failed", "The site unknown.example could not be found"),
    }
    assert {name: outcome for name, (outcome, _) in expected.items()} == outcomes(report)
    for name, (_, words) in expected.items():
        why = find(report, name).why
        assert why is None if words is None else words in str(why)
    assert site.link("/new", host="one.example") == find(report, "old").moved_to
    assert ("copy",) == report.copies
    assert {"new": 1, "gone": 2, "walled": 1, "forbidden": 1, "failed": 4, "moved": 1} == {
        outcome: count for outcome, count in report.counts.items() if count
    }
    assert list(sources)[:-1] == [gathered.source for gathered in report.sources]


def test_a_page_that_is_gone_leaves_its_document_on_the_record(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks")
    run(sources)
    site.answers["/storks"] = NOT_FOUND

    report = run(sources)

    assert {"S0": "gone"} == outcomes(report)
    assert [report.sources[0].document] == [document.id for document in record.documents()]


def test_a_run_that_was_interrupted_is_gone_on_with(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks", "herons", "cranes", "swans", "geese", "ducks")

    def interrupt(done: int, _total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(sources, interrupt)
    held = {document.url for document in record.documents()}
    site.requests.clear()
    report = run(sources)

    assert 3 == len(held)
    assert not {f"/{url.rpartition('/')[2]}" for url in held if url} & set(site.asked())
    assert {"new"} == set(outcomes(report).values())
    assert 6 == len(record.documents())


def test_without_its_memory_it_adds_nothing_twice(record: Index, run: Run, site: Site, data: Path) -> None:
    sources = publish(site, "storks", "herons")
    run(sources)

    for kept in ("", '{"pages": {"S0": 1}}', "\0"):
        (data / "fetched.json").write_text(kept, encoding="utf-8")
        assert {"unchanged"} == set(outcomes(run(sources)).values())

    assert 2 == len(record.documents())


def test_what_is_remembered_of_another_record_is_no_reason_to_ask_for_less(
    run: Run, site: Site, data: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    publish_marked(site, "storks")
    sources = {"S1": make_source(site.link("/marked", host="one.example"))}
    run(sources)

    with Index.open(tmp_path / "other", encoder=encoder) as other:
        shutil.copy(data / "fetched.json", tmp_path / "other")
        report = gather(other, tmp_path / "other", sources)

    assert {"S1": "new"} == outcomes(report)


def test_a_document_that_people_removed_is_not_fetched(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks")
    document = str(run(sources).sources[0].document)
    record.remove(document)
    site.requests.clear()

    report = run(sources)

    assert {"S0": "kept"} == outcomes(report)
    assert f"Restore it with: python -m index restore {document}" in str(report.sources[0].why)
    assert [] == site.requests


def test_a_document_that_people_changed_is_left_to_them(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks")
    document = str(run(sources).sources[0].document)
    record.remove(document)
    record.restore(document)
    site.answers["/storks"] = answer(make_article("cranes"))

    report = run(sources)

    assert {"S0": "kept"} == outcomes(report)
    assert "storks" in record.document(document).text


def test_a_document_that_people_added_is_left_to_them(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks", "herons")
    by_hand = add(record, "Jane Roe's own copy of the letter.", url=sources["S0"].url, title="A copy")
    add(record, "A briefing.", kind="briefing", about=["S1"], url=sources["S1"].url)
    add(record, "Another server's.", scope="1", url=sources["S1"].url)

    report = run(sources)

    assert {"S0": "kept", "S1": "new"} == outcomes(report)
    assert by_hand.id == find(report, "S0").document


def test_a_text_that_is_on_the_record_already_is_not_added_twice(record: Index, run: Run, site: Site) -> None:
    sources = publish(site, "storks")
    again = make_source(site.link("/storks?again", host="two.example"))
    site.answers["/storks?again"] = site.answers["/storks"]

    run(sources)
    report = run(sources | {"again": again, "twice": sources["S0"]})

    assert {"S0": "unchanged", "again": "kept", "twice": "kept"} == outcomes(report)
    assert "The same text is already on the record" in str(find(report, "again").why)
    assert "Its address is already listed as S0." == find(report, "twice").why
    assert 1 == len(record.documents())


def test_a_host_that_asks_to_wait_is_asked_no_more(run: Run, site: Site) -> None:
    busy = answer(status="429 Too Many Requests")
    sources = {}
    for n in range(4):
        site.answers[f"/{n}"] = busy
        sources[f"S{n}"] = make_source(site.link(f"/{n}", host="one.example"))

    report = run(sources)

    assert {"failed"} == set(outcomes(report).values())
    assert 1 == len(site.asked())
    assert "one.example asked to wait" in str(report.sources[3].why)


def test_a_list_without_sources_gathers_nothing(run: Run) -> None:
    assert {} == outcomes(run({}))
