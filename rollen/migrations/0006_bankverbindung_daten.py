from django.db import migrations


def uebernimm(apps, schema_editor):
    """What was checked with its organisation counts as confirmed; the rest waits for a second person."""
    traeger = apps.get_model("rollen", "Traeger")
    bankverbindung = apps.get_model("rollen", "Bankverbindung")
    for eintrag in traeger.objects.exclude(iban="").order_by("pk").iterator():
        zweite = eintrag.verifiziert_von_id if eintrag.verifiziert_am else None
        bestaetigt = zweite is not None and zweite != eintrag.registriert_von_id
        bankverbindung.objects.create(
            stelle_id=eintrag.stelle_id,
            iban=eintrag.iban,
            kontoinhaber=eintrag.kontoinhaber,
            erfasst_von_id=eintrag.registriert_von_id,
            erfasst_am=eintrag.registriert_am,
            bestaetigt_von_id=zweite if bestaetigt else None,
            bestaetigt_am=eintrag.verifiziert_am if bestaetigt else None,
        )


class Migration(migrations.Migration):
    dependencies = [("rollen", "0005_bankverbindung")]
    operations = [migrations.RunPython(uebernimm, migrations.RunPython.noop)]
