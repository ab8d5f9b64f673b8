"""Rate limits of questions and of additions."""
