"""The certificates of an instalment and its order: three people, each of whom may give it back."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from antraege.antrag.models import Antrag, Schriftstueckart
from antraege.foerderung import mittel
from antraege.foerderung.models import Abrufart, Abrufstatus, Mittelabruf
from antraege.foerderung.zahlung import abrufe
from antraege.haushalt.models import Haushaltsstelle
from antraege.kern.geld import zeige
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.status import Status
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import bankverbindung, rechte, uhr
from rollen.formulare import Wenn
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.tuer import hindernisse
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_amt, schreibe_traeger
from workflows.tuer.schritt import Antwort, Formular, Schritt
from workflows.zahlung import tore as zahlungstore
from workflows.zahlung.schreiben import auszahlungsanordnung

if TYPE_CHECKING:
    from workflows.models import Aufgabe


AN_SACHLICH, AN_RECHNERISCH, AN_TRAEGER = "sachlich", "rechnerisch", "traeger"
RUECKGABEN = {
    AN_SACHLICH: "Zurück zur sachlichen Feststellung",
    AN_RECHNERISCH: "Zurück zur rechnerischen Feststellung",
    AN_TRAEGER: "Zurück an den Träger: Der Abruf stimmt nicht",
}
_STUFE = {AN_SACHLICH: Abrufstatus.ANGEFORDERT, AN_RECHNERISCH: Abrufstatus.SACHLICH_RICHTIG}


class Vermerkformular(Formular):
    """The certificate, or back with a reason; nobody has asked for an instalment of the Bescheid."""

    werte = Antwort
    bedingt = (Wenn("grund", "ergebnis", tuple(RUECKGABEN), "Bitte nennen Sie den Grund der Rückgabe."),)
    vermerk: ClassVar[tuple[str, str]]
    rueckgaben: ClassVar[tuple[str, ...]]
    ergebnis = forms.ChoiceField(label="Ergebnis", widget=forms.RadioSelect)
    grund = langtext(
        "Grund der Rückgabe",
        help_text="Nötig bei einer Rückgabe. Wer den Fall zurückbekommt, liest ihn.",
        zeilen=10,
        hoechstens=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gerufen = abrufe.laufender(self.antrag).art == Abrufart.ABRUF
        zurueck = [an for an in self.rueckgaben if gerufen or an != AN_TRAEGER]
        self.fields["ergebnis"].choices = [self.vermerk, *((an, RUECKGABEN[an]) for an in zurueck)]  # type: ignore[attr-defined]
        if not zurueck:
            del self.fields["grund"]


class Zahlungsschritt(Schritt):
    """A step on one instalment: its amount, its conditions, its page."""

    zustaende = frozenset({Status.BEWILLIGT, Status.AUSGEZAHLT})
    fakten: ClassVar[tuple[str, ...]] = ("ergebnis", "grund")
    vorlage = "zahlung/schritte/zahlung.html"
    frist_feld = "tage_zahlung"
    oeffentlich = "Die Stelle zahlt Ihren Abruf aus."
    danach = "Das Geld kommt auf Ihr Konto. Ist alles abgerufen, folgt der Verwendungsnachweis."
    fehlt: ClassVar[str] = "Das geht noch nicht. Es fehlt:"

    def betrag(self, antrag: Antrag) -> Decimal:
        """The instalment in euro."""
        return abrufe.laufender(antrag).betrag

    def richte_ein(self, aufgabe: "Aufgabe") -> None:
        """The task points to its instalment."""
        assert aufgabe.antrag is not None
        aufgabe.mittelabruf = abrufe.laufender(aufgabe.antrag)

    def zahlungsmaengel(self, antrag: Antrag, abruf: Mittelabruf) -> list[Mangel]:
        """What stands against this certificate; it never stands in the way of the page, for one may give back."""
        return zahlungstore.feststellungsmaengel(antrag, abruf=abruf)

    def was_fehlt(self, antrag: Antrag, aufgabe: "Aufgabe") -> list[Mangel]:
        """What would refuse the certificate or the order."""
        return [*super().was_fehlt(antrag, aufgabe), *self.zahlungsmaengel(antrag, abrufe.laufender(antrag))]

    def verlange_zahlbar(self, antrag: Antrag) -> Mittelabruf:
        """The instalment, if nothing stands against certifying it now; raises MaengelFehler with everything."""
        abruf = abrufe.laufender(antrag)
        keine_oder(self.zahlungsmaengel(antrag, abruf))
        return abruf

    def gib_zurueck(self, handlung: Handlung, antwort: Antwort) -> None:
        """Back to the Träger or an earlier certificate, told to whoever has to do it again."""
        antrag, an, grund = handlung.antrag, antwort.ergebnis, antwort.grund
        abruf = abrufe.laufender(antrag)
        if an == AN_TRAEGER:
            hinfaellig = abrufe.weise_zurueck(abruf, grund=grund, akteur=handlung.person)
            schreibe_traeger(
                handlung, betreff=f"Ihr {abruf.nr}. Mittelabruf wurde zurückgewiesen", text=grund
            )
        else:
            zuvor = abruf.sachlich_von if an == AN_SACHLICH else abruf.rechnerisch_von
            hinfaellig = abrufe.gib_zurueck(abruf, an=_STUFE[an], grund=grund, akteur=handlung.person)
            text = f"{self.titel}: {RUECKGABEN[an]} ({abruf} über {zeige(abruf.betrag)}). {grund}"
            schreibe_amt(
                handlung, betreff="Zahlung zurückgegeben", text=text, an=[zuvor.email] if zuvor else None
            )
        handlung.vermerke(abruf=abruf.nr, geht_an=RUECKGABEN[an], aufgehoben=hinfaellig)

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The instalment with what is left, its conditions, the account, certificates and the budget lines."""
        mit = ("sachlich_von", "rechnerisch_von", "angeordnet_von", "gebucht_von", "zurueckgegeben_von")
        abruf = antrag.mittelabrufe.select_related(*mit).get(pk=aufgabe.mittelabruf_id)
        konto = None if antrag.intern else bankverbindung.geltende(antrag.traeger)
        kontierung = _kontierung(antrag, abruf)
        zeilen = [
            ("sachlich richtig", abruf.sachlich_von, abruf.sachlich_am),
            ("rechnerisch richtig", abruf.rechnerisch_von, abruf.rechnerisch_am),
            ("angeordnet", abruf.angeordnet_von, abruf.angeordnet_am),
            ("gebucht", abruf.gebucht_von, abruf.gebucht_am),
        ]
        return {
            "abruf": abruf,
            "anordnung": antrag.schriftstuecke.filter(art=Schriftstueckart.AUSZAHLUNGSANORDNUNG).last(),
            "gates": zahlungstore.zahlungshindernisse(antrag, abruf=abruf),
            "zahlungsmaengel": self.zahlungsmaengel(antrag, abruf),
            "zurueckgegeben_von": akte.person(abruf.zurueckgegeben_von) if abruf.zurueckgegeben_am else "",
            "rest": antrag.offen - abruf.betrag,
            "bescheid": antrag.bescheid,
            "empfaenger": konto.kontoinhaber if konto else antrag.traeger.name,
            "iban": konto.iban if konto else "",
            "vermerke": [(name, akte.person(wer) if wer else "", wann) for name, wer, wann in zeilen],
            "kontierung": kontierung,
            "wirkungen": [
                (zeile, akte.wirkung(zeile, gebunden=-teil, ausgezahlt=teil)) for zeile, teil in kontierung
            ],
            "wirkung_text": "So wirkt die Buchung der Kasse.",
        }


