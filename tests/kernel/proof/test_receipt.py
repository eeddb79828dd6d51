import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from balai.kernel.proof import (
    BadNote,
    BadReceipt,
    Checkpoint,
    Receipt,
    Verifier,
    inclusion_proof,
    leaf_hash,
    open_checkpoint,
    root,
    sign,
    sign_note,
    tlog_proof,
    verify_tlog_proof,
)
from tests.kernel.proof.bits import one_bit_changed

ORIGIN = "balai.example/uji"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = Verifier.of(KEY, ORIGIN)
ENTRIES = [f"entry {number}".encode() for number in range(11)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
HEAD = Checkpoint(ORIGIN, len(LEAVES), root(LEAVES))
NOTE = sign(HEAD, KEY)
RECEIPT = tlog_proof(6, inclusion_proof(LEAVES, 6), NOTE)
PUBLISHED = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_the_checkpoint_of_the_specification_is_read_and_written_back():
    checkpoint = Checkpoint.parse(PUBLISHED)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root == base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert checkpoint.text() == PUBLISHED


def test_extension_lines_of_other_logs_are_kept():
    assert Checkpoint.parse(PUBLISHED + "extra\n").extensions == ("extra",)
    assert Checkpoint.parse(PUBLISHED + "extra\n").text() == PUBLISHED + "extra\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n1\n",
        PUBLISHED[:-1],
        PUBLISHED + "\n",
        PUBLISHED.replace("\n2", "\n02"),
        PUBLISHED.replace("20852163", "-1"),
        PUBLISHED.replace("CsUY", "CsU"),
        PUBLISHED.replace("q2I=", "q2J="),
        PUBLISHED.replace("example.com/behind-the-sofa", ""),
    ],
)
def test_a_text_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(BadNote):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    ("size", "top"), [(-1, bytes(32)), (1, bytes(31)), (1, bytes(33))], ids=["size", "short", "long"]
)
def test_a_checkpoint_has_a_size_from_0_and_a_root_of_32_bytes(size, top):
    assert Checkpoint(ORIGIN, 0, bytes(32)).size == 0
    with pytest.raises(BadNote, match="a size from 0 and a root of 32 bytes"):
        Checkpoint(ORIGIN, size, top)


def test_a_signed_checkpoint_opens_for_its_own_log_only():
    assert open_checkpoint(NOTE, [VERIFIER], ORIGIN) == HEAD
    other = sign(Checkpoint("other.example", 1, HEAD.root), KEY, ORIGIN)
    with pytest.raises(BadNote, match="another log"):
        open_checkpoint(other, [VERIFIER], ORIGIN)


def test_a_receipt_has_the_lines_of_the_specification():
    lines = RECEIPT.split("\n")
    assert lines[:2] == ["c2sp.org/tlog-proof@v1", "index 6"]
    assert lines[2:6] == [base64.b64encode(node).decode() for node in inclusion_proof(LEAVES, 6)]
    assert RECEIPT.endswith("\n\n" + NOTE)


@pytest.mark.parametrize("index", range(len(ENTRIES)))
def test_every_entry_has_a_receipt_that_verifies_offline(index):
    receipt = tlog_proof(index, inclusion_proof(LEAVES, index), NOTE)
    assert verify_tlog_proof(receipt, ENTRIES[index], [VERIFIER], ORIGIN) == HEAD


def test_a_log_of_one_entry_gives_a_receipt_without_hashes():
    note = sign(Checkpoint(ORIGIN, 1, LEAVES[0]), KEY)
    receipt = tlog_proof(0, [], note)
    assert verify_tlog_proof(receipt, ENTRIES[0], [VERIFIER], ORIGIN).size == 1


def test_extra_data_travels_along_unauthenticated():
    receipt = tlog_proof(6, inclusion_proof(LEAVES, 6), NOTE, extra=b"salt")
    assert Receipt.parse(receipt).extra == b"salt"
    assert Receipt.parse(receipt).text() == receipt
    assert verify_tlog_proof(receipt, ENTRIES[6], [VERIFIER], ORIGIN) == HEAD


