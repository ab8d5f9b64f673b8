"""Quotations: cut by offset, and found again by their id."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import ANY_SCOPE, Context, Index, Quotation, QuotationStatus
from index.answering.quotations import Quotations
from index.answering.windows import MAX_WINDOW_SENTENCES
from index.domain.document import EVERYONE
from index.domain.identifiers import ID_LENGTH, digest_text, document_id, version_key
from index.errors import DuplicateDocument, UnknownQuotation, UnreadableDocument
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.texts import texts
from tests.index.writing import LETTER, add, add_as_once
from tests.strength import examples

STORKS = (
    "Storks build nests. They come in spring. They leave in autumn.\n\nHead\n\nThey fly far. They return."
)


class Bench:
    """An open record, and access to its quotations."""

    def __init__(self, folder: Path) -> None:
        self.index = Index.open(folder, encoder=HashingEncoder())
        self.store = Store.open(folder, model="hashed stems")
        self.quotations = Quotations(self.store)

    def cut_all(self, document: str, number: int = 1) -> list[Quotation]:
        """Every window of a version of a document."""
        version = self.quotations.version(self.find_version(document, number))
        sentences = range(len(version.split.sentences))
        return [
            self.quotations.cut(version, first, last, 0.0)
            for first in sentences
            for last in sentences[first : first + MAX_WINDOW_SENTENCES]
        ]

    def find_version(self, document: str, number: int) -> int:
        digest = self.index.document(document, scope=ANY_SCOPE).sha256
        return next(
            found
            for found in self.store.versions_with_key(version_key(document, number, digest))
            if self.store.version(found).document.id == document
        )

    def close(self) -> None:
        self.store.close()
        self.index.close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "data")
    yield bench
    bench.close()


@pytest.fixture(scope="module")
def shared_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One record for many examples, each of which removes what it added."""
    bench = Bench(tmp_path_factory.mktemp("shared"))
    yield bench
    bench.close()


