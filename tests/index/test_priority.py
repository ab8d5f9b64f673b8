"""A thread that stands behind others leaves theirs as it was."""

import os
import platform
import threading

import pytest

from index.priority import stand_behind


@pytest.mark.skipif(platform.system() != "Linux", reason="elsewhere a thread has no priority of its own")
def test_only_the_thread_that_asks_for_it_stands_behind() -> None:
    before, behind = os.nice(0), []

    def work() -> None:
        stand_behind()
        behind.append(os.nice(0))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [min(before + 15, 19)] == behind
    assert before == os.nice(0)


def test_elsewhere_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.nice(0)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")

    stand_behind()

    assert before == os.nice(0)
