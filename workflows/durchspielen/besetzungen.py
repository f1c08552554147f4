"""Which people of the demo play which part in which programme."""

from dataclasses import replace

from workflows.durchspielen.ereignisse import Besetzung

KINDERCAMPUS = Besetzung(
    antrag="dobeq-antrag",
    zeichnung="dobeq",
    pruefung="sachbearbeitung-fb40",
    leitung="leitung-fb40",
    rechnerisch="finanzen-fb40",
    anordnung="anordnung-fb40",
    kasse="kasse",
    mitzeichnung={"fb-51": "sachbearbeitung-fb51", "fabido": "sachbearbeitung-fabido"},
    kontrolle="leitung-40-5",
)
AKTIONSPLAN = Besetzung(
    antrag="tus-musterhoerde",
    zeichnung="tus-musterhoerde",
    pruefung="sachbearbeitung-fb51",
    leitung="leitung-fb51",
    rechnerisch="finanzen-fb51",
    anordnung="anordnung-fb51",
    kasse="kasse",
    mitzeichnung={"fb-40": "sachbearbeitung-fb40"},
    kontrolle="gruppenleitung-fb51",
)


def fuer(programm: str, traeger: str, *, im_auftrag: str = "") -> Besetzung:
    """The cast of a programme with the people of this Träger; `im_auftrag` drafts on their behalf."""
    grund = {
        "kindercampus-projekte": KINDERCAMPUS,
        "bildungspartnerschaften": replace(KINDERCAMPUS, mitzeichnung={"fb-51": "sachbearbeitung-fb51"}),
        "kooperativer-ganztag": replace(KINDERCAMPUS, mitzeichnung={"fb-51": "sachbearbeitung-fb51"}),
        "kultur-und-schule": replace(KINDERCAMPUS, mitzeichnung={}),
    }.get(programm, AKTIONSPLAN)
    zeichnung = {"fabido-clarenberg": "kita-clarenberg"}.get(traeger, traeger)
    antrag = im_auftrag or ("dobeq-antrag" if traeger == "dobeq" else zeichnung)
    return replace(grund, antrag=antrag, zeichnung=zeichnung)
