"""A form with every kind of question, and ways to damage its text."""

from datetime import date

from balai.kernel.forms import Form, load
from balai.kernel.problem import Problem, Refused

TEXT = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Laporan", "type": "object", "required": ["pelapor", "anak", "ibu", "usaha"],
  "pages": [
    { "id": "siapa", "fields": ["pelapor.hubungan"] },
    { "id": "anak", "fields": ["anak.nama", "anak.lahir", "anak.pukul"] },
    { "id": "jenis", "fields": ["anak.jenis", "anak.urutan", "anak.berat"] },
    { "id": "orang_tua", "fields": ["ibu", "ayah_dicatat", "ayah"] },
    { "id": "usaha", "fields": ["usaha.kbli", "usaha.modal", "usaha.hari"] },
    { "id": "wali", "fields": ["wali"] },
    { "id": "janji", "fields": ["usaha.setuju"], "when": "risiko = \\"rendah\\"" },
    { "id": "surat", "fields": ["surat.lahir", "surat.pernyataan", "surat.foto", "surat.paraf"] }
  ],
  "properties": {
    "pelapor": {
      "title": "Pelapor", "type": "object", "subject": "applicant", "required": ["hubungan"],
      "properties": {
        "nik": { "title": "NIK", "$ref": "#/$defs/nik", "element": "person.nik" },
        "hubungan": { "title": "Apa hubungan Anda dengan anak?",
                      "oneOf": [ { "const": "ibu", "title": "Ibu" }, { "const": "ayah", "title": "Ayah" } ] }
      }
    },
    "anak": {
      "title": "Anak", "type": "object", "subject": "new person", "required": ["nama", "lahir", "jenis"],
      "properties": {
        "nama": { "title": "Nama lengkap anak", "type": "string", "minLength": 3, "maxLength": 20,
                  "pattern": "^[A-Za-z']+( [A-Za-z']+)+$", "basis": "UU 1; UU 2" },
        "lahir": { "title": "Tanggal lahir", "type": "string", "format": "date",
                   "check": "form.anak.lahir <= case.today" },
        "pukul": { "title": "Pukul", "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
        "jenis": { "title": "Jenis kelahiran", "enum": ["tunggal", "kembar"] },
        "urutan": { "title": "Lahir ke berapa?", "type": "integer", "minimum": 1, "maximum": 4,
                    "when": "form.anak.jenis = \\"kembar\\"" },
        "berat": { "title": "Berat", "type": "number", "minimum": 0.3, "maximum": 8, "unit": "kg" }
      }
    },
    "ibu": { "title": "Ibu", "$ref": "#/$defs/orang", "subject": "person", "lookup": "family" },
    "ayah_dicatat": { "title": "Apakah ayah ikut dicatat?", "type": "boolean", "default": true },
    "ayah": { "title": "Ayah", "$ref": "#/$defs/orang", "subject": "person",
              "when": "form.ayah_dicatat" },
    "wali": { "title": "Wali", "$ref": "#/$defs/orang", "subject": "person" },
    "usaha": {
      "title": "Usaha", "type": "object", "required": ["kbli", "modal"],
      "properties": {
        "kbli": { "title": "Kegiatan usaha", "type": "string", "list": "kbli" },
        "modal": { "title": "Modal", "type": "integer", "format": "rupiah", "minimum": 0,
                   "maximum": 10000000000 },
        "hari": { "title": "Hari buka", "type": "array", "minItems": 1, "maxItems": 2,
                  "items": { "oneOf": [ { "const": "1", "title": "Senin" },
                                        { "const": "2", "title": "Selasa" },
                                        { "const": "3", "title": "Rabu" } ] } },
        "setuju": { "title": "Usaha saya memenuhi standar", "const": true }
      }
    },
    "surat": {
      "title": "Surat", "type": "object",
      "properties": {
        "lahir": { "title": "Surat lahir", "$ref": "#/$defs/file", "optional": true },
        "pernyataan": { "title": "Pernyataan", "$ref": "#/$defs/file", "when": "form.surat.lahir = null",
                        "optional": true },
        "foto": { "title": "Foto", "type": "array", "minItems": 2, "maxItems": 3,
                  "items": { "$ref": "#/$defs/file" } },
        "paraf": { "title": "Tanda tangan pemilik", "type": "string", "format": "signature" }
      }
    }
  },
  "$defs": {
    "nik": { "type": "string", "format": "nik", "pattern": "^[0-9]{16}$" },
    "file": { "type": "string", "format": "document" },
    "orang": {
      "type": "object", "required": ["nik", "nama"], "additionalProperties": false,
      "properties": {
        "nik": { "title": "NIK", "$ref": "#/$defs/nik", "element": "person.nik" },
        "nama": { "title": "Nama", "type": "string", "element": "person.name" }
      }
    },
    "periksa": {
      "title": "Pemeriksaan", "type": "object", "required": ["asli"],
      "properties": {
        "asli": { "title": "Dari dokumen asli?", "type": "boolean" },
        "sebab": { "title": "Sebab", "type": "string", "when": "task.periksa.asli = false" }
      }
    }
  }
}
"""

FACTS = {"case": {"today": date(2026, 7, 13)}, "risiko": "tinggi"}
LISTS = {"kbli": {"47111": "Minimarket", "56101": "Restoran"}}
FORM = load(TEXT.encode(), "form.json")


def answers() -> dict:
    """Sound and complete answers."""
    return {
        "pelapor": {"hubungan": "ibu"},
        "anak": {
            "nama": "Bintang Contoh",
            "lahir": "2026-07-01",
            "pukul": "05:40",
            "jenis": "tunggal",
            "berat": "3.1",
        },
        "ibu": {"nik": "1971015505950003", "nama": "Ani Contoh"},
        "ayah_dicatat": True,
        "ayah": {"nik": "1971010203930004", "nama": "Dedi Contoh"},
        "usaha": {"kbli": "47111", "modal": 50_000_000, "hari": ["1", "3"]},
        "surat": {"lahir": "a.pdf", "foto": ["b.jpg", "c.jpg"]},
    }


def with_answer(path: str, value: object) -> dict:
    """Sound answers but for one."""
    found = answers()
    group, _, name = path.rpartition(".")
    holder = found.setdefault(group, {}) if group else found
    holder[name] = value
    return found


def damaged(old: str, new: str) -> tuple[int, list[Problem]]:
    """Replace one piece of the text; return the line of it and the problems that loading then names."""
    assert TEXT.count(old) == 1, f"{old!r} stands {TEXT.count(old)} times"
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    try:
        load(TEXT.replace(old, new).encode(), "form.json")
    except Refused as refused:
        return line, list(refused.problems)
    return line, []


def accepted(old: str, new: str) -> Form:
    """Replace one piece of the text and load it."""
    assert TEXT.count(old) == 1
    return load(TEXT.replace(old, new).encode(), "form.json")
