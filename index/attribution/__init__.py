"""Speech attribution: finds direct and indirect speech in a text, with its speakers and cues."""