@pytest.mark.parametrize("ending", [".txt", ".md"])
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, st.integers(0, 3))
def test_every_window_of_any_text_is_a_slice_that_its_id_finds_again(
    shared_bench: Bench, ending: str, text: str, by: int
) -> None:
    try:
        document = add(shared_bench.index, text, ending=ending)
    except (UnreadableDocument, DuplicateDocument):
        return

    quotations = shared_bench.cut_all(document.id)

    assert len({quotation.id for quotation in quotations}) == len(quotations) > 0
    for quotation in quotations[:: max(len(quotations) // 10, 1)]:
        assert quotation.text == document.text[quotation.start : quotation.end] != ""
        assert quotation == shared_bench.index.quotation(quotation.id)
        context = shared_bench.index.quotations.context(quotation.id, by=by)
        whole = context.before + context.quotation.text + context.after
        assert whole == document.text[context.start : context.end]
        assert (quotation, len(context.before)) == (context.quotation, quotation.start - context.start)
    shared_bench.index.remove(document.id, scope=ANY_SCOPE)


def test_a_quotation_carries_its_source(bench: Bench) -> None:
    document = add(bench.index, LETTER, ending=".md", title=None)

    quotation = bench.cut_all(document.id)[0]

    expected = Quotation(
        id=quotation.id,
        text="Cloudflare does not host the referenced websites.",
        document_id=document.id,
        start=len("What we are\n\n"),
        end=len("What we are\n\nCloudflare does not host the referenced websites."),
        speaker="Doug Kramer",
        party="cloudflare",
        title="Letter to the office",
        author="Doug Kramer",
        publisher="Cloudflare",
        published="2019-10-14",
        kind=document.kind,
        url="https://example.org/letter",
        link="https://example.org/letter#:~:text=Cloudflare%20does%20not%20host%20the%20referenced%20websites.",
        score=0.0,
    )
    assert expected == quotation


def test_ids_are_eight_characters_and_the_same_in_every_store(bench: Bench, tmp_path: Path) -> None:
    other = Bench(tmp_path / "other")
    add(other.index, "Something else came first.")

    here, there = (b.cut_all(add(b.index, STORKS).id) for b in (bench, other))

    assert here == there
    assert {ID_LENGTH} == {len(quotation.id) for quotation in here}
    other.close()


def test_an_id_is_read_however_it_was_typed(bench: Bench) -> None:
    quotation = bench.cut_all(add(bench.index, STORKS).id)[0]

    assert quotation == bench.index.quotation(f" {quotation.id.upper()}\n")


@pytest.mark.parametrize(
    "wanted", ["", " ", "aaaaaaaa", "aaa", "é" * 8, "\0", "\udcff", "a" * 5000, "%' OR 1=1"]
)
def test_an_unknown_id_is_refused(bench: Bench, wanted: str) -> None:
    add(bench.index, STORKS)

    for ask in (bench.index.quotation, bench.index.quotations.context):
        with pytest.raises(UnknownQuotation) as caught:
            ask(wanted)
        assert f"No quotation has the id {wanted}. Check the id." == str(caught.value)


def test_a_part_of_an_id_or_more_than_it_is_unknown(bench: Bench) -> None:
    quotation = bench.cut_all(add(bench.index, STORKS).id)[0]

    for wanted in (quotation.id[:7], quotation.id[:4], f"{quotation.id}a"):
        with pytest.raises(UnknownQuotation):
            bench.index.quotation(wanted)


@pytest.mark.parametrize("asked_by", ["2", EVERYONE])
def test_a_quotation_of_another_server_looks_unknown(bench: Bench, asked_by: str) -> None:
    quotation = bench.cut_all(add(bench.index, STORKS, scope="1").id)[0]
    unknown = quotation.id[:-1] + ("a" if quotation.id[-1] != "a" else "b")

    for ask in (bench.index.quotation, bench.index.quotations.context):
        with pytest.raises(UnknownQuotation) as forbidden:
            ask(quotation.id, scope=asked_by)
        with pytest.raises(UnknownQuotation) as not_there:
            ask(unknown, scope=asked_by)
        assert str(not_there.value).replace(unknown, quotation.id) == str(forbidden.value)

    assert (
        quotation
        == bench.index.quotation(quotation.id, scope="1")
        == bench.index.quotation(quotation.id, scope=ANY_SCOPE)
    )


def test_a_quotation_of_a_removed_document_looks_unknown_until_it_is_restored(bench: Bench) -> None:
    document = add(bench.index, STORKS)
    quotation = bench.cut_all(document.id)[0]

    bench.index.remove(document.id, scope=ANY_SCOPE)
    for scope in (EVERYONE, None):
        with pytest.raises(UnknownQuotation):
            bench.index.quotation(quotation.id, scope=scope)

    bench.index.restore(document.id, scope=ANY_SCOPE)
    assert quotation == bench.index.quotation(quotation.id)


def show(context: Context) -> tuple[str, str, str, bool]:
    return context.before, context.quotation.text, context.after, context.more


def test_the_standing_of_a_quotation_tells_what_became_of_its_document(bench: Bench) -> None:
    document = add(bench.index, STORKS, title="Storks", scope="1").id
    storks = bench.cut_all(document)[0]

    assert bench.index.quotations.status(storks.id, scope="1") == QuotationStatus(quotation=storks)

    bench.index.admin.edit(document, {"title": "On storks"}, scope=ANY_SCOPE)
    assert not bench.index.quotations.status(storks.id, scope="1").superseded
    text = "They come in spring. They leave."
    bench.index.ingestion.add_version(
        document, bench.index.ingestion.read_text(text), {"title": "Storks"}, scope=ANY_SCOPE
    )
    assert bench.index.quotations.status(storks.id, scope="1").superseded

    bench.index.remove(document, reason="It was forged.", scope=ANY_SCOPE)
    removal = bench.index.admin.history(document, scope=ANY_SCOPE)[-1]
    standing = bench.index.quotations.status(storks.id, scope="1")
    assert (removal.at, "It was forged.") == (standing.removed, standing.reason)
    for scope in ("2", EVERYONE):
        with pytest.raises(UnknownQuotation):
            bench.index.quotations.status(storks.id, scope=scope)

    bench.index.admin.purge(document, "It was demanded.")
    with pytest.raises(UnknownQuotation):
        bench.index.quotations.status(storks.id, scope="1")


def test_context_widens_by_sentences_until_the_text_ends(bench: Bench) -> None:
    quotations = bench.cut_all(add(bench.index, STORKS).id)
    middle = next(q for q in quotations if q.text == "They come in spring.")

    contexts = [show(bench.index.quotations.context(middle.id, by=by)) for by in (0, 1, 2, 3, 9)]

    after = " They leave in autumn."
    far = f"{after}\n\nHead\n\nThey fly far."
    assert [
        ("", middle.text, "", True),
        ("Storks build nests. ", middle.text, after, True),
        ("Storks build nests. ", middle.text, far, True),
        ("Storks build nests. ", middle.text, f"{far} They return.", False),
        ("Storks build nests. ", middle.text, f"{far} They return.", False),
    ] == contexts


def find_texts_of_one_key(wanted: int, more: str = "It is short.") -> list[str]:
    """Unrelated texts of equal length whose quotations' ids begin with the same characters."""
    found: dict[str, list[str]] = defaultdict(list)
    for number in count(10**6):
        text = f"The text with the number {number} is here. {more}"
        digest = digest_text(text)
        alike = found[version_key(document_id(EVERYONE, digest)[:ID_LENGTH], 1, digest)]
        alike.append(text)
        if len(alike) == wanted:
            return alike
    raise AssertionError


def test_quotations_of_versions_that_share_a_key_have_ids_of_their_own(bench: Bench) -> None:
    documents = [add(bench.index, text) for text in find_texts_of_one_key(3)]

    quotations = [quotation for document in documents for quotation in bench.cut_all(document.id)]

    assert {(0, 41), (0, 54), (42, 54)} == {(q.start, q.end) for q in quotations}
    assert 1 == len({quotation.id[:4] for quotation in quotations})
    assert 9 == len({quotation.id for quotation in quotations})
    assert quotations == [bench.index.quotation(quotation.id) for quotation in quotations]


def test_where_two_spans_would_share_an_id_both_have_longer_ones(bench: Bench) -> None:
    """Among 3,000 spans a few do: four characters after the key distinguish a million."""
    document = add(bench.index, " ".join(f"Sentence {number} is here." for number in range(1000)))

    ids = [quotation.id for quotation in bench.cut_all(document.id)]

    longer = [wanted for wanted in ids if len(wanted) > ID_LENGTH]
    shared = {wanted[:ID_LENGTH] for wanted in longer}
    assert (2997, 2 * len(shared)) == (len(set(ids)), len(longer))
    assert shared
    assert not shared & set(ids)
    assert longer == [bench.index.quotation(wanted).id for wanted in longer]


@pytest.mark.slow
def test_an_id_that_an_older_version_has_is_longer_in_the_younger(bench: Bench) -> None:
    """The older version's ids have already been published."""
    body = " ".join(f"Sentence {number} is here." for number in range(1000))
    texts_of_one_key = find_texts_of_one_key(2, body)
    first, second = ([q.id for q in bench.cut_all(add(bench.index, text).id)] for text in texts_of_one_key)

    taken = {wanted for wanted in second if len(wanted) > ID_LENGTH and wanted[:ID_LENGTH] in first}

    assert taken
    assert not set(first) & set(second)
    for wanted in taken:
        assert wanted == bench.index.quotation(wanted).id
        assert bench.index.quotation(wanted[:ID_LENGTH]).text != bench.index.quotation(wanted).text


def test_a_context_is_widened_by_some_to_the_paragraph_and_to_the_section(record: Index) -> None:
    first, second, third = (
        " ".join(f"The boat {name} sinks." for name in names.split())
        for names in ("Ada Bea Cleo Dora Eva Flo Gina Hilda Ines", "Jo Kim", "Lea Mia")
    )
    text = f"# The harbour\n\n{first}\n\n{second}\n\n# The quay\n\n{third}"
    add(record, text, title="The boats", ending=".md")
    answer = record.ask("Does the boat Ada sink?", limit=1)
    (quotation,) = answer.quotations or answer.nearest

    last, by = [], 2
    while by is not None:
        context = record.quotations.context(quotation.id, by=by)
        last.append((context.before + context.quotation.text + context.after).split()[-2])
        by = context.wider

    assert ["Ines", "Kim", "Mia"] == last[-3:]
    assert 5 == len(last)


@pytest.mark.parametrize("url", ["https://", "https://[::1", "http://user:pw@example.org/", "https://\x00x"])
def test_what_was_once_stated_as_an_address_and_is_none_is_not_linked(record: Index, url: str) -> None:
    document = add_as_once(record, "The keeper of the harbour has a key.", title="A", url=url)

    found = record.quotations.opening(document.id, scope=ANY_SCOPE)

    assert (url, None) == (found.url, found.link)
