"""The buttons of the list of documents."""

from typing import Annotated

from bot.ui.custom_id import LabelledButton, Parameter, digits


class DocumentsButton(LabelledButton, form="documents:{first}:{label}[:{party}:{filter}]"):
    """Turns the pages of the list of documents, which may be of a party (its digest) and of some words."""

    first: Annotated[int, digits(6)]
    party: Annotated[str, Parameter("[0-9a-f]*")] = ""
    filter: Annotated[str, Parameter(".*")] = ""
