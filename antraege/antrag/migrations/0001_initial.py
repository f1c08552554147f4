import antraege.antrag.models.anlage
import antraege.antrag.models.beteiligung
import antraege.antrag.models.schriftstueck
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
        ('programme', '0001_initial'),
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Antrag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('art', models.CharField(choices=[('foerderung', 'Förderantrag'), ('mittelzuweisung', 'Interne Mittelzuweisung'), ('kooperation', 'Kooperation')], default='foerderung', max_length=20, verbose_name='Art')),
                ('status', models.CharField(choices=[('entwurf', 'Entwurf'), ('eingereicht', 'eingereicht'), ('nachforderung', 'Nachforderung'), ('geprueft', 'geprüft'), ('bewilligt', 'bewilligt'), ('ausgezahlt', 'ausgezahlt'), ('kontrolliert', 'kontrolliert'), ('abgeschlossen', 'abgeschlossen'), ('abgelehnt', 'abgelehnt'), ('zurueckgezogen', 'zurückgezogen'), ('widerrufen', 'widerrufen')], default='entwurf', max_length=20, verbose_name='Status')),
                ('stand', models.PositiveIntegerField(default=0, help_text='Zählt jede Änderung; ein Formular mit altem Stand wird abgewiesen.')),
                ('aktenzeichen', models.CharField(blank=True, max_length=40, null=True, unique=True, verbose_name='Aktenzeichen')),
                ('programm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='antraege', to='programme.foerderprogramm')),
                ('richtlinie', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='antraege', to='programme.richtlinie')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faelle', to='rollen.stelle', verbose_name='zuständige Stelle')),
                ('traeger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='antraege', to='rollen.stelle', verbose_name='Antragsteller')),
                ('standort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standortfaelle', to='rollen.stelle')),
                ('titel', models.CharField(max_length=160, verbose_name='Titel des Vorhabens')),
                ('antworten', models.JSONField(blank=True, default=dict)),
                ('beginn', models.DateField(blank=True, null=True, verbose_name='Beginn des Vorhabens')),
                ('ende', models.DateField(blank=True, null=True, verbose_name='Ende des Vorhabens')),
                ('haushaltsjahr', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='Haushaltsjahr')),
                ('beantragt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='beantragt')),
                ('vorgeschlagen', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='vorgeschlagen')),
                ('bewilligt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='bewilligt')),
                ('ausgezahlt', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='ausgezahlt')),
                ('entfallen', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), help_text='Teil der Bewilligung, der nicht mehr ausgezahlt wird: Verzicht, Abrechnung oder Widerruf.', verbose_name='entfallen')),
                ('erstattet', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='erstattet')),
                ('abgerechnet', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='endgültige Zuwendung')),
                ('einheiten', models.PositiveIntegerField(blank=True, null=True, verbose_name='Zahl der Einheiten')),
                ('abruf_beendet', models.BooleanField(default=False, verbose_name='keine weiteren Abrufe')),
                ('begruendung', models.TextField(blank=True, verbose_name='Begründung der letzten Entscheidung')),
                ('angelegt_am', models.DateTimeField(default=rollen.uhr.jetzt, verbose_name='angelegt am')),
                ('angelegt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('im_auftrag', models.BooleanField(default=False, verbose_name='von der Servicestelle im Auftrag entworfen')),
                ('im_gremium', models.BooleanField(default=False, help_text='Nur solche Fälle sieht die Gremiengeschäftsführung.', verbose_name='liegt oder lag Rat oder Ausschüssen vor')),
                ('sachbearbeitung', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='faelle', to='rollen.benutzer')),
                ('eingereicht_am', models.DateTimeField(blank=True, null=True, verbose_name='eingereicht am')),
                ('entschieden_am', models.DateTimeField(blank=True, null=True, verbose_name='entschieden am')),
                ('abgeschlossen_am', models.DateTimeField(blank=True, null=True, verbose_name='abgeschlossen am')),
                ('nachweis_faellig_am', models.DateField(blank=True, null=True, verbose_name='Verwendungsnachweis fällig am')),
            ],
            options={
                'verbose_name': 'Antrag',
                'verbose_name_plural': 'Anträge',
                'default_permissions': (),
                'indexes': [models.Index(fields=['stelle', '-id'], name='antrag_stelle'), models.Index(fields=['stelle', 'status', '-id'], name='antrag_stelle_status'), models.Index(fields=['stelle', 'haushaltsjahr', '-id'], name='antrag_stelle_jahr'), models.Index(fields=['status', '-id'], name='antrag_status'), models.Index(fields=['haushaltsjahr', '-id'], name='antrag_jahr'), models.Index(fields=['richtlinie', '-id'], name='antrag_richtlinie'), models.Index(fields=['richtlinie', 'status', '-id'], name='antrag_richtlinie_status'), models.Index(fields=['richtlinie', 'haushaltsjahr', '-id'], name='antrag_richtlinie_jahr'), models.Index(condition=models.Q(('im_auftrag', True)), fields=['-id'], name='antrag_im_auftrag'), models.Index(condition=models.Q(('im_gremium', True)), fields=['-id'], name='antrag_im_gremium'), models.Index(fields=['programm', '-id'], name='antrag_programm'), models.Index(fields=['traeger', '-id'], name='antrag_traeger'), models.Index(fields=['standort', '-id'], name='antrag_standort'), models.Index(condition=models.Q(('art', 'kooperation')), fields=['-id'], name='kooperation_alle'), models.Index(condition=models.Q(('art', 'kooperation')), fields=['stelle', '-id'], name='kooperation_stelle'), models.Index(condition=models.Q(('art', 'kooperation')), fields=['traeger', '-id'], name='kooperation_traeger'), models.Index(condition=models.Q(('art', 'kooperation')), fields=['standort', '-id'], name='kooperation_standort')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['entwurf', 'eingereicht', 'nachforderung', 'geprueft', 'bewilligt', 'ausgezahlt', 'kontrolliert', 'abgeschlossen', 'abgelehnt', 'zurueckgezogen', 'widerrufen'])), name='antrag_status_bekannt'), models.CheckConstraint(condition=models.Q(('ausgezahlt__gte', 0), ('beantragt__gte', 0), ('bewilligt__gte', 0), ('ausgezahlt__lte', models.F('bewilligt'))), name='antrag_nie_mehr_gezahlt_als_bewilligt'), models.CheckConstraint(condition=models.Q(('bewilligt__gte', django.db.models.expressions.CombinedExpression(models.F('ausgezahlt'), '+', models.F('entfallen'))), ('entfallen__gte', 0)), name='antrag_bewilligt_deckt_alles'), models.CheckConstraint(condition=models.Q(('erstattet__gte', 0), ('erstattet__lte', models.F('ausgezahlt'))), name='antrag_nie_mehr_erstattet_als_gezahlt'), models.CheckConstraint(condition=models.Q(('aktenzeichen__isnull', False), ('status__in', ['entwurf', 'zurueckgezogen']), _connector='OR'), name='antrag_mit_aktenzeichen')],
            },
        ),
        migrations.CreateModel(
            name='Momentaufnahme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='momentaufnahmen', to='antrag.antrag')),
                ('nr', models.PositiveSmallIntegerField()),
                ('anlass', models.CharField(max_length=40)),
                ('inhalt', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('erstellt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('antrag', 'nr'), name='momentaufnahme_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Aktenzeichenkreis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.stelle')),
                ('zeichen', models.CharField(default='FK', max_length=4)),
                ('jahr', models.PositiveSmallIntegerField()),
                ('letzte_nr', models.PositiveIntegerField(default=0)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('stelle', 'zeichen', 'jahr'), name='aktenzeichenkreis_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Beteiligung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beteiligungen', to='antrag.antrag')),
                ('benutzer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beteiligungen', to='rollen.benutzer')),
                ('taetigkeit', models.CharField(choices=antraege.antrag.models.beteiligung._taetigkeiten, max_length=25)),
                ('zuerst_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('antrag', 'benutzer', 'taetigkeit'), name='beteiligung_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Pruefung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pruefungen', to='antrag.antrag')),
                ('art', models.CharField(choices=[('formal', 'formale Prüfung'), ('fachlich', 'fachliche Prüfung'), ('nachweis', 'Prüfung des Verwendungsnachweises')], max_length=10)),
                ('ergebnisse', models.JSONField(default=list)),
                ('vermerk', models.TextField(blank=True, verbose_name='Vermerk')),
                ('vorschlag', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Vorschlag')),
                ('geprueft_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('geprueft_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'verbose_name': 'Prüfung',
                'verbose_name_plural': 'Prüfungen',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Mitzeichnung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mitzeichnungen', to='antrag.antrag')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.stelle')),
                ('votum', models.CharField(choices=[('einverstanden', 'Einverstanden'), ('mit_hinweis', 'Einverstanden mit Hinweis'), ('bedenken', 'Bedenken')], max_length=15)),
                ('begruendung', models.TextField(blank=True, verbose_name='Begründung')),
                ('gezeichnet_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('gezeichnet_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'verbose_name': 'Mitzeichnung',
                'verbose_name_plural': 'Mitzeichnungen',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Nachforderung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nachforderungen', to='antrag.antrag')),
                ('frist', models.DateField(verbose_name='Frist')),
                ('gestellt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('gestellt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('beantwortet_am', models.DateTimeField(blank=True, null=True)),
                ('abgelaufen_am', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'Nachforderung',
                'verbose_name_plural': 'Nachforderungen',
                'ordering': ['id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('abgelaufen_am__isnull', True), ('beantwortet_am__isnull', True)), fields=('antrag',), name='nachforderung_nur_eine_offene')],
            },
        ),
        migrations.CreateModel(
            name='Nachforderungspunkt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nachforderung', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='punkte', to='antrag.nachforderung')),
                ('bezug', models.CharField(choices=[('frage', 'Angabe im Antrag'), ('unterlage', 'Unterlage'), ('plan', 'Finanzierungsplan')], max_length=10)),
                ('schluessel', models.CharField(blank=True, max_length=40)),
                ('was', models.CharField(max_length=300, verbose_name='Was fehlt')),
                ('warum', models.CharField(max_length=300, verbose_name='Warum es gebraucht wird')),
                ('vorher', models.JSONField(blank=True, null=True)),
                ('nachher', models.JSONField(blank=True, null=True)),
                ('antwort', models.TextField(blank=True, verbose_name='Antwort')),
            ],
            options={
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Anlage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anlagen', to='antrag.antrag')),
                ('unterlage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='programme.unterlage')),
                ('datei', models.FileField(max_length=120, upload_to=antraege.antrag.models.anlage.ablageort)),
                ('name', models.CharField(max_length=160, verbose_name='Dateiname')),
                ('medientyp', models.CharField(max_length=100)),
                ('groesse', models.PositiveIntegerField(verbose_name='Größe in Byte')),
                ('sha256', models.CharField(max_length=64)),
                ('hochgeladen_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('hochgeladen_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('zu_punkt', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='anlagen', to='antrag.nachforderungspunkt')),
                ('entfernt_am', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'Anlage',
                'verbose_name_plural': 'Anlagen',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Schriftstueck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schriftstuecke', to='antrag.antrag')),
                ('art', models.CharField(choices=[('eingangsbestaetigung', 'Eingangsbestätigung'), ('nachforderung', 'Nachforderung'), ('zuwendungsbescheid', 'Zuwendungsbescheid'), ('mittelzuweisung', 'Mittelzuweisung'), ('ablehnungsbescheid', 'Ablehnungsbescheid'), ('aenderungsbescheid', 'Änderungsbescheid'), ('pruefvermerk', 'Prüfvermerk'), ('auszahlungsanordnung', 'Auszahlungsanordnung'), ('verwendungsnachweis', 'Verwendungsnachweis'), ('pruefvermerk_nachweis', 'Prüfvermerk zum Verwendungsnachweis'), ('anhoerung', 'Anhörung'), ('rueckforderungsbescheid', 'Rückforderungsbescheid'), ('forderungsentscheidung', 'Entscheidung über die Forderung'), ('niederschlagung', 'Niederschlagung (Vermerk)'), ('mahnung', 'Mahnung'), ('schlussmitteilung', 'Schlussmitteilung'), ('kooperationsvereinbarung', 'Kooperationsvereinbarung'), ('nachtrag', 'Nachtrag'), ('kuendigung', 'Kündigung'), ('gremienvorlage', 'Gremienvorlage'), ('gremienvorlage_intern', 'Gremienvorlage (nicht öffentlich)')], max_length=25)),
                ('titel', models.CharField(max_length=200)),
                ('kennung', models.CharField(max_length=40, unique=True, verbose_name='Dokument-ID')),
                ('inhalt', models.JSONField()),
                ('vorlagenversion', models.CharField(max_length=80)),
                ('datei', models.FileField(max_length=120, upload_to=antraege.antrag.models.schriftstueck.ablageort)),
                ('sha256', models.CharField(max_length=64)),
                ('groesse', models.PositiveIntegerField()),
                ('erlassen_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('erlassen_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Schriftstück',
                'verbose_name_plural': 'Schriftstücke',
                'ordering': ['id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['sha256'], name='schriftstueck_sha256')],
            },
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER antrag_momentaufnahme_kein_update BEFORE UPDATE ON antrag_momentaufnahme
                BEGIN SELECT RAISE(ABORT, 'Eine Momentaufnahme wird nie geändert.'); END""",
                """CREATE TRIGGER antrag_momentaufnahme_kein_delete BEFORE DELETE ON antrag_momentaufnahme
                BEGIN SELECT RAISE(ABORT, 'Eine Momentaufnahme wird nie geändert.'); END""",
                """CREATE TRIGGER antrag_momentaufnahme_kein_ersatz BEFORE INSERT ON antrag_momentaufnahme
                WHEN EXISTS (SELECT 1 FROM antrag_momentaufnahme
                    WHERE (antrag_id = NEW.antrag_id AND nr = NEW.nr) OR (id = NEW.id))
                BEGIN SELECT RAISE(ABORT, 'Eine Momentaufnahme wird nie geändert.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION antrag_momentaufnahme_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Momentaufnahme wird nie geändert.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER antrag_momentaufnahme_zeile BEFORE UPDATE OR DELETE ON antrag_momentaufnahme
                FOR EACH ROW EXECUTE FUNCTION antrag_momentaufnahme_fortschreiben()""",
                """CREATE TRIGGER antrag_momentaufnahme_leeren BEFORE TRUNCATE ON antrag_momentaufnahme
                FOR EACH STATEMENT EXECUTE FUNCTION antrag_momentaufnahme_fortschreiben()""",
            ],
        ),
    ]
