"""Entries of the proof log a second, in memory, beside plain SHA-256 of the same bytes.

`appended`: leaf hash and tree edge, with a root after each entry or after each batch. `verified`: an
inclusion proof in a tree of 100,000 leaves, from the entry's bytes up. `receipts`: the same out of a whole
`.tlog-proof` text, its Ed25519 signature included.
"""

import statistics
import time
from collections.abc import Callable
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from balai.kernel import proof

ORIGIN = "balai.example/ukur"
SIZE = 100_000
BATCH = 2_000
ENTRIES = [number.to_bytes(4) * 56 for number in range(SIZE)]  # 224 bytes, as an event has


def rate(run: Callable[[], int], seconds: float, rounds: int = 5) -> float:
    """Return the median over some rounds of what `run` does a second; it returns how much it did."""
    figures = []
    for _ in range(rounds):
        done, begin = 0, time.perf_counter()
        while (spent := time.perf_counter() - begin) < seconds / rounds:
            done += run()
        figures.append(done / spent)
    return statistics.median(figures)


def hashing() -> int:
    """Hash a batch of entries, and nothing else."""
    for entry in ENTRIES[:BATCH]:
        sha256(entry).digest()
    return BATCH


def appending() -> Callable[[], int]:
    """Return a function that appends a batch to a growing log and works out the root after each."""
    log = proof.Frontier()

    def run() -> int:
        for entry in ENTRIES[:BATCH]:
            log.append(proof.leaf_hash(entry))
        return BATCH

    return run


def adding() -> Callable[[], int]:
    """Return the same with one root for the whole batch, as a sequencer does."""
    log = proof.Frontier()

    def run() -> int:
        for entry in ENTRIES[:BATCH]:
            log.add(proof.leaf_hash(entry))
        log.root()
        return BATCH

    return run


def verifying(tree: proof.Tree) -> Callable[[], int]:
    """Return a function that verifies proofs made beforehand. It raises ValueError when one does not hold."""
    top, chosen = tree.root(), range(0, SIZE, 997)
    proofs = [(ENTRIES[index], index, tree.inclusion_proof(index)) for index in chosen]

    def run() -> int:
        for entry, index, path in proofs:
            if not proof.verify_inclusion(proof.leaf_hash(entry), index, SIZE, path, top):
                raise ValueError(f"the proof of entry {index} does not hold")
        return len(proofs)

    return run


def making(tree: proof.Tree) -> Callable[[], int]:
    """Return a function that makes inclusion proofs."""

    def run() -> int:
        for index in range(0, SIZE, 997):
            tree.inclusion_proof(index)
        return len(range(0, SIZE, 997))

    return run


def receiving(tree: proof.Tree) -> Callable[[], int]:
    """Return a function that verifies a receipt offline."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    note = proof.sign(proof.Checkpoint(ORIGIN, SIZE, tree.root()), key)
    receipt = proof.tlog_proof(77, tree.inclusion_proof(77), note)
    trusted = [proof.Verifier.of(key, ORIGIN)]

    def run() -> int:
        proof.verify_tlog_proof(receipt, ENTRIES[77], trusted, ORIGIN)
        return 1

    return run


def measure(seconds: float = 1.0) -> dict[str, float]:
    """Time each for about this many seconds, print and return figures a second and their ratio to hashing."""
    tree = proof.Tree(map(proof.leaf_hash, ENTRIES))
    runs = {
        "appended, root each": appending(),
        "appended, root a batch": adding(),
        "proofs made": making(tree),
        "entries verified": verifying(tree),
        "receipts verified": receiving(tree),
    }
    plain = rate(hashing, seconds)
    figures = {"plain hashes/s": plain}
    for name, run in runs.items():
        figures[f"{name}/s"] = rate(run, seconds)
        figures[f"{name}, ratio to hashing"] = figures[f"{name}/s"] / plain
    for name, figure in figures.items():
        print(f"proof: {name:42} {figure:14,.{3 if 'ratio' in name else 0}f}")
    return figures


if __name__ == "__main__":
    measure()
