from django.db import migrations

from rollen.trigger import Gelockert, Trigger

SATZ = 'Eine freigegebene Richtlinie ändert sich nicht mehr. Legen Sie eine neue Version an.'
TEILE = (
    *('frage', 'unterlage', 'pruefpunkt', 'mitzeichnungsstelle', 'wertgrenze', 'berichtsfrage'),
    'nebenbestimmung',
)


def fest(teil):
    return [
        f"""CREATE TRIGGER {teil}_fest_{tat} BEFORE {tat} ON programme_{teil}
        WHEN EXISTS (SELECT 1 FROM programme_richtlinie
            WHERE id IN ({zeilen}) AND freigegeben_von_id IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, '{SATZ}'); END"""
        for tat, zeilen in (
            ('INSERT', 'NEW.richtlinie_id'),
            ('UPDATE', 'OLD.richtlinie_id, NEW.richtlinie_id'),
            ('DELETE', 'OLD.richtlinie_id'),
        )
    ]


# The same triggers as before: SQLite loses them while it rebuilds the tables, PostgreSQL keeps them.
WIE_BISHER = Trigger(
    sqlite=[
        *(
            f"""CREATE TRIGGER richtlinie_fest_{tat} BEFORE {tat} ON programme_richtlinie
            WHEN OLD.freigegeben_von_id IS NOT NULL
            BEGIN SELECT RAISE(ABORT, '{SATZ}'); END"""
            for tat in ('UPDATE', 'DELETE')
        ),
        *(anweisung for teil in TEILE for anweisung in fest(teil)),
    ],
    postgresql=[],
)


class Migration(migrations.Migration):

    dependencies = [
        ('programme', '0007_aufrufe'),
    ]

    operations = [
        Gelockert(WIE_BISHER),
        migrations.RemoveField(model_name='richtlinie', name='antrag_bis'),
        migrations.RemoveField(model_name='richtlinie', name='antrag_von'),
        WIE_BISHER,
        Trigger(
            sqlite=fest('aufruf'),
            postgresql=[
                """CREATE TRIGGER aufruf_fest BEFORE INSERT OR UPDATE OR DELETE ON programme_aufruf
                FOR EACH ROW EXECUTE FUNCTION richtlinienteil_fest()""",
            ],
        ),
    ]
