"""Balai: one hall for every public service. A public service is a folder; this package runs it."""
