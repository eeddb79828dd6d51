"""The JSON Schemas for editors say what the reader reads: every key, its kind, its words, and what must be there."""

import copy
import json
import tomllib
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import PurePath

import jsonschema_rs
import pytest

from balai.config.folder_commands import stops
from balai.config.schema_commands import SCHEMAS
from balai.kernel import check
from balai.kernel.definition.load import read
from balai.kernel.definition.operations import OPERATIONS
from balai.kernel.definition.staffing import read_officials
from balai.kernel.problem import Refused
from balai.kernel.simulation.settings import SHARED, settings
from balai.registers.definition import read as read_register
from balai.registers.definition import together
from balai.registers.rules import nik_series
from tests.house.readings import Noted, Reading, write_down
from tests.house.source import ROOT
from tests.kernel.definition.folders import BIRTH, LICENCE, changed, folder, service, shared

FOLDERS = (BIRTH, LICENCE, "surat-keterangan-domisili")
READ = sorted(SCHEMAS.keys() - {"form"})  # tests/kernel/forms/test_annotations.py holds the one for form.json
STAFF = b'[[person]]\nname = "Sari"\nholds = ["verifikator"]\nacts = "verify"\n'
SIMULATION = b"""
office = { calendar = "wib-5-hari", start = 2026-01-05, opens = 08:00:00, closes = 16:00:00 }
arrivals.per_day = 12.5
act.verify = { minutes = 20 }
position.verifikator = { staff = 2, share = 0.5 }
[task.verifikasi]
minutes = 15
[branch.lengkap]
f_lengkap = 1
[[what_if]]
title = "Satu orang lagi"
staff.verifikator = 1
without = "verifikasi"
parallel = []
"""
PROBES: tuple[object, ...] = (7, 0.5, "keliru", True, [], {})
FITS = {str: {str}, int: {int}, Decimal: {int, float}, bool: {bool}, dict: {dict}, list: {list}}


def name_of(path):
    """Return the name of the schema for a file of a folder or of reference/, None for other files."""
    for name, one in SCHEMAS.items():
        if any(PurePath(path).match(pattern) for pattern in one.written.split(", ")):
            return name
    return None


@cache
def validator(name):
    return jsonschema_rs.Draft202012Validator(json.loads(SCHEMAS[name].text()))


