"""The index of texts, updated from the store."""

from pathlib import Path

from index import ANY_SCOPE, Index
from index.store.store import Store
from index.verification.text_index import LiveTextIndex
from tests.index.writing import add


def test_only_what_changed_is_read_again(record: Index, data: Path) -> None:
    first = add(record, "The keeper has a key.", published="2021")
    store = Store.open(data, model="hashed stems")
    followed = LiveTextIndex(store)
    [kept] = followed.catch_up().live
    second = add(record, "The miller has none.", published="2020")

    later = followed.catch_up()
    record.remove(second.id, scope=ANY_SCOPE)

    assert [second.id, first.id] == [entry.document_id for entry in later.live]
    assert later.live[1] is kept
    assert [kept] == list(followed.catch_up().live)
    assert followed.catch_up() is followed.catch_up()
    store.close()


def test_every_passage_leads_to_its_words(record: Index, data: Path) -> None:
    text = "\n\n".join(f"Head {n}\n\n{'It says so here. ' * 90}" for n in range(3))
    document = add(record, text)
    store = Store.open(data, model="hashed stems")

    texts = LiveTextIndex(store).catch_up()

    [entry] = texts.live
    assert set(store.active.passages()) == set(texts.by_passage) == set(entry.passages)
    assert all(
        document.text[start:end].startswith("It says so here.") for start, end in entry.passages.values()
    )
    store.close()


def test_a_scope_sees_its_own_and_everyone_s(record: Index, data: Path) -> None:
    own = add(record, "The keeper has a key.", scope="111")
    all_may = add(record, "The miller has none.")
    store = Store.open(data, model="hashed stems")
    texts = LiveTextIndex(store).catch_up()

    seen = {
        scope: ({entry.document_id for entry in texts.seen_by(scope).live}, texts.seen_by(scope).is_whole)
        for scope in (ANY_SCOPE, "111", "222", "everyone")
    }

    both = {own.id, all_may.id}
    assert {
        ANY_SCOPE: (both, True),
        "111": (both, True),
        "222": ({all_may.id}, False),
        "everyone": ({all_may.id}, False),
    } == seen
    assert len(texts.seen_by("222").by_passage) == 1
    store.close()
