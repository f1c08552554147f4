import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foerderung', '0004_rueckforderung'),
        ('rollen', '0004_geld'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='aenderung',
            name='bekannt_am',
            field=models.DateField(null=True, verbose_name='bekannt gegeben am'),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='bestandskraeftig_ab',
            field=models.DateField(null=True, verbose_name='bestandskräftig ab'),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='bisheriger_traeger',
            field=models.ForeignKey(blank=True, help_text='Wer die Förderung abgegeben hat; liest weiter, was bis dahin seine Sache war.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rollen.stelle'),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='empfohlen',
            field=models.BooleanField(null=True, verbose_name='zur Bewilligung empfohlen'),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='neuer_zeitraum_bis',
            field=models.DateField(blank=True, null=True, verbose_name='neues Ende des Bewilligungszeitraums'),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='uebernommen_am',
            field=models.DateTimeField(null=True, verbose_name='Übernahme erklärt am'),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='uebernommen_von',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='aenderung',
            name='von_amts_wegen',
            field=models.BooleanField(default=False, verbose_name='von Amts wegen'),
        ),
    ]
