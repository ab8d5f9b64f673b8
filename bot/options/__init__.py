"""Options of commands: autocomplete and dates."""
