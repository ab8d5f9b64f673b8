"""From candidates to quotations: sentence windows, their order, and whether to answer at all."""
