"""Refusals of the proof log."""


class OutsideTransaction(RuntimeError):  # noqa: N818 - says what was wrong
    """An act was recorded outside a transaction: its rows and its entry could part."""


class RolledBack(RuntimeError):  # noqa: N818 - says what was found
    """The published checkpoint is ahead of the database: an older database was put back. Nothing is signed."""
