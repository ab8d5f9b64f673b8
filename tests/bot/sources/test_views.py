"""One document as users see it."""

from collections import Counter

import pytest

from bot.sources.views import DocumentDetails, SourceViews
from tests.bot import layouts
from tests.bot.answers.test_views import PARTIES, quotation
from tests.bot.sources.test_list_view import document


@pytest.mark.parametrize(
    ("url", "links"),
    [("https://example.org/", ["https://example.org/"]), ("https://", []), ("http://a:b@example.org/", [])],
)
def test_only_an_address_that_discord_takes_is_a_button(url: str, links: list[str]) -> None:
    seen = DocumentDetails(document(url=url), quotation("The ferry is slow."), Counter({None: 1}))

    assert links == layouts.links(SourceViews(PARTIES).document(seen))
