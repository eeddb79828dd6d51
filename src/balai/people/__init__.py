"""People: accounts, agencies, positions and mandates; who may do what, when, and by which decree; signing
in.
"""
