"""The limits of uploads and of the verification page, read from the two TOML files beside this one."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from balai.lib.limits.attempts import Limit

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ImagePolicy:
    """What a photograph may be; pixels, JPEG quality, and standard deviations of 8-bit brightness."""

    max_pixels: int
    longest_edge: int
    least_edge: int
    quality: int
    least_contrast: float
    least_sharpness: float


@dataclass(frozen=True, slots=True)
class PdfPolicy:
    """What a PDF may be."""

    max_pages: int
    max_unpacked_bytes: int


@dataclass(frozen=True, slots=True)
class UploadPolicy:
    """What an uploaded file may be."""

    max_bytes: int
    image: ImagePolicy
    pdf: PdfPolicy


@dataclass(frozen=True, slots=True)
class VerificationPolicy:
    """How often the verification page answers, and how large a file it compares."""

    address: tuple[Limit, ...]
    everybody: tuple[Limit, ...]
    max_bytes: int


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


@cache
def uploads() -> UploadPolicy:
    """Return the limits of uploads (`uploads.toml`)."""
    data = _read("uploads.toml")
    return UploadPolicy(data["max_bytes"], ImagePolicy(**data["image"]), PdfPolicy(**data["pdf"]))


@cache
def verification() -> VerificationPolicy:
    """Return the limits of the verification page (`verification.toml`)."""
    data = _read("verification.toml")
    address = tuple(Limit(*pair) for pair in data["address"])
    return VerificationPolicy(address, tuple(Limit(*pair) for pair in data["everybody"]), data["max_bytes"])
