"""Tables of cases. `Event` is the only truth; Case, Task, Timer, Deadline and Decision are projections of it."""

import json
from typing import Any

from django.db import models

from balai.kernel import canonical
from balai.lib import ids
from balai.lib.keys import sealing


class Case(models.Model):
    """One run of a service for one applicant. Scenarios: draft (no number, no version, outside the proof log), open,
    paused (the applicant must act), ended (granted, refused, withdrawn).

    `state` is sealed canonical JSON: of a draft its answers (`drafts.py`), of a submitted case the fold's state.
    Personal data: general and specific, inside `state`.
    Retired: a draft is deleted with its key when the retention of its folder has passed since it was last saved (its
    `due_at`); of a case the key is destroyed by two people when its retention ends.
    """

    ref = models.UUIDField(primary_key=True, default=ids.new_ref)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey("catalog.Offer", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    version = models.CharField(max_length=64, default="")
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    acting = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, null=True)  # noqa: DJ001 - null: a draft has none, and many may
    secret_hash = models.CharField(max_length=64, default="")
    status = models.CharField(max_length=20, default="draft")
    stage = models.CharField(max_length=60, default="")
    end = models.CharField(max_length=60, default="")
    paused = models.BooleanField(default=False)
    seq = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    key = models.BigIntegerField()
    state = models.BinaryField()

    class Meta:
        db_table = "case"
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], name="case_number_once"),
            models.UniqueConstraint(
                fields=["applicant", "offer"],
                condition=models.Q(status="draft"),
                name="one_draft_per_person_and_offer",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-created_at"], name="case_of_applicant"),
            models.Index(fields=["offer", "status", "due_at"], name="case_of_offer"),
            models.Index(fields=["submitted_at", "name"], name="case_lately"),
        ]

    def __str__(self) -> str:
        return self.number or str(self.ref)

    def seal_state(self, state: dict[str, Any]) -> None:
        """Seal the state into this row, bound to the case and to `seq`: the same state gives the same bytes."""
        self.state = sealing.seal(self.key, self._place, canonical.dumps(state))

    def open_state(self) -> dict[str, Any]:
        """Return the state. Raises KeyDestroyed, SealBroken."""
        state: dict[str, Any] = json.loads(sealing.unseal(self.key, self._place, bytes(self.state)))
        return state

    @property
    def _place(self) -> str:
        return f"case:{self.ref}:{self.seq}"


class Event(models.Model):
    """An input event: a fact about a case, never changed. Scenarios: the kinds of `kernel.case.Event`.

    Personal data: the payload, sealed under the case's key. Retired: unreadable when the key is destroyed.
    """

    pk = models.CompositePrimaryKey("case_id", "seq")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    actor = models.JSONField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "event"


class Task(models.Model):
    """Something one post, or the applicant, must do. Scenarios: open, taken by somebody, done, interrupted, answered by law.

    It belongs to a kind of post in an agency, resolved to people when read; `taken_by` is who works on it now.
    Personal data: none but references to persons who acted. Retired: with the case.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    n = models.PositiveIntegerField()
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=60)
    lane = models.CharField(max_length=60)
    applicant = models.BooleanField(default=False)
    agency = models.CharField(max_length=36, default="")
    position = models.CharField(max_length=60, default="")
    act = models.CharField(max_length=20, default="")
    status = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=60, default="")
    reason = models.CharField(max_length=60, default="")

    class Meta:
        db_table = "task"
        indexes = [
            # Not a partial index: SQLite uses one only where the condition stands in the statement word for word.
            models.Index(
                fields=["agency", "position", "status", "due_at", "opened_at", "case", "n"],
                name="task_worklist",
            ),
            models.Index(fields=["agency", "position", "case"], name="task_of_office"),
        ]


class Timer(models.Model):
    """Something that happens by itself at an instant. Scenarios: waiting, fired, stopped; without `due_at` while paused.

    Personal data: none. Retired: with the case.
    """

    pk = models.CompositePrimaryKey("case_id", "name")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timers")
    name = models.CharField(max_length=60)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=60, default="")
    limit = models.CharField(max_length=80, default="")
    due_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=20)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "timer"
        indexes = [models.Index(fields=["due_at"], name="timer_due", condition=models.Q(status="waiting"))]


class Deadline(models.Model):
    """A legal limit and how it went. Scenarios: running, paused, met, missed, lapsed (a timer answered in its place).

    Lifted: the case moved to a version without it. Personal data: none. Retired: with the case; its figures stay in the
    statistics.
    """

    pk = models.CompositePrimaryKey("case_id", "name")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    name = models.CharField(max_length=60)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    limit = models.CharField(max_length=40)
    basis = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    due_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=40)
    pauses = models.JSONField()
    status = models.CharField(max_length=20)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "deadline"


class Decision(models.Model):
    """One evaluation of a rule table, as it was: inputs, result, rows, articles, and the versions that gave it.

    The recorded decision is the legal one; a replay must give the same bytes.
    Personal data: inputs and result, sealed. Retired: with the case.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    n = models.PositiveIntegerField()
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=60)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()
    rows = models.JSONField()
    citations = models.JSONField()
    error = models.CharField(max_length=200, default="")
    logic_hash = models.CharField(max_length=64)
    kernel = models.CharField(max_length=20)
    calendar = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        db_table = "decision"

    def opened(self, key: int) -> dict[str, Any]:
        """Return {"inputs", "value"} under the case's key. Raises KeyDestroyed, SealBroken."""
        place = f"decision:{self.case_id}:{self.n}"
        opened: dict[str, Any] = json.loads(sealing.unseal(key, place, bytes(self.sealed)))
        return opened


