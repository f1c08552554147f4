import antraege.haushalt.felder
import antraege.programme.models.richtlinie
import django.core.validators
import django.db.models.deletion
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
            name='Festwert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schluessel', models.CharField(choices=[('basiszins', 'Basiszinssatz in % (§ 247 BGB), je Halbjahr'), ('zinsaufschlag_vwvfg', 'Zinsaufschlag VwVfG NRW in Prozentpunkten (§ 49a Abs. 3)'), ('zinsaufschlag_sgbx', 'Zinsaufschlag SGB X in Prozentpunkten (§ 50 Abs. 2a)'), ('deminimis_grenze', 'De-minimis-Grenze in Euro für drei Jahre'), ('deminimis_dawi', 'De-minimis-Grenze für DAWI in Euro für drei Jahre'), ('stueckelung_ab', 'Stückelung: ab wie viel % der Wertgrenze ein Antrag auffällt'), ('stueckelung_tage', 'Stückelung: Tage zwischen zwei Anträgen'), ('traegerpruefung_tage', 'Prüfung einer Organisation: Tage bis zur Antwort')], max_length=30, verbose_name='Wert')),
                ('wert', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='Höhe')),
                ('gueltig_ab', models.DateField(verbose_name='gültig ab')),
                ('quelle', models.CharField(max_length=200, verbose_name='Quelle')),
                ('erfasst_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('erfasst_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('freigegeben_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('freigegeben_am', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'Festwert',
                'verbose_name_plural': 'Festwerte',
                'ordering': ['schluessel', '-gueltig_ab'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('schluessel', 'gueltig_ab'), name='festwert_einmal'), models.CheckConstraint(condition=models.Q(('freigegeben_von__isnull', True), models.Q(('freigegeben_von', models.F('erfasst_von')), _negated=True), _connector='OR'), name='festwert_vier_augen')],
            },
        ),
        migrations.CreateModel(
            name='Foerderprogramm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kuerzel', models.SlugField(max_length=40, unique=True, verbose_name='Kürzel')),
                ('name', models.CharField(max_length=160, verbose_name='Name')),
                ('beschreibung', models.TextField(blank=True, verbose_name='Worum es geht')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='rollen.stelle', verbose_name='federführende Stelle')),
                ('kooperation', models.BooleanField(default=False, help_text='Geld braucht einen eigenen Antrag.', verbose_name='führt zu einer Kooperationsvereinbarung')),
                ('zeichen', models.CharField(default='FK', max_length=4, validators=[django.core.validators.RegexValidator('^[A-Z]{2,4}$', 'Zwei bis vier Großbuchstaben.')], verbose_name='Zeichen im Aktenzeichen')),
            ],
            options={
                'verbose_name': 'Förderprogramm',
                'verbose_name_plural': 'Förderprogramme',
                'ordering': ['name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Richtlinie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='richtlinien', to='programme.foerderprogramm')),
                ('version', models.PositiveSmallIntegerField(verbose_name='Version')),
                ('titel', models.CharField(max_length=200, verbose_name='Titel')),
                ('rechtsgrundlage', models.CharField(max_length=300, verbose_name='Rechtsgrundlage')),
                ('gueltig_von', models.DateField(verbose_name='gültig ab')),
                ('gueltig_bis', models.DateField(blank=True, null=True, verbose_name='gültig bis')),
                ('erstellt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('freigegeben_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('freigegeben_am', models.DateTimeField(blank=True, null=True)),
                ('rechtsregime', models.CharField(choices=[('vwvfg', 'VwVfG NRW'), ('sgbx', 'SGB X')], max_length=10, verbose_name='Rechtsregime')),
                ('finanzierungsart', models.CharField(choices=[('anteil', 'Anteilfinanzierung'), ('fehlbedarf', 'Fehlbedarfsfinanzierung'), ('festbetrag', 'Festbetragsfinanzierung'), ('voll', 'Vollfinanzierung'), ('einheiten', 'Festbetrag je Einheit')], max_length=12, verbose_name='Finanzierungsart')),
                ('antragsberechtigt', models.JSONField(default=list, help_text='Arten von Stellen, die beantragen dürfen.', verbose_name='antragsberechtigt')),
                ('antrag_von', models.DateField(blank=True, null=True, verbose_name='Anträge ab')),
                ('antrag_bis', models.DateField(blank=True, null=True, verbose_name='Anträge bis')),
                ('foerdersatz_max', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='höchster Fördersatz in %')),
                ('eigenanteil_min', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='mindester Eigenanteil in %')),
                ('mindestbetrag', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Mindestbetrag')),
                ('hoechstbetrag', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Höchstbetrag')),
                ('bagatelle', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Bagatellgrenze der Abrechnung')),
                ('tage_pruefung', models.PositiveSmallIntegerField(default=10, verbose_name='Werktage für die formale Prüfung')),
                ('tage_fachlich', models.PositiveSmallIntegerField(default=15, verbose_name='Werktage für die fachliche Prüfung')),
                ('tage_mitzeichnung', models.PositiveSmallIntegerField(default=10, verbose_name='Werktage für Mitzeichnungen')),
                ('tage_entscheidung', models.PositiveSmallIntegerField(default=10, verbose_name='Werktage für die Entscheidung')),
                ('tage_zahlung', models.PositiveSmallIntegerField(default=5, verbose_name='Werktage je Schritt der Auszahlung')),
                ('tage_nachforderung', models.PositiveSmallIntegerField(default=14, verbose_name='Tage für Nachforderungen')),
                ('monate_nachweis', models.PositiveSmallIntegerField(default=6, verbose_name='Monate bis zum Verwendungsnachweis')),
                ('monate_verwendung', models.PositiveSmallIntegerField(default=2, verbose_name='Monate zur Verwendung gezahlter Mittel')),
                ('bestandskraft_noetig', models.BooleanField(default=True, verbose_name='Auszahlung erst nach Bestandskraft')),
                ('auszahlungsart', models.CharField(choices=[('abruf', 'auf Abruf'), ('raten', 'in Raten nach dem Bescheid')], default='abruf', max_length=6, verbose_name='Auszahlung')),
                ('vereinbarung_noetig', models.BooleanField(default=False, verbose_name='Auszahlung erst nach gezeichneter Kooperationsvereinbarung')),
                ('sperre_bei_saeumnis', models.BooleanField(default=True, verbose_name='keine Auszahlung, solange ein früherer Nachweis überfällig ist')),
                ('nachweisform', models.CharField(choices=[('einfach', 'einfacher Nachweis ohne Belege'), ('regulaer', 'Nachweis mit Belegliste')], default='einfach', max_length=8, verbose_name='Form des Verwendungsnachweises')),
                ('toleranz_prozent', models.DecimalField(decimal_places=2, default=Decimal('20.00'), max_digits=5, verbose_name='Überschreitung je Einzelansatz in %')),
                ('ueberfinanzierung_kuerzen', models.BooleanField(default=True, verbose_name='Überfinanzierung kürzen')),
                ('gemeinkosten_max', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='höchste Gemeinkosten in % der Ausgaben')),
                ('einheit', models.CharField(blank=True, help_text='Zum Beispiel: Platz, Einheit.', max_length=60, verbose_name='Einheit')),
                ('einheitensatz', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Betrag je Einheit')),
                ('nachweis_erinnerungen', models.JSONField(blank=True, default=antraege.programme.models.richtlinie.erinnerungstage, help_text='Tage ab der Fälligkeit; -30 heißt 30 Tage vorher.', verbose_name='Erinnerungen an den Nachweis')),
                ('jahre_belege', models.PositiveSmallIntegerField(default=5, verbose_name='Jahre, die der Träger Belege aufbewahrt')),
                ('stichprobe_prozent', models.PositiveSmallIntegerField(default=20, verbose_name='Stichprobe der Belege in %')),
                ('stichprobe_ab', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='jeder Beleg ab diesem Betrag wird geprüft')),
                ('zinsmethode', models.CharField(choices=[('ACT_ACT', 'taggenau, Jahr mit 365 oder 366 Tagen'), ('ACT_365', 'taggenau, Jahr mit 365 Tagen'), ('30_360', 'Monat mit 30, Jahr mit 360 Tagen')], default='ACT_ACT', max_length=7, verbose_name='Zinsrechnung')),
                ('tage_anhoerung', models.PositiveSmallIntegerField(default=21, verbose_name='Tage für die Anhörung')),
                ('monate_zahlungsziel', models.PositiveSmallIntegerField(default=1, verbose_name='Monate bis zur Fälligkeit einer Erstattung')),
                ('kleinbetrag', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Erstattungen bis zu diesem Betrag entfallen')),
                ('deminimis', models.BooleanField(default=False, verbose_name='Förderung wird als De-minimis-Beihilfe geprüft')),
                ('feststellung_eine_person', models.BooleanField(default=False, verbose_name='sachlich und rechnerisch richtig darf eine Person feststellen')),
                ('auftrag', models.CharField(blank=True, max_length=40, verbose_name='Auftrag im Haushalt')),
                ('sachkonto', models.CharField(blank=True, max_length=20, verbose_name='Sachkonto im Haushalt')),
                ('haushaltsbezeichnung', models.CharField(blank=True, max_length=120, verbose_name='Bezeichnung im Haushalt')),
            ],
            options={
                'verbose_name': 'Richtlinie',
                'verbose_name_plural': 'Richtlinien',
                'ordering': ['programm', '-version'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('programm', 'version'), name='richtlinie_version_einmal'), models.CheckConstraint(condition=models.Q(('freigegeben_von__isnull', True), models.Q(('freigegeben_von', models.F('erstellt_von')), _negated=True), _connector='OR'), name='richtlinie_vier_augen'), models.CheckConstraint(condition=models.Q(('gueltig_bis__isnull', True), ('gueltig_bis__gte', models.F('gueltig_von')), _connector='OR'), name='richtlinie_zeitraum')],
            },
        ),
        migrations.CreateModel(
            name='Unterlage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unterlagen', to='programme.richtlinie')),
                ('nr', models.PositiveSmallIntegerField()),
                ('schluessel', models.SlugField(max_length=40)),
                ('bezeichnung', models.CharField(max_length=160)),
                ('warum', models.CharField(blank=True, max_length=300)),
                ('pflicht', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('richtlinie', 'schluessel'), name='unterlage_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Pruefpunkt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pruefpunkte', to='programme.richtlinie')),
                ('art', models.CharField(choices=[('formal', 'formale Prüfung'), ('fachlich', 'fachliche Prüfung'), ('nachweis', 'Prüfung des Verwendungsnachweises')], max_length=10)),
                ('nr', models.PositiveSmallIntegerField()),
                ('schluessel', models.SlugField(max_length=40)),
                ('text', models.CharField(max_length=300)),
                ('grundlage', models.CharField(blank=True, max_length=160, verbose_name='Grundlage')),
            ],
            options={
                'ordering': ['art', 'nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('richtlinie', 'art', 'schluessel'), name='pruefpunkt_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Mitzeichnungsstelle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mitzeichnungsstellen', to='programme.richtlinie')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.stelle')),
            ],
            options={
                'ordering': ['stelle__name'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('richtlinie', 'stelle'), name='mitzeichnungsstelle_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Wertgrenze',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wertgrenzen', to='programme.richtlinie')),
                ('ebene', models.CharField(choices=[('gruppenleitung', 'Gruppenleitung'), ('bereichsleitung', 'Bereichsleitung'), ('fachbereichsleitung', 'Fachbereichsleitung'), ('dezernat', 'Dezernat')], max_length=25)),
                ('bis_betrag', antraege.haushalt.felder.EuroField(verbose_name='bis einschließlich')),
            ],
            options={
                'ordering': ['bis_betrag'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('richtlinie', 'ebene'), name='wertgrenze_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Frage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nr', models.PositiveSmallIntegerField()),
                ('schluessel', models.SlugField(max_length=40)),
                ('text', models.CharField(max_length=300, verbose_name='Frage')),
                ('warum', models.CharField(blank=True, max_length=300, verbose_name='Warum wir das fragen')),
                ('art', models.CharField(choices=[('text', 'kurzer Text'), ('langtext', 'langer Text'), ('zahl', 'Anzahl'), ('ja_nein', 'Ja oder Nein'), ('auswahl', 'Auswahl'), ('erklaerung', 'Erklärung (muss bestätigt werden)')], max_length=12)),
                ('auswahl', models.JSONField(blank=True, default=list, help_text='Paare aus Schlüssel und Text.')),
                ('pflicht', models.BooleanField(default=True)),
                ('max_zeichen', models.PositiveIntegerField(default=2000)),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fragen', to='programme.richtlinie')),
                ('abschnitt', models.CharField(max_length=80, verbose_name='Abschnitt')),
            ],
            options={
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('richtlinie', 'schluessel'), name='frage_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Berichtsfrage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nr', models.PositiveSmallIntegerField()),
                ('schluessel', models.SlugField(max_length=40)),
                ('text', models.CharField(max_length=300, verbose_name='Frage')),
                ('warum', models.CharField(blank=True, max_length=300, verbose_name='Warum wir das fragen')),
                ('art', models.CharField(choices=[('text', 'kurzer Text'), ('langtext', 'langer Text'), ('zahl', 'Anzahl'), ('ja_nein', 'Ja oder Nein'), ('auswahl', 'Auswahl'), ('erklaerung', 'Erklärung (muss bestätigt werden)')], max_length=12)),
                ('auswahl', models.JSONField(blank=True, default=list, help_text='Paare aus Schlüssel und Text.')),
                ('pflicht', models.BooleanField(default=True)),
                ('max_zeichen', models.PositiveIntegerField(default=2000)),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='berichtsfragen', to='programme.richtlinie')),
            ],
            options={
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('richtlinie', 'schluessel'), name='berichtsfrage_einmal'), models.CheckConstraint(condition=models.Q(('art', 'erklaerung'), _negated=True), name='berichtsfrage_ohne_erklaerung')],
            },
        ),
        # A released Richtlinie stays, with all that belongs to it. FOR SHARE makes a change of a part wait for a
        # release that is under way, and the other way round.
        Trigger(
            sqlite=[
                """CREATE TRIGGER richtlinie_fest_UPDATE BEFORE UPDATE ON programme_richtlinie
                WHEN OLD.freigegeben_von_id IS NOT NULL
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER richtlinie_fest_DELETE BEFORE DELETE ON programme_richtlinie
                WHEN OLD.freigegeben_von_id IS NOT NULL
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER frage_fest_INSERT BEFORE INSERT ON programme_frage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER frage_fest_UPDATE BEFORE UPDATE ON programme_frage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id, NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER frage_fest_DELETE BEFORE DELETE ON programme_frage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER unterlage_fest_INSERT BEFORE INSERT ON programme_unterlage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER unterlage_fest_UPDATE BEFORE UPDATE ON programme_unterlage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id, NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER unterlage_fest_DELETE BEFORE DELETE ON programme_unterlage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER pruefpunkt_fest_INSERT BEFORE INSERT ON programme_pruefpunkt
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER pruefpunkt_fest_UPDATE BEFORE UPDATE ON programme_pruefpunkt
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id, NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER pruefpunkt_fest_DELETE BEFORE DELETE ON programme_pruefpunkt
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER mitzeichnungsstelle_fest_INSERT BEFORE INSERT ON programme_mitzeichnungsstelle
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER mitzeichnungsstelle_fest_UPDATE BEFORE UPDATE ON programme_mitzeichnungsstelle
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id, NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER mitzeichnungsstelle_fest_DELETE BEFORE DELETE ON programme_mitzeichnungsstelle
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER wertgrenze_fest_INSERT BEFORE INSERT ON programme_wertgrenze
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER wertgrenze_fest_UPDATE BEFORE UPDATE ON programme_wertgrenze
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id, NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER wertgrenze_fest_DELETE BEFORE DELETE ON programme_wertgrenze
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER berichtsfrage_fest_INSERT BEFORE INSERT ON programme_berichtsfrage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER berichtsfrage_fest_UPDATE BEFORE UPDATE ON programme_berichtsfrage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id, NEW.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
                """CREATE TRIGGER berichtsfrage_fest_DELETE BEFORE DELETE ON programme_berichtsfrage
                WHEN EXISTS (SELECT 1 FROM programme_richtlinie
                    WHERE id IN (OLD.richtlinie_id) AND freigegeben_von_id IS NOT NULL)
                BEGIN SELECT RAISE(ABORT, 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION richtlinie_fest() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'
                    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
                """CREATE FUNCTION richtlinienteil_fest() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE eltern bigint[]; person bigint;
                BEGIN
                IF TG_OP <> 'INSERT' THEN eltern := eltern || OLD.richtlinie_id; END IF;
                IF TG_OP <> 'DELETE' THEN eltern := eltern || NEW.richtlinie_id; END IF;
                FOR person IN SELECT freigegeben_von_id FROM programme_richtlinie WHERE id = ANY(eltern) FOR SHARE
                LOOP
                    IF person IS NOT NULL THEN
                        RAISE EXCEPTION 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'
                    USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                END LOOP;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                END $$""",
                """CREATE TRIGGER richtlinie_fest BEFORE UPDATE OR DELETE ON programme_richtlinie
                FOR EACH ROW
                WHEN (OLD.freigegeben_von_id IS NOT NULL)
                EXECUTE FUNCTION richtlinie_fest()""",
                """CREATE TRIGGER frage_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_frage
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
                """CREATE TRIGGER unterlage_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_unterlage
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
                """CREATE TRIGGER pruefpunkt_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_pruefpunkt
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
                """CREATE TRIGGER mitzeichnungsstelle_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_mitzeichnungsstelle
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
                """CREATE TRIGGER wertgrenze_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_wertgrenze
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
                """CREATE TRIGGER berichtsfrage_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_berichtsfrage
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
            ],
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER festwert_fest_UPDATE BEFORE UPDATE ON programme_festwert
                WHEN OLD.freigegeben_am IS NOT NULL
                BEGIN SELECT RAISE(ABORT, 'Ein freigegebener Wert ändert sich nicht mehr. Erfassen Sie einen neuen mit eigenem Beginn.'); END""",
                """CREATE TRIGGER festwert_fest_DELETE BEFORE DELETE ON programme_festwert
                WHEN OLD.freigegeben_am IS NOT NULL
                BEGIN SELECT RAISE(ABORT, 'Ein freigegebener Wert ändert sich nicht mehr. Erfassen Sie einen neuen mit eigenem Beginn.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION festwert_fest() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Ein freigegebener Wert ändert sich nicht mehr. Erfassen Sie einen neuen mit eigenem Beginn.'
                    USING ERRCODE = 'integrity_constraint_violation'; END $$""",
                """CREATE TRIGGER festwert_fest BEFORE UPDATE OR DELETE ON programme_festwert
                FOR EACH ROW
                WHEN (OLD.freigegeben_am IS NOT NULL)
                EXECUTE FUNCTION festwert_fest()""",
            ],
        ),
    ]
