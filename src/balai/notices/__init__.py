"""Notices: letters to people, kept sealed in their inbox."""
