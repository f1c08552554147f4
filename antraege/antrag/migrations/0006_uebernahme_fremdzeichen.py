
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ('antrag', '0005_einvernehmen_zur_aenderung'),
    ]

    operations = [
        migrations.AddField(
            model_name='antrag',
            name='fremdzeichen',
            field=models.CharField(blank=True, db_index=True, help_text='Unter dem der übernommene Fall anderswo geführt wurde; die Suche findet ihn auch so.', max_length=60, null=True, verbose_name='altes Aktenzeichen'),
        ),
    ]
