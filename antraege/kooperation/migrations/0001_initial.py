import antraege.haushalt.felder
import antraege.kooperation.models.fassung
import antraege.kooperation.models.zeichnung
import django.db.models.deletion
import rollen.uhr
from django.db import migrations, models

from rollen.trigger import Trigger


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('angebote', '0001_initial'),
        ('antrag', '0001_initial'),
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Vereinbarung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='vereinbarung', to='antrag.antrag')),
                ('status', models.CharField(choices=[('anfrage', 'Anfrage'), ('bedarfsklaerung', 'Bedarfsklärung'), ('abstimmung', 'in Abstimmung'), ('entwurf', 'im Entwurf'), ('freigegeben', 'freigegeben'), ('zeichnung', 'in Zeichnung'), ('gezeichnet', 'gezeichnet, noch nicht begonnen'), ('aktiv', 'aktiv'), ('gekuendigt', 'gekündigt'), ('beendet', 'beendet'), ('evaluiert', 'evaluiert'), ('abgelehnt', 'abgelehnt'), ('abgebrochen', 'abgebrochen')], default='anfrage', max_length=16, verbose_name='Stand')),
                ('themenfeld', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vereinbarungen', to='angebote.themenfeld')),
                ('zielgruppe', models.CharField(blank=True, max_length=300, verbose_name='Zielgruppe')),
                ('laufzeit_von', models.DateField(null=True, verbose_name='Laufzeit von')),
                ('laufzeit_bis', models.DateField(null=True, verbose_name='Laufzeit bis')),
                ('mit_geld', models.BooleanField(default=False, verbose_name='mit Geld der Stadt')),
                ('wert', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Wert für die Stadt')),
                ('zuwendung', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vereinbarungen', to='antrag.antrag', verbose_name='verbundene Förderung')),
                ('ganztag', models.BooleanField(default=False, verbose_name='Angebot im Ganztag')),
                ('schule_gebunden', models.BooleanField(default=False, verbose_name='die Schule bindet sich')),
                ('schulkonferenz_am', models.DateField(blank=True, null=True, verbose_name='Zustimmung der Schulkonferenz am')),
                ('kuendigungsfrist', models.PositiveSmallIntegerField(default=3, verbose_name='Kündigungsfrist in Monaten')),
                ('feste_reihenfolge', models.BooleanField(default=False, verbose_name='Zeichnung in fester Reihenfolge')),
                ('zeichnungsfrist', models.DateField(blank=True, null=True, verbose_name='zu zeichnen bis')),
                ('gezeichnet_am', models.DateTimeField(null=True, verbose_name='von allen gezeichnet am')),
                ('aktiv_seit', models.DateField(null=True, verbose_name='aktiv seit')),
                ('beendet_am', models.DateField(null=True, verbose_name='beendet am')),
                ('beendet_durch', models.CharField(blank=True, max_length=200, verbose_name='beendet durch')),
                ('angebote', models.ManyToManyField(blank=True, related_name='vereinbarungen', to='angebote.angebot', verbose_name='beruht auf Angeboten')),
            ],
            options={
                'verbose_name': 'Vereinbarung',
                'verbose_name_plural': 'Vereinbarungen',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['status', 'laufzeit_bis'], name='vereinbarung_laeuft_aus'), models.Index(fields=['themenfeld', '-id'], name='vereinbarung_themenfeld')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['anfrage', 'bedarfsklaerung', 'abstimmung', 'entwurf', 'freigegeben', 'zeichnung', 'gezeichnet', 'aktiv', 'gekuendigt', 'beendet', 'evaluiert', 'abgelehnt', 'abgebrochen'])), name='vereinbarung_status_bekannt'), models.CheckConstraint(condition=models.Q(('laufzeit_von__isnull', True), ('laufzeit_bis__isnull', True), ('laufzeit_bis__gte', models.F('laufzeit_von')), _connector='OR'), name='vereinbarung_laufzeit')],
            },
        ),
        migrations.CreateModel(
            name='Partei',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parteien', to='kooperation.vereinbarung')),
                ('nr', models.PositiveSmallIntegerField(verbose_name='Nummer')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vereinbarungsparteien', to='rollen.stelle')),
                ('rolle', models.CharField(choices=[('schule', 'Schule'), ('schultraeger', 'Schulträger (Stadt)'), ('traeger', 'Träger'), ('kita', 'Kita'), ('jugendarbeit', 'Einrichtung der Jugendarbeit'), ('fachbereich', 'Fachbereich der Stadt'), ('partner', 'weiterer Bildungspartner')], max_length=12, verbose_name='Rolle')),
                ('kuerzel', models.CharField(max_length=80, verbose_name='im Text genannt')),
                ('vertreten_durch', models.CharField(help_text='Die Funktion.', max_length=160, verbose_name='vertreten durch')),
                ('ansprechperson', models.CharField(blank=True, max_length=160, verbose_name='Ansprechperson')),
                ('kontakt', models.CharField(blank=True, max_length=160, verbose_name='Kontakt')),
                ('zeichnet', models.BooleanField(default=True, verbose_name='muss zeichnen')),
            ],
            options={
                'verbose_name': 'Partei',
                'verbose_name_plural': 'Parteien',
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('vereinbarung', 'nr'), name='partei_nr_einmal'), models.UniqueConstraint(fields=('vereinbarung', 'stelle'), name='partei_stelle_einmal'), models.UniqueConstraint(fields=('vereinbarung', 'kuerzel'), name='partei_kuerzel_einmal'), models.CheckConstraint(condition=models.Q(('nr__gte', 1), ('nr__lte', 12)), name='partei_hoechstens_zwoelf')],
            },
        ),
        migrations.CreateModel(
            name='Vereinbarungsanlage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anlagen', to='kooperation.vereinbarung')),
                ('anlage', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='antrag.anlage')),
                ('bezeichnung', models.CharField(max_length=160, verbose_name='Bezeichnung')),
            ],
            options={
                'verbose_name': 'Anlage der Vereinbarung',
                'verbose_name_plural': 'Anlagen der Vereinbarung',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Fassung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fassungen', to='kooperation.vereinbarung')),
                ('nr', models.PositiveSmallIntegerField(verbose_name='Fassung')),
                ('art', models.CharField(choices=[('vereinbarung', 'Vereinbarung'), ('nachtrag', 'Nachtrag')], default='vereinbarung', max_length=12, verbose_name='Art')),
                ('nachtrag_nr', models.PositiveSmallIntegerField(null=True, verbose_name='Nummer des Nachtrags')),
                ('kennung', models.CharField(max_length=60, unique=True, verbose_name='Dokument-ID')),
                ('titel', models.CharField(max_length=200)),
                ('daten', models.JSONField(verbose_name='Angaben')),
                ('inhalt', models.JSONField(verbose_name='Blöcke')),
                ('vorlagenversion', models.CharField(max_length=80)),
                ('entwurf', models.BooleanField(default=False, verbose_name='nur Entwurf')),
                ('datei', models.FileField(max_length=120, upload_to=antraege.kooperation.models.fassung.ablageort)),
                ('sha256', models.CharField(max_length=64, verbose_name='Prüfsumme')),
                ('groesse', models.PositiveIntegerField()),
                ('anlass', models.CharField(blank=True, max_length=500, verbose_name='Anlass')),
                ('erstellt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('erstellt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Fassung',
                'verbose_name_plural': 'Fassungen',
                'ordering': ['nr'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['sha256'], name='fassung_sha256')],
                'constraints': [models.UniqueConstraint(fields=('vereinbarung', 'nr'), name='fassung_nr_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Abstimmung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('partei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='abstimmungen', to='kooperation.partei')),
                ('fassung', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='abstimmungen', to='kooperation.fassung')),
                ('runde', models.PositiveSmallIntegerField()),
                ('votum', models.CharField(choices=[('einverstanden', 'Einverstanden'), ('aenderung', 'Änderungen gewünscht')], max_length=15)),
                ('wunsch', models.TextField(blank=True, verbose_name='gewünschte Änderungen')),
                ('leistungen', models.TextField(blank=True, verbose_name='eigene Leistungen')),
                ('abgegeben_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('abgegeben_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Abstimmung',
                'verbose_name_plural': 'Abstimmungen',
                'ordering': ['id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('partei', 'runde'), name='abstimmung_je_runde_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Freigabe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='freigaben', to='kooperation.vereinbarung')),
                ('fassung', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='freigaben', to='kooperation.fassung')),
                ('ergebnis', models.CharField(choices=[('freigegeben', 'freigegeben'), ('zurueckgegeben', 'zurückgegeben'), ('abgelehnt', 'abgelehnt')], max_length=15)),
                ('punkte', models.JSONField(default=list, verbose_name='Prüfpunkte')),
                ('begruendung', models.TextField(blank=True, verbose_name='Begründung')),
                ('beschluss', models.CharField(blank=True, max_length=160, verbose_name='Beschluss des Ausschusses')),
                ('entschieden_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('entschieden_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Freigabe',
                'verbose_name_plural': 'Freigaben',
                'ordering': ['id'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Nachtrag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nachtraege', to='kooperation.vereinbarung')),
                ('nr', models.PositiveSmallIntegerField(verbose_name='Nummer')),
                ('art', models.CharField(choices=[('nachtrag', 'Änderung'), ('verlaengerung', 'Verlängerung')], max_length=14, verbose_name='Art')),
                ('status', models.CharField(choices=[('entwurf', 'im Entwurf'), ('vorgelegt', 'zur Freigabe vorgelegt'), ('zeichnung', 'in Zeichnung'), ('gezeichnet', 'gezeichnet, noch nicht wirksam'), ('wirksam', 'wirksam'), ('abgelehnt', 'abgelehnt'), ('zurueckgezogen', 'zurückgezogen')], default='entwurf', max_length=15)),
                ('anlass', models.TextField(verbose_name='Anlass')),
                ('wirksam_ab', models.DateField(verbose_name='wirksam ab')),
                ('aenderungen', models.JSONField(default=list, help_text='was, bisher, neu', verbose_name='Änderungen')),
                ('neue_daten', models.JSONField(default=dict, verbose_name='neue Angaben')),
                ('fassung', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kooperation.fassung')),
                ('begonnen_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('begonnen_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('wirksam_seit', models.DateField(null=True, verbose_name='wirksam seit')),
            ],
            options={
                'verbose_name': 'Nachtrag',
                'verbose_name_plural': 'Nachträge',
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('vereinbarung', 'nr'), name='nachtrag_nr_einmal'), models.UniqueConstraint(condition=models.Q(('status__in', ('entwurf', 'vorgelegt', 'zeichnung'))), fields=('vereinbarung',), name='nachtrag_nur_ein_laufender')],
            },
        ),
        migrations.CreateModel(
            name='Kuendigung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='kuendigung', to='kooperation.vereinbarung')),
                ('partei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kooperation.partei')),
                ('art', models.CharField(choices=[('ordentlich', 'ordentlich zum Ende des Schuljahres'), ('ausserordentlich', 'außerordentlich aus wichtigem Grund')], max_length=16, verbose_name='Art')),
                ('erklaert_am', models.DateField(verbose_name='erklärt am')),
                ('zugegangen_am', models.DateField(verbose_name='zugegangen am')),
                ('wirksam_zum', models.DateField(verbose_name='wirksam zum')),
                ('gruende', models.TextField(blank=True, verbose_name='Gründe')),
                ('folgen', models.TextField(blank=True, verbose_name='Folgen')),
                ('schriftstueck', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='antrag.schriftstueck')),
                ('erfasst_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('erfasst_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Kündigung',
                'verbose_name_plural': 'Kündigungen',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('wirksam_zum__gte', models.F('zugegangen_am')), ('zugegangen_am__gte', models.F('erklaert_am'))), name='kuendigung_tage'), models.CheckConstraint(condition=models.Q(models.Q(('art', 'ausserordentlich'), _negated=True), models.Q(('gruende', ''), _negated=True), _connector='OR'), name='kuendigung_mit_grund')],
            },
        ),
        migrations.CreateModel(
            name='Evaluation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='evaluation', to='kooperation.vereinbarung')),
                ('indikatoren', models.JSONField(default=list, help_text='indikator, ergebnis, erreicht', verbose_name='Indikatoren')),
                ('bericht', models.TextField(verbose_name='Kurzbericht')),
                ('empfehlung', models.CharField(choices=[('fortsetzen', 'fortsetzen'), ('anpassen', 'angepasst fortsetzen'), ('beenden', 'nicht fortsetzen')], max_length=10)),
                ('erstellt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('erstellt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Evaluation',
                'verbose_name_plural': 'Evaluationen',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Laufzeiterinnerung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vereinbarung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='laufzeiterinnerungen', to='kooperation.vereinbarung')),
                ('laufzeit_bis', models.DateField()),
                ('monate', models.PositiveSmallIntegerField()),
                ('erinnert_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('vereinbarung', 'laufzeit_bis', 'monate'), name='laufzeiterinnerung_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Zeichnung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fassung', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='zeichnungen', to='kooperation.fassung')),
                ('partei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='zeichnungen', to='kooperation.partei')),
                ('weg', models.CharField(choices=[('faktor', 'im Portal bestätigt (zweiter Faktor)'), ('portal', 'im Portal bestätigt'), ('scan', 'unterschrieben, Scan hochgeladen'), ('papier', 'auf Papier unterschrieben')], max_length=6, verbose_name='Weg')),
                ('name', models.CharField(max_length=160, verbose_name='gezeichnet von')),
                ('funktion', models.CharField(blank=True, max_length=160, verbose_name='Funktion')),
                ('ort', models.CharField(blank=True, max_length=80, verbose_name='Ort')),
                ('gezeichnet_am', models.DateTimeField(verbose_name='gezeichnet am')),
                ('sha256', models.CharField(max_length=64, verbose_name='gezeichnete Prüfsumme')),
                ('person', models.ForeignKey(help_text='Wer sich dazu angemeldet hat; bei Papier niemand.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('datei', models.FileField(blank=True, max_length=120, upload_to=antraege.kooperation.models.zeichnung.ablageort)),
                ('datei_name', models.CharField(blank=True, max_length=160)),
                ('datei_sha256', models.CharField(blank=True, max_length=64)),
                ('erfasst_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('erfasst_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('verglichen_am', models.DateTimeField(null=True, verbose_name='verglichen am')),
                ('verglichen_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('ungueltig_am', models.DateTimeField(null=True, verbose_name='ungültig seit')),
                ('ungueltig_grund', models.CharField(blank=True, max_length=500, verbose_name='Grund')),
            ],
            options={
                'verbose_name': 'Zeichnung',
                'verbose_name_plural': 'Zeichnungen',
                'ordering': ['id'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('ungueltig_am__isnull', True)), fields=('fassung', 'partei'), name='zeichnung_je_partei_einmal'), models.CheckConstraint(condition=models.Q(models.Q(('weg__in', ('faktor', 'portal')), _negated=True), ('person__isnull', False), _connector='OR'), name='zeichnung_im_portal_von_jemandem'), models.CheckConstraint(condition=models.Q(models.Q(('weg', 'scan'), _negated=True), models.Q(('datei_sha256', ''), _negated=True), _connector='OR'), name='zeichnung_mit_scan')],
            },
        ),
        migrations.AddField(
            model_name='vereinbarung',
            name='fassung',
            field=models.ForeignKey(help_text='An der gearbeitet oder die gezeichnet wird.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kooperation.fassung'),
        ),
        migrations.AddField(
            model_name='vereinbarung',
            name='geltende',
            field=models.ForeignKey(help_text='Die zuletzt von allen gezeichnet wurde.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kooperation.fassung'),
        ),
        migrations.AddConstraint(
            model_name='vereinbarung',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['gezeichnet', 'aktiv', 'gekuendigt', 'beendet', 'evaluiert']), _negated=True), models.Q(('geltende__isnull', False), ('laufzeit_bis__isnull', False), ('laufzeit_von__isnull', False)), _connector='OR'), name='vereinbarung_gilt_in_einer_fassung'),
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER kooperation_fassung_kein_update BEFORE UPDATE ON kooperation_fassung
                BEGIN SELECT RAISE(ABORT, 'Eine Fassung wird nie geändert.'); END""",
                """CREATE TRIGGER kooperation_fassung_kein_delete BEFORE DELETE ON kooperation_fassung
                BEGIN SELECT RAISE(ABORT, 'Eine Fassung wird nie geändert.'); END""",
                """CREATE TRIGGER kooperation_fassung_kein_ersatz BEFORE INSERT ON kooperation_fassung
                WHEN EXISTS (SELECT 1 FROM kooperation_fassung
                    WHERE (id = NEW.id) OR (kennung = NEW.kennung)
                    OR (vereinbarung_id = NEW.vereinbarung_id AND nr = NEW.nr))
                BEGIN SELECT RAISE(ABORT, 'Eine Fassung wird nie geändert.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION kooperation_fassung_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Fassung wird nie geändert.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER kooperation_fassung_zeile BEFORE UPDATE OR DELETE ON kooperation_fassung
                FOR EACH ROW EXECUTE FUNCTION kooperation_fassung_fortschreiben()""",
                """CREATE TRIGGER kooperation_fassung_leeren BEFORE TRUNCATE ON kooperation_fassung
                FOR EACH STATEMENT EXECUTE FUNCTION kooperation_fassung_fortschreiben()""",
            ],
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER kooperation_abstimmung_kein_update BEFORE UPDATE ON kooperation_abstimmung
                BEGIN SELECT RAISE(ABORT, 'Eine Abstimmung wird nie geändert.'); END""",
                """CREATE TRIGGER kooperation_abstimmung_kein_delete BEFORE DELETE ON kooperation_abstimmung
                BEGIN SELECT RAISE(ABORT, 'Eine Abstimmung wird nie geändert.'); END""",
                """CREATE TRIGGER kooperation_abstimmung_kein_ersatz BEFORE INSERT ON kooperation_abstimmung
                WHEN EXISTS (SELECT 1 FROM kooperation_abstimmung
                    WHERE (id = NEW.id) OR (partei_id = NEW.partei_id AND runde = NEW.runde))
                BEGIN SELECT RAISE(ABORT, 'Eine Abstimmung wird nie geändert.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION kooperation_abstimmung_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Abstimmung wird nie geändert.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER kooperation_abstimmung_zeile BEFORE UPDATE OR DELETE ON kooperation_abstimmung
                FOR EACH ROW EXECUTE FUNCTION kooperation_abstimmung_fortschreiben()""",
                """CREATE TRIGGER kooperation_abstimmung_leeren BEFORE TRUNCATE ON kooperation_abstimmung
                FOR EACH STATEMENT EXECUTE FUNCTION kooperation_abstimmung_fortschreiben()""",
            ],
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER kooperation_freigabe_kein_update BEFORE UPDATE ON kooperation_freigabe
                BEGIN SELECT RAISE(ABORT, 'Eine Freigabe wird nie geändert.'); END""",
                """CREATE TRIGGER kooperation_freigabe_kein_delete BEFORE DELETE ON kooperation_freigabe
                BEGIN SELECT RAISE(ABORT, 'Eine Freigabe wird nie geändert.'); END""",
                """CREATE TRIGGER kooperation_freigabe_kein_ersatz BEFORE INSERT ON kooperation_freigabe
                WHEN EXISTS (SELECT 1 FROM kooperation_freigabe WHERE (id = NEW.id))
                BEGIN SELECT RAISE(ABORT, 'Eine Freigabe wird nie geändert.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION kooperation_freigabe_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Freigabe wird nie geändert.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER kooperation_freigabe_zeile BEFORE UPDATE OR DELETE ON kooperation_freigabe
                FOR EACH ROW EXECUTE FUNCTION kooperation_freigabe_fortschreiben()""",
                """CREATE TRIGGER kooperation_freigabe_leeren BEFORE TRUNCATE ON kooperation_freigabe
                FOR EACH STATEMENT EXECUTE FUNCTION kooperation_freigabe_fortschreiben()""",
            ],
        ),
    ]
