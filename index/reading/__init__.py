"""Files in, texts out. Each reader takes bytes and returns a `Reading`; nothing later edits its text."""
