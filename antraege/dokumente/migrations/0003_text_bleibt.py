from django.db import migrations

from antraege.dokumente.text_trigger import freigegebener_text_bleibt


class Migration(migrations.Migration):

    dependencies = [
        ("dokumente", "0002_textpflege"),
    ]

    operations = [
        freigegebener_text_bleibt(),
    ]
