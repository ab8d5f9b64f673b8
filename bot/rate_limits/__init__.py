"""How often questions may be asked and documents added."""
