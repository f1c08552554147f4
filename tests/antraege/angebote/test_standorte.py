"""The public page of the two sites."""

from django.core.management import call_command

from tests.gedaechtnis import gemerkt


def test_sites_institutions_and_topics(client, db, django_assert_num_queries):
    gemerkt(call_command, "daten_laden", verbosity=0)
    with django_assert_num_queries(7):
        antwort = client.get("/standorte/")
    assert [
        (
            s.stelle.kuerzel,
            [(e.stelle.kuerzel, e.ogs_traeger and e.ogs_traeger.kuerzel) for e in s.einrichtungen.all()],
        )
        for s in antwort.context["standorte"]
    ] == [
        (
            "hoerde-clarenberg",
            [
                ("awo-am-bruchheck", None),
                ("fabido-clarenberg", None),
                ("jfs-clarenberg", None),
                ("stift-grundschule", "dobeq"),
            ],
        ),
        (
            "westerfilde-bodelschwingh",
            [
                ("fabido-speckestrasse-15", None),
                ("fabido-speckestrasse-17", None),
                ("jfs-westerfilde", None),
                ("westhausen-grundschule", "ekk"),
            ],
        ),
    ]
    assert [(t.name, [s.kuerzel for s in t.koordination.all()]) for t in antwort.context["themenfelder"]] == [
        ("Sport/Gesundheit", ["40-5"]),
        ("MINT/Digitales", ["40-6"]),
        ("Demokratieförderung", ["fb-51", "40-5"]),
        ("Sozialkompetenz", ["fb-51", "40-5"]),
        ("BNE", ["40-5"]),
        ("Musik/Kultur", ["40-5"]),
    ]


def test_an_empty_house(client, db):
    assert "Noch ist kein Standort eingetragen." in client.get("/standorte/").content.decode()
