"""Hold what was acknowledged against what is stored; run as `python -m tests.crash.judge JOURNAL`.

First it waits until the worker, which runs beside it, has nothing left to do. Prints one JSON object: figures and
`wrong`, a list of sentences that is empty when nothing was lost and nothing was doubled.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.config.settings")
PATIENCE = 60.0


def judge(journal: Path) -> dict[str, Any]:
    """Return the figures and everything that is wrong."""
    from balai.cases.models import Case, Event
    from balai.ledger.verify import verify

    acknowledged = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    wrong = [f"not done after {PATIENCE:.0f} s: {left}" for left in [_wait()] if left]
    report = verify()
    wrong += [str(finding) for finding in report.findings]
    wrong += [*_acknowledged(acknowledged), *_once(), *_entries(), *_gone_on(), *_replayed()]
    return {
        "acknowledgements": len(acknowledged),
        "cases": Case.objects.exclude(status="draft").count(),
        "events": Event.objects.count(),
        "entries": report.size,
        "wrong": wrong,
    }


def _wait() -> dict[str, int]:
    """Wait until nothing is due; return what is left when that does not come."""
    until = time.monotonic() + PATIENCE
    while (left := _left()) and time.monotonic() < until:
        time.sleep(0.2)
    return left


def _left() -> dict[str, int]:
    from balai.ledger.models import Entry
    from balai.lib.jobs.models import Job

    left = {
        "jobs": Job.objects.filter(done_at=None, failed_at=None).count(),
        "entries": Entry.objects.filter(pending=True).count(),
    }
    return {name: count for name, count in left.items() if count}


def _acknowledged(lines: list[dict[str, Any]]) -> Iterator[str]:
    """Every acknowledged number is a case, and one key always had one number."""
    from balai.cases.models import Case

    stored = Counter(Case.objects.exclude(number=None).values_list("number", flat=True))
    numbers: dict[str, set[str]] = {}
    for line in lines:
        numbers.setdefault(line["key"], set()).add(line["number"])
    for key, given in numbers.items():
        if len(given) != 1:
            yield f"key {key} was answered with {sorted(given)}"
        yield from (
            f"case {number} was acknowledged and is {stored[number]} times there"
            for number in given
            if stored[number] != 1
        )
    doubled = [
        number for number, keys in Counter(n for given in numbers.values() for n in given).items() if keys > 1
    ]
    yield from (f"case {number} was acknowledged for two keys" for number in doubled)


def _once() -> Iterator[str]:
    """Every case has one key, every key one case: what was replied to a key was stored with its case."""
    from balai.cases.models import ApiReply, Case

    replies = ApiReply.objects.filter(action__startswith="file:", status=201).values_list("reply", flat=True)
    replied = Counter(reply["ref"] for reply in replies)
    stored = {str(ref) for ref in Case.objects.exclude(status="draft").values_list("ref", flat=True)}
    yield from (f"case {ref} has {count} keys" for ref, count in replied.items() if count > 1)
    yield from (f"case {ref} has no key" for ref in stored - set(replied))
    yield from (f"case {ref} was replied and is not there" for ref in set(replied) - stored)


def _entries() -> Iterator[str]:
    """Every case has its entry, and every entry its case."""
    from balai.cases.models import Case
    from balai.ledger.models import Entry

    cases = {f"case:{ref}" for ref in Case.objects.exclude(status="draft").values_list("ref", flat=True)}
    subjects = set(Entry.objects.filter(subject__startswith="case:").values_list("subject", flat=True))
    yield from (f"{subject} has no entry" for subject in cases - subjects)
    yield from (f"the entry of {subject} has no case" for subject in subjects - cases)


def _gone_on() -> Iterator[str]:
    """Every case waits for somebody, or has ended; what ended with a document has exactly one; nobody was asked to mend."""
    from balai.cases.models import Case, Incident
    from balai.documents.models import IssuedDocument
    from balai.lib.jobs.models import Job

    documents = Counter(IssuedDocument.objects.values_list("case_ref", flat=True))
    for case in Case.objects.exclude(status="draft").prefetch_related("tasks"):
        if case.status == "open" and not any(task.status == "open" for task in case.tasks.all()):
            yield f"case {case} stands still at {case.stage}"
        if documents[case.pk] != (case.status == "granted"):
            yield f"case {case} is {case.status} and has {documents[case.pk]} documents"
    yield from (f"incident {incident.pk}: {incident.error}" for incident in Incident.objects.all())
    yield from (f"job {job.pk} failed: {job.error}" for job in Job.objects.exclude(failed_at=None))


def _replayed() -> Iterator[str]:
    from balai.cases.models import Case
    from balai.cases.replay import replay

    for case in Case.objects.exclude(status="draft").iterator(chunk_size=200):
        verdict = replay(case)
        if verdict.result != "equal":
            yield f"replay of {case}: {verdict}"


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(judge(Path(sys.argv[1]))))  # noqa: T201 - the answer to the caller
