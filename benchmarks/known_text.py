"""Known texts, to be written to files by other programs and read back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.reading.markdown import read_markdown

CORPUS: Final = Path(__file__).parent.parent / "corpus" / "briefing"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading; `note` is a footnote at its end."""

    words: str
    is_heading: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class KnownText:
    """A title, paragraphs, and a table after the paragraph numbered `table_after`."""

    language: str
    title: str
    paragraphs: tuple[Paragraph, ...]
    table: tuple[tuple[str, ...], ...]
    table_after: int = 3

    @property
    def body(self) -> str:
        """The text in reading order, without the footnotes."""
        parts = [self.title]
        for number, paragraph in enumerate(self.paragraphs):
            parts.append(paragraph.words)
            if number == self.table_after:
                parts.extend(cell for row in self.table for cell in row)
        return " ".join(parts)

    @property
    def notes(self) -> list[str]:
        """The footnotes in order."""
        return [paragraph.note for paragraph in self.paragraphs if paragraph.note]


NOTES: Final = (
    "The office keeps all submissions of that year in one docket, which anybody may read.",
    "See the second page of the letter; its annex lists every address that was named, with the dates.",
    "This figure counts requests and not websites, as the report itself says in its introduction.",
    "A later edition corrected the date, without any word on the reason for the correction.",
)

TABLE: Final = (
    ("Year", "Submissions", "Markets named"),
    ("2016", "Fifty-one", "Twenty-one online"),
    ("2017", "Forty-eight", "Twenty-five online"),
    ("2018", "Forty-four", "Thirty-three online"),
)

CHINESE: Final = (
    "该公司在十月的一封信中回应了行业组织的指控。",
    "信中说，公司并不托管这些网站，也无法关闭它们，只是把访问者的请求转送到别人管理的服务器上。",
    "行业组织则认为，只要公司继续提供服务，权利人就很难找到网站真正的经营者，因此也无法对其提起诉讼。",
    "贸易代表办公室每年公布一次名单，并在公布之前征求公众意见。任何人都可以提交书面材料，所有材料都会公开。",
    "法院在判决中指出，仅仅提供网络安全服务，并不等于参与侵权；但是收到通知之后仍然不采取行动，情况可能有所不同。",
)

JAPANESE: Final = (
    "同社は十月に送った書簡の中で、業界団体の主張に反論した。",
    "書簡によれば、同社はこれらのサイトを運営しておらず、止めることもできない。ただ通信を中継しているだけだという。",
    "これに対して業界団体は、同社のサービスがある限り、権利者は本当の運営者を突き止めることが難しいと述べている。",
    "通商代表部は毎年一回リストを公表し、その前に広く意見を募集する。提出された文書はすべて公開される。",
)

ARABIC: Final = (
    "ردت الشركة على اتهامات منظمات الصناعة في رسالة أرسلتها في شهر أكتوبر.",
    "وقالت الرسالة إن الشركة لا تستضيف هذه المواقع ولا تستطيع إغلاقها، وإنها تنقل الطلبات إلى خوادم غيرها.",
    "أما منظمات الصناعة فترى أن أصحاب الحقوق لا يستطيعون معرفة من يدير الموقع ما دامت الشركة تخدمه.",
    "وينشر مكتب الممثل التجاري قائمته كل عام، ويطلب رأي الجمهور قبل نشرها، وتكون جميع المذكرات متاحة للجميع.",
)

HEBREW: Final = (
    "החברה השיבה על טענות ארגוני התעשייה במכתב ששלחה בחודש אוקטובר.",
    "במכתב נאמר שהחברה אינה מארחת את 14 האתרים (2019) ואינה יכולה לסגור אותם, והיא רק מעבירה בקשות לשרתים.",
    "ארגוני התעשייה סבורים שבעלי הזכויות אינם יכולים לדעת מי מפעיל את האתר כל עוד החברה נותנת לו שירות.",
    "משרד נציג הסחר מפרסם את הרשימה פעם בשנה, ומבקש את דעת הציבור לפני הפרסום; כל המסמכים פתוחים לעיון.",
)


def read_english(documents: int = 4) -> KnownText:
    """Several briefings of the corpus as one text, with footnotes and a table."""
    paragraphs: list[Paragraph] = []
    for path in sorted(CORPUS.glob("*.md"))[4 : 4 + documents]:
        reading = read_markdown(path.read_bytes(), path.name)
        paragraphs.append(Paragraph(str(reading.found["title"]), is_heading=True))
        for block in reading.blocks:
            paragraphs.append(Paragraph(reading.text[block.start : block.end], block.is_heading))
    plain = [number for number, paragraph in enumerate(paragraphs) if not paragraph.is_heading]
    for number, note in zip(plain[2::3], NOTES, strict=False):
        paragraphs[number] = Paragraph(paragraphs[number].words, note=note)
    return KnownText("en", "What the record holds on the years of the list", tuple(paragraphs), TABLE, 4)


def write_in(language: str) -> KnownText:
    """A text in zh, ja, ar or he, in paragraphs of several lengths."""
    sentences = {"zh": CHINESE, "ja": JAPANESE, "ar": ARABIC, "he": HEBREW}[language]
    gap = "" if language in ("zh", "ja") else " "
    whole = gap.join(sentences)
    words = [*sentences[1:], whole, gap.join(reversed(sentences)), *sentences[1:3], whole]
    paragraphs = tuple(map(Paragraph, words))
    # pandoc does not mark tables as right-to-left, so those tables have one column.
    ends = ((0, 8), (8, 16)) if gap == "" else ((0, 20),)
    table = tuple(tuple(sentence[start:end] for start, end in ends) for sentence in sentences[1:])
    return KnownText(language, sentences[0], paragraphs, table, 2)
