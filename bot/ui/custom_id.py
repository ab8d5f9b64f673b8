"""Ids of buttons, selects and modals. All that these need is in their ids, so they work after a restart.

A subclass of `CustomId` declares the form of an id and a field for each of its parameters:

    class ContextButton(PersistentButton, form="context:{quotation}:{by}", label="Context"):
        quotation: QuotationId
        by: Annotated[int, digits(4)]
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Self, dataclass_transform, get_origin, get_type_hints

import discord
from discord import ui

_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_OPTIONAL: Final = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an id: the pattern of its text, and how its value is read and written."""

    pattern: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str


def digits(most: int) -> Parameter:
    """A number of at most so many digits."""
    return Parameter(rf"\d{{1,{most}}}", int)


def day(pattern: str) -> Parameter:
    """A day in ISO 8601; None is written as nothing."""
    return Parameter(
        pattern, lambda text: date.fromisoformat(text) if text else None, lambda day: str(day or "")
    )


QuotationId = Annotated[str, Parameter("[a-z2-7]+")]
DocumentId = Annotated[str, Parameter("[a-z2-7]{8,52}")]
Key = Annotated[str, Parameter("[a-z2-7]{16}")]
Token = Annotated[str, Parameter("[0-9a-f]{16}")]
Label = Annotated[str, Parameter(r"\w+")]


@dataclass_transform(frozen_default=True)
class CustomId:
    """An id with its parameters; subclasses become frozen dataclasses.

    A part of `form` in brackets is left out if its parameters are empty.
    """

    template: ClassVar[re.Pattern[str]] = re.compile("(?!)")
    _form: ClassVar[str]
    _parameters: ClassVar[dict[str, Parameter]]

    def __init_subclass__(cls, *, form: str | None = None) -> None:
        dataclass(frozen=True)(cls)
        if form is None:
            return
        hints = get_type_hints(cls, include_extras=True).items()
        cls._parameters = {
            name: hint.__metadata__[0] for name, hint in hints if get_origin(hint) is Annotated
        }
        cls._form = form
        pattern = _OPTIONAL.sub(r"(?:\1)?", form)
        cls.template = re.compile(
            _PARAMETER.sub(lambda name: f"(?P<{name[1]}>{cls._parameters[name[1]].pattern})", pattern)
        )

    @property
    def custom_id(self) -> str:
        """The id as Discord gets it. Raises ValueError if it would not be read again."""
        texts = {name: one.write(getattr(self, name)) for name, one in self._parameters.items()}

        def write_optional(part: re.Match[str]) -> str:
            return part[1] if any(texts[name] for name in _PARAMETER.findall(part[1])) else ""

        custom_id = _OPTIONAL.sub(write_optional, self._form).format(**texts)
        if self.template.fullmatch(custom_id) is None:
            raise ValueError(f"{custom_id} would not be read as a {type(self).__name__} again.")
        return custom_id

    @classmethod
    def parse(cls, custom_id: str) -> Self | None:
        """The id with its parameters; None if it is of another form."""
        match = cls.template.fullmatch(custom_id)
        if match is None:
            return None
        try:
            return cls(**{name: one.read(match[name] or "") for name, one in cls._parameters.items()})
        except ValueError:  # such as the 31st of February
            return None

    @classmethod
    def find_all(cls, message: discord.Message) -> list[Self]:
        """The ids of this form in a message, in order."""
        ids = (cls.parse(custom_id) for custom_id in _list_ids(message.components))
        return [one for one in ids if one is not None]


class PersistentButton(CustomId):
    """A button, with the label and the style of all such buttons unless they have their own."""

    _label: ClassVar[str]
    _style: ClassVar[discord.ButtonStyle]

    def __init_subclass__(
        cls,
        *,
        form: str | None = None,
        label: str = "",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init_subclass__(form=form)
        cls._label, cls._style = label, style

    def button(
        self, label: str | None = None, style: discord.ButtonStyle | None = None, *, disabled: bool = False
    ) -> ui.Button[Any]:
        """The button for a message."""
        return ui.Button(
            label=label or self._label,
            style=style or self._style,
            disabled=disabled,
            custom_id=self.custom_id,
        )


class LabelledButton(PersistentButton):
    """A button whose label is in its id: the buttons that turn pages."""

    label: Label

    def button(
        self, label: str | None = None, style: discord.ButtonStyle | None = None, *, disabled: bool = False
    ) -> ui.Button[Any]:
        return super().button(label or self.label, style, disabled=disabled)


class PersistentSelect(CustomId):
    """A select of one value."""

    _placeholder: ClassVar[str | None]

    def __init_subclass__(cls, *, form: str | None = None, placeholder: str | None = None) -> None:
        super().__init_subclass__(form=form)
        cls._placeholder = placeholder

    def select(
        self, options: Sequence[discord.SelectOption], placeholder: str | None = None
    ) -> ui.Select[Any]:
        """The select for a message."""
        return ui.Select(
            custom_id=self.custom_id, placeholder=placeholder or self._placeholder, options=list(options)
        )


def _list_ids(components: Iterable[Any]) -> Iterator[str]:
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _list_ids(getattr(component, "children", ()))
