from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foerderung', '0009_gemeinkosten'),
    ]

    operations = [
        migrations.AddField(
            model_name='massnahme',
            name='antrag_vom',
            field=models.DateField(blank=True, null=True, verbose_name='Antrag des Trägers vom'),
        ),
    ]
