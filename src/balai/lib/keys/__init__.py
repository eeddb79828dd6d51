"""Random keys, one per subject, in a database of their own, so that destroying a key destroys what it sealed."""
