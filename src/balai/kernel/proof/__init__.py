"""The proof log's mathematics: RFC 6962 trees and proofs, C2SP signed notes, checkpoints and receipts.

Nothing is invented here: hashing and proofs are RFC 6962 section 2.1, verification is RFC 9162 sections
2.1.3 and 2.1.4, texts are c2sp.org/signed-note, c2sp.org/tlog-checkpoint and c2sp.org/tlog-proof.
"""

from balai.kernel.proof.checkpoint import Checkpoint, open_checkpoint, sign
from balai.kernel.proof.levels import Tree
from balai.kernel.proof.note import BadNote, Note, Verifier, key_id, open_note, sign_note, vkey
from balai.kernel.proof.receipt import BadReceipt, Receipt, tlog_proof, verify_tlog_proof
from balai.kernel.proof.tree import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "EMPTY_ROOT",
    "BadNote",
    "BadReceipt",
    "Checkpoint",
    "Frontier",
    "Note",
    "Receipt",
    "Tree",
    "Verifier",
    "consistency_proof",
    "inclusion_proof",
    "key_id",
    "leaf_hash",
    "node_hash",
    "open_checkpoint",
    "open_note",
    "root",
    "sign",
    "sign_note",
    "tlog_proof",
    "verify_consistency",
    "verify_inclusion",
    "verify_tlog_proof",
    "vkey",
]
