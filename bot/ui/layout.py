"""The components of a message."""

from discord import ui


class Layout(ui.LayoutView):
    """The components of a message whose buttons and selects are answered by `Router`.

    discord.py need not keep it to answer them, and so takes it for finished.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        return True


def plain(*texts: str) -> Layout:
    """The bot's own words, a paragraph each."""
    view = Layout()
    for number, text in enumerate(texts):
        if number > 0:
            view.add_item(ui.Separator(visible=False))
        view.add_item(ui.TextDisplay(text))
    return view
