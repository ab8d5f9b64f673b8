"""What is purged is gone: from every file, from memory, and for every other process."""

import gc
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from index import ANY_SCOPE, Document, Index, Quotas
from index.domain.identifiers import digest_text
from index.domain.unanswered_question import Retention
from index.errors import DataFolderError, PurgedDocument, UnknownDocument, UnknownQuotation
from index.search.lexical import LexicalIndex
from index.store.backup_file import DATABASE_NAME
from index.store.database import Database
from index.store.store import Store
from tests.fakes import HashingEncoder
from tests.index.another_process import AnotherProcess
from tests.index.writing import LETTER, add, write

RARE = "".join(("xyl", "okarp"))
TEXT = (
    f"Storks carry a {RARE} to the chimney. “The {RARE} rings,” said Anna Holt.\n\nOn {RARE}s\n\nIt is old."
)
QUESTION = f"Who carries a {RARE}?"


def find_word(folder: Path, word: str = RARE) -> list[str]:
    """The files that hold a word, in UTF-8 or as a stem, in any case."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes().lower()
    )


def use(record: Index) -> str:
    """Fill every cache with a record's texts, and return the id of a quotation."""
    quotation = record.ask(QUESTION).quotations[0]
    record.ask(f"Who carries a {RARE[:-1]}?")
    record.verify(quotation.text)
    record.verify(quotation.text.replace("chimney", "tower"))
    record.quotations.context(quotation.id)
    record.ingestion.similar_documents(TEXT, scope=ANY_SCOPE)
    record.engine.search.catch_up()
    return quotation.id


def add_and_change(record: Index, tmp_path: Path) -> Document:
    """A document whose rare word stands in three versions, a correction, a removal and a refused copy."""
    document = add(record, TEXT, title=f"The {RARE}", author=RARE.title(), url=f"https://example.org/{RARE}")
    record.admin.edit(document.id, {"title": f"The {RARE} again", "publisher": RARE}, scope=ANY_SCOPE)
    record.quotations.attribute(use(record), f"Dr {RARE}", scope=ANY_SCOPE)
    record.remove(document.id, reason=f"no {RARE}", scope=ANY_SCOPE)
    record.restore(document.id, scope=ANY_SCOPE)
    path = write(tmp_path / "a.md", f"<!-- a copy -->\n\n{TEXT}")
    record.ingestion.add_version(document.id, record.ingestion.read(path), {"title": "Copy"}, scope=ANY_SCOPE)
    return record.document(document.id, scope=ANY_SCOPE)


def test_no_file_holds_a_word_of_what_was_purged(record: Index, data: Path, tmp_path: Path) -> None:
    other = add(record, LETTER, ending=".md", title=None)
    document = add_and_change(record, tmp_path)
    use(record)
    assert {"record.sqlite-wal", "originals"} <= {name.split("/")[0] for name in find_word(data)}

    record.admin.purge(document.id, "A rightsholder demands it.", actor="Owner")

    assert [] == find_word(data)
    assert [] == record.check()
    assert [other] == record.documents(scope=ANY_SCOPE)
    record.close()
    with Index.open(data, encoder=HashingEncoder()) as again:
        assert ([], []) == (again.check(), find_word(data))
        assert again.ask("Which referenced websites does Cloudflare host?").answered


def test_no_search_cache_holds_a_stem_and_no_table_a_vector_of_what_was_purged(
    record: Index, data: Path
) -> None:
    """Neither is found by its letters: Tantivy packs its terms, and a vector can be turned into words."""
    add(record, LETTER, ending=".md", title=None)
    document = add(record, TEXT)
    use(record)
    lexical = record.engine.search.lexical
    [stem] = lexical.stems(RARE)
    digests = [digest_text(TEXT[start:end]) for start, end in _sentence_spans(record, document)]
    assert LexicalIndex(record.engine.search.caches["lexical"]).count(stem)
    assert set() == record._store.missing_vectors(digests)

    record.admin.purge(document.id, "A rightsholder demands it.")

    assert 0 == LexicalIndex(record.engine.search.caches["lexical"]).count(stem)
    assert set(digests) == record._store.missing_vectors(digests)
    assert [] == record.check()


def _sentence_spans(record: Index, document: Document) -> list[tuple[int, int]]:
    split = record._store.current_version(document.id).split
    return [(sentence.start, sentence.end) for sentence in split.sentences]


def test_a_vector_of_no_text_is_found(record: Index, data: Path) -> None:
    """A vector can be turned into words, so none may be left behind."""
    add(record, TEXT)
    with closing(sqlite3.connect(data / DATABASE_NAME)) as connection:
        copied = "INSERT INTO vectors SELECT 'left', vector, seal FROM vectors LIMIT 1"
        connection.execute(copied)
        connection.commit()

    assert "The vector left belongs to no text." in record.check()


