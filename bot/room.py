"""How much one message of Discord holds."""

from typing import Final

CHARACTERS: Final = 4000
"""All texts of one message."""

ROOM: Final = CHARACTERS - 200
"""Those of quotations and their sources; the others are kept for what stands around them."""
