"""The Servicestelle verifies or refuses organisations; what an organisation waits for meanwhile."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from rollen import rechte, uhr
from rollen.akt import akt, wer_ueberall
from rollen.einladung import bestaetige_offene
from rollen.fehler import Ueberholt
from rollen.kontopost import sende
from rollen.models import Benutzer, Eintrag, Stelle, Stellenart, Traeger
from rollen.models.stelle import VORGELEGT
from rollen.tabelle import Recht, Rolle
from rollen.taten import Tat

ANGABEN = {
    "name": "Name",
    "anschrift": "Anschrift",
    "rechtsform": "Rechtsform",
    "register": "Register und Nummer",
    "gemeinnuetzig": "Gemeinnützig",
    "anerkannt_jugendhilfe": "Anerkannt nach § 75 SGB VIII",
    "iban": "IBAN",
}
IN_WORTEN = {True: "ja", False: "nein", "": "leer"}
WER_REGISTRIERT_HAT = (
    "wer die Organisation registriert hat (unter „Mein Konto“: Angaben ändern und noch einmal vorlegen)"
)
UNVERIFIZIERT = "Ihre Organisation ist noch nicht verifiziert."


@dataclass(frozen=True)
class Wartestand:
    """Why an organisation cannot hand in yet, and who can mend that."""

    text: str
    behebt: str


def wartestand(stelle: Stelle) -> Wartestand | None:
    """What an organisation waits for; None when it is verified or the city's own."""
    if stelle.staedtisch:
        return None
    traeger = Traeger.objects.filter(stelle=stelle).first()
    if traeger is None:
        return Wartestand(UNVERIFIZIERT, pruefstelle())
    if traeger.verifiziert_am:
        return None
    if traeger.ablehnungsgrund:
        return Wartestand(UNVERIFIZIERT, WER_REGISTRIERT_HAT)
    bis = f", Prüfung bis zum {traeger.pruefung_bis:%d.%m.%Y}" if traeger.pruefung_bis else ""
    return Wartestand(UNVERIFIZIERT, f"{pruefstelle()}{bis}")


def fruehere_pruefungen(traeger: Traeger) -> list[dict[str, Any]]:
    """Every refusal and what the organisation has changed since, the oldest first, from the trail."""
    eintraege = Eintrag.objects.filter(
        kette=f"stelle/{traeger.stelle_id}",
        aktion__in=(Tat.TRAEGER_ABLEHNEN, Tat.TRAEGER_VORLEGEN),
        verweigert=False,
    ).order_by("nr")
    return [
        {
            "zeit": e.zeitpunkt,
            "abgelehnt": e.aktion == Tat.TRAEGER_ABLEHNEN,
            "grund": e.nachher.get("grund", ""),
            "vorher": [
                (ANGABEN[feld], IN_WORTEN.get(wert, str(wert)))
                for feld, wert in e.vorher.items()
                if feld in ANGABEN
            ],
        }
        for e in eintraege
    ]


def pruefstelle() -> str:
    """Who checks registrations, as a name."""
    servicestellen = Stelle.objects.filter(art=Stellenart.SERVICESTELLE, aktiv=True).order_by("pk")
    return servicestellen.values_list("name", flat=True).first() or Rolle.SERVICESTELLE.bezeichnung


@transaction.atomic
def verifiziere(traeger_id: int, *, akteur: Benutzer) -> Traeger:
    """Accept an organisation; the roles of the person who registered it count from now on.

    Raises Verweigert without the right or for one's own organisation, Ueberholt when it is verified.
    """
    with akt(Tat.TRAEGER_VERIFIZIEREN, _zeile(traeger_id), PRUEFUNG, akteur=akteur) as pruefung:
        traeger = pruefung.objekt
        _verlange_unverifiziert(traeger)
        traeger.verifiziert_von, traeger.verifiziert_am, traeger.ablehnungsgrund = akteur, uhr.jetzt(), ""
        pruefung.nenne(**fakten(traeger))
    bestaetige_offene(traeger, akteur=akteur, berechtigung=pruefung.berechtigung)
    sende(
        "verifiziert",
        an=traeger.registriert_von,
        betreff="Ihre Organisation ist bestätigt",
        fakten={"stelle": traeger.stelle},
    )
    return traeger


def lehne_ab(traeger_id: int, *, grund: str, akteur: Benutzer) -> Traeger:
    """Refuse an organisation for now; it can still be verified later.

    Raises Verweigert without the right or for one's own organisation, Ueberholt when it is decided.
    """
    with akt(Tat.TRAEGER_ABLEHNEN, _zeile(traeger_id), PRUEFUNG, akteur=akteur) as pruefung:
        traeger = pruefung.objekt
        _verlange_unverifiziert(traeger)
        if traeger.ablehnungsgrund:
            raise Ueberholt("Diese Organisation ist schon abgelehnt.")
        traeger.ablehnungsgrund = grund
        pruefung.nenne(**fakten(traeger))
        sende(
            "abgelehnt",
            an=traeger.registriert_von,
            betreff="Rückfrage zu Ihrer Organisation",
            fakten={"stelle": traeger.stelle, "grund": grund},
        )
    return traeger


def ordne_verbund_zu(traeger_id: int, *, verbund: str, akteur: Benutzer) -> Traeger:
    """Name the group of companies an organisation belongs to; empty for none (Verordnung (EU) 2023/2831).

    Raises Verweigert without the right or for one's own organisation.
    """
    with akt(Tat.VERBUND_ZUORDNEN, _zeile(traeger_id), PRUEFUNG, akteur=akteur) as zuordnung:
        traeger = zuordnung.objekt
        bisher, traeger.verbund = traeger.verbund, " ".join(verbund.split())
        zuordnung.nenne(vorher={"verbund": bisher}, nachher={"verbund": traeger.verbund})
    return traeger


def hinderung(traeger: Traeger, akteur: Benutzer) -> str:
    """Why this person may not decide on this organisation, as a sentence; empty when they may."""
    if traeger.registriert_von_id == akteur.pk or rechte.gehoert_zu(akteur, traeger.stelle_id):
        return "Über die eigene Organisation entscheidet eine andere Person der Servicestelle."
    return ""


PRUEFUNG = wer_ueberall(Recht.TRAEGER_VERIFIZIEREN, hinderung)


def _zeile(traeger_id: int) -> QuerySet[Traeger]:
    return Traeger.objects.select_related("stelle", "registriert_von").filter(VORGELEGT, pk=traeger_id)


def _verlange_unverifiziert(traeger: Traeger) -> None:
    if traeger.verifiziert_am:
        raise Ueberholt("Diese Organisation ist schon bestätigt.")


def fakten(traeger: Traeger) -> dict[str, dict[str, str]]:
    """What the trail keeps of an act on an organisation."""
    return {
        "nachher": {"name": traeger.stelle.name, "grund": traeger.ablehnungsgrund},
        "personen": {"registriert_von": traeger.registriert_von.name},
    }
