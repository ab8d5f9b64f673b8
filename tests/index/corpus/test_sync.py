"""Updating the store from the corpus folder, without losing anything."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Index, SyncReport
from index.errors import BadMetadata, CorpusError, RecordError
from tests.fakes import HashingEncoder
from tests.index.writing import LETTER, REPORT, add, write

Open = Callable[[], Index]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with a letter and a report."""
    write(tmp_path / "corpus/letter/a.md", LETTER)
    write(tmp_path / "corpus/report/b.md", REPORT)
    return tmp_path / "corpus"


@pytest.fixture
def open_index(data: Path, corpus: Path, encoder: HashingEncoder) -> Iterator[Open]:
    """Opens the record repeatedly, each time closing it first."""
    opened: list[Index] = []

    def open_again() -> Index:
        close()
        opened.append(Index.open(data, corpus, encoder=encoder))
        return opened[-1]

    def close() -> None:
        while opened:
            opened.pop().close()

    yield open_again
    close()


def titles(index: Index) -> set[str]:
    return {document.title for document in index.documents()}


def find(index: Index, title: str) -> str:
    return next(document.id for document in index.documents() if document.title == title)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    write(path, text.replace(old, new))


def test_opening_adds_what_the_folder_holds(open_index: Open) -> None:
    index = open_index()

    assert SyncReport(added=2) == index.sync_report
    assert {"Letter to the office", "Report on the markets"} == titles(index)
    assert ["add"] == [event.action for event in index.admin.history(find(index, "Letter to the office"))]


def test_a_second_opening_encodes_and_changes_nothing(open_index: Open, encoder: HashingEncoder) -> None:
    open_index()
    encoder.texts.clear()

    index = open_index()

    assert (SyncReport(), []) == (index.sync_report, encoder.texts)


def test_an_edited_file_becomes_a_version_and_only_what_changed_is_encoded(
    open_index: Open, corpus: Path, encoder: HashingEncoder
) -> None:
    wanted = find(open_index(), "Letter to the office")
    encoder.texts.clear()
    edit(corpus / "letter/a.md", "It cannot block them.", "It may block them.")

    index = open_index()

    passage = "Cloudflare does not host the referenced websites. It may block them. We pass on complaints."
    expected = ["It may block them.", f"Letter to the office\nWhat we are\n{passage}"]
    assert expected == sorted(encoder.texts)
    assert SyncReport(changed=1) == index.sync_report
    assert 2 == index.document(wanted).version
    assert [("add", 1), ("edit", 2)] == [(e.action, e.version) for e in index.admin.history(wanted)]


def test_a_new_title_is_a_version_whose_sentences_are_not_encoded_again(
    open_index: Open, corpus: Path, encoder: HashingEncoder
) -> None:
    open_index()
    encoder.texts.clear()
    edit(corpus / "report/b.md", "Report on the markets", "The report of 2019")

    index = open_index()

    assert 1 == len(encoder.texts)
    assert "The report of 2019" in titles(index)


def test_an_answer_quotes_the_new_version_and_the_old_ids_still_resolve(
    open_index: Open, corpus: Path
) -> None:
    question = "Which referenced websites does Cloudflare host?"
    old = open_index().ask(question).quotations[0]
    edit(corpus / "letter/a.md", "does not host the referenced websites", "hosts no referenced websites")

    index = open_index()

    new = index.ask(question).quotations[0]
    assert "Cloudflare hosts no referenced websites." == new.text
    assert old.text == index.quotation(old.id).text
    assert new.id != old.id


def test_a_file_that_leaves_takes_its_document_along_and_brings_it_back(
    open_index: Open, corpus: Path
) -> None:
    wanted = find(open_index(), "Report on the markets")
    raw = (corpus / "report/b.md").read_bytes()

    (corpus / "report/b.md").unlink()
    left = open_index()
    assert (SyncReport(removed=1), {"Letter to the office"}) == (left.sync_report, titles(left))
    assert [wanted] == [document.id for document in left.documents(removed=True)]
    assert not left.ask("Where do storks build nests?").answered

    write(corpus / "report/b.md", raw)
    back = open_index()
    assert (SyncReport(restored=1), 1) == (back.sync_report, back.document(wanted).version)
    assert ["add", "remove", "restore"] == [event.action for event in back.admin.history(wanted)]
    assert back.ask("Where do storks build nests?").answered


def test_a_file_that_comes_back_changed_brings_its_document_back_in_a_new_version(
    open_index: Open, corpus: Path
) -> None:
    wanted = find(open_index(), "Report on the markets")
    (corpus / "report/b.md").unlink()
    open_index()
    write(corpus / "report/b.md", REPORT.replace("chimneys", "roofs"))

    index = open_index()

    document = index.document(wanted)
    assert (SyncReport(changed=1, restored=1), 2, False) == (
        index.sync_report,
        document.version,
        document.removed,
    )


