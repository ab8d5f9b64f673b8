"""The slash commands, and what the bot hears without one."""
