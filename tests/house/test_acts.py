"""Every act is one transaction with its entry in the proof log (ADR 0002)."""

import ast
from textwrap import dedent

from tests.house.acts import Found, Reader, Scope, examine
from tests.house.source import ROOT, Function, Module, functions, modules

# A write of which the proof log does not hear: the function, and why that is right.
SILENT = {
    "balai.lib.limits.attempts.attempt": "counts attempts; no evidence",
    "balai.lib.jobs.queue.claim": "who works on a job; the act that the job does records itself",
    "balai.lib.jobs.queue._give_up": "calls what the job's kind registered, which records itself",
    "balai.lib.jobs.chores.delete": "deletes rows that are no evidence",
    "balai.ledger.actions.destroy_key": "writes its two entries itself; this is the log",
    "balai.ledger.actions.sequence": "gives entries their place in the tree; this is the log itself",
    "balai.cases.numbers.next_case_number": "takes a block of numbers; the act that uses one commits to it",
    "balai.cases.drafts.start": "a draft is the applicant's own paper until it is handed in",
    "balai.cases.retiring.discard": "as drafts.start",
    "balai.cases.drafts._kept": "as drafts.start",
    "balai.catalog.estimating.estimate_next": "figures computed from a version's own bytes; no evidence",
    "balai.people.frame._write_in": "the language that somebody reads; no evidence",
}
# A write outside `writing()`: the function, and why that is right.
OUTSIDE = {
    "balai.notices.actions.mark_read": "one statement; read or not is no evidence",
    "balai.cases.replies.Repeatable.keep": "part of the caller's act, whose answer it keeps",
    "balai.cases.incidents.open_incident": "called by the queue inside its own write",
    "balai.lib.jobs.queue.run": "one statement: the lease of a job",
    "balai.lib.jobs.queue._put_off": "one statement: the lease of a job",
}


def test_every_write_tells_the_proof_log() -> None:
    silent = _found("silent")
    unknown = {name: place for name, place in silent.items() if name not in SILENT}
    assert not unknown, (
        f"ledger.record(...) inside this `with writing():`, or say in SILENT why not: {unknown}"
    )
    assert not set(SILENT) - set(silent), f"no longer needed: {set(SILENT) - set(silent)}"


def test_nothing_is_written_outside_a_transaction_for_writing() -> None:
    outside = _found("outside")
    unknown = {name: place for name, place in outside.items() if name not in OUTSIDE}
    assert not unknown, f"put this under `with writing():`, or say in OUTSIDE why not: {unknown}"
    assert not set(OUTSIDE) - set(outside), f"no longer needed: {set(OUTSIDE) - set(outside)}"


def test_doors_and_reads_write_nothing_themselves() -> None:
    places = [
        found
        for name, module in modules().items()
        if {"web", "api", "selectors", "inputs", "rules", "types"} & set(name.split(".")[2:])
        for function in functions(module.tree)
        for found in Reader(Scope(module), function, name).own_writes(function)
    ]
    assert not places, f"move this write into an action: {places}"


def test_an_act_without_its_entry_would_be_noticed() -> None:
    found = _read("""
        def act(person):
            with writing():
                person.save()
        """)
    assert found.silent
    assert not found.outside


def test_a_write_beside_the_transaction_would_be_noticed() -> None:
    found = _read("""
        from balai.ledger.actions import record
        def act(person):
            Note.objects.create(text="x")
            with writing():
                record(action="a.b")
        """)
    assert found.records
    assert found.outside
    assert not found.silent


def _read(text: str) -> Found:
    tree = ast.parse(dedent(text))
    function = next(node for node in tree.body if isinstance(node, Function))
    return Reader(Scope(Module("sample", ROOT / "sample.py", tree)), function, "sample.act").read(
        function, inside=False
    )


def _found(kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, module in modules().items():
        if not name.startswith(("balai.kernel", "balai.lib")):
            for full in _public(name, module):
                found.update(getattr(examine(full), kind))
    return found


def _public(name: str, module: Module) -> list[str]:
    """Return the functions, and methods of classes, that others may call; models are called inside acts."""
    names = []
    for node in module.tree.body:
        if isinstance(node, Function) and not node.name.startswith("_"):
            names.append(f"{name}.{node.name}")
        elif isinstance(node, ast.ClassDef) and not name.endswith((".models", ".act")):
            names += [f"{name}.{node.name}.{item.name}" for item in node.body if isinstance(item, Function)]
    return names
