"""The proof log: every act is an entry, every entry a leaf of one Merkle tree, and `verify` recomputes all of it."""
