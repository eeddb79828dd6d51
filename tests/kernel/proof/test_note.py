"""The published vectors of signed notes (Go's sumdb/note, c2sp.org/signed-note), then refusals."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from balai.kernel.proof import BadNote, Verifier, open_note, sign_note, vkey
from tests.kernel.proof.bits import one_bit_changed

PETER_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
ENOCH_VKEY = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot "
    "rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
SPEC_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
SPEC_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
PETER_KEY = Ed25519PrivateKey.from_private_bytes(PETER_SEED)
PETER, ENOCH = Verifier.parse(PETER_VKEY), Verifier.parse(ENOCH_VKEY)
NOTE = TEXT + "\n" + PETER_LINE


@pytest.mark.parametrize("text", [PETER_VKEY, ENOCH_VKEY, SPEC_VKEY])
def test_a_verifier_key_is_read_and_written_back(text):
    assert str(Verifier.parse(text)) == text


def test_a_signing_key_has_the_published_verifier_key():
    assert vkey(PETER_KEY, "PeterNeumann") == PETER_VKEY


def test_a_note_is_signed_byte_for_byte_as_published():
    assert sign_note(TEXT, [(PETER_KEY, "PeterNeumann")]) == NOTE


def test_every_signature_has_a_line_of_its_own():
    note = sign_note(TEXT, [(PETER_KEY, "PeterNeumann"), (PETER_KEY, "Contoh")])
    assert note.startswith(NOTE + "— Contoh ")
    assert open_note(note, [PETER, Verifier.of(PETER_KEY, "Contoh")]).signers[0] == PETER


def test_the_note_of_the_specification_opens():
    opened = open_note(SPEC_NOTE, [Verifier.parse(SPEC_VKEY)])
    assert opened.text == "This is an example message.\n"


def test_a_note_names_the_trusted_keys_that_signed_it():
    both = open_note(NOTE + ENOCH_LINE, [ENOCH, PETER])
    assert (both.text, both.signers) == (TEXT, (PETER, ENOCH))
    assert open_note(NOTE + ENOCH_LINE, [ENOCH]).signers == (ENOCH,)


def test_the_text_may_hold_blank_lines():
    note = sign_note("one\n\ntwo\n", [(PETER_KEY, "PeterNeumann")])
    assert open_note(note, [PETER]).text == "one\n\ntwo\n"


def test_a_note_that_nobody_trusted_signed_is_refused():
    with pytest.raises(BadNote, match="no trusted key"):
        open_note(NOTE, [ENOCH])


def test_a_false_signature_of_a_trusted_key_spoils_the_note():
    forged = ENOCH_LINE.replace("rwz+eBzm", "rwz+eBzn")
    with pytest.raises(BadNote, match="EnochRoot is false"):
        open_note(NOTE + forged, [PETER, ENOCH])


def test_every_single_bit_of_a_note_matters():
    for changed in one_bit_changed(NOTE):
        with pytest.raises((BadNote, UnicodeDecodeError)):
            open_note(changed.decode(), [PETER])


def test_every_single_bit_of_a_verifier_key_matters():
    for changed in one_bit_changed(PETER_VKEY):
        with pytest.raises((BadNote, UnicodeDecodeError)):
            Verifier.parse(changed.decode())


@pytest.mark.parametrize("name", ["", "two words", "a+b", "tab\t", "nb\u00a0sp"])
def test_an_impossible_key_name_is_refused(name):
    with pytest.raises(BadNote, match="not a key name"):
        vkey(PETER_KEY, name)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_public_key_of_another_length_is_refused(length):
    with pytest.raises(BadNote, match="32 bytes"):
        Verifier("PeterNeumann", bytes(length))


def test_nobody_signs_no_note():
    with pytest.raises(BadNote, match=r"^a note needs a signature$"):
        sign_note(TEXT, [])


@pytest.mark.parametrize("text", ["no newline", "tab\there\n", "bell\a\n", ""])
def test_a_text_that_cannot_be_signed_is_refused(text):
    with pytest.raises(
        BadNote, match=r"^a note's text ends in a newline and has no other control character$"
    ):
        sign_note(text, [(PETER_KEY, "PeterNeumann")])


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("— ", "- "),
        NOTE.replace("\n\n", "\n"),
        NOTE + "— PeterNeumann AAAA\n",
        NOTE + "— a+b x08go/ZJ\n",
        NOTE + PETER_LINE * 100,
    ],
)
def test_a_note_of_the_wrong_form_is_refused(note):
    with pytest.raises(BadNote):
        open_note(note, [PETER])


def test_a_signature_of_another_type_is_no_verifier_key_of_ours():
    with pytest.raises(BadNote, match="not an Ed25519"):
        Verifier.parse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (TEXT, "the note's form is wrong"),
        (NOTE.replace("— ", "- "), "not base64"),
        (NOTE + "— PeterNeumann AAAA\n", "a signature line's form is wrong"),
        (NOTE + "— PeterNeumann AA=A\n", "not base64"),
        (NOTE + "— PeterNeumann AAAAAAB=\n", "not the base64 of its bytes"),
        (NOTE + PETER_LINE * 100, "the note has too many signatures"),
    ],
)
def test_a_note_of_the_wrong_form_is_refused_by_what_is_wrong(note, said):
    with pytest.raises(BadNote) as refused:
        open_note(note, [PETER])
    assert str(refused.value) == said


def test_a_note_may_have_a_hundred_signatures():
    assert open_note(NOTE + PETER_LINE * 99, [PETER]).signers == (PETER,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PETER_VKEY.replace("c74f", "c74e"), "the verifier key's id does not belong to its name and key"),
        ("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "not an Ed25519 verifier key"),
        ("PeterNeumann", "not an Ed25519 verifier key"),
    ],
)  # fmt: skip
def test_a_verifier_key_is_refused_by_what_is_wrong(text, said):
    with pytest.raises(BadNote) as refused:
        Verifier.parse(text)
    assert str(refused.value) == said


def test_a_key_of_another_length_is_told():
    with pytest.raises(BadNote, match=r"^an Ed25519 public key has 32 bytes$"):
        Verifier("PeterNeumann", bytes(31))
