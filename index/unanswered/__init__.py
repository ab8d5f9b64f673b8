"""Questions that the record could not answer: kept without their askers, grouped by meaning, and followed."""
