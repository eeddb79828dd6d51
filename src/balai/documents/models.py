"""The tables of documents: what people put into their vault, and what offices issue. The bytes lie sealed on
disk.
"""

from django.db import models

from balai.lib.ids import new_ref
from balai.lib.keys.sealing import unseal


class Document(models.Model):
    """A checked file in a person's vault. Scenarios: accepted; used in cases (they name its `ref`); shredded
    (its key is gone).

    Personal data: the file and its name are sealed under the document's own key (general or specific, as the
    data element `kind` says); `sha256` is of the stored bytes. Retired: the key is destroyed when the owner's
    retention ends; the row stays as evidence that a file of that kind was there.
    """

    ref = models.UUIDField(default=new_ref, unique=True, editable=False)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.BigIntegerField()
    sealed_name = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "document"
        indexes = [models.Index(fields=["owner", "kind", "created_at"], name="document_of_owner")]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def place(self) -> str:
        """Where this document's seals belong; a seal moved to another document does not open."""
        return f"document:{self.ref}"

    @property
    def name(self) -> str:
        """The file's name as its owner gave it. Raises KeyDestroyed."""
        return unseal(self.key, f"{self.place}:name", bytes(self.sealed_name)).decode()


class IssuedDocument(models.Model):
    """A document that an office issued. Scenarios: valid; revoked (`revoked_at`, coded reason); granted by
    law (silence); sealed by the agency without a person's signature (`capacity` is "seal").

    Personal data: file, public facts, code and signature block are sealed under the document's own key; the
    number is general and pseudonymous. Retired: permanent or by the service's retention, by destroying the
    key; the row stays.
    """

    ref = models.UUIDField(default=new_ref, unique=True, editable=False)
    government = models.ForeignKey("people.Government", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    case_ref = models.UUIDField()
    call = models.CharField(max_length=60)
    certificate = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=120)
    code_hash = models.CharField(max_length=64, unique=True)
    position = models.CharField(max_length=200)
    capacity = models.CharField(max_length=20)
    mandate = models.CharField(max_length=200, default="")
    granted_by_law = models.CharField(max_length=200, default="")
    demo = models.BooleanField(default=False)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.BigIntegerField()
    sealed = models.BinaryField()
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=200, default="")

    class Meta:
        db_table = "issued_document"
        constraints = [
            models.UniqueConstraint(fields=["case_ref", "certificate"], name="issued_once_per_case"),
            models.UniqueConstraint(fields=["government", "agency", "number"], name="issued_number_once"),
        ]
        indexes = [models.Index(fields=["owner", "issued_at"], name="issued_of_owner")]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def place(self) -> str:
        """Where this document's seals belong."""
        return f"issued:{self.ref}"
