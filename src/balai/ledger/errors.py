"""Refusals of the proof log."""


class OutsideTransaction(RuntimeError):
    """An act was recorded outside a transaction: its rows and its entry could part."""


class RolledBack(RuntimeError):
    """The published checkpoint is ahead of the database: an older database was put back. Nothing is signed."""
