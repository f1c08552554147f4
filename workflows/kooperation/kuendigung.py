"""Giving notice: the form, and the act."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms

from antraege.kern.maengel import keine_oder
from antraege.kern.vieraugen import Taetigkeit
from antraege.kooperation import beendigung, nachtraege
from antraege.kooperation.beendigung import Kuendigungserklaerung
from antraege.kooperation.forms import ZEILEN, langtext
from antraege.kooperation.models import Kuendigung, Kuendigungsart, Partei, Vereinbarung
from antraege.kooperation.zeichnen import zeichnungsrecht
from rollen import rechte, uhr
from rollen.fehler import Ueberholt
from rollen.forms.zweitfaktor import Codefeld
from rollen.formulare import tag
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.kooperation.abschluss import melde_allen, setze_auswertung_neu
from workflows.kooperation.schreiben import kuendigungsschreiben
from workflows.kooperation.schritt import vereinbarung_von
from workflows.kooperation.tuer_nachtrag import beende as beende_nachtrag
from workflows.kooperation.verbund import melde_der_zuwendung
from workflows.tuer import hindernisse
from workflows.tuer.erlass import erlasse
from workflows.tuer.fehler import lies
from workflows.tuer.handlung import Handlung, geoeffnet
from workflows.tuer.zweitfaktor import richte_codefeld_ein, verlange_code

FOLGEN = """Die Leistungen enden mit diesem Tag.
Personenbezogene Daten werden gelöscht.
Schlüssel und Material werden zurückgegeben."""


class Kuendigungsformular(forms.Form):
    """Kind, cause and consequences; a party itself gives a code, a clerk the days of the letter.

    `selbst` is the person who gives notice for the party; None for the clerk.
    """

    art = forms.ChoiceField(
        label="Art der Kündigung", choices=Kuendigungsart.choices, widget=forms.RadioSelect
    )
    gruende = langtext("Gründe", help_text="Nötig bei einer Kündigung aus wichtigem Grund.")
    folgen = langtext("Folgen", required=True, help_text=f"Leistungen, Daten, Räume, Material. {ZEILEN}")
    wirksam_am = tag(
        "Wirksam am",
        help_text="Nur bei wichtigem Grund. Eine ordentliche Kündigung wirkt zum Ende des Schuljahres.",
    )
    erklaert_am = tag("Schreiben vom", required=True)
    zugegangen_am = tag("Eingegangen am", required=True)
    code = Codefeld()

    def __init__(
        self, *args: Any, vereinbarung: Vereinbarung, selbst: Benutzer | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.vereinbarung, self.selbst = vereinbarung, selbst
        self.initial.setdefault("folgen", FOLGEN)
        richte_codefeld_ein(self, selbst)
        for name in ("erklaert_am", "zugegangen_am") if selbst else ():
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A cause where one is needed, days in their order, and the day the notice takes effect."""
        daten = super().clean() or self.cleaned_data
        for_cause = daten.get("art") == Kuendigungsart.AUSSERORDENTLICH
        if for_cause and not daten.get("gruende", "").strip():
            self.add_error("gruende", "Bitte nennen Sie den wichtigen Grund.")
        erklaert = daten.get("erklaert_am") or uhr.heute()
        zugang = daten.get("zugegangen_am") or uhr.heute()
        if zugang > uhr.heute():
            self.add_error("zugegangen_am", "Dieser Tag liegt in der Zukunft.")
        if erklaert > zugang:
            self.add_error("erklaert_am", "Das Schreiben ist jünger als sein Eingang.")
        gewuenscht = daten.get("wirksam_am") if for_cause else None
        if gewuenscht and gewuenscht < zugang:
            self.add_error("wirksam_am", "Die Kündigung wirkt nicht vor ihrem Eingang.")
        if not self.errors:
            zum = beendigung.wirksam_zum(
                self.vereinbarung, art=daten["art"], zugang=zugang, gewuenscht=gewuenscht
            )
            bis = self.vereinbarung.laufzeit_bis
            if bis and zum >= bis:
                self.add_error(
                    None,
                    f"Die Vereinbarung endet schon am {bis:%d.%m.%Y}. Die Kündigung wirkte erst zum {zum:%d.%m.%Y}.",
                )
            daten |= {"erklaert_am": erklaert, "zugegangen_am": zugang, "wirksam_zum": zum}
        return daten

    def angaben(self) -> Kuendigungserklaerung:
        """What is kept of the notice."""
        namen = (feld.name for feld in fields(Kuendigungserklaerung))
        return Kuendigungserklaerung(**{name: self.cleaned_data[name] for name in namen})

    def eingegebener_code(self) -> str:
        """What the party itself proves who it is with."""
        return str(self.cleaned_data.get("code", ""))


