import django.db.models.deletion
import rollen.models.mitgliedschaft
import rollen.uhr
from django.db import migrations, models

from rollen.trigger import Trigger


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Anfragezaehler',
            fields=[
                ('schluessel', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('minute', models.PositiveIntegerField(db_index=True, help_text='Seit 1970; ältere werden gelöscht.')),
                ('anzahl', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'Anfragezähler',
                'verbose_name_plural': 'Anfragezähler',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Stelle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kuerzel', models.SlugField(max_length=40, unique=True, verbose_name='Kürzel')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('art', models.CharField(choices=[('stadt', 'Stadt'), ('dezernat', 'Dezernat'), ('fachbereich', 'Fachbereich'), ('bereich', 'Bereich'), ('eigenbetrieb', 'Eigenbetrieb'), ('servicestelle', 'Servicestelle'), ('rechnungspruefung', 'Rechnungsprüfungsamt'), ('kasse', 'Stadtkasse'), ('standort', 'Standort'), ('schule', 'Schule'), ('kita', 'Kindertageseinrichtung'), ('jugendfreizeit', 'Jugendfreizeitstätte'), ('traeger', 'Träger')], max_length=20, verbose_name='Art')),
                ('eltern', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kinder', to='rollen.stelle', verbose_name='gehört zu')),
                ('pfad', models.CharField(db_index=True, default='', editable=False, max_length=200)),
                ('staedtisch', models.BooleanField(default=False, help_text='Die Stadt kann sich selbst keinen Bescheid geben (§ 6 Abs. 3 SchulG, Eigenbetrieb).', verbose_name='gehört zur Stadt')),
                ('aktenzeichen', models.CharField(blank=True, max_length=20, verbose_name='Kürzel im Aktenzeichen')),
                ('anschrift', models.CharField(blank=True, max_length=300, verbose_name='Anschrift')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='E-Mail-Adresse')),
                ('aktiv', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'Stelle',
                'verbose_name_plural': 'Stellen',
                'ordering': ['name'],
                'permissions': [('antrag_sehen', 'Eigene Anträge sehen'), ('antrag_bearbeiten', 'Anträge entwerfen und bearbeiten'), ('antrag_einreichen', 'Anträge einreichen (Zeichnung)'), ('antrag_zurueckziehen', 'Anträge zurückziehen'), ('im_auftrag_bearbeiten', 'Anträge im Auftrag entwerfen'), ('mittel_abrufen', 'Mittel abrufen'), ('nachweis_bearbeiten', 'Verwendungsnachweis bearbeiten'), ('nachweis_einreichen', 'Verwendungsnachweis einreichen'), ('mitglieder_einladen', 'Personen der eigenen Organisation einladen'), ('standort_sehen', 'Fälle des eigenen Standorts sehen'), ('fall_sehen', 'Fälle der Stelle sehen'), ('fall_pruefen', 'Anträge prüfen'), ('mitzeichnen', 'Mitzeichnen'), ('bewilligen', 'Bewilligen und ablehnen'), ('sachlich_feststellen', 'Sachlich richtig feststellen'), ('rechnerisch_feststellen', 'Rechnerisch richtig feststellen'), ('anordnen', 'Auszahlungen anordnen'), ('buchen', 'Zahlungen buchen'), ('nachweis_pruefen', 'Verwendungsnachweise prüfen'), ('nachweis_zeichnen', 'Prüfung des Verwendungsnachweises zeichnen'), ('aufgaben_zuweisen', 'Aufgaben zuweisen'), ('vertretung_pflegen', 'Vertretungen pflegen'), ('traeger_verifizieren', 'Träger verifizieren'), ('richtlinie_bearbeiten', 'Richtlinien bearbeiten'), ('richtlinie_freigeben', 'Richtlinien freigeben'), ('haushalt_sehen', 'Haushalt sehen'), ('haushalt_bewirtschaften', 'Haushalt bewirtschaften'), ('haushalt_freigeben', 'Haushaltsbewegungen freigeben'), ('bankverbindung_aendern', 'Bankverbindung ändern'), ('bankverbindung_bestaetigen', 'Bankverbindungen bestätigen'), ('rechte_sehen', 'Rechte an der Stelle sehen'), ('rollen_vergeben', 'Rollen vergeben und bestätigen'), ('protokoll_sehen', 'Protokoll der Fälle sehen'), ('protokoll_pruefen', 'Protokoll prüfen'), ('vereinbarung_entwerfen', 'Vereinbarungen klären und entwerfen'), ('vereinbarung_abstimmen', 'Vereinbarungen für eine Partei abstimmen'), ('vereinbarung_freigeben', 'Vereinbarungen freigeben und für die Stadt zeichnen'), ('vereinbarung_zeichnen', 'Vereinbarungen zeichnen'), ('angebot_pflegen', 'Eigene Angebote pflegen'), ('angebot_veroeffentlichen', 'Angebote prüfen und veröffentlichen'), ('gremienvorlage_schreiben', 'Gremienvorlagen schreiben'), ('gremienvorlage_einbringen', 'Gremienvorlagen einbringen'), ('gremienlauf_pflegen', 'Beratungen der Gremien erfassen')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='StelleGroupObjectPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.group')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rollen.stelle')),
            ],
            options={
                'unique_together': {('group', 'permission', 'content_object')},
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Benutzer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='E-Mail-Adresse')),
                ('name', models.CharField(max_length=150, verbose_name='Name')),
                ('funktion', models.CharField(blank=True, max_length=150, verbose_name='Funktion')),
                ('adresse_belegt_am', models.DateTimeField(blank=True, help_text='Seit wann feststeht, dass das Konto gehört, wer die E-Mails dieser Adresse liest.', null=True, verbose_name='Adresse belegt am')),
                ('is_active', models.BooleanField(default=True, verbose_name='aktiv')),
                ('code_bei_anmeldung', models.BooleanField(default=True, help_text='Zählt, sobald die Person einen zweiten Faktor hat.', verbose_name='fragt beim Anmelden nach dem Code')),
                ('angelegt_am', models.DateTimeField(default=rollen.uhr.jetzt, verbose_name='angelegt am')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'Benutzer',
                'verbose_name_plural': 'Benutzer',
            },
        ),
        migrations.CreateModel(
            name='StelleUserObjectPermission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rollen.benutzer')),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='rollen.stelle')),
            ],
            options={
                'unique_together': {('user', 'permission', 'content_object')},
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Traeger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='traeger', to='rollen.stelle')),
                ('rechtsform', models.CharField(max_length=60, verbose_name='Rechtsform')),
                ('register', models.CharField(blank=True, max_length=120, verbose_name='Register und Nummer')),
                ('gemeinnuetzig', models.BooleanField(default=False, verbose_name='gemeinnützig')),
                ('anerkannt_jugendhilfe', models.BooleanField(default=False, verbose_name='anerkannt nach § 75 SGB VIII')),
                ('verbund', models.CharField(blank=True, help_text='Organisationen mit demselben Verbund gelten beihilferechtlich als ein Unternehmen.', max_length=200, verbose_name='Unternehmensverbund')),
                ('registriert_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('registriert_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('vorgelegt_am', models.DateTimeField(default=rollen.uhr.jetzt, help_text='Leer, solange niemand unter dieser Adresse die Registrierung bestätigt hat.', null=True, verbose_name='vorgelegt am')),
                ('pruefung_bis', models.DateField(blank=True, null=True, verbose_name='Prüfung bis')),
                ('zurueckgezogen_am', models.DateTimeField(blank=True, null=True, verbose_name='zurückgezogen am')),
                ('verifiziert_am', models.DateTimeField(blank=True, null=True, verbose_name='verifiziert am')),
                ('verifiziert_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('ablehnungsgrund', models.TextField(blank=True, verbose_name='Grund der Ablehnung')),
            ],
            options={
                'verbose_name': 'Träger',
                'verbose_name_plural': 'Träger',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Bankverbindung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bankverbindungen', to='rollen.stelle')),
                ('iban', models.CharField(max_length=34, verbose_name='IBAN')),
                ('bic', models.CharField(blank=True, max_length=11, verbose_name='BIC')),
                ('kontoinhaber', models.CharField(max_length=140, verbose_name='Kontoinhaber')),
                ('erfasst_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('erfasst_am', models.DateTimeField(default=rollen.uhr.jetzt, verbose_name='erfasst am')),
                ('bestaetigt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('bestaetigt_am', models.DateTimeField(null=True, verbose_name='bestätigt am')),
                ('abgelehnt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('abgelehnt_am', models.DateTimeField(null=True, verbose_name='abgelehnt am')),
                ('grund', models.TextField(blank=True, verbose_name='Grund der Ablehnung')),
                ('ersetzt_am', models.DateTimeField(null=True, verbose_name='ersetzt am')),
                ('doppelt_begruendung', models.TextField(blank=True, verbose_name='Klärung der doppelten IBAN')),
                ('doppelt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('doppelt_am', models.DateTimeField(null=True, verbose_name='doppelte IBAN geklärt am')),
            ],
            options={
                'verbose_name': 'Bankverbindung',
                'verbose_name_plural': 'Bankverbindungen',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['iban'], name='bankverbindung_iban')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('bestaetigt_am__isnull', False), ('ersetzt_am__isnull', True)), fields=('stelle',), name='bankverbindung_eine_gilt'), models.UniqueConstraint(condition=models.Q(('abgelehnt_am__isnull', True), ('bestaetigt_am__isnull', True)), fields=('stelle',), name='bankverbindung_eine_offen'), models.CheckConstraint(condition=models.Q(('bestaetigt_von__isnull', True), models.Q(('bestaetigt_von', models.F('erfasst_von')), _negated=True), _connector='OR'), name='bankverbindung_vier_augen'), models.CheckConstraint(condition=models.Q(('bestaetigt_am__isnull', True), ('abgelehnt_am__isnull', True), _connector='OR'), name='bankverbindung_eine_entscheidung')],
            },
        ),
        migrations.CreateModel(
            name='Rollengruppe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rollengruppen', to='rollen.stelle')),
                ('rolle', models.CharField(choices=rollen.models.mitgliedschaft._rollen, max_length=10)),
                ('gruppe', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rollengruppe', to='auth.group')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('stelle', 'rolle'), name='rollengruppe_einmal')],
            },
        ),
        migrations.CreateModel(
            name='Mitgliedschaft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('benutzer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mitgliedschaften', to='rollen.benutzer')),
                ('gruppe', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mitgliedschaften', to='rollen.rollengruppe')),
                ('ebene', models.CharField(blank=True, choices=[('gruppenleitung', 'Gruppenleitung'), ('bereichsleitung', 'Bereichsleitung'), ('fachbereichsleitung', 'Fachbereichsleitung'), ('dezernat', 'Dezernat')], max_length=25, verbose_name='Ebene')),
                ('von', models.DateField(default=rollen.uhr.heute, verbose_name='gilt ab')),
                ('bis', models.DateField(blank=True, null=True, verbose_name='gilt bis')),
                ('beantragt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('bestaetigt_von', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('bestaetigt_am', models.DateTimeField(blank=True, null=True)),
                ('angenommen_am', models.DateTimeField(blank=True, null=True, verbose_name='angenommen am')),
                ('eingeladen_als', models.CharField(blank=True, help_text='Der Name, den die Einladung nennt.', max_length=150, verbose_name='eingeladen als')),
            ],
            options={
                'verbose_name': 'Mitgliedschaft',
                'verbose_name_plural': 'Mitgliedschaften',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('bis__isnull', True), ('bis__gte', models.F('von')), _connector='OR'), name='mitgliedschaft_zeitraum'), models.CheckConstraint(condition=models.Q(('bestaetigt_von__isnull', True), models.Q(('bestaetigt_von', models.F('benutzer')), _negated=True), _connector='OR'), name='mitgliedschaft_nicht_selbst_bestaetigt')],
            },
        ),
        migrations.CreateModel(
            name='Vertretung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vertretener', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wird_vertreten', to='rollen.benutzer')),
                ('vertreter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vertritt', to='rollen.benutzer')),
                ('von', models.DateField(verbose_name='von')),
                ('bis', models.DateField(verbose_name='bis')),
                ('eingerichtet_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Vertretung',
                'verbose_name_plural': 'Vertretungen',
                'ordering': ['-von'],
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('bis__gte', models.F('von'))), name='vertretung_zeitraum'), models.CheckConstraint(condition=models.Q(('vertretener', models.F('vertreter')), _negated=True), name='vertretung_nicht_durch_sich_selbst')],
            },
        ),
        migrations.CreateModel(
            name='Eintrag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kette', models.CharField(max_length=60)),
                ('nr', models.PositiveIntegerField()),
                ('zeitpunkt', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('akteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('rolle', models.CharField(blank=True, max_length=10)),
                ('stelle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.stelle')),
                ('vertretung_fuer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('aktion', models.CharField(max_length=60)),
                ('objekt', models.CharField(max_length=80)),
                ('von', models.CharField(blank=True, max_length=40)),
                ('nach', models.CharField(blank=True, max_length=40)),
                ('verweigert', models.BooleanField(default=False)),
                ('vorher', models.JSONField(default=dict)),
                ('nachher', models.JSONField(default=dict)),
                ('personen', models.JSONField(default=dict)),
                ('personen_hash', models.CharField(max_length=64)),
                ('dokument_hash', models.CharField(blank=True, max_length=64)),
                ('vorgaenger', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'verbose_name': 'Protokolleintrag',
                'verbose_name_plural': 'Protokoll',
                'ordering': ['kette', 'nr'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['akteur', '-id'], name='eintrag_akteur'), models.Index(fields=['aktion', '-id'], name='eintrag_aktion'), models.Index(fields=['zeitpunkt'], name='eintrag_zeitpunkt'), models.Index(condition=models.Q(('verweigert', True)), fields=['-id'], name='eintrag_verweigert')],
                'constraints': [models.UniqueConstraint(fields=('kette', 'nr'), name='eintrag_einmal_je_kette')],
            },
        ),
        migrations.CreateModel(
            name='Kettenkopf',
            fields=[
                ('kette', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('nr', models.PositiveIntegerField(default=0)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Siegel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tag', models.DateField(unique=True)),
                ('bis_eintrag', models.BigIntegerField()),
                ('anzahl', models.PositiveIntegerField()),
                ('wurzel', models.CharField(max_length=64)),
                ('vorgaenger', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('erstellt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'verbose_name': 'Siegel',
                'verbose_name_plural': 'Siegel',
                'ordering': ['tag'],
                'default_permissions': (),
            },
        ),
        # What was written in the trail stays. On SQLite a row whose key exists is refused before it is inserted,
        # even with OR IGNORE, for the database cannot tell a replacement from a second attempt.
        Trigger(
            sqlite=[
                """CREATE TRIGGER rollen_eintrag_kein_update BEFORE UPDATE ON rollen_eintrag
                BEGIN SELECT RAISE(ABORT, 'Das Protokoll wird nur fortgeschrieben.'); END""",
                """CREATE TRIGGER rollen_eintrag_kein_delete BEFORE DELETE ON rollen_eintrag
                BEGIN SELECT RAISE(ABORT, 'Das Protokoll wird nur fortgeschrieben.'); END""",
                """CREATE TRIGGER rollen_eintrag_kein_ersatz BEFORE INSERT ON rollen_eintrag
                WHEN EXISTS (SELECT 1 FROM rollen_eintrag
                    WHERE (id = NEW.id) OR (kette = NEW.kette AND nr = NEW.nr))
                BEGIN SELECT RAISE(ABORT, 'Das Protokoll wird nur fortgeschrieben.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION rollen_eintrag_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Das Protokoll wird nur fortgeschrieben.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER rollen_eintrag_zeile BEFORE UPDATE OR DELETE ON rollen_eintrag
                FOR EACH ROW EXECUTE FUNCTION rollen_eintrag_fortschreiben()""",
                """CREATE TRIGGER rollen_eintrag_leeren BEFORE TRUNCATE ON rollen_eintrag
                FOR EACH STATEMENT EXECUTE FUNCTION rollen_eintrag_fortschreiben()""",
            ],
        ),
        Trigger(
            sqlite=[
                """CREATE TRIGGER rollen_siegel_kein_update BEFORE UPDATE ON rollen_siegel
                BEGIN SELECT RAISE(ABORT, 'Ein Siegel wird nie geändert.'); END""",
                """CREATE TRIGGER rollen_siegel_kein_delete BEFORE DELETE ON rollen_siegel
                BEGIN SELECT RAISE(ABORT, 'Ein Siegel wird nie geändert.'); END""",
                """CREATE TRIGGER rollen_siegel_kein_ersatz BEFORE INSERT ON rollen_siegel
                WHEN EXISTS (SELECT 1 FROM rollen_siegel WHERE (id = NEW.id) OR (tag = NEW.tag))
                BEGIN SELECT RAISE(ABORT, 'Ein Siegel wird nie geändert.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION rollen_siegel_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Ein Siegel wird nie geändert.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER rollen_siegel_zeile BEFORE UPDATE OR DELETE ON rollen_siegel
                FOR EACH ROW EXECUTE FUNCTION rollen_siegel_fortschreiben()""",
                """CREATE TRIGGER rollen_siegel_leeren BEFORE TRUNCATE ON rollen_siegel
                FOR EACH STATEMENT EXECUTE FUNCTION rollen_siegel_fortschreiben()""",
            ],
        ),
        # The head of a chain only grows. REPLACE meets the second trigger on SQLite, for recursive_triggers is on.
        Trigger(
            sqlite=[
                """CREATE TRIGGER rollen_kettenkopf_kein_update BEFORE UPDATE ON rollen_kettenkopf
                WHEN NEW.nr <= OLD.nr OR NEW.kette <> OLD.kette
                BEGIN SELECT RAISE(ABORT, 'Eine Kette wird nur fortgeschrieben.'); END""",
                """CREATE TRIGGER rollen_kettenkopf_kein_delete BEFORE DELETE ON rollen_kettenkopf
                BEGIN SELECT RAISE(ABORT, 'Eine Kette wird nur fortgeschrieben.'); END""",
            ],
            postgresql=[
                """CREATE FUNCTION rollen_kettenkopf_fortschreiben() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'Eine Kette wird nur fortgeschrieben.'
                    USING ERRCODE = 'restrict_violation'; END$$""",
                """CREATE TRIGGER rollen_kettenkopf_zeile BEFORE DELETE ON rollen_kettenkopf
                FOR EACH ROW EXECUTE FUNCTION rollen_kettenkopf_fortschreiben()""",
                """CREATE TRIGGER rollen_kettenkopf_leeren BEFORE TRUNCATE ON rollen_kettenkopf
                FOR EACH STATEMENT EXECUTE FUNCTION rollen_kettenkopf_fortschreiben()""",
                """CREATE TRIGGER rollen_kettenkopf_waechst BEFORE UPDATE ON rollen_kettenkopf
                FOR EACH ROW
                WHEN (NEW.nr <= OLD.nr OR NEW.kette <> OLD.kette)
                EXECUTE FUNCTION rollen_kettenkopf_fortschreiben()""",
            ],
        ),
    ]
