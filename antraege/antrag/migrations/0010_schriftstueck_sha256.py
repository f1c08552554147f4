from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('antrag', '0009_kooperation'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='schriftstueck',
            index=models.Index(fields=['sha256'], name='schriftstueck_sha256'),
        ),
    ]
