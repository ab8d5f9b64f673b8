"""Ids of buttons, selects and modals: messages in servers carry them, so that none may ever change."""

import re
from csv import reader
from pathlib import Path
from typing import Final

from bot.client import RecordBot

LISTED: Final = Path(__file__).with_name("custom_ids.tsv")
"""A template with its parameters unnamed, and an id that it matches, of each component."""


def read_listed() -> list[tuple[str, str]]:
    with LISTED.open(encoding="utf-8", newline="") as file:
        return [(template, custom_id) for template, custom_id in reader(file, delimiter="\t")]


def test_templates_are_those_of_messages_that_were_sent(simcord_bot: RecordBot) -> None:
    templates = [re.sub(r"\(\?P<\w+>", "(", kind.template.pattern) for kind in simcord_bot.router.components]

    assert sorted({template for template, _ in read_listed()}) == sorted(templates)


def test_each_id_belongs_to_one_component_and_is_written_as_it_was_read(simcord_bot: RecordBot) -> None:
    for _, custom_id in read_listed():
        (parsed,) = filter(None, (kind.parse(custom_id) for kind in simcord_bot.router.components))
        assert custom_id == parsed.custom_id
