"""Count attempts in windows of time, so that guessing is slow. No word of the domain."""
