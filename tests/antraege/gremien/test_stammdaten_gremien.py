"""Bodies in the browser: kept by the Gremiengeschäftsführung alone; papers that lie there keep a body open."""

import pytest

from antraege.gremien.models import Beratung, Gremienvorlage, Gremium
from antraege.kern.beratung import Beratungsart
from antraege.kern.geld import NULL
from rollen import uhr
from rollen.models import Benutzer, Eintrag
from rollen.rechte import Verweigert
from rollen.tabelle import Rolle
from rollen.taten import Tat
from tests.fabriken import AntragFactory, BenutzerFactory, person_mit, stadt
from tests.rollen.seiten import als
from tests.rollen.stammwelt import fehler, pflege, schlage_vor

pytestmark = pytest.mark.django_db
WERTE = {"name": "Kinderausschuss", "organ": "Der Kinderausschuss", "art": "ausschuss", "reihenfolge": 3}


@pytest.fixture
def gremien() -> Benutzer:
    return person_mit(Rolle.GREMIEN, stadt())


def test_anlegen_umbenennen_und_schliessen(gremien: Benutzer) -> None:
    schlage_vor("gremium", "anlegen", akteur=gremien, **WERTE)
    gremium = Gremium.objects.get()
    schlage_vor("gremium", "aendern", gremium, akteur=gremien, name="Ausschuss für Kinder", reihenfolge=2)
    gremium.refresh_from_db()
    assert (gremium.name, gremium.reihenfolge) == ("Ausschuss für Kinder", 2)
    schlage_vor("gremium", "schliessen", gremium, akteur=gremien)
    assert not Gremium.objects.get().aktiv
    eintraege = Eintrag.objects.filter(kette=f"gremium/{gremium.pk}").order_by("nr")
    assert [e.aktion for e in eintraege] == [Tat.GREMIUM_ANLEGEN, Tat.GREMIUM_AENDERN, Tat.GREMIUM_SCHLIESSEN]
    assert eintraege[1].vorher == {"name": "Kinderausschuss", "reihenfolge": "3"}


def test_wo_eine_vorlage_liegt_wird_nicht_geschlossen() -> None:
    gremium = Gremium.objects.create(**WERTE)
    vorlage = Gremienvorlage.objects.create(
        antrag=AntragFactory(), nr=1, betrag=NULL, geschrieben_von=BenutzerFactory()
    )
    Beratung.objects.create(
        vorlage=vorlage, nr=1, gremium=gremium, art=Beratungsart.BESCHLUSS, geplant_am=uhr.heute()
    )
    (satz,) = fehler("gremium", "schliessen", gremium)["__all__"]
    assert "Dort liegen noch Vorlagen" in satz


def test_nur_die_gremiengeschaeftsfuehrung(gremien: Benutzer) -> None:
    with pytest.raises(Verweigert):
        schlage_vor("gremium", "anlegen", akteur=pflege(), **WERTE)
    assert not Gremium.objects.exists()
    Gremium.objects.create(**WERTE)
    assert "name" in fehler("gremium", "anlegen", **WERTE)
    assert als(gremien).get("/stammdaten/gremium/").status_code == 200
    assert als(pflege()).get("/stammdaten/gremium/").status_code == 403
