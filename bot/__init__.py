"""Discord: questions in, quotations out. Everything about documents and answers is in `index`."""
