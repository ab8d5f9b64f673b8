"""Pictures of the bot for the README, at the widths of a phone and of a desktop.

    python docs/pictures.py [--chromium PATH] [--into FOLDER]

`python -m bot try` shows the bot on a fresh record of the corpus that ships, and Chromium does what a user
would. Each picture holds the bot's last message and nothing around it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Locator, Page, sync_playwright

WIDTHS: Final = {"phone": (400, 2), "desktop": (1000, 1)}
"""Pixels of the page, and dots in each."""

HEIGHT: Final = 2600
"""Pixels. Only what is seen is drawn, so that the longest message has to fit."""

MODERATOR: Final = "Mo (moderator)"
PATIENCE: Final = 120_000
"""Milliseconds; the first question waits for the model."""

QUESTION: Final = "Does Cloudflare host piracy sites?"
FOR_JUDGEMENT: Final = (
    "If Cloudflare dropped the Daily Stormer and 8chan, why not pirate sites? Arguments for and against"
)
MISQUOTED: Final = (
    "Cloudflare can not be put on the notorious markets list, since the list takes only websites outside the "
    "United States, according to TorrentFreak."
)
LETTER: Final = """---
title: Letter to the harbour office
kind: letter
author: Ada Ferrier
publisher: Harbour Gazette
published: 2019-10-14
---

The ferry carries passengers and bicycles. “It does not carry lorries,” said the pilot, Bo Pontis.

The captain refuses heavy loads, and the bridge is near.
"""


def answer(page: Page) -> Locator:
    return send(page, "ask", question=QUESTION)


def sides(page: Page) -> Locator:
    return send(page, "ask", question=FOR_JUDGEMENT)


def verify(page: Page) -> Locator:
    return send(page, "verify", text=MISQUOTED)


def context(page: Page) -> Locator:
    asked = answer(page)
    with next_message(page) as shown:
        asked.get_by_role("button", name="Context").first.click()
    return shown()


def adding(page: Page) -> Locator:
    page.select_option("#viewer-picker", label=MODERATOR)
    page.wait_for_timeout(1500)
    with TemporaryDirectory() as folder:
        letter = Path(folder, "letter.md")
        letter.write_text(LETTER, encoding="utf-8")
        return send(page, "document add", file=letter)


def card(page: Page) -> Locator:
    return send(page, "sources card")


PICTURES: Final[tuple[Callable[[Page], Locator], ...]] = (answer, sides, verify, context, adding, card)


def send(page: Page, command: str, **options: str | Path) -> Locator:
    """Use a slash command, and return the reply to it."""
    page.get_by_placeholder("Message #record").fill(f"/{command}")
    page.wait_for_timeout(1500)
    with next_message(page) as shown:
        page.keyboard.press("Enter")
        page.wait_for_timeout(1500)
        for name, value in options.items():
            if isinstance(value, Path):
                page.locator(f'.command-suggestion[data-value="{name}"]').click()
                page.locator('input[type="file"]').last.set_input_files(value)
            else:
                page.locator(f'.command-option-input[data-option="{name}"]').fill(value)
        page.locator("button:visible").last.click()
    return shown()


@contextmanager
def next_message(page: Page) -> Iterator[Callable[[], Locator]]:
    """Wait for a message that is not there yet, and for its text to be complete."""
    messages = page.locator("article.channel-message")
    before = messages.count()
    yield lambda: messages.nth(before)
    messages.nth(before).locator(".message-components").wait_for(timeout=PATIENCE)
    page.wait_for_timeout(2500)
    messages.evaluate_all("all => all.slice(0, -1).forEach(one => one.style.display = 'none')")
    page.wait_for_timeout(500)


@contextmanager
def running_bot() -> Iterator[str]:
    """The address of the page."""
    with TemporaryDirectory() as data:
        command = [sys.executable, "-m", "bot", "try", "--no-browser"]
        environment = {**os.environ, "RECORD_DATA": data}
        bot = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            line = bot.stdout.readline() if bot.stdout else ""
            address = re.search(r"http://\S+", line)
            if address is None:
                sys.exit("The bot did not start; it says why above.")
            yield address[0]
        finally:
            bot.terminate()
            bot.wait()


def reduce(path: Path) -> None:
    """256 colours instead of all, where Pillow is there. Other methods lose the colours of small bars."""
    if find_spec("PIL") is None:
        return
    from PIL import Image

    with Image.open(path) as picture:
        reduced = picture.convert("RGB").quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    reduced.save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the pictures of the README.")
    parser.add_argument("--chromium", default=shutil.which("chromium"), help="the program")
    parser.add_argument("--into", type=Path, default=Path("docs/pictures"), help="the folder of the pictures")
    parser.add_argument("--only", choices=[take.__name__ for take in PICTURES], help="one of them")
    given = parser.parse_args()
    if given.chromium is None:
        parser.error("Chromium is not found; say where it is with --chromium PATH.")
    given.into.mkdir(parents=True, exist_ok=True)
    with running_bot() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=["--no-sandbox"])
        for width, (pixels, density) in WIDTHS.items():
            for take in PICTURES:
                if given.only not in (None, take.__name__):
                    continue
                page = browser.new_page(
                    viewport={"width": pixels, "height": HEIGHT}, device_scale_factor=density
                )
                page.goto(address)
                page.wait_for_timeout(1500)
                path = given.into / f"{take.__name__}-{width}.png"
                shown = take(page)
                page.mouse.move(0, 0)
                shown.screenshot(path=path)
                reduce(path)
                sys.stdout.write(f"{path} {path.stat().st_size // 1024} KB\n")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