def _kontierung(antrag: Antrag, abruf: Mittelabruf) -> list[tuple[Haushaltsstelle, Decimal]]:
    """The budget lines this payment falls on; empty while the lines hold less."""
    if abruf.betrag > mittel.abrufbar(antrag, tag=uhr.heute()):
        return []
    return mittel.kontierung(antrag, abruf.betrag, tag=uhr.heute())


class SachlichFormular(Vermerkformular):
    """Right, or back to the Träger."""

    vermerk = ("richtig", "Sachlich richtig (§ 31 KomHVO NRW)")
    rueckgaben = (AN_TRAEGER,)


class SachlicheFeststellung(Zahlungsschritt):
    """The first certificate of a payment."""

    name = "sachliche_feststellung"
    titel = "Sachlich richtig"
    frage = "Stimmt der Mittelabruf in der Sache?"
    knopf = "Feststellung abgeben"
    recht = Recht.SACHLICH_FESTSTELLEN
    taetigkeit = Taetigkeit.SACHLICH
    formular = SachlichFormular
    fehlt = "„Sachlich richtig“ geht noch nicht. Es fehlt:"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Certify, or send back to the Träger."""
        if angaben.ergebnis == "richtig":
            abrufe.stelle_sachlich_fest(self.verlange_zahlbar(handlung.antrag), akteur=handlung.person)
            return
        self.gib_zurueck(handlung, angaben)


class RechnerischFormular(Vermerkformular):
    """Right, or back to who has certified the facts, or to the Träger."""

    vermerk = ("richtig", "Rechnerisch richtig (§ 31 KomHVO NRW)")
    rueckgaben = (AN_SACHLICH, AN_TRAEGER)


class RechnerischeFeststellung(Zahlungsschritt):
    """The second certificate, by another person unless the Richtlinie allows one."""

    name = "rechnerische_feststellung"
    titel = "Rechnerisch richtig"
    frage = "Stimmen Betrag, Rest und Kontierung?"
    knopf = "Feststellung abgeben"
    recht = Recht.RECHNERISCH_FESTSTELLEN
    taetigkeit = Taetigkeit.RECHNERISCH
    formular = RechnerischFormular
    fehlt = "„Rechnerisch richtig“ geht noch nicht. Es fehlt:"

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Certify, or give back."""
        if angaben.ergebnis == "richtig":
            abrufe.stelle_rechnerisch_fest(self.verlange_zahlbar(handlung.antrag), akteur=handlung.person)
            return
        self.gib_zurueck(handlung, angaben)


