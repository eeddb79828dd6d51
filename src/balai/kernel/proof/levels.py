"""A tree that keeps the root of every full subtree, so that any proof of any size it had takes O(log^2 n)."""

from collections.abc import Iterable, Sequence

from balai.kernel.proof.tree import (
    EMPTY_ROOT,
    HASH_SIZE,
    consistency_path,
    inclusion_path,
    node_hash,
    split,
)


class Tree:
    """A growing tree in memory. `levels[k][i]` is the root over the leaves from i * 2^k to (i + 1) * 2^k."""

    __slots__ = ("levels",)

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        """Take the leaf hashes that stand in it already."""
        self.levels: list[list[bytes]] = [[]]
        for leaf in leaves:
            self.add(leaf)

    @property
    def size(self) -> int:
        """Return the number of leaves."""
        return len(self.levels[0])

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash. Raises ValueError for what is no hash."""
        if len(leaf) != HASH_SIZE:
            raise ValueError("a leaf is given by its hash, 32 bytes: see leaf_hash")
        for level in self.levels:
            level.append(leaf)
            if len(level) & 1:
                return
            leaf = node_hash(level[-2], level[-1])
        self.levels.append([leaf])

    def root(self, size: int | None = None) -> bytes:
        """Return the root as it is or was at an earlier size. Raises ValueError for a size it never had."""
        size = self._had(size)
        return self._top(0, size) if size else EMPTY_ROOT

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """Return the inclusion proof in the tree as it is or was at `size`. Raises ValueError."""
        return inclusion_path(self._top, index, self._had(size))

    def consistency_proof(self, old: int, size: int | None = None) -> list[bytes]:
        """Return the proof that the tree of `old` grew into that of `size`. Raises ValueError."""
        return consistency_path(self._top, old, self._had(size))

    def _had(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError(f"no tree of {size} in a tree of {self.size}")
        return size

    def _top(self, first: int, last: int) -> bytes:
        """Return the root over the leaves [first, last); `first` is where a subtree of that height begins."""
        span = last - first
        if span & (span - 1) == 0:
            level: Sequence[bytes] = self.levels[span.bit_length() - 1]
            return level[first // span]
        middle = first + split(span)
        return node_hash(self._top(first, middle), self._top(middle, last))
