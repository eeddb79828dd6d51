"""What every module stands on and none is about: the clock, ids, errors, locks, keys, jobs. No word of the domain."""
