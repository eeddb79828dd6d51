"""The kernel: pure functions over values. No Django, no clock, no I/O; `event.at` is the only time."""
