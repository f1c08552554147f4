import antraege.haushalt.felder
import django.db.models.deletion
import django.db.models.expressions
import rollen.uhr
from decimal import Decimal
from django.db import migrations, models

from rollen.trigger import Trigger


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Haushaltsjahr',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jahr', models.PositiveSmallIntegerField(unique=True, verbose_name='Haushaltsjahr')),
                ('in_kraft_ab', models.DateField(blank=True, null=True, verbose_name='Haushaltssatzung in Kraft ab')),
                ('vorschlag_ab', models.DateField(blank=True, null=True, verbose_name='vorgeschlagen: in Kraft ab')),
                ('vorgeschlagen_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('vorgeschlagen_am', models.DateTimeField(null=True)),
                ('freigegeben_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('freigegeben_am', models.DateTimeField(null=True)),
                ('abgeschlossen_am', models.DateTimeField(blank=True, null=True, verbose_name='abgeschlossen am')),
                ('abgeschlossen_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Haushaltsjahr',
                'verbose_name_plural': 'Haushaltsjahre',
                'ordering': ['-jahr'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('freigegeben_von__isnull', True), models.Q(('freigegeben_von', models.F('vorgeschlagen_von')), _negated=True), _connector='OR'), name='haushaltsjahr_vier_augen')],
            },
        ),
        migrations.CreateModel(
            name='Haushaltsstelle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='haushaltsstellen', to='rollen.stelle')),
                ('jahr', models.PositiveSmallIntegerField(verbose_name='Haushaltsjahr')),
                ('bereich', models.CharField(choices=[('personal', 'Personalaufwand'), ('sach', 'Sachaufwand'), ('buero', 'Büroausstattung'), ('deckung', 'Deckung')], max_length=10, verbose_name='Bereich')),
                ('produkt', models.CharField(blank=True, max_length=40, verbose_name='Produkt')),
                ('auftrag', models.CharField(blank=True, max_length=40, verbose_name='Auftrag')),
                ('kostenstelle', models.CharField(blank=True, max_length=40, verbose_name='Kostenstelle')),
                ('sachkonto', models.CharField(max_length=20, verbose_name='Sachkonto')),
                ('bezeichnung', models.CharField(max_length=120, verbose_name='Bezeichnung')),
                ('quelle', models.CharField(blank=True, max_length=200, verbose_name='Quelle')),
                ('ansatz', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='Ansatz')),
                ('deckung', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='Deckung (zu minus ab)')),
                ('vorgemerkt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='vorgemerkt')),
                ('gebunden', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='gebunden')),
                ('ausgezahlt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='ausgezahlt')),
                ('erstattet', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), help_text='Ausgezahltes Geld, das zurückgekommen ist.', verbose_name='erstattet')),
                ('abgeschlossen_am', models.DateTimeField(blank=True, null=True, verbose_name='abgeschlossen am')),
                ('letzte_buchung', models.BigIntegerField(default=0, editable=False, help_text='Die Buchung, die die Summen zuletzt geändert hat.')),
            ],
            options={
                'verbose_name': 'Haushaltsstelle',
                'verbose_name_plural': 'Haushaltsstellen',
                'ordering': ['jahr', 'auftrag', 'kostenstelle', 'sachkonto', 'bezeichnung'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('produkt', 'auftrag', 'kostenstelle', 'sachkonto', 'bezeichnung', 'jahr'), name='haushaltsstelle_einmal'), models.CheckConstraint(condition=models.Q(('ansatz__gte', 0), ('ausgezahlt__gte', 0), ('erstattet__gte', 0), ('gebunden__gte', 0), ('vorgemerkt__gte', 0)), name='haushaltsstelle_nicht_negativ'), models.CheckConstraint(condition=models.Q(('ansatz__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('vorgemerkt'), '+', models.F('gebunden')), '+', models.F('ausgezahlt')), '-', models.F('deckung')), '-', models.F('erstattet')))), name='haushaltsstelle_nicht_ueberbucht'), models.CheckConstraint(condition=models.Q(('erstattet__lte', models.F('ausgezahlt'))), name='haushaltsstelle_erstattet_hoechstens_gezahlt')],
            },
        ),
        migrations.CreateModel(
            name='Mittelbewegung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('art', models.CharField(choices=[('deckung', 'Deckung'), ('vilv', 'Verwaltungsinterne Leistungsverrechnung'), ('ansatz', 'Ansatz')], max_length=10, verbose_name='Art')),
                ('status', models.CharField(choices=[('beantragt', 'wartet auf Freigabe'), ('freigegeben', 'freigegeben und gebucht'), ('abgelehnt', 'abgelehnt')], default='beantragt', max_length=12, verbose_name='Status')),
                ('von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='haushalt.haushaltsstelle', verbose_name='von')),
                ('zu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='haushalt.haushaltsstelle', verbose_name='zu')),
                ('betrag', antraege.haushalt.felder.EuroField(verbose_name='Betrag')),
                ('grund', models.CharField(max_length=160, verbose_name='Begründung')),
                ('beantragt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('beantragt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('entschieden_am', models.DateTimeField(null=True)),
                ('entschieden_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('ablehnungsgrund', models.CharField(blank=True, max_length=300, verbose_name='Grund der Ablehnung')),
            ],
            options={
                'verbose_name': 'Haushaltsbewegung',
                'verbose_name_plural': 'Haushaltsbewegungen',
                'ordering': ['-id'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('entschieden_von__isnull', True), models.Q(('entschieden_von', models.F('beantragt_von')), _negated=True), _connector='OR'), name='mittelbewegung_vier_augen'), models.CheckConstraint(condition=models.Q(models.Q(('entschieden_von__isnull', True), ('status', 'beantragt')), models.Q(('entschieden_von__isnull', False), ('status__in', ['freigegeben', 'abgelehnt'])), _connector='OR'), name='mittelbewegung_entschieden_von'), models.CheckConstraint(condition=models.Q(models.Q(('art', 'ansatz'), ('betrag__gte', 0), ('von__isnull', True)), models.Q(('art__in', ['deckung', 'vilv']), ('betrag__gt', 0), ('von__isnull', False), models.Q(('von', models.F('zu')), _negated=True)), _connector='OR'), name='mittelbewegung_von_zu')],
            },
        ),
        migrations.CreateModel(
            name='Buchung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('haushaltsstelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='buchungen', to='haushalt.haushaltsstelle')),
                ('art', models.CharField(choices=[('ansatz', 'Ansatz'), ('deckung', 'Deckung'), ('vormerkung', 'Vormerkung'), ('bindung', 'Bindung'), ('auszahlung', 'Auszahlung'), ('freigabe', 'Freigabe'), ('erstattung', 'Erstattung'), ('umbuchung', 'Umbuchung'), ('vilv', 'Verwaltungsinterne Leistungsverrechnung'), ('uebertrag', 'Übertrag')], max_length=12)),
                ('aktenzeichen', models.CharField(blank=True, db_index=True, max_length=40, verbose_name='Aktenzeichen')),
                ('schluessel', models.CharField(help_text='Gleicher Vorgang, gleicher Schlüssel: gebucht wird einmal.', max_length=120, unique=True)),
                ('ansatz', antraege.haushalt.felder.EuroField(default=Decimal('0.00'))),
                ('deckung', antraege.haushalt.felder.EuroField(default=Decimal('0.00'))),
                ('vorgemerkt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'))),
                ('gebunden', antraege.haushalt.felder.EuroField(default=Decimal('0.00'))),
                ('ausgezahlt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'))),
                ('erstattet', antraege.haushalt.felder.EuroField(default=Decimal('0.00'))),
                ('text', models.CharField(blank=True, max_length=200)),
                ('zeitpunkt', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('gebucht_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Buchung',
                'verbose_name_plural': 'Buchungen',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Jahreswechsel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jahr', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wechsel', to='haushalt.haushaltsjahr')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.stelle')),
                ('status', models.CharField(choices=[('vorgeschlagen', 'wartet auf Freigabe'), ('zurueckgegeben', 'zurückgegeben'), ('freigegeben', 'freigegeben und abgeschlossen')], default='vorgeschlagen', max_length=14, verbose_name='Status')),
                ('vorgeschlagen_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('vorgeschlagen_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('entschieden_am', models.DateTimeField(null=True)),
                ('entschieden_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('rueckgabegrund', models.CharField(blank=True, max_length=300, verbose_name='Grund der Rückgabe')),
            ],
            options={
                'verbose_name': 'Jahreswechsel',
                'verbose_name_plural': 'Jahreswechsel',
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('jahr', 'stelle'), name='jahreswechsel_einmal'), models.CheckConstraint(condition=models.Q(('entschieden_von__isnull', True), models.Q(('entschieden_von', models.F('vorgeschlagen_von')), _negated=True), _connector='OR'), name='jahreswechsel_vier_augen'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'freigegeben'), _negated=True), ('entschieden_von__isnull', False), _connector='OR'), name='jahreswechsel_freigegeben_von')],
            },
        ),
        migrations.CreateModel(
            name='Uebertragung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wechsel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uebertragungen', to='haushalt.jahreswechsel')),
                ('haushaltsstelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='haushalt.haushaltsstelle')),
                ('aktenzeichen', models.CharField(blank=True, db_index=True, max_length=40, verbose_name='Aktenzeichen')),
                ('rest', models.CharField(choices=[('gebunden', 'gebunden'), ('vorgemerkt', 'vorgemerkt'), ('frei', 'frei')], max_length=10, verbose_name='Rest')),
                ('betrag', antraege.haushalt.felder.EuroField(verbose_name='Betrag')),
                ('entscheidung', models.CharField(choices=[('uebertragen', 'übertragen'), ('verfallen', 'verfallen lassen')], max_length=12, verbose_name='Entscheidung')),
                ('grund', models.CharField(blank=True, max_length=160, verbose_name='Begründung')),
            ],
            options={
                'verbose_name': 'Übertragung',
                'verbose_name_plural': 'Übertragungen',
                'ordering': ['id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('wechsel', 'haushaltsstelle', 'aktenzeichen', 'rest'), name='uebertragung_einmal'), models.CheckConstraint(condition=models.Q(('betrag__gt', 0)), name='uebertragung_positiv'), models.CheckConstraint(condition=models.Q(models.Q(('aktenzeichen', ''), ('rest', 'frei')), models.Q(models.Q(('rest', 'frei'), _negated=True), models.Q(('aktenzeichen', ''), _negated=True)), _connector='OR'), name='uebertragung_rest_des_falls')],
            },
        ),
        # A Buchung alone moves the totals of its line. SQLite knows no trigger depth: there a change of totals must
        # name in letzte_buchung a newer Buchung of the same line, and the change must be exactly its deltas; by
        # induction totals = Σ Buchungen.
        Trigger(
            sqlite=[
                """CREATE TRIGGER haushaltsstelle_beginnt_leer BEFORE INSERT ON haushalt_haushaltsstelle
                WHEN NEW.ansatz <> 0
                    OR NEW.deckung <> 0 OR NEW.vorgemerkt <> 0 OR NEW.gebunden <> 0 OR NEW.ausgezahlt <> 0
                    OR NEW.erstattet <> 0 OR NEW.letzte_buchung <> 0
                BEGIN SELECT RAISE(ABORT, 'Eine Haushaltsstelle beginnt mit Null; der Ansatz wird gebucht.'); END""",
                """CREATE TRIGGER haushaltsstelle_nur_durch_buchung BEFORE UPDATE ON haushalt_haushaltsstelle
                WHEN (NEW.ansatz <> OLD.ansatz
                    OR NEW.deckung <> OLD.deckung OR NEW.vorgemerkt <> OLD.vorgemerkt
                    OR NEW.gebunden <> OLD.gebunden OR NEW.ausgezahlt <> OLD.ausgezahlt
                    OR NEW.erstattet <> OLD.erstattet OR NEW.letzte_buchung <> OLD.letzte_buchung)
                    AND NOT EXISTS (SELECT 1 FROM haushalt_buchung b WHERE b.id = NEW.letzte_buchung
                    AND b.id > OLD.letzte_buchung AND b.haushaltsstelle_id = NEW.id
                    AND NEW.ansatz = OLD.ansatz + b.ansatz AND NEW.deckung = OLD.deckung + b.deckung
                    AND NEW.vorgemerkt = OLD.vorgemerkt + b.vorgemerkt
                    AND NEW.gebunden = OLD.gebunden + b.gebunden
                    AND NEW.ausgezahlt = OLD.ausgezahlt + b.ausgezahlt
                    AND NEW.erstattet = OLD.erstattet + b.erstattet)
                BEGIN SELECT RAISE(ABORT, 'Die Summen einer Haushaltsstelle ändert nur eine Buchung.'); END""",
                """CREATE TRIGGER buchung_bewegt_summen AFTER INSERT ON haushalt_buchung
                BEGIN UPDATE haushalt_haushaltsstelle SET ansatz = ansatz + NEW.ansatz,
                    deckung = deckung + NEW.deckung, vorgemerkt = vorgemerkt + NEW.vorgemerkt,
                    gebunden = gebunden + NEW.gebunden, ausgezahlt = ausgezahlt + NEW.ausgezahlt,
                    erstattet = erstattet + NEW.erstattet, letzte_buchung = NEW.id
                    WHERE id = NEW.haushaltsstelle_id; END""",
            ],
            postgresql=[
                """CREATE FUNCTION haushaltsstelle_beginnt_leer() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Haushaltsstelle beginnt mit Null; der Ansatz wird gebucht.'
                    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
                """CREATE FUNCTION haushaltsstelle_nur_durch_buchung() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Die Summen einer Haushaltsstelle ändert nur eine Buchung.'
                    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
                """CREATE FUNCTION buchung_bewegt_summen() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN UPDATE haushalt_haushaltsstelle SET ansatz = ansatz + NEW.ansatz,
                    deckung = deckung + NEW.deckung, vorgemerkt = vorgemerkt + NEW.vorgemerkt,
                    gebunden = gebunden + NEW.gebunden, ausgezahlt = ausgezahlt + NEW.ausgezahlt,
                    erstattet = erstattet + NEW.erstattet, letzte_buchung = NEW.id
                    WHERE id = NEW.haushaltsstelle_id; RETURN NULL; END $$""",
                """CREATE TRIGGER haushaltsstelle_beginnt_leer BEFORE INSERT ON haushalt_haushaltsstelle
                FOR EACH ROW
                WHEN (NEW.ansatz <> 0
                    OR NEW.deckung <> 0 OR NEW.vorgemerkt <> 0 OR NEW.gebunden <> 0 OR NEW.ausgezahlt <> 0
                    OR NEW.erstattet <> 0 OR NEW.letzte_buchung <> 0)
                EXECUTE FUNCTION haushaltsstelle_beginnt_leer()""",
                """CREATE TRIGGER haushaltsstelle_nur_durch_buchung BEFORE UPDATE ON haushalt_haushaltsstelle
                FOR EACH ROW
                WHEN (pg_trigger_depth() = 0
                    AND (NEW.ansatz <> OLD.ansatz OR NEW.deckung <> OLD.deckung
                    OR NEW.vorgemerkt <> OLD.vorgemerkt OR NEW.gebunden <> OLD.gebunden
                    OR NEW.ausgezahlt <> OLD.ausgezahlt OR NEW.erstattet <> OLD.erstattet
                    OR NEW.letzte_buchung <> OLD.letzte_buchung))
                EXECUTE FUNCTION haushaltsstelle_nur_durch_buchung()""",
                """CREATE TRIGGER buchung_bewegt_summen AFTER INSERT ON haushalt_buchung
                FOR EACH ROW EXECUTE FUNCTION buchung_bewegt_summen()""",
            ],
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER haushalt_buchung_kein_update BEFORE UPDATE ON haushalt_buchung
                BEGIN SELECT RAISE(ABORT, 'Eine Buchung bleibt stehen; eine Korrektur ist eine Gegenbuchung.'); END""",
                """CREATE TRIGGER haushalt_buchung_kein_delete BEFORE DELETE ON haushalt_buchung
                BEGIN SELECT RAISE(ABORT, 'Eine Buchung bleibt stehen; eine Korrektur ist eine Gegenbuchung.'); END""",
                """CREATE TRIGGER haushalt_buchung_kein_ersatz BEFORE INSERT ON haushalt_buchung
                WHEN EXISTS (SELECT 1 FROM haushalt_buchung
                    WHERE (id = NEW.id) OR (schluessel = NEW.schluessel))
                BEGIN SELECT RAISE(ABORT, 'Eine Buchung bleibt stehen; eine Korrektur ist eine Gegenbuchung.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION haushalt_buchung_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Buchung bleibt stehen; eine Korrektur ist eine Gegenbuchung.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER haushalt_buchung_zeile BEFORE UPDATE OR DELETE ON haushalt_buchung
                FOR EACH ROW EXECUTE FUNCTION haushalt_buchung_fortschreiben()""",
                """CREATE TRIGGER haushalt_buchung_leeren BEFORE TRUNCATE ON haushalt_buchung
                FOR EACH STATEMENT EXECUTE FUNCTION haushalt_buchung_fortschreiben()""",
            ],
        ),
    ]