def test_a_purge_waits_for_whoever_adds_and_keeps_others_from_adding(record: Index) -> None:
    document = add(record, TEXT)
    steps: list[str] = []

    def purge() -> None:
        record.admin.purge(document.id, "A rightsholder demands it.")
        steps.append("purged")

    purging = threading.Thread(target=purge)
    with record._store.intake.hold():  # somebody who adds, from the first look at vectors and originals on
        purging.start()
        purging.join(0.3)
        steps.append("added")
    purging.join()

    assert ["added", "purged"] == steps


def test_no_object_of_the_record_holds_a_sentence_of_what_was_purged(
    record: Index, encoder: HashingEncoder, tmp_path: Path
) -> None:
    wanted = add_and_change(record, tmp_path).id
    use(record)
    sentence = "Storks carry a"
    assert find_in_memory(record, sentence)

    record.admin.purge(wanted, "A rightsholder demands it.")

    encoder.texts.clear()  # the stand-in keeps what it was given
    assert [] == find_in_memory(record, sentence)


def find_in_memory(record: Index, words: str) -> list[str]:
    """The texts with some words in them that can be reached from a record, but through a module."""
    waiting: list[object] = [record]
    seen, found = set[int](), []
    while waiting:
        one = waiting.pop()
        is_module = type(one) is ModuleType or (type(one) is dict and "__builtins__" in one)
        if id(one) in seen or is_module:
            continue
        seen.add(id(one))
        if type(one) is str and words in one:
            found.append(one)
        waiting.extend(gc.get_referents(one))
    return found


def test_nothing_is_answered_from_what_was_purged_and_its_ids_lead_nowhere(record: Index) -> None:
    document = add(record, TEXT)
    quotation = use(record)

    record.admin.purge(document.id, "A rightsholder demands it.", actor="Owner")

    answer = record.ask(QUESTION)
    assert (False, (), ()) == (answer.answered, answer.quotations, answer.nearest)
    assert "not-on-record" == record.verify(TEXT.split(".")[0]).verdict
    assert [] == record.ingestion.similar_documents(TEXT, scope=ANY_SCOPE)
    for look_up in (record.quotation, record.quotations.context):
        with pytest.raises(UnknownQuotation):
            look_up(quotation)
    for act in (
        record.document,
        record.remove,
        record.restore,
        lambda one: record.admin.edit(one, {"title": "B"}, scope=ANY_SCOPE),
    ):
        with pytest.raises(
            PurgedDocument, match=f"{document.id} was erased on .*: A rightsholder demands it."
        ):
            act(document.id)
    assert ([], []) == (record.documents(scope=ANY_SCOPE), record.documents(removed=True, scope=ANY_SCOPE))


def test_a_tombstone_stays_and_who_did_what_without_what_it_said(record: Index, tmp_path: Path) -> None:
    wanted = add_and_change(record, tmp_path).id

    record.admin.purge(wanted, "A rightsholder demands it.", actor="Owner")

    *before, purge = record.admin.history(wanted, scope=ANY_SCOPE)
    assert ["add", "edit", "attribute", "remove", "restore", "edit"] == [event.action for event in before]
    assert [(None, None, None, None)] * 6 == [(e.title, e.before, e.after, e.reason) for e in before]
    assert ("purge", "Owner", "A rightsholder demands it.") == (purge.action, purge.actor, purge.reason)
    assert (
        record.admin.history(wanted, scope=ANY_SCOPE)
        == record.audit.read(document=wanted, scope=ANY_SCOPE)[::-1]
    )


def test_a_purged_document_is_unknown_to_whoever_could_not_see_it(record: Index) -> None:
    document = add(record, TEXT, scope="1")
    record.admin.purge(document.id, "A rightsholder demands it.")

    for wanted in (document.id, "aaaaaaaa"):
        with pytest.raises(UnknownDocument) as caught:
            record.document(wanted, scope="2")
        expected = f"No document has the id {wanted}. 'python -m index sources' lists them with their ids."
        assert (expected, UnknownDocument) == (str(caught.value), caught.type)


def test_the_id_is_never_given_again(record: Index) -> None:
    document = add(record, TEXT)
    record.admin.purge(document.id, "A rightsholder demands it.")

    again = add(record, TEXT)

    assert (False, [again]) == (again.id == document.id, record.documents(scope=ANY_SCOPE))
    assert [] == record.check()


