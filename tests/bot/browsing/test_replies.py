"""One document as users see it."""

from collections import Counter

import pytest

from bot.browsing.replies import BrowsingReplies, Seen
from tests.bot import layouts
from tests.bot.browsing.test_list import document
from tests.bot.test_replies import PARTIES, quotation


@pytest.mark.parametrize(
    ("url", "links"),
    [("https://example.org/", ["https://example.org/"]), ("https://", []), ("http://a:b@example.org/", [])],
)
def test_only_an_address_that_discord_takes_is_a_button(url: str, links: list[str]) -> None:
    seen = Seen(document(url=url), quotation("The ferry is slow."), Counter({None: 1}))

    assert links == layouts.links(BrowsingReplies(PARTIES).document(seen))
