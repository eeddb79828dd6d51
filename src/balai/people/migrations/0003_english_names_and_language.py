"""What an office's name means in English; the language in which letters to an account are written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_heads_and_access_tokens"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="english",
            field=models.CharField(default="", max_length=160),
        ),
        migrations.AddField(
            model_name="account",
            name="language",
            field=models.CharField(default="id", max_length=2),
        ),
    ]
