"""Whole services around random processes: every task, event and rule of the drawing gets what a folder may say of it.

Traits are drawn per task: nothing, a limit with a warning, or the applicant's turn with the clock stopped.
"""

from functools import cache

from hypothesis import strategies as st

from balai.kernel.definition import load
from balai.kernel.definition.types import Service
from tests.kernel.decisions.drafting import document, table
from tests.kernel.definition.folders import folder, shared
from tests.kernel.process.draw import draw
from tests.kernel.process.grow import PROCESSES, grown

HEAD = """
format = 1
title = "Acak"
agency = "dukcapil"
basis = "UU 1"
[applicant]
who = ["person"]
[fee]
amount = 0
basis = "UU 1"
[clock]
limit = "5 working days"
basis = "UU 1"
silence = "escalate"
silence_to = "petugas"
silence_basis = "UU 1"
[lane.petugas]
position = "verifikator"
[retention]
draft = "30 days"
active = "1 year"
inactive = "1 year"
then = "destroy"
basis = "UU 1"
[standard]
staff = 1
"""
CERTIFICATE = """
[certificate.{name}]
title = "Surat"
template = "certificate.typ"
number = "{name}/{{date:YYYY}}/{{serial:3}}"
serial_restarts = "year"
taken_at = ["{name}"]
public = ["certificate.number"]
basis = "UU 1"
"""
OUTCOME = """
[task.{name}.outcome.selesai]
title = "Selesai"
[task.{name}.outcome.selesai.reason]
kurang = {{ title = "Kurang", basis = "UU 1" }}
"""
STOPPED = 'clock = "stopped"\ndue = "3 days"\nbasis = "UU 1"'
LIMITED = 'due = "2 working days"\nbasis = "UU 1"\nwarn = { before = "1 working day", to = "petugas" }'
TRAITS = st.lists(st.sampled_from(["", LIMITED, STOPPED]), min_size=3, max_size=3)
PLACES = st.integers(0, 5)


@cache
def _rest() -> dict[str, bytes]:
    kept = ("certificate.typ", "form.json", "text/id.toml", "text/en.toml")
    return {path: folder("surat-keterangan-domisili")[path] for path in kept}


def build(process, traits: list[str], starts: int, numbered: int) -> Service:
    """Return the service of a grown process; `starts` and `numbered` pick the clock's start and a certificate's place."""
    words = grown(process)
    named = [line.split()[:2] for line in words.replace(" > ", " ").splitlines() if line.strip()]
    of = {kind: [name for one, name in named if one == kind] for kind, _ in named}
    moments = ["mulai", *of.get("milestone", [])]
    users, calls = of.get("user", []), of.get("call", [])
    parts = [HEAD, f'[event.{moments[starts % len(moments)]}]\nclock = "start"']
    for number, name in enumerate(users):
        parts.append(f"[task.{name}]\n{traits[number % len(traits)]}{OUTCOME.format(name=name)}")
    parts += [f'[task.{name}]\ncall = "register.find"\nwith = {{ register = "penduduk" }}' for name in calls]
    places = [*moments, *users, *calls]
    parts.append(CERTIFICATE.format(name=places[numbered % len(places)]))
    rules = [
        table([((">= 0",), ("1",)), (("-",), ("2",))], policy="FIRST", name=name).replace(
            '<rule id="r', f'<rule id="{name}_r'
        )
        for name in of.get("rule", [])
    ]
    files = {
        "process.bpmn": draw(words),
        "rules.dmn": document(*(rules or [table([(("-",), ("1",))])])),
        "service.toml": "\n".join(parts).encode(),
    }
    return load(files | _rest(), shared(), "acak")


SERVICES = st.builds(build, PROCESSES, TRAITS, PLACES, PLACES)
