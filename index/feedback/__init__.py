"""What users say of the quotations that they are shown: whether they answer, and what is wrong with them."""
