import antraege.haushalt.felder
import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import rollen.uhr
import viewflow.workflow.fields
import viewflow.workflow.token
import workflows.models.vorgang
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('antrag', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('foerderung', '0001_initial'),
        ('programme', '0001_initial'),
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Kalenderzugang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('benutzer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='kalenderzugang', to='rollen.benutzer')),
                ('token_sha256', models.CharField(max_length=64, unique=True)),
                ('erstellt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
            ],
            options={
                'verbose_name': 'Kalenderzugang',
                'verbose_name_plural': 'Kalenderzugänge',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Lauf',
            fields=[
                ('befehl', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('zuletzt', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'Lauf',
                'verbose_name_plural': 'Läufe',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Nachricht',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nachrichten', to='antrag.antrag')),
                ('richtung', models.CharField(choices=[('an_traeger', 'an den Träger'), ('an_amt', 'an die Stelle')], max_length=10)),
                ('betreff', models.CharField(max_length=160, verbose_name='Betreff')),
                ('text', models.TextField(verbose_name='Nachricht')),
                ('verfasst_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('verfasst_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('gelesen_am', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'Nachricht',
                'verbose_name_plural': 'Nachrichten',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(fields=['antrag', '-id'], name='nachricht_antrag')],
            },
        ),
        migrations.CreateModel(
            name='Postausgang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nachricht', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='post', to='workflows.nachricht')),
                ('an', models.EmailField(max_length=254)),
                ('betreff', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('angelegt_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('gesendet_am', models.DateTimeField(null=True)),
                ('versuche', models.PositiveSmallIntegerField(default=0)),
                ('naechster_versuch_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('fehler', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'verbose_name': 'E-Mail im Postausgang',
                'verbose_name_plural': 'Postausgang',
                'ordering': ['id'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('gesendet_am__isnull', True)), fields=['naechster_versuch_am'], name='postausgang_offen')],
            },
        ),
        migrations.CreateModel(
            name='Vorgang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('flow_class', viewflow.workflow.fields.FlowReferenceField(max_length=250, verbose_name='Flow')),
                ('status', models.CharField(choices=[('CANCELED', 'Canceled'), ('DONE', 'Done'), ('NEW', 'New')], default='NEW', max_length=50, verbose_name='Status')),
                ('created', models.DateTimeField(default=django.utils.timezone.now, verbose_name='Created')),
                ('finished', models.DateTimeField(blank=True, null=True, verbose_name='Finished')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vorgaenge', to='antrag.antrag')),
            ],
            options={
                'verbose_name': 'Vorgang',
                'verbose_name_plural': 'Vorgänge',
                'default_permissions': ('manage',),
                'indexes': [models.Index(fields=['antrag', '-id'], name='vorgang_antrag')],
            },
        ),
        migrations.CreateModel(
            name='Aufgabe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('flow_task', viewflow.workflow.fields.TaskReferenceField(max_length=255, verbose_name='Task')),
                ('flow_task_type', models.CharField(max_length=50, verbose_name='Type')),
                ('created', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='Created')),
                ('assigned', models.DateTimeField(blank=True, null=True, verbose_name='Assigned')),
                ('started', models.DateTimeField(blank=True, null=True, verbose_name='Started')),
                ('finished', models.DateTimeField(blank=True, null=True, verbose_name='Finished')),
                ('scheduled', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='Scheduled')),
                ('token', viewflow.workflow.fields.TokenField(default=viewflow.workflow.token.Token('start'), max_length=150, verbose_name='Token')),
                ('external_task_id', models.CharField(blank=True, db_index=True, max_length=50, null=True, verbose_name='External Task ID')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='rollen.benutzer', verbose_name='Owner')),
                ('owner_permission', models.CharField(blank=True, max_length=255, null=True, verbose_name='Permission')),
                ('owner_permission_content_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
                ('owner_permission_obj_pk', models.CharField(blank=True, max_length=255, null=True)),
                ('status', models.CharField(choices=[('ASSIGNED', 'Assigned'), ('CANCELED', 'Canceled'), ('DONE', 'Done'), ('ERROR', 'Error'), ('NEW', 'New'), ('REVIVED', 'Revived'), ('SCHEDULED', 'Scheduled'), ('STARTED', 'Started')], default='NEW', max_length=50, verbose_name='Status')),
                ('process', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aufgaben', to='workflows.vorgang')),
                ('antrag', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aufgaben', to='antrag.antrag')),
                ('mittelabruf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foerderung.mittelabruf')),
                ('stelle', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='aufgaben', to='rollen.stelle')),
                ('recht', models.CharField(blank=True, choices=workflows.models.vorgang._rechte, max_length=30)),
                ('schritt', models.CharField(max_length=40, verbose_name='Schritt')),
                ('betreff', models.CharField(blank=True, max_length=160, verbose_name='Betreff')),
                ('aktenzeichen', models.CharField(blank=True, max_length=40, verbose_name='Aktenzeichen')),
                ('betrag', antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='Betrag')),
                ('programm', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programme.foerderprogramm')),
                ('fallbetreuung', models.ForeignKey(db_index=False, help_text='Wer den Fall prüft.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('eroeffnet_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('uebernommen_am', models.DateTimeField(null=True)),
                ('erledigt_am', models.DateTimeField(null=True)),
                ('erledigt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('faellig_am', models.DateField(null=True, verbose_name='fällig am')),
                ('sortierfrist', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('faellig_am', models.Value(datetime.date(9999, 12, 31))), help_text='Die Frist, nie leer: Wer keine hat, steht in jeder Liste zuletzt.', output_field=models.DateField())),
                ('wiedervorlage_am', models.DateField(null=True, verbose_name='Wiedervorlage am')),
                ('wiedervorlage_grund', models.CharField(blank=True, max_length=160)),
                ('erinnert_am', models.DateField(null=True)),
                ('previous', models.ManyToManyField(related_name='leading', to='workflows.aufgabe', verbose_name='Previous')),
            ],
            options={
                'verbose_name': 'Aufgabe',
                'verbose_name_plural': 'Aufgaben',
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('status', 'NEW'), ('stelle__isnull', False)), fields=['stelle', 'recht', 'sortierfrist', 'id'], name='aufgabe_frei_frist'), models.Index(condition=models.Q(('status', 'NEW'), ('stelle__isnull', False)), fields=['stelle', 'recht', 'betrag', 'id'], name='aufgabe_frei_betrag'), models.Index(condition=models.Q(('status', 'NEW'), ('stelle__isnull', False)), fields=['stelle', 'recht', 'programm', 'sortierfrist', 'id'], name='aufgabe_frei_programm'), models.Index(condition=models.Q(('status', 'ASSIGNED')), fields=['owner', 'sortierfrist', 'id'], name='aufgabe_meine'), models.Index(condition=models.Q(('status', 'ASSIGNED')), fields=['owner', 'wiedervorlage_am', 'id'], name='aufgabe_wiedervorlage'), models.Index(condition=models.Q(('finished__isnull', True), ('stelle__isnull', False)), fields=['fallbetreuung', 'sortierfrist', 'id'], name='aufgabe_wartend'), models.Index(condition=models.Q(('finished__isnull', True), ('stelle__isnull', False)), fields=['faellig_am', 'id'], name='aufgabe_frist'), models.Index(fields=['antrag', 'id'], name='aufgabe_antrag')],
            },
        ),
    ]
