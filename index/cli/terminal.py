"""What is printed, without anything in it that a terminal would act on."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from index.text.invisible_characters import find_revealed, reveal


class Terminal(Console):
    """A console that shows what is hidden: no document moves its cursor or turns its lines."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What something is drawn as; before that, so that what is shown has room."""
        return super().render(_reveal(renderable) if isinstance(renderable, Text) else renderable, options)


def _reveal(text: Text) -> Text:
    shown = text.blank_copy()
    done = 0
    for start, end in find_revealed(text.plain):
        shown.append_text(text[done:start]).append(reveal(text.plain[start:end]))
        done = end
    return shown.append_text(text[done:]) if done else text
