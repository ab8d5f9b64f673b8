"""A process that is killed at any moment loses no act that it acknowledged, and leaves none half done.

RECORD_KILLS is how often, of each test; `make kill` does it a thousand times.
"""

import copy
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from index import Index
from tests.fakes import HashingEncoder
from tests.index.doomed_process import DoomedProcess, Expected, describe, forget_files

KILLS = int(os.environ.get("RECORD_KILLS", "20"))
SEED = int(os.environ.get("RECORD_SEED", "0")) or random.SystemRandom().randrange(10**6)


@pytest.mark.slow
def test_killed_at_any_moment_it_has_done_what_it_acknowledged_and_nothing_by_halves(tmp_path: Path) -> None:
    data, corpus, expected = tmp_path / "data", tmp_path / "corpus", Expected()
    corpus.mkdir()
    chance = random.Random(SEED)  # noqa: S311 - any moments
    done = Counter[str]()
    for number in range(KILLS):
        process = DoomedProcess(data, corpus, SEED + number)
        told = process.listen(chance.choice([0, 1, 1, 3, 5, 9]))  # some are killed before they have opened it
        time.sleep(chance.uniform(0, 0.1))
        pending = None
        for what, act in [*told, *process.kill()]:
            pending = act if what == "begins" else None
            if what == "done":
                expected.apply(act)
                done[act[0]] += 1
        also = copy.deepcopy(expected)
        if pending is not None:
            also.apply(pending)

        where = f"seed {SEED}, kill {number}, pending {pending and pending[0]}"
        with Index.open(data, encoder=HashingEncoder()) as record:
            assert [] == record.check(), where
            found = describe(record)
            assert found in (expected.describe(), also.describe()), where
            expected = expected if found == expected.describe() else also
            record.ask("Which sentence has the stork?")
        forget_files(corpus, expected)
        for text in expected.purged:
            name = text.split()[5].encode()
            assert [] == [path for path in data.rglob("*") if path.is_file() and name in path.read_bytes()], (
                where
            )
    print(f"seed {SEED}, {KILLS} kills, done before them: {dict(done.most_common())}")  # noqa: T201 - for -s
    assert done.total() >= KILLS // 2, "too few acts were done between the kills to tell anything"


OWNERS = ("ann", "bob", "eve", "may")


@pytest.mark.slow
def test_several_that_are_killed_at_once_have_each_done_what_they_acknowledged(tmp_path: Path) -> None:
    """And whatever any of them was about, the record opens, is sound, and answers."""
    data, corpus = tmp_path / "data", tmp_path / "corpus"
    expected = {owner: Expected() for owner in OWNERS}
    chance = random.Random(SEED)  # noqa: S311 - any moments
    done = Counter[str]()
    for number in range(0, KILLS, len(OWNERS)):
        processes = {owner: DoomedProcess(data, corpus, SEED + number, owner) for owner in OWNERS}
        told = {owner: processes[owner].listen(chance.choice([0, 1, 3])) for owner in OWNERS}
        time.sleep(chance.uniform(0, 0.3))
        for process in processes.values():
            process.stop()
        also, pending = {}, {}
        for owner, process in processes.items():
            for what, act in [*told[owner], *process.kill()]:
                pending[owner] = act if what == "begins" else None
                if what == "done":
                    expected[owner].apply(act)
                    done[act[0]] += 1
            also[owner] = copy.deepcopy(expected[owner])
            if act := pending.get(owner):
                also[owner].apply(act)

        where = f"seed {SEED}, kill {number}, pending {pending}"
        with Index.open(data, encoder=HashingEncoder()) as record:
            assert [] == record.check(), where
            for owner in OWNERS:
                found = describe(record, owner)
                assert found in (expected[owner].describe(), also[owner].describe()), (owner, where)
                expected[owner] = expected[owner] if found == expected[owner].describe() else also[owner]
            assert "stork" in record.ask("Which sentence has the stork?").question
            record.admin.clear_leftovers()
        erased = [text.split()[5] for one in expected.values() for text in one.purged]
        erased += [f"user{owner}" for owner, one in expected.items() if not one.is_followed]
        files = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
        held = [(name, path) for name in erased for path, raw in files.items() if name.encode() in raw]
        assert [] == held, where
    print(f"seed {SEED}, {KILLS} kills, done before them: {dict(done.most_common())}")  # noqa: T201 - for -s
    assert done.total() >= KILLS // 2, "too few acts were done between the kills to tell anything"
