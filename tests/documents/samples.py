"""Files to upload: honest ones, and the corpus of hostile ones."""

import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFilter


def page(size: tuple[int, int] = (900, 1200)) -> Image.Image:
    """Return a page with lines of text."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    for row in range(40, size[1] - 40, 24):
        pen.text((40, row), "Surat keterangan lahir 1971 Bintang Contoh " * 2, fill="black")
    return picture


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    """Return a picture as a file."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def jpeg(**options: object) -> bytes:
    """Return a photograph of a page."""
    return saved(page(), "JPEG", **options)


def located_jpeg() -> bytes:
    """Return a photograph whose EXIF says where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "KAMERA-RAHASIA"
    exif.get_ifd(0x8825).update({1: "S", 2: (2.0, 7.0, 0.0), 3: "E", 4: (106.0, 6.0, 0.0)})
    return jpeg(exif=exif)


def blurred() -> bytes:
    """Return a photograph of a page taken with a shaking hand."""
    return saved(page().filter(ImageFilter.GaussianBlur(24)), "JPEG")


def pixel_bomb(width: int = 40_000, height: int = 40_000) -> bytes:
    """Return a small PNG that unpacks to gigabytes: all zero, packed a thousandfold."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(pages: int = 1, **save: object) -> bytes:
    """Return a PDF of blank pages."""
    return _written(_blank(pages), **save)


def _blank(pages: int) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    return made


def _written(made: pikepdf.Pdf, **save: object) -> bytes:
    out = BytesIO()
    made.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def acting_pdf() -> bytes:
    """Return a PDF that runs a script, launches a program, has a form, carries a file and acting notes."""
    made = _blank(1)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('JAHAT')"))
    made.Root.OpenAction = script
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=String("JAHAT"))
    made.attachments["JAHAT.exe"] = b"MZ JAHAT"
    launch = Dictionary(S=Name.Launch, F=String("JAHAT.exe"))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 1, 1]), A=script, AA=Dictionary(O=launch)
    )
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), A=launch)
    made.pages[0].obj["/Annots"] = Array([made.make_indirect(note), link])
    made.pages[0].obj["/AA"] = Dictionary(O=made.make_indirect(script))
    made.docinfo["/Author"] = "PENULIS-RAHASIA"
    return _written(made)


def locked_pdf(user: str) -> bytes:
    """Return an encrypted PDF; with an empty user password it opens but is still encrypted."""
    return pdf(encryption=pikepdf.Encryption(owner="pemilik", user=user))


def stream_bomb_pdf(unpacked: int = 900_000_000) -> bytes:
    """Return a PDF whose page unpacks to hundreds of megabytes."""
    made = _blank(1)
    packer = zlib.compressobj(9)
    packed = (
        b"".join(packer.compress(b"\0" * 10_000_000) for _ in range(unpacked // 10_000_000)) + packer.flush()
    )
    stream = pikepdf.Stream(made, b"")
    stream.write(packed, filter=Name.FlateDecode)
    made.pages[0].obj["/Contents"] = made.make_indirect(stream)
    return _written(made)


def object_bomb_pdf() -> bytes:
    """Return a PDF whose object stream, unpacked on opening, is a bomb."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(30)) + packer.flush()
    head = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    return b"%PDF-1.7\n" + head + packed + b"\nendstream\nendobj\ntrailer<</Root 2 0 R>>\n%%EOF\n"


def pixel_bomb_pdf() -> bytes:
    """Return a PDF with a picture that says it is 100,000 by 100,000 pixels."""
    made = _blank(1)
    picture = pikepdf.Stream(made, b"\0")
    picture.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 100_000, "/Height": 100_000})
    made.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=made.make_indirect(picture)))
    return _written(made)


def zip_bomb() -> bytes:
    """Return a zip archive that unpacks to fifty megabytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("nol", b"\0" * 50_000_000)
    return out.getvalue()


def gif() -> bytes:
    """Return a GIF, which is not accepted."""
    return saved(page().convert("P"), "GIF")


def gif_and_pdf() -> bytes:
    """Return a file that is a GIF at its start and a PDF for readers that look further."""
    return gif()[:20] + b"\n" + pdf() + gif()[20:]


def jpeg_and_pdf() -> bytes:
    """Return a JPEG whose comment is a PDF."""
    whole, hidden = jpeg(), pdf()
    return whole[:2] + b"\xff\xfe" + struct.pack(">H", len(hidden) + 2) + hidden + whole[2:]


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
EXECUTABLE = b"MZ" + b"\0" * 2000
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
XML_BOMB = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&d;&d;</a>'
