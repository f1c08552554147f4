import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rollen.uhr
from rollen.trigger import Trigger

# What the database searches follows the words: a table of its own on SQLite, a column and its index on PostgreSQL.
ANLEGEN = {
    "sqlite": [
        """CREATE VIRTUAL TABLE fallsuche USING fts5(worte, content='workflows_fallwoerter',
        content_rowid='antrag_id', tokenize='ascii', detail='none', columnsize=0, prefix='4 5 6 7 8 9')"""
    ],
    "postgresql": [
        """ALTER TABLE workflows_fallwoerter ADD COLUMN vektor tsvector
        GENERATED ALWAYS AS (strip(to_tsvector('simple', worte))) STORED""",
        # Beside its row: what the planner cannot see is the cost of fetching it from elsewhere.
        "ALTER TABLE workflows_fallwoerter ALTER COLUMN vektor SET STORAGE MAIN",
        "CREATE INDEX fallsuche ON workflows_fallwoerter USING gin (vektor)",
    ],
}
ENTFERNEN = {
    "sqlite": ["DROP TABLE fallsuche"],
    "postgresql": ["ALTER TABLE workflows_fallwoerter DROP COLUMN vektor"],
}
NEU = "INSERT INTO fallsuche(rowid, worte) VALUES (NEW.antrag_id, NEW.worte)"
ALT = "INSERT INTO fallsuche(fallsuche, rowid, worte) VALUES ('delete', OLD.antrag_id, OLD.worte)"


def lege_an(apps, schema_editor):
    for anweisung in ANLEGEN[schema_editor.connection.vendor]:
        schema_editor.execute(anweisung, params=None)


def entferne(apps, schema_editor):
    for anweisung in ENTFERNEN[schema_editor.connection.vendor]:
        schema_editor.execute(anweisung, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('antrag', '0004_gemeinsamer_mitteleinsatz'),
        ('workflows', '0004_postanhang'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Fallwoerter',
            fields=[
                ('antrag', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='suchwoerter', serialize=False, to='antrag.antrag')),
                ('worte', models.TextField(default='')),
            ],
            options={
                'verbose_name': 'Suchwörter eines Falls',
                'verbose_name_plural': 'Suchwörter der Fälle',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='GemerkterFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('liste', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=60, verbose_name='Name')),
                ('werte', models.CharField(blank=True, max_length=1000)),
                ('benutzer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='filter', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'gemerkter Filter',
                'verbose_name_plural': 'gemerkte Filter',
                'ordering': ['liste', 'name'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('benutzer', 'liste', 'name'), name='filter_name_einmal_je_liste')],
            },
        ),
        migrations.CreateModel(
            name='Notiz',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='Notiz')),
                ('geschrieben_am', models.DateTimeField(default=rollen.uhr.jetzt, verbose_name='geschrieben am')),
                ('erledigt_am', models.DateTimeField(null=True, verbose_name='erledigt am')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notizen', to='antrag.antrag')),
                ('erledigt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('geschrieben_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Notiz',
                'verbose_name_plural': 'Notizen',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('erledigt_am__isnull', True)), fields=['antrag'], name='notiz_offen')],
            },
        ),
        migrations.CreateModel(
            name='Schlagwort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wort', models.CharField(max_length=40, verbose_name='Schlagwort')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schlagworte', to='antrag.antrag')),
                ('gesetzt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Schlagwort',
                'verbose_name_plural': 'Schlagworte',
                'ordering': ['wort'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('antrag', 'wort'), name='schlagwort_einmal_je_fall')],
            },
        ),
        migrations.RunPython(lege_an, entferne),
        Trigger(
            sqlite=[
                f"CREATE TRIGGER fallsuche_neu AFTER INSERT ON workflows_fallwoerter BEGIN {NEU}; END",
                f"CREATE TRIGGER fallsuche_fort AFTER DELETE ON workflows_fallwoerter BEGIN {ALT}; END",
                f"""CREATE TRIGGER fallsuche_anders AFTER UPDATE ON workflows_fallwoerter
                WHEN OLD.worte <> NEW.worte BEGIN {ALT}; {NEU}; END""",
            ],
            postgresql=[],  # its column follows by itself
        ),
    ]