class Incident(models.Model):
    """An effect failed for good for a reason that the drawing does not know. Scenarios: open on the office's desk; settled
    (tried again, or answered by hand with a reason). State and legal clock of the case do not move meanwhile.

    Personal data: none. Retired: with the case.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    n = models.PositiveIntegerField()
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=60)
    error = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    how = models.CharField(max_length=20, default="")
    reason = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "incident"


class VersionMove(models.Model):
    """One case is to be moved to another version of its service. Scenarios: proposed by one person; approved by another
    (then its case has the event `version_changed`), or turned down. Those proposed together share `batch`.

    Personal data: who proposed and who decided. Retired: with the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves")
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    batch = models.UUIDField()
    version = models.ForeignKey("catalog.ServiceVersion", on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    status = models.CharField(max_length=20, default="proposed")
    proposed_by = models.UUIDField()
    proposed_as = models.JSONField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "version_move"
        indexes = [models.Index(fields=["batch"], name="version_move_batch")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(status="proposed"), name="one_proposed_move_per_case"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="version_move_by_two_people",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="approved") | models.Q(decided_by__isnull=False),
                name="version_move_approved_by_somebody",
            ),
        ]


class Serial(models.Model):
    """A counter: of case numbers (gaps allowed) or of legal numbers (no gaps: taken in the act's own transaction).

    Personal data: none. Retired: never. Not covered by the proof log: the numbers themselves are.
    """

    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    scope = models.CharField(max_length=200)
    last = models.BigIntegerField(default=0)

    class Meta:
        db_table = "serial"
        constraints = [models.UniqueConstraint(fields=["government", "scope"], name="serial_once_per_scope")]

    @classmethod
    def take(cls, government_id: int, scope: str, count: int = 1) -> int:
        """Return the next number of a counter, or the first of `count`; call inside the transaction that uses it."""
        counter = cls.objects.filter(government_id=government_id, scope=scope)
        if not counter.update(last=models.F("last") + count):
            cls.objects.get_or_create(government_id=government_id, scope=scope)
            counter.update(last=models.F("last") + count)
        return counter.get().last - count + 1


class CaseRead(models.Model):
    """An official read a case: once per official, case and hour, with an entry of its own. The applicant sees every one.

    Personal data: who read. Retired: with the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reads")
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    person = models.UUIDField()
    position = models.CharField(max_length=200)
    hour = models.DateTimeField()

    class Meta:
        db_table = "case_read"
        constraints = [models.UniqueConstraint(fields=["case", "person", "hour"], name="one_read_per_hour")]


class ApiReply(models.Model):
    """The answer given to an `Idempotency-Key`, so that a repeated call gets it again. Scenarios: first call, repeat.

    Personal data: none (references and numbers). Retired: deleted after `KEEP_REPLIES_DAYS`.
    """

    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    principal = models.UUIDField()
    action = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    reply = models.JSONField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "api_reply"
        constraints = [
            models.UniqueConstraint(fields=["principal", "action", "key"], name="one_reply_per_key")
        ]
