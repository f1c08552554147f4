"""DS 24046-22 in the demo that was played: on its pages, in its PDF, and beside the ledger that has moved since."""

import re
from decimal import Decimal

from django.test import Client

from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import zeige
from tests import ratsvorlage as v
from tests.antraege.dokumente import lesen
from tests.vorfuehrung.besucher import Besucher

STANDORTSEITEN = ("/standorte/hoerde-clarenberg/", "/standorte/westerfilde-bodelschwingh/")
SEITEN = ("/vorlagen/24046-22/", "/standorte/", *STANDORTSEITEN)
IN_BEIDEM = (
    *(v.KOPF, v.BESCHLUSS, v.PERSONAL, v.SACH, v.DECKUNG, v.BUERO),
    *(v.LEITLINIEN, v.AKTEURE, v.ZIELE, v.AUFGABEN, v.THEMEN, v.SERVICESTELLE),
)
# The printed paper names the day before the kind, and what was found out later is not in it.
FOLGE = re.compile(r"(?P<gremium>.+) (?P<art>\w+) (?P<tag>\d\d\.\d\d\.\d{4})")


def gelesen(besucher: Besucher) -> str:
    """All four pages as this person reads them, on one line."""
    return " ".join(v.seitentext(besucher.client.get(seite).content) for seite in SEITEN)


def fehlende(text: str, *teile: str) -> list[str]:
    """What the paper says and the text does not."""
    return [stelle for stelle in v.stellen(*teile) if stelle not in text]


def test_jede_angabe_der_vorlage_steht_in_der_gespielten_demo_auf_den_seiten_und_im_pdf(demo: None) -> None:
    for wer in ("", "campus-hoerde", "sachbearbeitung-fb40"):
        seiten = gelesen(Besucher(wer))
        assert fehlende(seiten, *IN_BEIDEM, v.FOLGE, v.STANDORTE, v.GERECHNET) == [], wer
    pdf = Client().get("/vorlagen/24046-22/pdf/").content
    gedruckt = lesen.textkoerper(pdf)
    ohne = [stelle for stelle in v.stellen(*IN_BEIDEM) if lesen.ohne_leerraum(stelle) not in gedruckt]
    assert ohne == []
    for zeile in filter(None, map(FOLGE.fullmatch, v.stellen(v.FOLGE))):
        assert lesen.ohne_leerraum(f"{zeile['gremium']}{zeile['tag']}{zeile['art']}") in gedruckt
    orte = [stelle for stelle in v.stellen(v.STANDORTE) if lesen.ohne_leerraum(stelle) not in gedruckt]
    assert orte == []
    neben_dem_hauptbuch()


def neben_dem_hauptbuch() -> None:
    """Whoever sees the budget reads paper and ledger side by side; a difference is named, the paper stays."""
    seite = Besucher("sachbearbeitung-fb40").client.get("/vorlagen/24046-22/")
    zeilen = seite.context["gegenueber"]
    je_tabelle = {
        name: sum(z.vorlage for z in zeilen if z.tabelle == name) for name in {z.tabelle for z in zeilen}
    }
    assert je_tabelle == {
        "Personalaufwendungen": Decimal("1234400.00"),
        "Sachaufwendungen": Decimal("133384.00"),
        "Büroausstattung": Decimal("4206.00"),
    }
    assert all(z.quelle.startswith("DS 24046-22, ") for z in zeilen)
    zeile = Haushaltsstelle.objects.get(auftrag="400303020400", bezeichnung="Projekte", jahr=2025)
    neben = next(z for z in zeilen if (z.bezeichnung, z.jahr) == ("Projekte", 2025))
    assert (neben.vorlage, neben.haushalt) == (Decimal("10000.00"), zeile.ansatz + zeile.deckung)
    text = v.seitentext(seite.content)
    assert [z for z in zeilen if z.unterschied and " ".join(zeige(z.unterschied).split()) not in text] == []
    assert Besucher().client.get("/vorlagen/24046-22/").context["gegenueber"] == []
