"""RFC 6962 section 2.1: the Merkle tree over leaf hashes, its proofs, and how they are verified.

Functions take leaf *hashes* (32 bytes, from leaf_hash), never the entries: a tree can be kept without them.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Self

HASH_SIZE = 32
EMPTY_ROOT = sha256().digest()

Subtree = Callable[[int, int], bytes]  # the root over the leaves [first, last)


def leaf_hash(entry: bytes) -> bytes:
    """Return SHA-256(0x00 || entry), RFC 6962 section 2.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return SHA-256(0x01 || left || right), RFC 6962 section 2.1."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: the roots of its full subtrees, largest first. O(log n) space."""

    __slots__ = ("nodes", "size")

    def __init__(self, size: int = 0, nodes: Sequence[bytes] = ()) -> None:
        """Take the size and the roots of its full subtrees, one for each bit set. Raises ValueError."""
        if size < 0 or len(nodes) != size.bit_count() or any(len(node) != HASH_SIZE for node in nodes):
            raise ValueError("a frontier has one 32-byte node for each bit set in its size")
        self.size = size
        self.nodes = list(nodes)

    def append(self, leaf: bytes) -> bytes:
        """Add one leaf hash and return the new root."""
        self.add(leaf)
        return self.root()

    def add(self, leaf: bytes) -> None:
        """Add one leaf hash without working out the root. Raises ValueError for what is no hash."""
        if len(leaf) != HASH_SIZE:
            raise ValueError("a leaf is given by its hash, 32 bytes: see leaf_hash")
        size, nodes = self.size, self.nodes
        self.size = size + 1
        while size & 1:
            leaf = sha256(b"\x01" + nodes.pop() + leaf).digest()
            size >>= 1
        nodes.append(leaf)

    def root(self) -> bytes:
        """Return the root of the tree as it stands; of no leaves, SHA-256 of nothing."""
        nodes = self.nodes
        if not nodes:
            return EMPTY_ROOT
        top = nodes[-1]
        for node in nodes[-2::-1]:
            top = sha256(b"\x01" + node + top).digest()
        return top

    def to_json(self) -> dict[str, Any]:
        """Return canonical JSON: the size and the nodes in hexadecimal."""
        return {"size": self.size, "nodes": [node.hex() for node in self.nodes]}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        """Read what to_json() wrote. Raises KeyError or ValueError for anything else."""
        return cls(value["size"], [bytes.fromhex(node) for node in value["nodes"]])


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes: MTH of RFC 6962 section 2.1."""
    if not leaves:
        return EMPTY_ROOT
    level = list(leaves)
    while len(level) > 1:
        above = [sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        if len(level) & 1:
            above.append(level[-1])
        level = above
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path from a leaf's sibling up to the root's child: PATH of RFC 6962 section 2.1.1.

    `leaves` are all leaf hashes of the tree of that size. Raises ValueError for an index outside it.
    """
    return inclusion_path(lambda first, last: root(leaves[first:last]), index, len(leaves))


def inclusion_path(top: Subtree, index: int, size: int) -> list[bytes]:
    """Return the inclusion proof in a tree of `size` whose subtree roots `top(first, last)` tells."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + split(last - first)
        if index < middle:
            path.append(top(middle, last))
            last = middle
        else:
            path.append(top(first, middle))
            first = middle
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], top: bytes) -> bool:
    """Tell whether the leaf hash stands at `index` of the tree with root `top`: RFC 9162 section 2.1.3.2.

    The proof does not bind `size`: take size and root from one signed checkpoint.
    """
    if not 0 <= index < size or not _hashes([leaf, top, *proof]):
        return False
    place, last = index, size - 1
    for node in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            leaf = node_hash(node, leaf)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            leaf = node_hash(leaf, node)
        place, last = place >> 1, last >> 1
    return last == 0 and leaf == top


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Return the proof that a tree of `old` leaves grew into this one: PROOF of RFC 6962 section 2.1.2.

    Empty for old = 0 and for the same size. Raises ValueError for an older size outside the tree.
    """
    return consistency_path(lambda first, last: root(leaves[first:last]), old, len(leaves))


def consistency_path(top: Subtree, old: int, size: int) -> list[bytes]:
    """Return the consistency proof to a tree of `size` whose subtree roots `top(first, last)` tells."""
    if not 0 <= old <= size:
        raise ValueError(f"no tree of {old} in a tree of {size}")
    if old in {0, size}:
        return []
    path: list[bytes] = []
    first, last, whole = 0, size, True
    while old != last:
        middle = first + split(last - first)
        if old <= middle:
            path.append(top(middle, last))
            last = middle
        else:
            path.append(top(first, middle))
            first, whole = middle, False
    if not whole:
        path.append(top(first, last))
    return path[::-1]


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Tell whether the tree of `new` leaves extends the one of `old`: RFC 9162 section 2.1.4.2."""
    if not 0 <= old <= new or not _hashes([old_root, new_root, *proof]):
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(path) and _climb(old, new, path) == (old_root, new_root)


def _climb(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Rebuild both roots from a consistency path, or None if its length does not fit the sizes."""
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for node in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = node_hash(node, before), node_hash(node, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, node)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None


def split(size: int) -> int:
    """Return the largest power of two smaller than size."""
    half: int = 1 << (size - 1).bit_length() - 1
    return half


def _hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == HASH_SIZE for value in values)
