"""Tables of people: governments, agencies, posts, those who hold them, what the posts may do, and
accounts.
"""

import json
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language

from balai.lib import ids
from balai.lib.keys import sealing
from balai.people import rules


class Government(models.Model):
    """A regional government, the boundary of everything: every scoped row names one. Scenarios: it joins
    the hall; its offices offer services; it never sees the rows of another.

    Personal data: none. Retired: never; closed offices end by their posts' periods.
    """

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=13, unique=True)
    zone = models.CharField(max_length=40)

    class Meta:
        db_table = "government"

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An office of a government (dinas, badan). `kind` is what folders and registers name: "dukcapil",
    "dlh".

    Scenarios: it offers services, owns registers, gives recommendations; one office per kind and
    government. Personal data: none. Retired: never; documents keep its name.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="agencies")
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    english = models.CharField(max_length=160, default="")
    address = models.CharField(max_length=240)
    phone = models.CharField(max_length=30, default="")
    email = models.CharField(max_length=120, default="")
    complaints = models.CharField(max_length=240, default="")

    class Meta:
        db_table = "agency"
        constraints = [models.UniqueConstraint(fields=["government", "kind"], name="agency_once_per_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def gloss(self) -> str:
        """What the official name means, on English pages; "" elsewhere. The name itself is not translated."""
        return self.english if get_language() == "en" else ""


class Position(models.Model):
    """A post in an office; `kind` is one of reference/positions.toml. The post, not its holder, has the
    mandates. `head`: whoever holds it answers for the whole office, sees all its cases and settles incidents.

    Scenarios: vacant, held, held by an acting official (Plt., Plh.); several posts of one kind in one
    office. Personal data: none. Retired: never; acts refer to it.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=160)
    head = models.BooleanField(default=False)

    class Meta:
        db_table = "position"
        indexes = [models.Index(fields=["agency", "kind"], name="position_by_kind")]

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """A natural person as one government knows them: a citizen, an official, or both; separation of
    duties keys on it.

    Scenarios: registered by an office; identified by themselves after signing up, and confirmed at the counter or not yet
    (`confirmed_at`: only then are register facts shown to their account); without a NIK
    (`is_identified` is false) they may sign in but not apply. Name, NIK and phone are sealed; `nik_index`
    finds a NIK without storing it.

    Personal data: general (name, NIK, phone; in `sealed`, and by its hash in `nik_index`). Retired: by
    destroying `key` two years after the account is closed and no case of theirs is active.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    key = models.BigIntegerField()
    confirmed_at = models.DateTimeField(null=True)
    nik_index = models.CharField(max_length=32, null=True)  # noqa: DJ001 - null: no NIK yet; must not collide
    sealed = models.BinaryField()

    class Meta:
        db_table = "person"
        constraints = [
            models.UniqueConstraint(
                fields=["government", "nik_index"], name="person_once_per_nik_and_government"
            )
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def is_confirmed(self) -> bool:
        """Whether an office made sure that who signs in is this person."""
        return self.confirmed_at is not None

    @staticmethod
    def index_of(government: Government, nik: str) -> str:
        """Return the blind index of a NIK within a government."""
        return sealing.blind_index(f"person.nik:{government.code}", nik)

    def put(self, *, name: str, nik: str, phone: str) -> None:
        """Seal the three facts into this row; `government`, `ref` and `key` are set before."""
        facts = {"name": name, "nik": nik, "phone": phone}
        self.sealed = sealing.seal(self.key, self._place, json.dumps(facts, ensure_ascii=False).encode())
        self.nik_index = self.index_of(self.government, nik) if nik else None
        self.__dict__.pop("_facts", None)

    @property
    def _place(self) -> str:
        return f"person:{self.ref}:sealed"

    @cached_property
    def _facts(self) -> dict[str, str]:
        facts: dict[str, str] = json.loads(sealing.unseal(self.key, self._place, bytes(self.sealed)))
        return facts

    @property
    def name(self) -> str:
        """The full name. Raises KeyDestroyed after erasure."""
        return self._facts["name"]

    @property
    def nik(self) -> str:
        """The sixteen digits, or "" when not known. Raises KeyDestroyed after erasure."""
        return self._facts["nik"]

    @property
    def phone(self) -> str:
        """The telephone number as typed, or "". Raises KeyDestroyed after erasure."""
        return self._facts["phone"]

    @property
    def is_identified(self) -> bool:
        """Whether a NIK is known, without opening the seal."""
        return self.nik_index is not None

    @cached_property
    def periods(self) -> list["Holding"]:
        """Every holding of this person, past and to come, read once per instance (so: once per request)."""
        return list(self.holdings.select_related("position__agency", "position__government").order_by("pk"))


class AccountManager(BaseUserManager["Account"]):
    """Accounts, each read together with its person and government: one query per request."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        """Return accounts with their person."""
        return super().get_queryset().select_related("person__government")

    def select_for_update(self, *options: Any, **named: Any) -> models.QuerySet["Account"]:
        """Lock rows without the joins of `get_queryset`: PostgreSQL does not lock the far side of an
        outer join.
        """
        return super().get_queryset().select_for_update(*options, **named)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        """Create an account that signs in by `email`; without a password it cannot sign in by one."""
        account = self.model(email=email.strip().lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in. Scenarios: made at sign-up, without a person until they give their NIK; then
    bound to one person for good; closed (`is_active` false). `language` is the last one chosen on a page: letters are
    written in it. It belongs to the hall, not to a
    government: the person does.

    Personal data: general (`email`). Retired: deleted when closed for two years; the person's row stays.
    Not covered by the proof log: passwords change without an act. The binding to a person is an act
    (`person.identified`).
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="account")
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, default="id")

    objects: ClassVar[AccountManager] = AccountManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """Return the person's name, or the e-mail address before they are identified."""
        return self.person.name if self.person else self.email


class Holding(models.Model):
    """Who holds a post, how and for how long. Scenarios: definitive; Plt. (acting while vacant); Plh.
    (while the holder is away); ended. Several people may hold posts of one kind, and one person
    several posts.

    Personal data: general (a link between a person and a public post). Retired: never; acts rest on it.
    """

    class Kind(models.TextChoices):
        """How a post is held."""

        DEFINITIVE = "definitif", "Definitif"
        ACTING = "plt", "Pelaksana tugas (Plt.)"
        DAILY = "plh", "Pelaksana harian (Plh.)"

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="holdings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    decree = models.CharField(max_length=160)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)

    class Meta:
        db_table = "holding"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="holding_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position_id}"


class Mandate(models.Model):
    """What a post may do: one act, over named services or all ("*"), by a decree, for a period.

    Scenarios: granted (published in the log), in force, revoked (`ends` is set).
    Personal data: none. Retired: never; acts rest on it.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="mandates")
    act = models.CharField(max_length=40)
    services = models.JSONField()
    decree = models.CharField(max_length=160)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True)

    class Meta:
        db_table = "mandate"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="mandate_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.position_id}"

    def covers(self, service: str) -> bool:
        """Return whether this mandate reaches a service."""
        return rules.covers(self.services, service)


class AccessToken(models.Model):
    """A secret with which a program acts for a person through the API. Scenarios: made on the account page,
    used, expired, revoked. `scopes` say what it may do: "apply" (own applications), "work" (tasks of one's
    posts). The secret has 128 random bits; only its hash is stored.

    Personal data: none but the reference to the person. Retired: deleted two years after it ended.
    """

    ref = models.UUIDField(unique=True, default=ids.new_ref)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_token"

    def __str__(self) -> str:
        return self.name

    def works(self, at: datetime) -> bool:
        """Return whether the token opens anything at `at`."""
        return self.revoked_at is None and self.created_at <= at < self.expires_at
