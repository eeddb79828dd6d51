"""The vault of each person's documents, and the documents that offices issue and anyone can verify."""
