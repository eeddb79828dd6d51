"""Every text that differs from a text in one bit."""

from collections.abc import Iterator


def one_bit_changed(text: str) -> Iterator[bytes]:
    whole = text.encode()
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)
