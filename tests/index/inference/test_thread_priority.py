"""Lowering the priority of a thread leaves that of others unchanged."""

import os
import platform
import threading

import pytest

from index.inference.thread_priority import lower_thread_priority


@pytest.mark.skipif(platform.system() != "Linux", reason="elsewhere a thread has no priority of its own")
def test_only_the_thread_that_asks_for_it_stands_behind() -> None:
    before, behind = os.nice(0), []

    def work() -> None:
        lower_thread_priority()
        behind.append(os.nice(0))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [min(before + 15, 19)] == behind
    assert before == os.nice(0)


def test_elsewhere_nothing_is_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.nice(0)
    monkeypatch.setattr(platform, "system", lambda: "Darwin")

    lower_thread_priority()

    assert before == os.nice(0)
