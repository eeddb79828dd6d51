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
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ref", models.UUIDField(default=balai.lib.ids.new_ref, editable=False, unique=True)),
                ("cause", models.CharField(max_length=120)),
                ("key", models.BigIntegerField()),
                ("sealed", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.government"
                    ),
                ),
            ],
            options={
                "db_table": "record",
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("owner", models.CharField(max_length=60)),
                ("definition", models.JSONField()),
                ("declared_at", models.DateTimeField()),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.government"
                    ),
                ),
            ],
            options={
                "db_table": "register",
            },
        ),
        migrations.CreateModel(
            name="RecordIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fields", models.CharField(max_length=120)),
                ("value_index", models.CharField(max_length=32)),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.government"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.record"
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.register"
                    ),
                ),
            ],
            options={
                "db_table": "record_index",
            },
        ),
        migrations.AddField(
            model_name="record",
            name="register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.register"
            ),
        ),
        migrations.CreateModel(
            name="Serial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("series", models.CharField(max_length=32)),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.government"
                    ),
                ),
                (
                    "register",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registers.register"
                    ),
                ),
            ],
            options={
                "db_table": "register_serial",
            },
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.UniqueConstraint(fields=("government", "name"), name="register_once"),
        ),
        migrations.AddIndex(
            model_name="recordindex",
            index=models.Index(fields=["register", "fields", "value_index"], name="record_index_look_up"),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(
                fields=("government", "register", "cause"), name="record_once_per_cause"
            ),
        ),
        migrations.AddConstraint(
            model_name="serial",
            constraint=models.UniqueConstraint(
                fields=("government", "register", "series"), name="serial_once"
            ),
        ),
    ]
