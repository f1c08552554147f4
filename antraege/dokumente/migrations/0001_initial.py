import django.db.models.deletion
from django.db import migrations, models

from rollen.trigger import Trigger


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Textbaustein',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schluessel', models.CharField(max_length=100, verbose_name='Schlüssel')),
                ('version', models.PositiveIntegerField(verbose_name='Version')),
                ('text', models.TextField(max_length=20000, verbose_name='Text')),
                ('gueltig_von', models.DateField(verbose_name='gültig von')),
                ('gueltig_bis', models.DateField(blank=True, null=True, verbose_name='gültig bis')),
                ('quelle', models.CharField(blank=True, max_length=300, verbose_name='Anlass')),
                ('erfasst_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('erfasst_am', models.DateTimeField(blank=True, null=True)),
                ('freigegeben_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('freigegeben_am', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'Textbaustein',
                'verbose_name_plural': 'Textbausteine',
                'ordering': ['schluessel', 'version'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('schluessel', 'version'), name='textbaustein_version_einmalig'), models.UniqueConstraint(fields=('schluessel', 'gueltig_von'), name='textbaustein_beginn_einmalig'), models.UniqueConstraint(condition=models.Q(('erfasst_von__isnull', False), ('freigegeben_am__isnull', True)), fields=('schluessel',), name='textbaustein_ein_entwurf'), models.CheckConstraint(condition=models.Q(('gueltig_bis__isnull', True), ('gueltig_bis__gte', models.F('gueltig_von')), _connector='OR'), name='textbaustein_gueltigkeit', violation_error_message='Das Ende der Gültigkeit liegt vor dem Beginn.'), models.CheckConstraint(condition=models.Q(models.Q(('freigegeben_am__isnull', True), ('freigegeben_von__isnull', True)), models.Q(('erfasst_von__isnull', False), ('freigegeben_am__isnull', False), ('freigegeben_von__isnull', False), models.Q(('freigegeben_von', models.F('erfasst_von')), _negated=True)), _connector='OR'), name='textbaustein_vier_augen')],
            },
        ),
        # A released text stays. Writing the same values again is no change: the fixture may be loaded twice.
        Trigger(
            sqlite=[
                """CREATE TRIGGER textbaustein_fest_update BEFORE UPDATE ON dokumente_textbaustein
                WHEN (OLD.erfasst_von_id IS NULL
                    OR OLD.freigegeben_am IS NOT NULL) AND (OLD.schluessel IS NOT NEW.schluessel
                    OR OLD.version IS NOT NEW.version OR OLD.text IS NOT NEW.text
                    OR OLD.gueltig_von IS NOT NEW.gueltig_von OR OLD.gueltig_bis IS NOT NEW.gueltig_bis
                    OR OLD.quelle IS NOT NEW.quelle OR OLD.erfasst_von_id IS NOT NEW.erfasst_von_id
                    OR OLD.erfasst_am IS NOT NEW.erfasst_am
                    OR OLD.freigegeben_von_id IS NOT NEW.freigegeben_von_id
                    OR OLD.freigegeben_am IS NOT NEW.freigegeben_am)
                BEGIN SELECT RAISE(ABORT, 'Ein freigegebener Text ändert sich nicht mehr. Erfassen Sie eine neue Version.'); END""",
                """CREATE TRIGGER textbaustein_fest_delete BEFORE DELETE ON dokumente_textbaustein
                WHEN (OLD.erfasst_von_id IS NULL OR OLD.freigegeben_am IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Ein freigegebener Text ändert sich nicht mehr. Erfassen Sie eine neue Version.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION textbaustein_fest() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Ein freigegebener Text ändert sich nicht mehr. Erfassen Sie eine neue Version.'
                    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
                """CREATE TRIGGER textbaustein_fest_update BEFORE UPDATE ON dokumente_textbaustein
                FOR EACH ROW
                WHEN ((OLD.erfasst_von_id IS NULL
                    OR OLD.freigegeben_am IS NOT NULL) AND OLD.* IS DISTINCT FROM NEW.*)
                EXECUTE FUNCTION textbaustein_fest()""",
                """CREATE TRIGGER textbaustein_fest_delete BEFORE DELETE ON dokumente_textbaustein
                FOR EACH ROW
                WHEN (OLD.erfasst_von_id IS NULL OR OLD.freigegeben_am IS NOT NULL)
                EXECUTE FUNCTION textbaustein_fest()""",
            ],
        ),
    ]
