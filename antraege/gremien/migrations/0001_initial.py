import antraege.gremien.models.beratung
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
            name='Gremium',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='Name')),
                ('organ', models.CharField(help_text='Mit Artikel: Wer beschließt?', max_length=200, verbose_name='Name im Beschluss')),
                ('art', models.CharField(choices=[('rat', 'Rat'), ('ausschuss', 'Ausschuss'), ('betriebsausschuss', 'Betriebsausschuss'), ('beirat', 'Beirat')], max_length=20, verbose_name='Art')),
                ('aktiv', models.BooleanField(default=True, verbose_name='aktiv')),
                ('reihenfolge', models.PositiveSmallIntegerField(default=0, verbose_name='Reihenfolge')),
            ],
            options={
                'verbose_name': 'Gremium',
                'verbose_name_plural': 'Gremien',
                'ordering': ['reihenfolge', 'name'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Gremienvorlage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antrag', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gremienvorlagen', to='antrag.antrag')),
                ('nr', models.PositiveSmallIntegerField(verbose_name='Nummer')),
                ('status', models.CharField(choices=[('entwurf', 'im Entwurf'), ('eingebracht', 'in Beratung'), ('beschlossen', 'beschlossen'), ('abgelehnt', 'abgelehnt'), ('zurueckgezogen', 'zurückgezogen')], default='entwurf', max_length=15)),
                ('auswaertig', models.BooleanField(default=False, verbose_name='Vorlage nicht aus diesem System')),
                ('drucksache', models.CharField(max_length=20, verbose_name='Drucksache')),
                ('oeffentlich', models.BooleanField(default=True, verbose_name='öffentlich')),
                ('dezernat', models.CharField(blank=True, max_length=160, verbose_name='Dezernat')),
                ('fachbereiche', models.JSONField(default=list, verbose_name='Fachbereiche')),
                ('verantwortlich', models.JSONField(default=list, help_text='Funktionen, keine Namen.', verbose_name='Verantwortlich')),
                ('dringlichkeit', models.CharField(blank=True, max_length=200, verbose_name='Dringlichkeit')),
                ('tagesordnungspunkt', models.CharField(max_length=300, verbose_name='Tagesordnungspunkt')),
                ('beschlussvorschlag', models.JSONField(default=list, verbose_name='Beschlussvorschlag')),
                ('personell', models.TextField(blank=True, verbose_name='Personelle Auswirkungen')),
                ('finanziell', models.TextField(blank=True, verbose_name='Finanzielle Auswirkungen')),
                ('klimarelevanz', models.TextField(blank=True, verbose_name='Klimarelevanz')),
                ('begruendung', models.TextField(blank=True, verbose_name='Begründung')),
                ('zustaendigkeit', models.TextField(blank=True, verbose_name='Zuständigkeit')),
                ('betrag', antraege.haushalt.felder.EuroField(verbose_name='Betrag, den der Beschluss deckt')),
                ('wortlaut', models.TextField(blank=True, verbose_name='geänderter Wortlaut')),
                ('grund', models.TextField(blank=True, help_text='Warum zurückgegeben oder zurückgezogen.', verbose_name='Grund')),
                ('geschrieben_am', models.DateTimeField(default=rollen.uhr.jetzt)),
                ('geschrieben_von', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('eingebracht_am', models.DateTimeField(null=True)),
                ('eingebracht_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
                ('entschieden_am', models.DateField(null=True, verbose_name='Tag des Beschlusses')),
                ('schriftstueck', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='antrag.schriftstueck')),
            ],
            options={
                'verbose_name': 'Gremienvorlage',
                'verbose_name_plural': 'Gremienvorlagen',
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('antrag', 'nr'), name='gremienvorlage_nr_einmal'), models.UniqueConstraint(condition=models.Q(('status__in', ('entwurf', 'eingebracht'))), fields=('antrag',), name='gremienvorlage_nur_eine_laufende'), models.CheckConstraint(condition=models.Q(('status__in', ['entwurf', 'eingebracht', 'beschlossen', 'abgelehnt', 'zurueckgezogen'])), name='gremienvorlage_status_bekannt'), models.CheckConstraint(condition=models.Q(('betrag__gte', 0)), name='gremienvorlage_nicht_negativ'), models.CheckConstraint(condition=models.Q(('entschieden_am__isnull', False), models.Q(('status__in', ('beschlossen', 'abgelehnt')), _negated=True), _connector='OR'), name='gremienvorlage_entschieden_mit_tag')],
            },
        ),
        migrations.CreateModel(
            name='Beratung',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vorlage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='beratungen', to='gremien.gremienvorlage')),
                ('nr', models.PositiveSmallIntegerField(verbose_name='Nummer')),
                ('gremium', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='gremien.gremium')),
                ('art', models.CharField(choices=antraege.gremien.models.beratung._arten, max_length=15, verbose_name='Zuständigkeit')),
                ('geplant_am', models.DateField(verbose_name='geplant am')),
                ('tatsaechlich_am', models.DateField(null=True, verbose_name='beraten am')),
                ('ergebnis', models.CharField(blank=True, choices=antraege.gremien.models.beratung._ergebnisse, max_length=15, verbose_name='Ergebnis')),
                ('vermerk', models.TextField(blank=True, verbose_name='Vermerk')),
                ('erfasst_am', models.DateTimeField(null=True)),
                ('erfasst_von', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.benutzer')),
            ],
            options={
                'verbose_name': 'Beratung',
                'verbose_name_plural': 'Beratungen',
                'ordering': ['nr'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('vorlage', 'nr'), name='beratung_nr_einmal'), models.UniqueConstraint(condition=models.Q(('art', 'beschluss'), models.Q(('ergebnis', 'vertagt'), _negated=True)), fields=('vorlage',), name='beratung_ein_beschluss'), models.CheckConstraint(condition=models.Q(('tatsaechlich_am__isnull', False), ('ergebnis__in', ['', 'uebersprungen']), _connector='OR'), name='beratung_mit_tag')],
            },
        ),
    ]
