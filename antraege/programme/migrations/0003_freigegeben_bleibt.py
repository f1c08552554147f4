from django.db import migrations

from antraege.programme.trigger import freigegeben_bleibt


class Migration(migrations.Migration):

    dependencies = [
        ("programme", "0002_initial"),
    ]

    operations = [
        freigegeben_bleibt(),
    ]