def test_a_receipt_is_for_its_own_entry_only():
    with pytest.raises(BadReceipt, match="does not prove"):
        verify_tlog_proof(RECEIPT, ENTRIES[5], [VERIFIER], ORIGIN)


def test_a_receipt_whose_checkpoint_a_stranger_signed_is_refused():
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    forged = tlog_proof(6, inclusion_proof(LEAVES, 6), sign_note(HEAD.text(), [(stranger, ORIGIN)]))
    with pytest.raises(BadReceipt, match="not trusted"):
        verify_tlog_proof(forged, ENTRIES[6], [VERIFIER], ORIGIN)


def test_every_single_bit_of_a_receipt_matters():
    for changed in one_bit_changed(RECEIPT):
        with pytest.raises((BadReceipt, UnicodeDecodeError)):
            verify_tlog_proof(changed.decode(), ENTRIES[6], [VERIFIER], ORIGIN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        NOTE,
        RECEIPT.replace("@v1", "@v2"),
        RECEIPT.replace("index 6", "index 06"),
        RECEIPT.replace("index 6\n", ""),
        RECEIPT.replace("index 6", "extra !\nindex 6"),
        RECEIPT.replace("index 6\n", "index 6\nAAAA\n"),
        RECEIPT.partition("\n\n")[0],
    ],
)
def test_a_text_that_is_no_receipt_is_refused(text):
    with pytest.raises(BadReceipt):
        verify_tlog_proof(text, ENTRIES[6], [VERIFIER], ORIGIN)


ONE_LINE = "the origin and each extension is one line that is not empty"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("origin\n1\n", "a checkpoint has three lines or more: origin, size, root"),
        (PUBLISHED.replace("\n2", "\n02"), "a checkpoint has three lines or more: origin, size, root"),
        (PUBLISHED.replace("example.com/behind-the-sofa", ""), f"not a checkpoint: {ONE_LINE}"),
        (PUBLISHED + "\n", f"not a checkpoint: {ONE_LINE}"),
        (PUBLISHED.replace("q2I=", "q2J="), "not the text of a checkpoint"),
    ],
)
def test_a_checkpoint_is_refused_by_what_is_wrong(text, said):
    with pytest.raises(BadNote) as refused:
        Checkpoint.parse(text)
    assert str(refused.value) == said


def test_the_name_of_a_log_may_hold_a_space():
    assert Checkpoint("go.sum database tree", 0, bytes(32)).origin == "go.sum database tree"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RECEIPT.replace("@v1", "@v2"), "a receipt begins with c2sp.org/tlog-proof@v1"),
        (RECEIPT.replace("index 6", "index 06"), "the receipt does not say which entry it is for"),
        ("c2sp.org/tlog-proof@v1\n\n" + NOTE, "the receipt does not say which entry it is for"),
        (RECEIPT.replace("index 6\n", "index 6\n!\n"), "a line of the receipt is not base64"),
        (RECEIPT.replace("index 6\n", "index 6\nAAB=\n"), "a line of the receipt is not the base64 of its bytes"),
        (RECEIPT.replace("index 6\n", "index 6\nAAAA\n"), "the receipt's proof is not a list of SHA-256 hashes"),
    ],
)  # fmt: skip
def test_a_receipt_is_refused_by_what_is_wrong(text, said):
    with pytest.raises(BadReceipt) as refused:
        verify_tlog_proof(text, ENTRIES[6], [VERIFIER], ORIGIN)
    assert str(refused.value) == said


def test_a_proof_has_at_most_64_hashes():
    longest = Receipt(6, (bytes(32),) * 64, NOTE)
    assert Receipt.parse(longest.text()) == longest
    with pytest.raises(BadReceipt, match="not a list of SHA-256 hashes"):
        Receipt.parse(Receipt(6, (bytes(32),) * 65, NOTE).text())
