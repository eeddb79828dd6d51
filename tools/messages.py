"""Collect the texts of the screen, merge them into the translations, compile those, and say what is missing.

    python -m tools.messages extract    write every text into each django.po; what is translated stays
    python -m tools.messages compile    django.po -> django.mo (not committed; made at set-up)
    python -m tools.messages check      exit 1 and list what has no translation, or a .po that lacks a text

The text itself, in Indonesian, is the msgid, so Indonesian needs no file. GNU gettext is not needed.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "balai"
LOCALES = SOURCE / "site" / "locale"
SINGULAR = {"gettext", "gettext_lazy", "gettext_noop", "_"}
PLURAL = {"ngettext", "ngettext_lazy"}
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nMIME-Version: 1.0\n"
    "Language: {language}\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)


@dataclass
class Message:
    """One text: its plural form if it has one, where it stands, and its translations."""

    msgid: str
    plural: str = ""
    places: set[str] = field(default_factory=set)
    translated: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every form is translated."""
        return len(self.translated) == (2 if self.plural else 1) and all(self.translated)


def extract(source: Path = SOURCE) -> dict[str, Message]:
    """Return every text of the Python files and templates below `source`."""
    found: dict[str, Message] = {}
    for path in sorted([*source.rglob("*.py"), *source.rglob("*.html"), *source.rglob("*.txt")]):
        text = path.read_text(encoding="utf-8")
        for msgid, plural in _of_python(text) if path.suffix == ".py" else _of_template(text, str(path)):
            message = found.setdefault(msgid, Message(msgid))
            message.plural = message.plural or plural
            message.places.add(path.relative_to(source).as_posix())
    return found


def _of_python(text: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said = [text for argument in node.args for text in _texts(argument)]
            if name in SINGULAR and said:
                yield said[0], ""
            elif name in PLURAL and len(said) > 1:
                yield said[0], said[1]


def _texts(node: ast.expr) -> list[str]:
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _of_template(text: str, path: str) -> Iterator[tuple[str, str]]:
    """Django turns a template into calls with literal texts between fillers; only the calls are read."""
    literal = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
    calls = rf"(?<!\w)(?:gettext|ngettext|_)\(\s*{literal}(?:\s*,\s*{literal})?"
    for match in re.finditer(calls, templatize(text, origin=path)):
        yield ast.literal_eval(match[1]), ast.literal_eval(match[2]) if match[2] else ""


def read_po(path: Path) -> dict[str, Message]:
    """Read the translations of a .po file that `write_po` wrote, or a person edited."""
    messages: dict[str, Message] = {}
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")) if path.exists() else []:
        parts = {key: _unquoted(value) for key, value in _entries(block)}
        forms = [parts[key] for key in ("msgstr", "msgstr[0]", "msgstr[1]") if key in parts]
        if parts.get("msgid"):
            messages[parts["msgid"]] = Message(parts["msgid"], parts.get("msgid_plural", ""), set(), forms)
    return messages


def _entries(block: str) -> Iterator[tuple[str, str]]:
    lines = "\n".join(line for line in block.splitlines() if not line.startswith("#"))
    for match in re.finditer(r'^(msg\w+(?:\[\d\])?)((?:\s*"(?:[^"\\]|\\.)*")+)', lines, re.MULTILINE):
        yield match[1], match[2]


def _unquoted(value: str) -> str:
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', value))


def write_po(path: Path, language: str, messages: dict[str, Message]) -> None:
    """Write a .po file, sorted, with the files each text stands in."""
    blocks = [_block(Message("", translated=[HEADER.format(language=language)]))]
    blocks += [_block(messages[msgid]) for msgid in sorted(messages)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(blocks), encoding="utf-8")


def _block(message: Message) -> str:
    lines = [f"#: {place}" for place in sorted(message.places)] + [f"msgid {_quoted(message.msgid)}"]
    forms = [*message.translated, "", ""]
    if message.plural:
        lines += [f"msgid_plural {_quoted(message.plural)}"]
        lines += [f"msgstr[{n}] {_quoted(forms[n])}" for n in (0, 1)]
    else:
        lines.append(f"msgstr {_quoted(forms[0])}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    lines = escaped.split("\n")
    whole = [line + "\\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] or len(lines) == 1 else [])
    return '"' + '"\n"'.join(whole if len(whole) == 1 else ["", *whole]) + '"'


def compile_po(po: Path) -> Path:
    """Write the .mo file beside a .po file: GNU's format, little-endian, without a hash table."""
    pairs = {b"": HEADER.format(language=po.parents[1].name).encode()}
    for message in read_po(po).values():
        if message.complete:
            key = "\0".join(filter(None, (message.msgid, message.plural)))
            pairs[key.encode()] = "\0".join(message.translated).encode()
    keys = sorted(pairs)
    originals, translations = _table(keys), _table([pairs[key] for key in keys])
    start = 28
    texts = start + 16 * len(keys)
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), start, start + 8 * len(keys), 0, texts)
    shifted = len(originals[1])
    body = _index(originals[0], texts) + _index(translations[0], texts + shifted)
    mo = po.with_suffix(".mo")
    mo.write_bytes(head + body + originals[1] + translations[1])
    return mo


def _table(texts: list[bytes]) -> tuple[list[tuple[int, int]], bytes]:
    """Return (length, offset) of each text, and all of them ended by zero bytes."""
    places, data = [], b""
    for text in texts:
        places.append((len(text), len(data)))
        data += text + b"\0"
    return places, data


def _index(places: list[tuple[int, int]], base: int) -> bytes:
    return b"".join(struct.pack("<2I", length, base + offset) for length, offset in places)


def merged(po: Path) -> dict[str, Message]:
    """Return every text of the source with the translation that the .po file has for it."""
    kept = read_po(po)
    messages = extract()
    for msgid, message in messages.items():
        message.translated = kept[msgid].translated if msgid in kept else []
    return messages


def main(command: str) -> int:
    """Run a command; return the exit status."""
    if not settings.configured:
        settings.configure()
    files = sorted(LOCALES.glob("*/LC_MESSAGES/django.po"))
    missing = 0
    for po in files:
        if command == "compile":
            compile_po(po)
            continue
        messages = merged(po)
        if command == "extract":
            write_po(po, po.parents[1].name, messages)
        lacking = [message for message in messages.values() if not message.complete]
        missing += len(lacking)
        for message in lacking:
            sys.stdout.write(f"{po.parents[1].name}: {min(message.places)}: {message.msgid!r}\n")
    sys.stdout.write(f"{missing} without translation\n" if command != "compile" else "")
    return 1 if command == "check" and missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) if sys.argv[1:] in (["extract"], ["compile"], ["check"]) else __doc__)
