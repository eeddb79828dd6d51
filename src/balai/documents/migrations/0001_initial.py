"""Make the first tables."""

import django.db.models.deletion
from django.db import migrations, models

import balai.lib.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.UUIDField(default=balai.lib.ids.new_ref, editable=False, unique=True)),
                ("kind", models.CharField(max_length=80)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("pages", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("key", models.BigIntegerField()),
                ("sealed_name", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.government"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "db_table": "document",
                "indexes": [models.Index(fields=["owner", "kind", "created_at"], name="document_of_owner")],
            },
        ),
        migrations.CreateModel(
            name="IssuedDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.UUIDField(default=balai.lib.ids.new_ref, editable=False, unique=True)),
                ("case_ref", models.UUIDField()),
                ("call", models.CharField(max_length=60)),
                ("certificate", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=120)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("position", models.CharField(max_length=200)),
                ("capacity", models.CharField(max_length=20)),
                ("mandate", models.CharField(default="", max_length=200)),
                ("granted_by_law", models.CharField(default="", max_length=200)),
                ("demo", models.BooleanField(default=False)),
                ("media_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("key", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
                ("issued_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_reason", models.CharField(default="", max_length=200)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.agency"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.government"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "db_table": "issued_document",
                "indexes": [models.Index(fields=["owner", "issued_at"], name="issued_of_owner")],
                "constraints": [
                    models.UniqueConstraint(fields=("case_ref", "certificate"), name="issued_once_per_case"),
                    models.UniqueConstraint(
                        fields=("government", "agency", "number"), name="issued_number_once"
                    ),
                ],
            },
        ),
    ]