def test_what_other_documents_share_with_it_is_kept(record: Index, data: Path) -> None:
    shared = "They are neutral intermediaries."
    purged = add(record, f"{TEXT} {shared}")
    kept = add(record, f"Storks sleep. {shared}")
    record.remove(kept.id, scope=ANY_SCOPE)
    twin = add(record, kept.text, scope="1")

    record.admin.purge(purged.id, "A rightsholder demands it.")
    record.admin.purge(kept.id, "A rightsholder demands it.")

    assert (data / "originals" / twin.original[:2] / twin.original).exists()
    assert ([], [twin]) == (record.check(), record.documents(scope=ANY_SCOPE))
    assert (
        "They are neutral intermediaries."
        == record.ask("What are they, intermediaries?", scope="1").quotations[0].text
    )


def test_of_an_edit_and_a_removal_nothing_can_be_undone_after_a_purge(record: Index) -> None:
    document = add(record, TEXT)
    record.remove(document.id, actor="Mod", scope=ANY_SCOPE)
    record.admin.purge(document.id, "A rightsholder demands it.", actor="Owner")

    for actor in ("Mod", "Owner"):
        with pytest.raises(Exception, match="cannot be undone"):
            record.admin.undo(scope=ANY_SCOPE, actor=actor, within=timedelta(hours=1))


def test_another_open_record_forgets_as_well(record: Index, data: Path) -> None:
    with Index.open(data, encoder=HashingEncoder()) as other:
        document = add(record, TEXT)
        quotation = use(other)

        record.admin.purge(document.id, "A rightsholder demands it.")

        with pytest.raises(UnknownQuotation):
            other.quotation(quotation)
        assert (other.ask(QUESTION).nearest, other.verify(TEXT.split(".")[0]).nearest) == ((), None)
        other.refresh()
        assert ([], []) == (other.check(), find_word(data))


def test_what_was_purged_but_not_wiped_is_wiped_at_the_next_opening(record: Index, data: Path) -> None:
    """This happens if the process dies after the rows were deleted, and before everything else was."""
    document = add(record, TEXT)
    use(record)
    store = Store.open(data, model="hashed stems")
    store.purges.purge([document.id], "A rightsholder demands it.", actor="Owner")
    store.close()
    record.close()
    assert find_word(data)

    with Index.open(data, encoder=HashingEncoder()) as again:
        assert ([], []) == (find_word(data), again.check())


