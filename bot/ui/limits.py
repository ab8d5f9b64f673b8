"""Discord's limits on one message."""

from typing import Final

MAX_MESSAGE_CHARS: Final = 4000
"""All texts of one message."""

TEXT_BUDGET_CHARS: Final = MAX_MESSAGE_CHARS - 200
"""Those of quotations and their sources; the others are kept for what stands around them."""

MAX_CUSTOM_ID_CHARS: Final = 100
"""Characters of a button's id."""

MAX_LINK_CHARS: Final = 512
"""Characters of a link button's address."""
