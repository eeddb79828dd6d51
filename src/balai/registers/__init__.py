"""Base data that agencies own: once-only look-ups, match or no match for strangers, new records, what feeds
what.
"""
