"""The words in which a difference is told, in both languages: sections, parts of a folder, aspects, values, sentences."""

from collections.abc import Mapping

Words = Mapping[str, Mapping[str, str]]

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "questions": ("page", "group", "question", "choice", "list", "list row"),
    "rules": ("rule", "row"),
    "steps": ("lane", "step", "gateway", "branch", "duty of step", "outcome", "reason", "duty"),
    "deadlines": ("case", "deadline", "timer", "span", "retention"),
    "fees": ("fee",),
    "citations": ("citations",),
    "letters": ("letter", "text"),
    "others": (
        "service",
        "standard",
        "certificate",
        "template",
        "elements",
        "registers",
        "positions",
        "file",
    ),
    "examples": ("example",),
}
BASES = frozenset({"basis", "silence_basis", "ask_anyway"})
"""Aspects that name articles: whatever part they belong to, they are told under citations."""

HEADINGS: Words = {
    "id": {
        "questions": "Pertanyaan", "rules": "Aturan", "steps": "Langkah", "deadlines": "Batas waktu", "fees": "Biaya",
        "citations": "Dasar hukum", "letters": "Surat dan teks", "others": "Lainnya", "examples": "Contoh",
    },
    "en": {
        "questions": "Questions", "rules": "Rules", "steps": "Steps", "deadlines": "Deadlines", "fees": "Fees",
        "citations": "Citations", "letters": "Letters and texts", "others": "Others", "examples": "Examples",
    },
}  # fmt: skip

PARTS: Words = {
    "id": {
        "page": "halaman", "group": "kelompok", "question": "pertanyaan", "choice": "pilihan", "list": "daftar",
        "list row": "baris daftar", "rule": "aturan", "row": "baris aturan", "lane": "lajur", "step": "langkah",
        "gateway": "percabangan", "branch": "cabang", "duty of step": "langkah", "outcome": "tombol", "reason": "alasan",
        "duty": "pemisahan tugas",
        "case": "batas waktu layanan", "deadline": "batas waktu", "timer": "pengingat waktu", "span": "hitungan hari",
        "retention": "masa simpan", "fee": "biaya", "citations": "pasal", "letter": "surat", "text": "teks",
        "service": "layanan", "standard": "standar pelayanan", "certificate": "dokumen", "template": "rupa dokumen",
        "elements": "unsur data", "registers": "register", "positions": "jabatan", "file": "berkas", "example": "contoh",
    },
    "en": {
        "page": "page", "group": "group", "question": "question", "choice": "choice", "list": "list",
        "list row": "row of a list", "rule": "rule", "row": "row of a rule", "lane": "lane", "step": "step",
        "gateway": "gateway", "branch": "branch", "duty of step": "step", "outcome": "button", "reason": "reason",
        "duty": "separation of duties",
        "case": "deadline of the service", "deadline": "deadline", "timer": "timer", "span": "count of days",
        "retention": "retention", "fee": "fee", "citations": "article", "letter": "letter", "text": "text",
        "service": "service", "standard": "standard of service", "certificate": "document", "template": "look of a document",
        "elements": "data element", "registers": "register", "positions": "post", "file": "file", "example": "example",
    },
}  # fmt: skip

ASPECTS: Words = {
    "id": {
        "title": "sebutan", "required": "wajib diisi", "when": "ditanyakan bila", "check": "syarat isian", "page": "halaman",
        "help": "bantuan", "agreed": "harus disetujui", "basis": "dasar hukum", "silence_basis": "dasar hukum bila diam",
        "ask_anyway": "dasar bertanya walau sudah diketahui", "kind": "jenis", "default": "isian awal", "element": "unsur data",
        "unit": "satuan", "list": "daftar", "pattern": "pola", "minimum": "paling kecil", "maximum": "paling besar",
        "min_length": "paling pendek", "max_length": "paling panjang", "min_items": "paling sedikit",
        "max_items": "paling banyak", "subject": "perihal", "lookup": "pencarian", "who": "siapa", "agency": "instansi",
        "trigger": "pemicu", "lane": "lajur", "interrupts": "menghentikan langkah", "loop": "berulang", "message": "pesan",
        "error": "kesalahan", "signal": "sinyal", "escalation": "eskalasi", "called": "proses yang dipanggil",
        "attached_to": "menempel pada", "condition": "syarat", "act": "wewenang", "correct": "isian yang diperbaiki",
        "clock": "jam layanan", "call": "operasi", "arguments": "masukan operasi", "place": "tempat", "result": "hasil",
        "outcome": "hasil menurut hukum", "picks": "menandai", "limit": "lamanya", "silence": "bila diam",
        "silence_to": "bila diam, kepada", "warn": "peringatan", "from": "sejak", "to": "sampai", "draft": "draf",
        "active": "aktif", "inactive": "inaktif", "then": "sesudahnya", "amount": "besarnya", "body": "isi", "text": "bunyi",
        "labels": "sebutan kolom", "question": "pertanyaan", "number": "nomor", "restarts": "nomor mulai lagi",
        "taken_at": "nomor diambil pada", "public": "terbuka untuk umum", "content": "isi", "office": "instansi",
        "search": "kata pencarian", "life_event": "peristiwa hidup", "notice": "maklumat", "represented": "boleh diwakilkan",
        "again": "dipakai lagi", "survey": "survei", "next": "sesudahnya", "after": "letaknya sesudah",
        "status": "keadaan", "in_force": "berlaku sejak", "until": "berlaku sampai", "says": "bunyi",
    },
    "en": {
        "title": "name", "required": "required", "when": "asked when", "check": "condition of answers", "page": "page",
        "help": "help", "agreed": "must be agreed to", "basis": "citations", "silence_basis": "citations of silence",
        "ask_anyway": "article for asking what is held", "kind": "kind", "default": "default", "element": "data element",
        "unit": "unit", "list": "list", "pattern": "pattern", "minimum": "least", "maximum": "greatest",
        "min_length": "shortest", "max_length": "longest", "min_items": "fewest", "max_items": "most", "subject": "subject",
        "lookup": "look-up", "who": "who", "agency": "agency", "trigger": "trigger", "lane": "lane",
        "interrupts": "interrupts", "loop": "repeats", "message": "message", "error": "error", "signal": "signal",
        "escalation": "escalation", "called": "process that is called", "attached_to": "attached to",
        "condition": "condition", "act": "mandate", "correct": "fields to correct", "clock": "clock", "call": "operation",
        "arguments": "arguments", "place": "place", "result": "result", "outcome": "outcome by law", "picks": "picks",
        "limit": "limit", "silence": "silence", "silence_to": "silence goes to", "warn": "warning", "from": "from",
        "to": "to", "draft": "draft", "active": "active", "inactive": "inactive", "then": "then", "amount": "amount",
        "body": "body", "text": "text", "labels": "labels of columns", "question": "question", "number": "number",
        "restarts": "number restarts", "taken_at": "number taken at", "public": "open to the public", "content": "content",
        "office": "agency", "search": "search words", "life_event": "life event", "notice": "notice",
        "represented": "by proxy", "again": "kept again", "survey": "survey", "next": "what comes next",
        "after": "comes after", "status": "status", "in_force": "in force from", "until": "in force until", "says": "says",
    },
}  # fmt: skip

