"""Questions that the record could not answer."""
