"""When an office made sure that who signs in is this person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_english_names_and_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="confirmed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
