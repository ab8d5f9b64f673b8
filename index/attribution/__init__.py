"""Who said it: the direct and indirect speech of a text, with speakers and the words that show them."""
