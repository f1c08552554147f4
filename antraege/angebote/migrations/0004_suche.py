from django.db import migrations, models

from antraege.kern.suchworte import index
from rollen.trigger import Trigger

ANLEGEN = {
    "sqlite": """CREATE VIRTUAL TABLE angebote_suche USING fts5(
        suchtext, content='angebote_angebot', content_rowid='id', prefix='4 6')""",
    "postgresql": "CREATE INDEX angebote_suche ON angebote_angebot USING gin (to_tsvector('simple', suchtext))",
}
ENTFERNEN = {"sqlite": "DROP TABLE angebote_suche", "postgresql": "DROP INDEX angebote_suche"}
NEU = "INSERT INTO angebote_suche(rowid, suchtext) VALUES (NEW.id, NEW.suchtext)"
ALT = "INSERT INTO angebote_suche(angebote_suche, rowid, suchtext) VALUES ('delete', OLD.id, OLD.suchtext)"


def lege_an(apps, schema_editor):
    schema_editor.execute(ANLEGEN[schema_editor.connection.vendor], params=None)


def entferne(apps, schema_editor):
    schema_editor.execute(ENTFERNEN[schema_editor.connection.vendor], params=None)


def verschlagworte(apps, schema_editor):
    for angebot in apps.get_model("angebote", "Angebot").objects.iterator():
        angebot.suchtext = index(f"{angebot.titel} {angebot.beschreibung} {angebot.zielgruppe}")
        angebot.save(update_fields=["suchtext"])
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("INSERT INTO angebote_suche(angebote_suche) VALUES ('rebuild')")


class Migration(migrations.Migration):

    dependencies = [("angebote", "0003_abruf")]

    operations = [
        migrations.AlterField(
            model_name='angebot',
            name='suchtext',
            field=models.TextField(default='', editable=False, help_text='Gefaltete Wörter, siehe verschlagworte.'),
        ),
        migrations.RunPython(lege_an, entferne),
        migrations.RunPython(verschlagworte, migrations.RunPython.noop),
        Trigger(
            sqlite=[
                f"CREATE TRIGGER angebot_suche_neu AFTER INSERT ON angebote_angebot BEGIN {NEU}; END",
                f"CREATE TRIGGER angebot_suche_fort AFTER DELETE ON angebote_angebot BEGIN {ALT}; END",
                f"""CREATE TRIGGER angebot_suche_anders AFTER UPDATE ON angebote_angebot
                WHEN OLD.suchtext <> NEW.suchtext BEGIN {ALT}; {NEU}; END""",
            ],
            postgresql=[],  # its index follows the column by itself
        ),
    ]
