from decimal import Decimal

import django.db.models.deletion
import django_fsm
from django.db import migrations, models

import antraege.haushalt.felder



class Migration(migrations.Migration):

    dependencies = [
        ('antrag', '0008_geld'),
        ('foerderung', '0003_geld'),
    ]

    operations = [
        migrations.AddField(
            model_name='rueckforderung',
            name='aufhebungsgrund',
            field=models.CharField(blank=True, choices=[('zweck', 'nicht für den Zweck verwendet'), ('nicht_alsbald', 'nicht rechtzeitig verwendet'), ('auflage', 'Auflage nicht erfüllt'), ('angaben', 'unrichtige oder unvollständige Angaben'), ('bedingung', 'auflösende Bedingung nach dem Finanzierungsplan')], max_length=13, verbose_name='tragender Grund'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='bekannt_am',
            field=models.DateField(blank=True, null=True, verbose_name='bekannt gegeben am'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='entscheidungsgrund',
            field=models.TextField(blank=True, verbose_name='Grund der Leitung'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='gewarnt_monate',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='vor Verjährung gewarnt, Monate'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='mahnstufe',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='Mahnstufe'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='stellungnahme_anlage',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='antrag.anlage'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='verbleibt',
            field=antraege.haushalt.felder.EuroField(default=Decimal('0.00'), verbose_name='verbleibende Zuwendung'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='vertrauensschutz',
            field=models.TextField(blank=True, verbose_name='Vertrauensschutz'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='vorschlag',
            field=models.CharField(blank=True, max_length=10, verbose_name='Vorschlag'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='wuerdigung',
            field=models.TextField(blank=True, verbose_name='Würdigung der Stellungnahme'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='zinsende',
            field=models.DateField(blank=True, null=True, verbose_name='verwendet am'),
        ),
        migrations.AddField(
            model_name='rueckforderung',
            name='zinskapital',
            field=antraege.haushalt.felder.EuroField(blank=True, null=True, verbose_name='zu spät verwendeter Betrag'),
        ),
        migrations.AlterField(
            model_name='rueckforderung',
            name='begruendung',
            field=models.TextField(blank=True, verbose_name='Begründung des Bescheides'),
        ),
        migrations.AlterField(
            model_name='rueckforderung',
            name='ermessen',
            field=models.TextField(blank=True, verbose_name='Ermessen'),
        ),
        migrations.AlterField(
            model_name='rueckforderung',
            name='status',
            field=django_fsm.FSMField(choices=[('eingeleitet', 'eingeleitet'), ('anhoerung', 'Anhörung läuft'), ('angehoert', 'angehört'), ('vorgeschlagen', 'zur Entscheidung'), ('festgesetzt', 'festgesetzt'), ('gestundet', 'gestundet'), ('ausgesetzt', 'befristet niedergeschlagen'), ('bezahlt', 'bezahlt'), ('niedergeschlagen', 'niedergeschlagen'), ('erlassen', 'erlassen'), ('verjaehrt', 'verjährt'), ('eingestellt', 'eingestellt')], default='eingeleitet', max_length=16, protected=True),
        ),
    ]