VALUES: Words = {
    "id": {"yes": "ya", "no": "tidak", "": "(tidak ada)"},
    "en": {"yes": "yes", "no": "no", "": "(none)"},
}

UNITS: Words = {
    "id": {"hour": "jam", "working day": "hari kerja", "day": "hari", "month": "bulan", "year": "tahun"},
    "en": {},
}

SAYS: Words = {
    "id": {
        "none": "Kedua versi sama.", "added": "{Part} baru: {name}", "removed": "{Part} dihapus: {name}",
        "changed": "{Part} {name}: {aspect} dari {was} menjadi {now}", "moved": "{Part} {name} pindah tempat",
        "moved after": "{Part} {name} pindah: semula sesudah {was}, kini sesudah {now}",
        "content": "{Part} {name}: isinya berubah, tanpa yang disebut di atas",
        "rule": "Aturan {name}: semula {was}, kini {now}, misalnya bila {facts}",
        "alike": "Aturan {name} ditulis lain; jawabannya tetap sama untuk semua isian",
        "tried": "Aturan {name} ditulis lain; tidak terbukti sama: {tried} gabungan isian dicoba, semuanya sama",
        "sampled": " (dicoba, tidak dibuktikan)", "no answer": "tanpa jawaban", "and": " dan ", "is": "{name} = {value}",
        "always": "apa pun isiannya", "people": "Siapa yang terkena ({count} contoh dibandingkan)",
        "gains": "Untung", "loses": "Rugi", "differs": "Berubah", "fate": "{effect}: {parts} – contoh {names}",
        "result": "hasil", "end": "akhir", "due_on": "selesai paling lambat", "fee": "biaya", "open": "menunggu di",
        "stopped": "terhenti di", "refused": "isian yang ditolak", "from to": "{key} dari {was} menjadi {now}",
        "nobody": "Tidak satu pun contoh berakhir lain ({count} contoh dibandingkan).",
    },
    "en": {
        "none": "Both versions are the same.", "added": "New {part}: {name}", "removed": "{Part} removed: {name}",
        "changed": "{Part} {name}: {aspect} from {was} to {now}", "moved": "{Part} {name} stands elsewhere",
        "moved after": "{Part} {name} moved: it came after {was}, now after {now}",
        "content": "{Part} {name}: its content changed, in nothing that is named above",
        "rule": "Rule {name}: it was {was}, now it is {now}, as when {facts}",
        "alike": "Rule {name} is written otherwise; its answers are the same for all values",
        "tried": "Rule {name} is written otherwise; not proved alike: {tried} combinations of facts were tried, all alike",
        "sampled": " (tried, not proved)", "no answer": "no answer", "and": " and ", "is": "{name} = {value}",
        "always": "whatever is answered", "people": "Who is affected ({count} examples compared)",
        "gains": "Gains", "loses": "Loses", "differs": "Differs", "fate": "{effect}: {parts} – example {names}",
        "result": "result", "end": "end", "due_on": "done by", "fee": "fee", "open": "waits at", "stopped": "stopped at",
        "refused": "answers refused", "from to": "{key} from {was} to {now}",
        "nobody": "No example ends otherwise ({count} examples compared).",
    },
}  # fmt: skip