def kuendige(antrag_id: int, partei_id: int, *, akteur: Benutzer, eingaben: Mapping[str, Any]) -> Kuendigung:
    """One party gives notice; a Nachtrag that runs ends with it, the linked grant is told."""
    with geoeffnet(Tat.VEREINBARUNG_KUENDIGEN, antrag_id, akteur) as handlung:
        vereinbarung, partei = _partei(handlung, partei_id)
        handlung.berechtigung = kuendigungsrecht(partei, akteur)
        taetigkeit = {  # partial: whoever else may, records a letter
            Recht.VEREINBARUNG_ZEICHNEN: Taetigkeit.ZEICHNEN,
            Recht.VEREINBARUNG_FREIGEBEN: Taetigkeit.STADT_ZEICHNEN,
        }.get(handlung.berechtigung.recht, Taetigkeit.ENTWERFEN)
        hindernisse.verlange_ohne(hindernisse.befangen(handlung, taetigkeit))
        keine_oder(beendigung.kuendigungshindernisse(vereinbarung))
        selbst = akteur if zeichnet_selbst(handlung.berechtigung) else None
        formular = Kuendigungsformular(eingaben, vereinbarung=vereinbarung, selbst=selbst)
        erklaert = lies(formular)
        if selbst:
            verlange_code(handlung, formular.eingegebener_code())
        if nachtrag := nachtraege.laufender(vereinbarung):
            beende_nachtrag(handlung, nachtrag, grund=f"Kündigung: {partei.stelle.name}")
        kuendigung = beendigung.kuendige(vereinbarung, partei, erklaert, akteur=akteur)
        kuendigung.schriftstueck = erlasse(handlung, kuendigungsschreiben(handlung, kuendigung))
        kuendigung.save(update_fields=["schriftstueck"])
        handlung.beteilige(taetigkeit)
        setze_auswertung_neu(handlung)
        zum = f"{kuendigung.wirksam_zum:%d.%m.%Y}"
        handlung.vermerke(
            partei=kuendigung.partei.stelle.name,
            art=kuendigung.get_art_display(),
            zugegangen_am=kuendigung.zugegangen_am,
            wirksam_zum=kuendigung.wirksam_zum,
            gekuendigt_am=uhr.heute(),
        )
        text = f"{kuendigung.partei.stelle.name} kündigt zum {zum}. Bis dahin gilt die Vereinbarung."
        melde_allen(handlung, betreff="Die Vereinbarung ist gekündigt", text=text)
        melde_der_zuwendung(handlung, betreff="Verbundene Vereinbarung gekündigt", text=text)
    return kuendigung


def kuendigungsrecht(partei: Partei, akteur: Benutzer) -> Berechtigung:
    """Signing for the party, or recording at the office what came in by letter. Raises Verweigert."""
    eigenes = zeichnungsrecht(partei.stelle)
    selbst = rechte.berechtigung_fuer(akteur, eigenes, partei.stelle)
    stelle = partei.vereinbarung.antrag.stelle
    amt = rechte.berechtigung_fuer(akteur, Recht.VEREINBARUNG_ENTWERFEN, stelle)
    gefunden = selbst or amt
    if gefunden is None:
        raise Verweigert(f"Sie dürfen nicht für {partei.stelle.name} kündigen.", rechte.wer_darf(eigenes))
    return gefunden


def zeichnet_selbst(berechtigung: Berechtigung) -> bool:
    """True for the party itself, False for the clerk who records a letter."""
    return berechtigung.recht != Recht.VEREINBARUNG_ENTWERFEN


def _partei(handlung: Handlung, partei_id: int) -> tuple[Vereinbarung, Partei]:
    if not handlung.antrag.kooperation or not handlung.antrag.aktenzeichen:
        raise Ueberholt("Hier gibt es keine Vereinbarung.")
    vereinbarung = vereinbarung_von(handlung.antrag)
    partei = vereinbarung.parteien.select_related("stelle").filter(pk=partei_id).first()
    if partei is None:
        raise Ueberholt("Diese Partei gehört nicht zur Vereinbarung.")
    partei.vereinbarung = vereinbarung
    return vereinbarung, partei
