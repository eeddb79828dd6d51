"""Chance without a generator that changes: each draw is a function of the seed and of what it is for.

So a what-if meets the same cases with the same luck as the base, and differs by what was changed alone. Floats are
at home here and nowhere in rules: a simulation estimates, it decides nothing about anybody.
"""

from math import cos, exp, log, pi, sqrt

_MASK = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15


def _mix(x: int) -> int:
    """Scramble 64 bits: the finalizer of SplitMix64 (Steele, Lea and Flood, 2014)."""
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


class Draws:
    """A counter-based source of chance. The keys of a draw are whole numbers from 0."""

    def __init__(self, seed: int) -> None:
        self.seed = _mix((seed + _STEP) & _MASK)

    def uniform(self, *keys: int) -> float:
        """Return a number between 0 and 1, neither of them."""
        x = self.seed
        for key in keys:
            x = _mix((x + _STEP * (key + 1)) & _MASK)
        return ((x >> 11) + 0.5) * 2.0**-53

    def exponential(self, mean: float, *keys: int) -> float:
        """Return a time without memory of this mean."""
        return -mean * log(self.uniform(*keys))

    def duration(self, mean: float, variation: float, *keys: int) -> float:
        """Return a time of this mean and coefficient of variation: 0 always the mean, 1 exponential, else lognormal."""
        if variation == 0 or mean == 0:
            return mean
        if variation == 1:
            return self.exponential(mean, *keys)
        spread = log(1 + variation * variation)
        normal = sqrt(-2 * log(self.uniform(*keys))) * cos(
            2 * pi * self.uniform(*keys, 1)
        )  # Box and Muller, 1958
        return mean * exp(normal * sqrt(spread) - spread / 2)
