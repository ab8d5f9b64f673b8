"""The rules of the house that a program can check, and the checks themselves."""

from pathlib import Path

import pytest

from tests.house_rules import RULES, read_exceptions
from tests.identifiers import list_names, split_name
from tests.layering import find_faults


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_holds_but_for_the_exceptions_that_are_listed(rule: str) -> None:
    found, listed = RULES[rule](), read_exceptions(rule)

    assert ([], []) == (sorted(found - listed), sorted(listed - found)), (
        "new faults; exceptions to be dropped"
    )


def test_names_that_a_file_gives_are_found_and_names_that_it_only_uses_are_not(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("import a as b\nclass C:\n    d: int\n    def e(self, f, *g):\n        self.h = i.j(k)\n")

    assert {"b", "C", "d", "e", "f", "g", "h", "self", "module"} == list_names(file) - {*tmp_path.parts}


@pytest.mark.parametrize("name", ["_told_twice", "ToldTwice", "TOLD_TWICE", "__told__twice"])
def test_a_name_is_split_into_its_words(name: str) -> None:
    assert ["told", "twice"] == split_name(name)


def test_imports_that_go_up_and_circles_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in (Path("house/low"), Path("house/high")):
        folder.mkdir(parents=True)
    Path("house/low/a.py").write_text("def f():\n    from house.high.b import C\n")
    Path("house/high/b.py").write_text("from house.low import a\n")

    up, circle = find_faults("house", ("low", "high"))

    assert "house.low.a imports house.high.b" == up
    assert {"house.low.a", "house.high.b"} == set(circle.split(" -> "))
