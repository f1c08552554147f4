import antraege.haushalt.felder
import django.db.models.deletion
import rollen.uhr
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('antrag', '0001_initial'),
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Themenfeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kuerzel', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('reihenfolge', models.PositiveSmallIntegerField(default=0)),
                ('koordination', models.ManyToManyField(related_name='themenfelder', to='rollen.stelle')),
            ],
            options={
                'verbose_name': 'Themenfeld',
                'verbose_name_plural': 'Themenfelder',
                'ordering': ['reihenfolge'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Standort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='standort', to='rollen.stelle')),
                ('quartier', models.CharField(max_length=120)),
                ('merkmal', models.CharField(blank=True, max_length=120, verbose_name='Merkmal')),
            ],
            options={
                'verbose_name': 'Standort',
                'verbose_name_plural': 'Standorte',
                'ordering': ['stelle__name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Angebot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('anbieter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='angebote', to='rollen.stelle', verbose_name='Anbieter')),
                ('stamm', models.ForeignKey(editable=False, help_text='Die erste Fassung desselben Angebots; leer bei ihr selbst.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fassungen', to='angebote.angebot')),
                ('status', models.CharField(choices=[('entwurf', 'Entwurf'), ('vorgelegt', 'wartet auf Veröffentlichung'), ('veroeffentlicht', 'veröffentlicht'), ('ersetzt', 'durch eine neue Fassung ersetzt'), ('zurueckgezogen', 'zurückgezogen')], default='entwurf', max_length=16, verbose_name='Stand')),
                ('stand', models.PositiveIntegerField(default=1, help_text='Zählt jede Änderung.')),
                ('themenfeld', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='angebote', to='angebote.themenfeld')),
                ('titel', models.CharField(max_length=160, verbose_name='Titel')),
                ('beschreibung', models.TextField(max_length=4000, verbose_name='Beschreibung')),
                ('zielgruppe', models.CharField(max_length=200, verbose_name='Zielgruppe')),
                ('alter_von', models.PositiveSmallIntegerField(verbose_name='Alter von')),
                ('alter_bis', models.PositiveSmallIntegerField(verbose_name='Alter bis')),
                ('umfang', models.CharField(max_length=200, verbose_name='Umfang und Dauer')),
                ('gruppe_bis', models.PositiveSmallIntegerField(verbose_name='höchstens so viele Kinder')),
                ('ort', models.CharField(choices=[('alle', 'an allen Standorten'), ('standorte', 'nur an diesen Standorten'), ('einrichtung', 'kommt in die Einrichtung')], max_length=12, verbose_name='Ort')),
                ('kosten', antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='Pauschale in Euro')),
                ('kosten_worte', models.CharField(blank=True, max_length=200, verbose_name='Wofür die Pauschale ist')),
                ('qualitaet', models.TextField(blank=True, max_length=1000, verbose_name='Qualitätsnachweis')),
                ('ganztag', models.BooleanField(default=False, verbose_name='im Ganztag geeignet')),
                ('kontakt', models.CharField(help_text='Eine Funktion, kein Name.', max_length=160, verbose_name='Ansprechstelle')),
                ('gueltig_von', models.DateField(verbose_name='gültig von')),
                ('gueltig_bis', models.DateField(blank=True, null=True, verbose_name='gültig bis')),
                ('suchtext', models.TextField(default='', editable=False)),
                ('erstellt_am', models.DateTimeField(default=rollen.uhr.jetzt, verbose_name='erstellt am')),
                ('erstellt_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('vorgelegt_am', models.DateTimeField(null=True, verbose_name='vorgelegt am')),
                ('vorgelegt_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('zurueckgegeben_am', models.DateTimeField(null=True, verbose_name='zurückgegeben am')),
                ('rueckgabegrund', models.CharField(blank=True, max_length=500, verbose_name='Grund der Rückgabe')),
                ('veroeffentlicht_am', models.DateTimeField(null=True, verbose_name='veröffentlicht am')),
                ('veroeffentlicht_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('beendet_am', models.DateTimeField(null=True, verbose_name='ersetzt oder zurückgezogen am')),
                ('beendet_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('standorte', models.ManyToManyField(blank=True, related_name='angebote', to='angebote.standort')),
                ('verfasst_von', models.ManyToManyField(related_name='+', to='rollen.benutzer')),
                ('anfragen', models.ManyToManyField(blank=True, related_name='angefragte_angebote', to='antrag.antrag')),
            ],
            options={
                'verbose_name': 'Angebot',
                'verbose_name_plural': 'Angebote',
                'ordering': ['-id'],
                'default_permissions': (),
                'indexes': [models.Index(condition=models.Q(('status', 'veroeffentlicht')), fields=['-id'], name='angebot_katalog'), models.Index(condition=models.Q(('status', 'veroeffentlicht')), fields=['themenfeld', '-id'], name='angebot_themen'), models.Index(condition=models.Q(('status', 'vorgelegt')), fields=['themenfeld', '-id'], name='angebot_zu_pruefen'), models.Index(fields=['anbieter', '-id'], name='angebot_anbieter')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['entwurf', 'vorgelegt', 'veroeffentlicht', 'ersetzt', 'zurueckgezogen'])), name='angebot_status_bekannt'), models.CheckConstraint(condition=models.Q(('alter_bis__gte', models.F('alter_von')), ('alter_bis__lte', 27)), name='angebot_alter'), models.CheckConstraint(condition=models.Q(('gueltig_bis__isnull', True), ('gueltig_bis__gte', models.F('gueltig_von')), _connector='OR'), name='angebot_gueltigkeit'), models.CheckConstraint(condition=models.Q(('kosten__isnull', True), ('kosten__gt', 0), _connector='OR'), name='angebot_kosten_oder_keine'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['veroeffentlicht', 'ersetzt']), _negated=True), models.Q(('veroeffentlicht_am__isnull', False), models.Q(('veroeffentlicht_von', models.F('vorgelegt_von')), _negated=True)), _connector='OR'), name='angebot_vier_augen'), models.UniqueConstraint(condition=models.Q(('status__in', ['entwurf', 'vorgelegt'])), fields=('stamm',), name='angebot_eine_neue_fassung'), models.UniqueConstraint(condition=models.Q(('status', 'veroeffentlicht')), fields=('stamm',), name='angebot_eine_gilt')],
            },
        ),
        migrations.CreateModel(
            name='Einrichtung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stelle', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='einrichtung', to='rollen.stelle')),
                ('standort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='einrichtungen', to='angebote.standort')),
                ('merkmal', models.CharField(blank=True, max_length=120)),
                ('ogs_traeger', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ogs_einrichtungen', to='rollen.stelle')),
            ],
            options={
                'verbose_name': 'Einrichtung',
                'verbose_name_plural': 'Einrichtungen',
                'ordering': ['standort', 'stelle__name'],
                'default_permissions': (),
            },
        ),
    ]
