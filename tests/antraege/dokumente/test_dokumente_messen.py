"""The command that measures letters measures letters of six pages."""

from io import StringIO

from django.core.management import call_command


def test_every_kind_of_letter_has_six_pages():
    ausgabe = StringIO()
    call_command("dokumente_messen", laeufe=1, stdout=ausgabe)

    zeilen = [zeile.rsplit(maxsplit=4) for zeile in ausgabe.getvalue().splitlines()[1:]]
    assert [(name, seiten) for name, seiten, *_ in zeilen] == [
        ("nur Text", "6"),
        ("Text und Tabellen", "6"),
        ("nur Tabellen", "6"),
        ("viele Schriften", "6"),
    ]