class AnordnungFormular(Vermerkformular):
    """The order, or back to one of the certificates."""

    vermerk = ("anordnen", "Ich ordne die Auszahlung an.")
    rueckgaben = (AN_SACHLICH, AN_RECHNERISCH)


class Anordnung(Zahlungsschritt):
    """The order to pay; never by a person who has certified."""

    name = "anordnung"
    titel = "Anordnung"
    frage = "Soll die Kasse auszahlen?"
    knopf = "Absenden"
    recht = Recht.ANORDNEN
    taetigkeit = Taetigkeit.ANORDNEN
    formular = AnordnungFormular
    fehlt = "Anordnen geht noch nicht. Es fehlt:"
    mit_wertgrenze = True

    def zahlungsmaengel(self, antrag: Antrag, abruf: Mittelabruf) -> list[Mangel]:
        """Everything that stands against paying today."""
        return zahlungstore.maengel(antrag, abruf=abruf)

    def ausfuehren(self, handlung: Handlung, angaben: Antwort) -> None:
        """Give back; or order to the account in force. The city itself gets no document but an internal booking."""
        if angaben.ergebnis != "anordnen":
            self.gib_zurueck(handlung, angaben)
            return
        antrag = handlung.antrag
        abruf = self.verlange_zahlbar(antrag)
        abrufe.ordne_an(abruf, akteur=handlung.person)
        handlung.vermerke(abruf=abruf.nr, betrag=abruf.betrag, faellig_am=abruf.faellig_am)
        if not antrag.intern:
            befugnisse = rechte.berechtigungen_fuer(handlung.person, self.recht, antrag.stelle)
            grenze = hindernisse.eigene_grenze(befugnisse, antrag.richtlinie.wertgrenzen.all())
            erlasse(handlung, auszahlungsanordnung(handlung, abruf, grenze=grenze))
