"""Make the first tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AttemptWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=32)),
                ("ends_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "attempt_window",
                "indexes": [models.Index(fields=["ends_at"], name="attempt_window_over")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "subject", "ends_at"), name="attempt_window_once"
                    )
                ],
            },
        ),
    ]
