"""Looking at the documents on the record, by whoever may see them."""