def test_a_reader_that_does_not_let_go_is_told_of_and_wiping_is_made_good(record: Index, data: Path) -> None:
    document = add(record, TEXT)
    store = Store(Database(data / DATABASE_NAME, patience=0.1), data, Quotas())
    with closing(sqlite3.connect(data / DATABASE_NAME)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM versions").fetchone()
        store.purges.purge([document.id], "A rightsholder demands it.", actor="Owner")
        with pytest.raises(DataFolderError, match="What was erased is deleted"):
            store.purges.finish()
        assert store.purges.is_unfinished()
        reader.execute("COMMIT")
    store.close()

    record.close()
    with Index.open(data, encoder=HashingEncoder()) as again:
        assert ([], []) == (find_word(data), again.check())


def test_a_purged_file_of_the_corpus_folder_is_not_read_again(
    data: Path, tmp_path: Path, encoder: HashingEncoder
) -> None:
    corpus = tmp_path / "corpus"
    raw = f"---\ntitle: On the chimney\n---\n{TEXT}"
    path = write(corpus / "report/a.md", raw)
    with Index.open(data, corpus, encoder=encoder) as index:
        [document] = index.documents(scope=ANY_SCOPE)
        index.admin.purge(document.id, "A rightsholder demands it.")

    for name, text in (("a", raw), ("b", raw), ("a", f"{raw} Edited.")):
        path.unlink()
        path = write(corpus / f"report/{name}.md", text)
        with Index.open(data, corpus, encoder=encoder) as index:
            assert ([], {f"report/{name}.md": document.id}) == (
                index.documents(scope=ANY_SCOPE),
                index.sync_report.purged,
            )
            assert (
                0
                == index.sync_report.added
                + index.sync_report.changed
                + index.sync_report.restored
                + index.sync_report.removed
            )
            assert [] == index.check()
    assert [] == find_word(data)


@pytest.mark.slow
def test_who_adds_the_same_bytes_at_that_moment_keeps_them(record: Index, data: Path, tmp_path: Path) -> None:
    """The original and the vectors that a purge deletes may be those of a document that is being added."""
    files = [write(tmp_path / f"{number}.txt", f"{TEXT} {number}.") for number in range(6)]
    documents = [add(record, path.read_text(), scope="1") for path in files]
    other = AnotherProcess(data, *files)
    assert "ready" == other.read_line()

    other.start()
    for document in documents:
        record.admin.purge(document.id, "A rightsholder demands it.")

    assert len(files) == len(other.finish())
    assert ([], len(files)) == (record.check(), len(record.documents(scope=ANY_SCOPE)))


@pytest.mark.slow
def test_asking_goes_on_while_documents_are_purged(record: Index) -> None:
    documents = [add(record, f"Stork number {number} builds nests. It is {RARE}.") for number in range(8)]
    add(record, "Stork number 99 builds nests. It stays.")
    failures: list[BaseException] = []
    is_over = threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            try:
                for quotation in record.ask("Which stork builds nests?", limit=8).quotations:
                    record.verify(quotation.text)
            except BaseException as failure:  # noqa: BLE001 - told to the test's own thread
                failures.append(failure)
                return

    readers = [threading.Thread(target=ask) for _ in range(2)]
    for reader in readers:
        reader.start()
    for document in documents:
        record.admin.purge(document.id, "A rightsholder demands it.")
    is_over.set()
    for reader in readers:
        reader.join()

    assert ([], [], 1) == (failures, record.check(), len(record.documents(scope=ANY_SCOPE)))


# Servers that the bot left

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_documents_of_a_server_that_was_left_are_erased_after_a_time(record: Index, data: Path) -> None:
    for scope in ("1", "2", "everyone"):
        add(record, f"{TEXT} Of {scope}.", scope=scope)
    removed = add(record, "Owls hunt.", scope="1")
    record.remove(removed.id, scope=ANY_SCOPE)
    record.left_servers.record_departure("1", NOON)
    record.left_servers.record_departure("2", NOON + timedelta(days=3))

    assert 0 == record.admin.purge_left_servers(NOON)
    assert 2 == record.admin.purge_left_servers(NOON + timedelta(seconds=1), actor="The bot")
    assert 0 == record.admin.purge_left_servers(NOON + timedelta(days=2))

    assert {"2", "everyone"} == {document.scope for document in record.documents(scope=ANY_SCOPE)}
    events = record.audit.read(scope="1", action="purge")
    assert {("The bot", "the bot left the server")} == {(event.actor, event.reason) for event in events}
    assert ([], []) == (record.check(), find_word(data, "owls hunt"))


def test_what_was_asked_in_a_server_that_was_left_goes_with_its_documents(record: Index) -> None:
    for scope in ("1", "2"):
        kept = Retention(questions=9, days=99)
        record.unanswered.keep("Who is it?", scope=scope, nearest=None, at=NOON, retention=kept)
        (group,) = record.unanswered.groups(scope)
        record.unanswered.follow("7", scope=scope, key=group.key, place="9", at=NOON)
    record.left_servers.record_departure("1", NOON)

    record.admin.purge_left_servers(NOON + timedelta(days=1))

    assert [0, 1] == [len(record.unanswered.groups(scope)) for scope in ("1", "2")]
    assert ["2"] == [followed.scope for followed in record.unanswered.followed_by("7")]


def test_a_server_to_which_the_bot_came_back_keeps_its_documents(record: Index) -> None:
    add(record, TEXT, scope="1")
    record.left_servers.record_departure("1", NOON)
    record.left_servers.record_return("1")
    record.left_servers.record_return("2")

    assert (0, 1) == (
        record.admin.purge_left_servers(NOON + timedelta(days=99)),
        len(record.documents(scope=ANY_SCOPE)),
    )


def test_the_first_word_of_a_departure_counts(record: Index) -> None:
    add(record, TEXT, scope="1")
    record.left_servers.record_departure("1", NOON)
    record.left_servers.record_departure(
        "1", NOON + timedelta(days=30)
    )  # as when the bot starts and finds itself gone

    assert 1 == record.admin.purge_left_servers(NOON + timedelta(days=1))


def test_everyone_is_never_left(record: Index) -> None:
    with pytest.raises(ValueError, match="not a server"):
        record.left_servers.record_departure("everyone", NOON)


def test_a_departure_that_was_changed_by_hand_is_found(record: Index, data: Path) -> None:
    record.left_servers.record_departure("1", NOON)
    assert [] == record.check()
    with closing(sqlite3.connect(data / "record.sqlite")) as connection, connection:
        connection.execute("UPDATE departures SET at = '2020-01-01T00:00:00+00:00'")

    assert ["The note of when the server 1 was left does not match its checksum."] == record.check()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tombstones SET reason = 'None.'",
        "DELETE FROM tombstones",
        "UPDATE events SET reason = 'None.' WHERE action = 'purge'",
        "UPDATE documents SET removed = 'removed'",
    ],
)
def test_a_tombstone_that_was_changed_by_hand_is_found(record: Index, data: Path, sql: str) -> None:
    record.admin.purge(add(record, TEXT).id, "A rightsholder demands it.")
    assert [] == record.check()
    with closing(sqlite3.connect(data / "record.sqlite")) as connection, connection:
        assert 1 == connection.execute(sql).rowcount

    assert record.check()
