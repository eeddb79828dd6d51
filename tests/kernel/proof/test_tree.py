"""The reference tree of certificate-transparency (its 8 leaves, roots and proofs), then properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from balai.kernel.proof import (
    EMPTY_ROOT,
    Frontier,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

ENTRIES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    0: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    5: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
LEAVES = [leaf_hash(bytes.fromhex(entry)) for entry in ENTRIES]

trees = st.integers(1, 70).map(lambda size: [leaf_hash(bytes([number])) for number in range(size)])


def flipped(value: bytes, bit: int) -> bytes:
    bit %= len(value) * 8
    return (int.from_bytes(value) ^ (1 << bit)).to_bytes(len(value))


@pytest.mark.parametrize("size", range(9))
def test_the_reference_roots(size):
    assert root(LEAVES[:size]).hex() == ROOTS[size]


def test_the_frontier_gives_the_reference_roots():
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT
    assert [frontier.append(leaf).hex() for leaf in LEAVES] == ROOTS[1:]


@pytest.mark.parametrize("index", INCLUSION)
def test_the_reference_inclusion_proofs(index):
    proof = inclusion_proof(LEAVES, index)
    assert [node.hex() for node in proof] == INCLUSION[index]
    assert verify_inclusion(LEAVES[index], index, 8, proof, bytes.fromhex(ROOTS[8]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_the_reference_consistency_proofs(old, new):
    proof = consistency_proof(LEAVES[:new], old)
    assert [node.hex() for node in proof] == CONSISTENCY[old, new]
    assert verify_consistency(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), proof)


def test_leaves_and_nodes_are_hashed_apart():
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@given(trees)
def test_the_frontier_agrees_with_the_whole_tree_at_each_size(tree):
    frontier = Frontier()
    for number, leaf in enumerate(tree, 1):
        frontier = Frontier.from_json(frontier.to_json())
        assert frontier.append(leaf) == root(tree[:number])


def test_a_frontier_that_disagrees_with_its_size_is_refused():
    with pytest.raises(ValueError, match="one 32-byte node"):
        Frontier(3, [LEAVES[0]])


@given(trees, st.data())
def test_every_inclusion_proof_verifies_and_no_change_of_it_does(tree, data):
    index = data.draw(st.integers(0, len(tree) - 1))
    bit = data.draw(st.integers(0, 255))
    proof, top = inclusion_proof(tree, index), root(tree)
    assert verify_inclusion(tree[index], index, len(tree), proof, top)
    assert not verify_inclusion(flipped(tree[index], bit), index, len(tree), proof, top)
    assert not verify_inclusion(tree[index], index, len(tree), proof, flipped(top, bit))
    assert not verify_inclusion(tree[index], index, len(tree), [*proof, top], top)
    for place, node in enumerate(proof):
        changed = [*proof[:place], flipped(node, bit), *proof[place + 1 :]]
        assert not verify_inclusion(tree[index], index, len(tree), changed, top)
        assert not verify_inclusion(tree[index], index, len(tree), proof[:place] + proof[place + 1 :], top)


@given(trees, st.data())
def test_an_inclusion_proof_holds_at_its_own_index_only(tree, data):
    index = data.draw(st.integers(0, len(tree) - 1))
    proof, top = inclusion_proof(tree, index), root(tree)
    found = [
        at for at in range(-1, len(tree) + 1) if verify_inclusion(tree[index], at, len(tree), proof, top)
    ]
    assert found == [index]


@given(trees, st.data())
def test_every_consistency_proof_verifies_and_no_change_of_it_does(tree, data):
    old, new = data.draw(st.integers(1, len(tree))), len(tree)
    bit = data.draw(st.integers(0, 255))
    proof, before, after = consistency_proof(tree, old), root(tree[:old]), root(tree)
    assert verify_consistency(old, new, before, after, proof)
    assert not verify_consistency(old, new, flipped(before, bit), after, proof)
    assert not verify_consistency(old, new, before, flipped(after, bit), proof)
    assert not verify_consistency(old, new, before, after, [*proof, after])
    for place, node in enumerate(proof):
        changed = [*proof[:place], flipped(node, bit), *proof[place + 1 :]]
        assert not verify_consistency(old, new, before, after, changed)
        assert not verify_consistency(old, new, before, after, proof[:place] + proof[place + 1 :])


def test_a_rewritten_history_has_no_consistency_proof():
    rewritten = [leaf_hash(b"another"), *LEAVES[1:]]
    assert not verify_consistency(4, 8, root(LEAVES[:4]), root(rewritten), consistency_proof(rewritten, 4))


def test_every_tree_grew_from_the_empty_one_and_from_no_other_of_no_leaves():
    assert verify_consistency(0, 8, EMPTY_ROOT, root(LEAVES), [])
    assert not verify_consistency(0, 8, root(LEAVES), root(LEAVES), [])
    assert not verify_consistency(0, 0, EMPTY_ROOT, root(LEAVES), [])


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index):
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(LEAVES, index)
    assert not verify_inclusion(LEAVES[0], index, 8, inclusion_proof(LEAVES, 0), root(LEAVES))


def test_there_is_no_proof_from_a_larger_tree():
    with pytest.raises(ValueError, match="no tree"):
        consistency_proof(LEAVES, 9)
    assert not verify_consistency(9, 8, root(LEAVES), root(LEAVES), [])


def test_hashes_of_another_length_are_refused():
    proof = inclusion_proof(LEAVES, 5)
    assert not verify_inclusion(LEAVES[5], 5, 8, [proof[0] + b"\x00", *proof[1:]], root(LEAVES))
    assert not verify_inclusion(LEAVES[5][:31], 5, 8, proof, root(LEAVES))


@given(trees, st.data())
def test_a_tree_that_keeps_its_levels_gives_the_same_roots_and_proofs_at_every_size(tree, data):
    kept = Tree(tree)
    size = data.draw(st.integers(1, len(tree)))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    assert kept.root(size) == root(tree[:size])
    assert kept.inclusion_proof(index, size) == inclusion_proof(tree[:size], index)
    assert kept.consistency_proof(old, size) == consistency_proof(tree[:size], old)


def test_a_tree_gives_no_proof_of_a_size_that_it_never_had():
    assert Tree().root() == EMPTY_ROOT
    with pytest.raises(ValueError, match="no tree of 9"):
        Tree(LEAVES).root(9)


@pytest.mark.parametrize("growing", [Frontier(), Tree()])
def test_an_entry_in_place_of_its_hash_is_refused(growing):
    with pytest.raises(ValueError, match="given by its hash"):
        growing.add(b"the entry itself")
    assert growing.size == 0