def plain(value):
    """Return a TOML value as editors show it to a schema: dates and times are texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def data_of(content):
    return plain(tomllib.loads(content.decode()))


def written():
    """Return (schema, label, file as the reader names it, data) of every file that is shipped or seeded here."""
    found = [("staff", "staff", "staff.toml", data_of(STAFF))]
    found.append(("simulation", "seeded", "seeded.toml", data_of(SIMULATION)))
    for label, files in [("", shared()), *((name, folder(name)) for name in FOLDERS)]:
        for path, content in sorted(files.items()):
            if path.endswith(".toml") and (name := name_of(path)):
                found.append((name, f"{label}/{path}", path, data_of(content)))
    return found


FILES = written()
STRICT = [one[1] for one in FILES if one[0] != "registers"]  # whose reader refuses what it does not know


@pytest.fixture(scope="module")
def readings():
    """What the reader asked of each file, by the label of `written`."""
    with pytest.MonkeyPatch.context() as patch:
        found: dict[str, Reading] = {}
        asked = write_down(patch)
        for name in FOLDERS:
            for files in (folder(name), changed(folder(name), "service.toml", "amount = 0", 'amount = "=1"')):
                read(files, shared(), name)
            found |= {f"{name}/{path}": one for path, one in asked.items() if "reference/" not in path}
            found |= {f"/{path}": one for path, one in asked.items() if "reference/" in path}
            asked.clear()
        read_officials(STAFF, "staff")
        with pytest.raises(Refused):  # names of the drawing do not matter here
            settings(service(), [(SHARED, shared()[SHARED]), ("seeded", SIMULATION)])
        found["/reference/registers.toml"] = Reading(keys=read_registers())
        return found | {"staff": asked["staff"], "seeded": asked["seeded"], f"/{SHARED}": asked[SHARED]}


def read_registers():
    """Return what is asked of registers.toml; what is no part of it stands in elements.toml, and comes from there."""
    kept, keys = tomllib.loads(shared()["reference/registers.toml"].decode()), set()
    elements = tomllib.loads(shared()["reference/elements.toml"].decode())
    for name, table in together(elements, kept).items():
        noted = Noted(table, keys, (name,))
        read_register(name, noted)
        if "nik" in table:
            nik_series(
                noted["nik"], {"family_card": "1971010101260001", "birth_date": "2026-07-14", "sex": "P"}
            )
    return {path for path in keys if path[1] not in {"title", "owner", "answers"}}


def table_at(data, path):
    """Return the table at a path, None when there is none."""
    for key in path:
        if isinstance(data, list):
            data = data[int(key)] if int(key) < len(data) else None
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else None


def wrong_files(data, reading):
    """Yield (what is wrong, data with it) for everything that the reader refuses in this file."""
    for path in sorted(reading.closed):
        yield from changed_at(data, (*path, "keliru"), "keliru")
    for path in sorted(reading.kinds):
        fits = set().union(*(FITS.get(kind, set()) for kind in reading.kinds[path]))
        for probe in PROBES:
            if type(probe) not in fits or (probe == "keliru" and path in reading.words):
                yield from changed_at(data, path, probe)
    for path in sorted(reading.required):
        if (table := table_at(data, path[:-1])) and path[-1] in table:
            yield from changed_at(data, path, None)
            if reading.kinds[path] == {str}:
                yield from changed_at(data, path, "")


def changed_at(data, path, value):
    """Yield the data with a value in the place of another, without it if None; nothing if there is no such table."""
    if table_at(data, path[:-1]) is None:
        return
    other = copy.deepcopy(data)
    table = table_at(other, path[:-1])
    if value is None:
        del table[path[-1]]
    else:
        table[path[-1]] = value
    yield f"{'.'.join(path)} = {value!r}", other


@pytest.mark.parametrize(("name", "data"), [(one[0], one[3]) for one in FILES], ids=[one[1] for one in FILES])
def test_every_shipped_file_is_right_by_its_schema(name, data):
    assert [f"{one.instance_path}: {one.message}" for one in validator(name).iter_errors(data)] == []


@pytest.mark.parametrize("label", STRICT)
def test_what_the_reader_refuses_the_schema_refuses(label, readings):
    name, _, _, data = next(one for one in FILES if one[1] == label)
    reading = readings[label]
    if "like" in data:
        reading.required -= {
            ("agency",),
            ("calendar",),
            ("submitted",),
            ("expect",),
        }  # the other may bring them
    wrong = dict(wrong_files(data, reading))

    assert len(wrong) > 10
    assert [what for what, other in wrong.items() if validator(name).is_valid(other)] == []


@pytest.mark.parametrize("label", STRICT)
def test_every_word_that_the_reader_knows_the_schema_knows(label, readings):
    name, _, _, data = next(one for one in FILES if one[1] == label)

    for path, words in readings[label].words.items():
        for word in words:
            for what, other in changed_at(data, path, word):
                at = [".".join(map(str, one.instance_path)) for one in validator(name).iter_errors(other)]
                assert ".".join(path) not in at, what


REFUSED = [
    ('due = "30 days"', 'due = "30 hari"'),
    ('due = "30 days"', 'due = "0 days"'),
    ("amount = 0 ", "amount = -1 "),
    ("amount = 0 ", 'amount = "" '),
    ("[task.lengkapi]", "[task.lengkapi-berkas]"),
    ("[span.lapor]", "[span.Lapor]"),
    ("system = true", "system = false"),
    ("system = true", 'position = "verifikator"\nsystem = true'),
    ("bukan_wni = {", "bukan-wni = {"),
    ('"certificate.typ"', '"certificate.pdf"'),
    ("{serial:4}", "{serial:19}"),
    ("{serial:4}", "{serial:4}-{region}"),
    ("{region}", "{wilayah}"),
    ("{date:DDMMYYYY}", "{date:dd}"),
    ('to = "kepala" }', 'to = "" }'),
    ("format = 1", "format = 2"),
    ("silence_basis = ", "silence_bases = "),
    ('silence_to = "kepala"', ""),
    ('who = ["person"]', "who = []"),
    ('"SK standar pelayanan butir waktu"', "[]"),
]
REFUSED_BY_CHECK = [
    ('"SK standar pelayanan butir waktu"', '"SK"'),
    ('["verifikasi", "tanda_tangan"]', '["verifikasi"]'),
    ('call = "register.find"', 'call = "register.ask"'),
    ('register = "akta_kelahiran", ', ""),
    ('certificate = "kutipan", ', ""),
    ('certificate = "kutipan", ', 'certificate = "kutipan", keliru = 1, '),
    ('call = "register.add"\nbasis = "Permendagri 108/2019 pasal 33"', 'call = "register.add"'),
    ('[applicant]\nwho = ["person"]', "[applicant]"),
]
ACCEPTED = [
    ("amount = 0 ", 'amount = "=if true then 0 else 1" '),
    ("amount = 0 ", 'amount = "0" '),
    ('due = "30 days"', 'due = "1 months"'),
    ('who = ["person"]', 'who = "person"'),
    ('search = ["anak lahir", ', 'search = "anak lahir" # '),
    ("system = true", "system = true\napplicant = false"),
    ("{serial:4}", "{serial:04}"),
    ("{region}-", "{region}{date:DD-MM YY}"),
    ('basis = "UU 24/2013 pasal 79A"', 'basis = "UU 24/2013 pasal 79A; UU 1/2022 jenis retribusi"'),
    ('[survey]\ninstrument = "skm" ', "# "),
]


def slip(old, new):
    """Return the files of a service, changed, and whether the schema takes its service.toml."""
    files = changed(folder(), "service.toml", old, new)
    return files, validator("service").is_valid(data_of(files["service.toml"]))


@pytest.mark.parametrize(("old", "new"), REFUSED)
def test_a_slip_that_the_reader_refuses_is_underlined(old, new):
    files, taken = slip(old, new)

    assert "service.toml" in {one.file for one in read(files, shared(), BIRTH)[1]}
    assert not taken


@pytest.mark.parametrize(("old", "new"), REFUSED_BY_CHECK)
def test_what_the_schema_says_beyond_the_reader_check_says_as_well(old, new):
    files, taken = slip(old, new)

    assert any(stops(one) for one in check.check(files, shared(), date(2026, 7, 1), BIRTH))
    assert not taken


@pytest.mark.parametrize(("old", "new"), ACCEPTED)
def test_what_is_unusual_but_right_is_not_underlined(old, new):
    files, taken = slip(old, new)

    assert read(files, shared(), BIRTH)[1] == []
    assert taken


def resolved(schema, node):
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


def inner(schema, node):
    """Yield (key, node) for what a node holds: names, "*" for any name, "[]" for the items of a list."""
    node = resolved(schema, node)
    yield from node.get("properties", {}).items()
    if isinstance(node.get("additionalProperties"), dict):
        yield "*", node["additionalProperties"]
    if node.get("type") == "array":
        yield "[]", node["items"]


def keys_of(schema, node, path=()):
    """Yield every path that a schema names."""
    for key, below in inner(schema, node):
        yield (*path, key)
        yield from keys_of(schema, below, (*path, key))


def in_schema(schema, path):
    """Return a path that was read as the schema writes it; a key that it does not know stays as it is."""
    node, found = schema, []
    for key in path:
        known = dict(inner(schema, node)) if node else {}
        name = key if key in known else "[]" if key.isdigit() and "[]" in known else "*"
        node = known.get(name)
        found.append(name if node else key)
    return tuple(found)


@pytest.mark.parametrize("name", READ)
def test_the_schema_names_just_the_keys_that_the_reader_reads(name, readings):
    schema = json.loads(SCHEMAS[name].text())
    read_keys = {in_schema(schema, path) for one in FILES if one[0] == name for path in readings[one[1]].keys}
    named = {
        path for path in keys_of(schema, schema) if path[-1] not in {"*", "[]"} and "with" not in path[:-1]
    }

    assert {".".join(path) for path in read_keys if path[-1] != "*"} == {".".join(path) for path in named}


@pytest.mark.parametrize("name", READ)
def test_every_key_is_explained(name):
    schema = json.loads(SCHEMAS[name].text())

    def mute(node, path=()):
        for key, below in inner(schema, node):
            if not ("description" in below or "description" in resolved(schema, below) or key in ("*", "[]")):
                yield ".".join((*path, key))
            yield from mute(below, (*path, key))

    assert list(mute(schema)) == []


def test_parts_of_one_name_are_the_same_in_all_schemas():
    parts = {}
    for name in READ:
        for key, part in json.loads(SCHEMAS[name].text()).get("$defs", {}).items():
            parts.setdefault(key, []).append(part)

    assert [key for key, found in parts.items() if any(part != found[0] for part in found)] == []


def test_the_operations_and_their_arguments_are_those_that_can_be_called():
    defs = json.loads(SCHEMAS["service"].text())["$defs"]
    arguments = {one.name for operation in OPERATIONS.values() for one in operation.arguments}
    issue = {one.name for one in OPERATIONS["document.issue"].arguments}
    closed = defs["task"]["allOf"][1]["then"]["properties"]["with"]["propertyNames"]["enum"]

    assert set(defs["task"]["properties"]["call"]["enum"]) == set(OPERATIONS)
    assert set(defs["with"]["properties"]) == arguments
    assert set(closed) == issue
    assert [name for name, one in OPERATIONS.items() if not one.open_arguments] == ["document.issue"]


def test_the_settings_for_editors_name_the_schema_of_each_file():
    rules = tomllib.loads((ROOT / ".taplo.toml").read_text())["rule"]
    named = {
        path: ROOT / rule["schema"]["path"]
        for rule in rules
        for one in rule["include"]
        for path in ROOT.glob(one)
    }
    wanted = {
        path: name
        for part in ("services", "reference")
        for path in (ROOT / part).rglob("*.toml")
        if (name := name_of(path))
    }

    assert len(wanted) > 30
    assert {path: file.read_text() for path, file in named.items()} == {
        path: SCHEMAS[name].text() for path, name in wanted.items()
    }


@pytest.mark.parametrize("name", FOLDERS)
def test_the_first_line_of_a_service_leads_to_its_schema(name):
    file = ROOT / "services" / name / "service.toml"
    mark, path = file.read_text().splitlines()[0].split(" ")

    assert mark == "#:schema"
    assert (file.parent / path).read_text() == SCHEMAS["service"].text()
