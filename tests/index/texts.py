"""Texts of every sort, for the promises that hold for any text."""

from hypothesis import strategies as st

_PIECES = [
    *("Cloudflare does not host the websites. ", "It says so. ", "“We left.” ", "(Why?) ", "Mr. No. 5 "),
    *("\n", "\n\n", "\r\n", "\r", "\r\n\r\n", "\t", "  ", "\u2028", "\x0b", "\x0c", "\x1c", "\x85", "\xa0"),
    *("# Heading\n\n", "## \n", "- item\n", "1. item\n", "> words\n", "| a | b |\n|---|---|\n| c | d |\n"),
    *("**bold** ", "_em_ ", "`code` ", "```\ncode\n```\n", "[link](https://example.org) ", "![alt](x.png)"),
    *("&amp; ", "&#769;", "&nbsp;", "<b>bold</b> ", "<!-- gone -->", "\\*", "\\\n", "  \n", "---\n", "***\n"),
    *("e\u0301", "\u0301", "a\u0308\u0301", "ﬁ", "Å", "\u1100\u1161\u11a8", "각", "\u0344", "\ufb2c"),
    *("שלום עולם. ", "مرحبا؟ ", "\u202e", "\u200f", "\u2066", "你好。", "नमस्ते। ", "ไทย ", "İ", "ß", "ς"),
    *(
        "👍🏽",
        "👩\u200d👧",
        "🇫🇷",
        "☎\ufe0f",
        "\U000e0041",
        "\ufeff",
        "\u200b",
        "\u00ad",
        "\x01",
        "\x7f",
        "\ufffe",
    ),
    *("word " * 60, "a" * 300, ". " * 20, "…", "?!", ".”", "’", '"', "12.5 ", "U.S. ", "v. ", "x.y"),
]

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
"""Every character but lone surrogates, which no file holds."""

prose = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
"""What breaks splitting, readers and offsets: ends of lines, marks, markup, scripts, invisible characters."""

texts = st.one_of(prose, any_text)