def test_a_file_under_another_name_stays_on_the_record(open_index: Open, corpus: Path) -> None:
    open_index()
    (corpus / "report/b.md").rename(corpus / "report/c.md")

    index = open_index()

    assert (SyncReport(added=1, removed=1), 2) == (index.sync_report, len(index.documents()))
    assert SyncReport() == open_index().sync_report


def test_what_a_person_removed_stays_removed(open_index: Open, corpus: Path) -> None:
    index = open_index()
    wanted = find(index, "Report on the markets")
    index.remove(wanted)

    again = open_index()
    assert (SyncReport(), {"Letter to the office"}) == (again.sync_report, titles(again))

    edit(corpus / "report/b.md", "chimneys", "roofs")
    assert {"Letter to the office"} == titles(open_index())

    (corpus / "report/b.md").unlink()
    assert SyncReport() == open_index().sync_report

    write(corpus / "report/b.md", REPORT)
    index = open_index()
    assert {"Letter to the office"} == titles(index)
    assert index.document(wanted).removed

    index.restore(wanted)
    assert {"Letter to the office", "Report on the markets"} == titles(open_index())


def test_two_files_of_one_text_become_one_document(open_index: Open, corpus: Path) -> None:
    write(corpus / "report/copy.md", REPORT.replace("Report on the markets", "A copy"))

    index = open_index()

    assert (
        SyncReport(added=2, skipped={"report/copy.md": find(index, "Report on the markets")})
        == index.sync_report
    )
    assert {"Letter to the office", "Report on the markets"} == titles(index)


def test_a_file_whose_text_somebody_added_before_is_skipped(
    open_index: Open, corpus: Path, data: Path, encoder: HashingEncoder
) -> None:
    with Index.open(data, encoder=encoder) as before:
        document = add(before, REPORT, ending=".md", title="Added by hand", party="none")

    index = open_index()

    assert SyncReport(added=1, skipped={"report/b.md": document.id}) == index.sync_report


BROKEN = {
    "an unknown key": "---\ntitle: A\nautor: Ann\n---\nOne.",
    "no title": "One.",
    "no text": "---\ntitle: A\n---\n",
    "nothing": "",
    "a bad date": "---\ntitle: A\npublished: 2019-13\n---\nOne.",
    "an unknown party": "---\ntitle: A\nparty: nobody\n---\nOne.",
    "no closing fence": "---\ntitle: A\nOne.",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_file_leaves_the_record_as_it_was(
    open_index: Open, corpus: Path, data: Path, encoder: HashingEncoder, fault: str
) -> None:
    write(corpus / "parties.yaml", "parties: {cloudflare: {name: C}, government: {name: G}}\n")
    before = open_index().documents()
    encoder.texts.clear()
    write(corpus / "letter/0.md", LETTER.replace("Letter", "New letter").replace("It cannot", "We cannot"))
    write(corpus / "letter/z.md", BROKEN[fault])
    (corpus / "report/b.md").unlink()

    with pytest.raises(RecordError, match=r"z\.md"):
        open_index()

    with Index.open(data, encoder=encoder) as index:
        assert before == index.documents()
        assert ([], []) == (encoder.texts, index.check())


def test_an_unknown_party_is_refused_with_file_and_line(open_index: Open, corpus: Path) -> None:
    write(corpus / "parties.yaml", "parties: {cloudflare: {name: Cloudflare}}\n")

    with pytest.raises(BadMetadata) as caught:
        open_index()

    expected = f"{corpus / 'report/b.md'}, line 4: unknown side 'government'. The sides are none, cloudflare."
    assert expected == str(caught.value)


def test_an_absent_folder_is_refused_and_removes_nothing(
    open_index: Open, corpus: Path, data: Path, encoder: HashingEncoder
) -> None:
    open_index()
    corpus.rename(corpus.with_name("elsewhere"))

    with pytest.raises(CorpusError, match="There is no corpus folder"):
        open_index()

    with Index.open(data, encoder=encoder) as index:
        assert 2 == len(index.documents())


def test_without_a_corpus_folder_nothing_is_built(record: Index) -> None:
    assert (SyncReport(), []) == (record.build(), record.documents())


def test_progress_is_told_over_all_files(data: Path, corpus: Path, encoder: HashingEncoder) -> None:
    for number in range(60):
        write(corpus / f"letter/{number}.md", f"---\ntitle: A\n---\nA letter with the number {number}.")
    told: list[tuple[int, int]] = []

    Index.open(data, corpus, encoder=encoder, progress=lambda *now: told.append(now)).close()

    total = len(encoder.texts)
    encoding, analysing = told[: told.index((total, total)) + 1], told[told.index((total, total)) + 1 :]
    assert sorted(encoding) == encoding
    assert {total} == {of for _, of in encoding}
    files = len(list(corpus.glob("*/*.md")))
    assert [(20, files), (40, files), (60, files), (files, files)] == analysing
