"""The papers that the demo's people upload: one page each, plainly an example."""

from functools import cache

import typst

_SHEET = """
#set page(paper: "a5", margin: 18mm)
#set text(lang: "id", size: 11pt)
#align(center)[#text(size: 17pt, weight: "bold")[#sys.inputs.title] \\ #v(2mm) #text(fill: gray)[CONTOH, bukan dokumen resmi]]
#v(8mm)
#for row in ("Nama", "Tempat dan tanggal", "Diterangkan oleh", "Nomor surat") [
  #row: #h(1fr) #line(length: 60%, stroke: 0.4pt) \\ #v(3mm)
]
#v(1fr)
#align(right)[Pangkalpinang \\ #v(14mm) (tanda tangan contoh)]
"""


@cache
def sheet(title: str) -> bytes:
    """Return a one-page PDF with this title, made once per process."""
    made = typst.compile(_SHEET.encode(), format="pdf", sys_inputs={"title": title})
    if not isinstance(made, bytes):
        raise TypeError("one page was expected")
    return made
