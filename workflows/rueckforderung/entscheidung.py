"""The claim is checked and decided."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms

from antraege.antrag.models import Antrag
from antraege.foerderung import aenderungen, mittel, rueckforderungen
from antraege.foerderung.models import Forderungsgrund, Rueckforderung
from antraege.foerderung.rueckforderungen import fristen, zinsen
from antraege.foerderung.rueckforderungen.kuerzung import kuerze
from antraege.foerderung.rueckforderungen.verfahren import KUERZT
from antraege.haushalt.felder import EuroFormField
from antraege.kern.geld import zeige
from antraege.kern.maengel import MaengelFehler
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation.forms import langtext
from rollen import uhr
from rollen.formulare import Wenn, tag
from rollen.tabelle import Recht
from workflows.akte import akte
from workflows.rueckforderung import schreiben
from workflows.rueckforderung.schritt import Forderungsschritt, pruefe_verbleib
from workflows.tuer.abbruch import brich_hauptverfahren_ab
from workflows.tuer.erlass import erlasse
from workflows.tuer.handlung import Handlung
from workflows.tuer.post import schreibe_traeger
from workflows.tuer.schritt import Formular, wahl

if TYPE_CHECKING:
    from workflows.models import Aufgabe


_LANG: dict[str, Any] = {"zeilen": 10, "hoechstens": 8000}
NUR_BEI_FESTSETZUNG = ("begruendung", "ermessen", "vertrauensschutz")
TEXTE = ("vorschlag", "wuerdigung", *NUR_BEI_FESTSETZUNG, "zinsverzicht")


@dataclass(frozen=True)
class Vorschlag:
    """What the Bescheid shall say; None is what this claim does not ask."""

    vorschlag: str
    begruendung: str
    ermessen: str
    wuerdigung: str | None = None
    vertrauensschutz: str | None = None
    verbleibt: Decimal | None = None
    zinsbeginn: date | None = None
    zinsverzicht: str | None = None


class RueckforderungspruefungFormular(Formular):
    """What the Bescheid will say, and whether there shall be one."""

    werte = Vorschlag
    bedingt = (
        Wenn("wuerdigung"),
        *(Wenn(n) for n in NUR_BEI_FESTSETZUNG),
        Wenn("zinsbeginn"),
        Wenn("zinsverzicht"),
    )
    vorschlag = wahl("Ihr Vorschlag", festsetzen="Bescheid erlassen", einstellen="Keine Rückforderung")
    wuerdigung = langtext(
        "Würdigung der Stellungnahme", help_text="Nötig, wenn der Träger geantwortet hat.", **_LANG
    )
    begruendung = langtext(
        "Begründung", help_text="Steht wörtlich im Bescheid (§ 39 VwVfG NRW, § 35 SGB X).", **_LANG
    )
    ermessen = langtext("Erwägungen zum Ermessen", **_LANG)
    vertrauensschutz = langtext(
        "Erwägungen zum Vertrauensschutz",
        help_text="Durfte der Träger auf den Bestand vertrauen? (§ 48 Abs. 2 VwVfG NRW, § 45 Abs. 2 SGB X)",
        **_LANG,
    )
    verbleibt = EuroFormField(label="Zuwendung, die verbleibt, in Euro")
    zinsbeginn = tag("Bewilligung unwirksam ab", help_text="Zinsen laufen ab dem Tag danach.")
    zinsverzicht = langtext(
        "Grund, keine Zinsen zu verlangen",
        help_text="Nur wenn der Träger nichts dafür kann und rechtzeitig zahlt (§ 49a Abs. 3 Satz 2 VwVfG NRW).",
        **_LANG,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        forderung = self.forderung = rueckforderungen.verlangte(self.antrag)
        for name in (*TEXTE, "verbleibt", "zinsbeginn"):
            self.fields[name].initial = getattr(forderung, name)
        if not forderung.stellungnahme:
            del self.fields["wuerdigung"]
        if forderung.grund not in (Forderungsgrund.TEILWIDERRUF, Forderungsgrund.RUECKNAHME):
            del self.fields["verbleibt"]
        if forderung.grund not in KUERZT:
            # What the law fixes leaves no discretion and no trust.
            del self.fields["vertrauensschutz"]
            self.fields["ermessen"].help_text = "Nur wenn Sie Erwägungen angestellt haben."
        if forderung.grund == Forderungsgrund.ZWISCHENZINSEN:
            del self.fields["zinsbeginn"], self.fields["zinsverzicht"]

    def clean_verbleibt(self) -> Decimal:
        """What remains fits the kind of the claim."""
        verbleibt: Decimal = self.cleaned_data["verbleibt"]
        pruefe_verbleib(self.forderung, verbleibt)
        return verbleibt

    def clean_zinsbeginn(self) -> date | None:
        """A day that has come."""
        ab: date | None = self.cleaned_data["zinsbeginn"]
        if ab is not None and ab >= uhr.heute():
            raise forms.ValidationError("Der Tag muss in der Vergangenheit liegen.")
        return ab

    def clean(self) -> dict[str, Any]:
        """A Bescheid needs its reasons; past the year there can be none."""
        daten = super().clean()
        if daten.get("vorschlag") == "festsetzen":
            if fristen.jahresfrist_vorbei(self.forderung):
                self.add_error(
                    "vorschlag", "Die Jahresfrist ist abgelaufen. Möglich ist nur noch: keine Rückforderung."
                )
            for name in NUR_BEI_FESTSETZUNG:
                if name == "begruendung" or self.forderung.grund in KUERZT:
                    self.verlange(name)
            if "zinsbeginn" in self.fields and "zinsbeginn" not in self.errors:
                mit, ohne = daten.get("zinsbeginn"), daten.get("zinsverzicht")
                if not mit and not ohne and self.antrag.ausgezahlt:
                    self.add_error(
                        "zinsbeginn", "Nennen Sie den Tag der Unwirksamkeit oder den Grund für den Verzicht."
                    )
        self.verlange("wuerdigung", "Bitte würdigen Sie die Stellungnahme.")
        return daten


class Rueckforderungspruefung(Forderungsschritt):
    """The first pair of eyes."""

    name = "rueckforderungspruefung"
    titel = "Prüfung der Rückforderung"
    frage = "Soll die Rückforderung festgesetzt werden?"
    knopf = "Zur Entscheidung geben"
    oeffentlich = "Die Stelle prüft Ihre Antwort auf die Anhörung."
    danach = "Dann entscheidet die Leitung."
    recht = Recht.FALL_PRUEFEN
    taetigkeit = Taetigkeit.ANHOEREN
    formular = RueckforderungspruefungFormular
    fakten = (*TEXTE, "verbleibt", "zinsbeginn")
    frist_feld = "tage_fachlich"
    bei_fallbetreuung = True

    def ausfuehren(self, handlung: Handlung, angaben: Vorschlag) -> None:
        """Keep the proposal."""
        forderung = rueckforderungen.verlangte(handlung.antrag)
        for name in TEXTE:
            if (text := getattr(angaben, name)) is not None:
                setattr(forderung, name, text)
        if forderung.grund != Forderungsgrund.ZWISCHENZINSEN:
            forderung.zinsbeginn = forderung.unwirksam_ab = angaben.zinsbeginn
        verbleibt = forderung.verbleibt if angaben.verbleibt is None else angaben.verbleibt
        rueckforderungen.setze_betrag(forderung, verbleibt)
        rueckforderungen.schlage_vor(forderung, akteur=handlung.person)
        handlung.vermerke(rueckforderung=forderung.nr, zu_erstatten=forderung.betrag)


@dataclass(frozen=True)
class Entscheid:
    """Fix, return or drop; only a Bescheid carries its own reasons."""

    entscheidung: str
    grund: str


class RueckforderungsentscheidungFormular(Formular):
    """Fix, return or drop."""

    werte = Entscheid
    bedingt = (Wenn("grund", "entscheidung", ("zurueckgeben", "einstellen"), "Bitte nennen Sie den Grund."),)
    entscheidung = forms.ChoiceField(
        label="Entscheidung",
        choices=[
            ("festsetzen", "Bescheid erlassen"),
            ("zurueckgeben", "Zur Prüfung zurückgeben"),
            ("einstellen", "Keine Rückforderung"),
        ],
        widget=forms.RadioSelect,
    )
    grund = langtext("Grund", help_text="Nötig, wenn Sie zurückgeben oder nichts zurückfordern.", zeilen=10)

    def clean(self) -> dict[str, Any]:
        """Only what is proposed and allowed can be fixed."""
        daten = super().clean()
        if daten.get("entscheidung") == "festsetzen":
            forderung = rueckforderungen.verlangte(self.antrag)
            if forderung.vorschlag != "festsetzen":
                text = "Vorgeschlagen ist, nichts zurückzufordern. Für einen Bescheid geben Sie bitte zurück."
                self.add_error("entscheidung", text)
            trifft = forderung.grund in KUERZT or rueckforderungen.hebt_ganz_auf(forderung)
            laufende = aenderungen.laufende_aenderung(self.antrag) if trifft else []
            for mangel in [*laufende, *rueckforderungen.entscheidungsmaengel(forderung)]:
                self.add_error("entscheidung", mangel.text)
        return daten


class Rueckforderungsentscheidung(Forderungsschritt):
    """The second pair of eyes, and what follows from the decision."""

    name = "rueckforderungsentscheidung"
    titel = "Entscheidung über die Rückforderung"
    frage = "Wird zurückgefordert?"
    knopf = "Entscheidung treffen"
    oeffentlich = "Die Leitung entscheidet über die Rückforderung."
    danach = "Sie erhalten die Entscheidung schriftlich, hier im Portal."
    recht = Recht.BEWILLIGEN
    taetigkeit = Taetigkeit.WIDERRUFEN
    uebergaenge = frozenset({"widerrufen"})
    formular = RueckforderungsentscheidungFormular
    fakten = ("entscheidung", "grund")
    frist_feld = "tage_entscheidung"
    mit_wertgrenze = True

    def betrag(self, antrag: Antrag) -> Decimal:
        """What the decision is about: the claim, or the part of the grant that is taken away."""
        forderung = rueckforderungen.verlangte(antrag)
        genommen = antrag.bewilligt - forderung.verbleibt if forderung.grund in KUERZT else Decimal("0.00")
        return max(forderung.betrag, genommen)

    def kontext(self, antrag: Antrag, aufgabe: "Aufgabe") -> dict[str, Any]:
        """The proposal with the interest as it would be fixed today."""
        kontext = super().kontext(antrag, aufgabe)
        forderung: Rueckforderung = kontext["forderung"]
        try:
            kontext["zinsen"] = zinsen.bis_heute(forderung)
        except MaengelFehler as fehler:
            kontext["zinsmaengel"] = fehler.maengel
        kontext["vorgeschlagen_von"] = akte.person(forderung.vorgeschlagen_von)
        return kontext

    def ausfuehren(self, handlung: Handlung, angaben: Entscheid) -> None:
        """Fix, return or drop."""
        forderung = rueckforderungen.verlangte(handlung.antrag)
        handlung.vermerke(rueckforderung=forderung.nr)
        if angaben.entscheidung == "festsetzen":
            self._setze_fest(handlung, forderung)
        elif angaben.entscheidung == "einstellen":
            rueckforderungen.stelle_ein(forderung, grund=angaben.grund, akteur=handlung.person)
            schreibe_traeger(
                handlung,
                betreff="Es wird nichts zurückgefordert",
                text="Das Verfahren zur Rückforderung ist beendet. Sie müssen nichts zahlen.",
            )
        else:
            rueckforderungen.gib_zurueck(forderung, grund=angaben.grund)

    def _setze_fest(self, handlung: Handlung, forderung: Rueckforderung) -> None:
        rueckforderungen.setze_fest(forderung, akteur=handlung.person)
        forderung.schriftstueck = erlasse(handlung, schreiben.bescheid(handlung, forderung))
        forderung.save(update_fields=["schriftstueck"])
        antrag, schluessel = handlung.antrag, f"widerruf/{forderung.nr}"
        if rueckforderungen.hebt_ganz_auf(forderung):
            antrag.begruendung = forderung.begruendung
            handlung.bewege(Antrag.widerrufen, begruendung=antrag.begruendung)
            brich_hauptverfahren_ab(antrag)
            frei = mittel.gib_rest_frei(antrag, akteur=handlung.person, anlass=schluessel)
            handlung.vermerke(freigegeben=frei)
        elif forderung.grund in KUERZT:
            frei = kuerze(antrag, forderung.verbleibt, schluessel=schluessel, akteur=handlung.person)
            handlung.vermerke(freigegeben=frei, bewilligt=antrag.bewilligt)
        handlung.vermerke(
            festgesetzt=forderung.betrag,
            verbleibt=forderung.verbleibt,
            zinsaufschlag=forderung.zinsaufschlag,
            faellig_am=forderung.faellig_am,
        )
        schreibe_traeger(
            handlung,
            betreff="Entscheidung über die Rückforderung",
            text=f"Festgesetzt sind {zeige(forderung.betrag)}. "
            "Was wann zu zahlen ist, steht im Bescheid im Portal.",
        )
