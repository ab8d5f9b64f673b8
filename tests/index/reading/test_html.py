"""Web pages: the article and its source, without the page around it."""

from pathlib import Path

import pytest

from index.errors import EmptyDocument
from index.reading.html import read_html

PAGE = (Path(__file__).parent / "article.html").read_text(encoding="utf-8")

PUBLISHED = '<meta property="article:published_time" content="2019-10-21T08:00:00Z">'
MODIFIED = '<meta property="article:modified_time" content="2022-01-05T08:00:00Z">'
BYLINE_DATE = ", 21 October 2019"


def show(page: str) -> list[str]:
    """The blocks of a page, a heading after a number sign."""
    reading = read_html(page.encode("utf-8"), "a.html")
    return [f"{'# ' if b.is_heading else ''}{reading.text[b.start : b.end]}" for b in reading.blocks]


def find(page: str) -> dict[str, str]:
    return read_html(page.encode("utf-8"), "a.html").found


def test_an_article_is_told_from_the_page_around_it() -> None:
    expected = [
        "# Cloudflare replies to the list",
        "Cloudflare has written to the US Trade Representative.\n"
        "Its letter says that it does not host the websites that are named on the list.",
        "# What the letter says",
        "The general counsel said: “We do not host the referenced websites, and we cannot block them.” "
        "The company works with many of its critics, he added.",
        "The first point is that the company is not a host of any of these sites.",
        "The second point is that it passes on every complaint that it receives.",
        "Year | Sites named",
        "2018 | Thirty-three",
        "2019 | Thirty-eight",
        "We again feel called on to clarify what we do and what we do not do.",
        "The office has not answered the letter yet, and it is expected to publish its next list in the "
        "spring of next year.",
    ]

    assert expected == show(PAGE)


def test_the_page_states_its_source() -> None:
    expected = {
        "title": "Cloudflare replies to the list",
        "author": "Ann Archer",
        "publisher": "The Daily Net",
        "published": "2019-10-21",
        "url": "https://daily.example/2019/10/cloudflare-replies",
    }

    assert expected == find(PAGE)


def test_the_day_of_a_change_is_not_the_day_of_publication() -> None:
    page = PAGE.replace(PUBLISHED, "").replace(MODIFIED, MODIFIED + PUBLISHED)

    assert "2019-10-21" == find(page)["published"]


def test_a_date_in_the_byline_is_found() -> None:
    page = PAGE.replace(PUBLISHED, "").replace(MODIFIED, "")

    assert "2019-10-21" == find(page)["published"]


def test_the_year_of_a_copyright_is_not_taken_for_a_date() -> None:
    page = PAGE.replace(PUBLISHED, "").replace(MODIFIED, "").replace(BYLINE_DATE, "")

    assert "published" not in find(page)


def test_what_a_page_does_not_state_is_left_out() -> None:
    body = "".join(f"<p>The office publishes its list number {n} every year in spring.</p>" for n in range(9))

    assert {} == find(f"<html><body><article>{body}</article></body></html>")


def test_an_address_without_a_site_is_left_out() -> None:
    assert "url" not in find(PAGE.replace("https://daily.example/2019/10/cloudflare-replies", "/2019/reply"))


def test_a_page_in_another_encoding_says_so_itself() -> None:
    raw = (
        PAGE.replace("&ldquo;", "“").replace("&rdquo;", "”").replace("utf-8", "windows-1252").encode("cp1252")
    )

    assert "“We do not host the referenced websites" in read_html(raw, "a.html").text


def test_a_code_of_no_character_becomes_the_sign_for_it() -> None:
    text = read_html(PAGE.replace("counsel", "&#xD800;counsel").encode(), "a.html").text

    assert "\ufffdcounsel" in text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title>A page</title></head><body><p>Short.</p></body></html>",
        "just words, no markup",
        "<html><body><nav><a href='/'>Home</a><a href='/news'>News</a></nav><p>Bye</p></body></html>",
        "<html><head><title>Before you continue</title></head><body><h1>Before you continue</h1>"
        "<p>We use cookies.</p><button>Accept all</button><button>Reject all</button></body></html>",
        "<html><body><form><input name='user'><button>Log in to read on</button></form></body></html>",
        "\x00\x01\x02",
        "%PDF-1.4 " + "binary " * 100,
    ],
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    with pytest.raises(EmptyDocument) as caught:
        read_html(page.encode("utf-8"), "a.html")

    expected = "No article could be found in a.html. Save the article's text in a file and add that."
    assert expected == str(caught.value)


def test_deep_nesting_is_read_or_refused_and_not_followed_without_end() -> None:
    words = "<p>" + "The office publishes its list every year. " * 20 + "</p>"
    page = f"<html><body><article>{'<div>' * 3000}{words}{'</div>' * 3000}</article></body></html>"

    with pytest.raises(EmptyDocument):
        read_html(page.encode(), "a.html")


def test_words_before_the_first_element_of_a_text_are_kept() -> None:
    words = "The office publishes its list every year in spring, and the company answers it in autumn."

    assert ["Before all.", words, f"{words} After."] == show(
        f"<html><body>Before all.<p>{words}</p><p>{words} After.</p></body></html>"
    )


@pytest.mark.parametrize(
    ("raised", "shown"),
    [
        ("38<sup>2</sup>", "38²"),
        ("10<sup><a href='#n'>-12</a></sup>", "10⁻¹²"),
        ("the 10<sup>th</sup>", "the 10th"),
        ("sites<sup>[<a href='#n'>4</a>]</sup>", "sites[4]"),
    ],
)
def test_a_raised_figure_is_not_a_part_of_the_number_before_it(raised: str, shown: str) -> None:
    words = "The office publishes its list every year in spring, and the company answers it in autumn."
    article = f"<article><p>{words}</p><p>{words} It names {raised} in all.</p></article>"

    assert f"It names {shown} in all." in show(f"<html><body><nav>Home</nav>{article}</body></html>")[1]


def test_a_text_without_a_page_around_it_keeps_its_headings() -> None:
    words = "The office publishes its list every year in spring, and the company answers it in autumn."
    body = f"<h1>A letter</h1><p>{words}</p><h2>Answer</h2><p>{words[::-1]}</p>"
    page = f"<html><head><title>A</title></head><body>{body}</body></html>"

    assert ["# A letter", words, "# Answer", words[::-1]] == show(page)


def test_nothing_that_cannot_be_seen_is_found_on_a_page() -> None:
    page = PAGE.replace("Ann Archer", "Ann \u202eArcher\u200f").replace(
        "Cloudflare replies to the list", "Cloudflare\u2067 replies to the list"
    )

    found = find(page)

    assert "Ann Archer" == found["author"]
    assert "Cloudflare replies to the list" == found["title"]


@pytest.mark.parametrize("address", ["https://", "https://ann:pw@daily.example/2019", "https://[::1/2019"])
def test_an_address_that_is_none_is_not_found_on_a_page(address: str) -> None:
    page = PAGE.replace("https://daily.example/2019/10/cloudflare-replies", address)

    assert "url" not in find(page)
