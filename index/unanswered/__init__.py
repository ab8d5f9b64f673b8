"""Questions that the record could not answer: stored without their users, clustered by meaning, followed."""
