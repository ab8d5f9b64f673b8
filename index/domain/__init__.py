"""Frozen values and pure rules on them; they know neither the store nor the corpus."""
