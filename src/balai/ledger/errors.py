"""Refusals of the proof log."""


class OutsideTransaction(RuntimeError):
    """An act was recorded outside a transaction: its rows and its entry could part."""


class NeedsTwoPeople(ValueError):
    """A key is destroyed by two people; one person was named twice, or none."""


class RolledBack(RuntimeError):
    """The published checkpoint is ahead of the database: an older database was put back. Nothing is signed."""
