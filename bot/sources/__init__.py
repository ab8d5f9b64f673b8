"""The documents on the record, for every user who may see them."""
