"""What a list refers to, read once for many rows: programmes, Träger, sites, people, budget lines."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from antraege.angebote.models import Themenfeld
from antraege.antrag.models import Antrag
from antraege.haushalt.models import Haushaltsjahr, Haushaltsstelle
from antraege.kern.vieraugen import Taetigkeit
from antraege.programme.models import Foerderprogramm, Richtlinie, Wertgrenze
from rollen import rechte
from rollen.models import Benutzer, Stelle, Stellenart, Traeger
from rollen.tabelle import Recht
from workflows.tuer import befangenheit

Konto = tuple[str, str, str, int]


class Stammdaten:
    """Everything by the names a list may use; the sums of the lines as they were when this was read."""

    def __init__(self, akteur: Benutzer) -> None:
        self.akteur = akteur
        self.programme: dict[str, Foerderprogramm] = {}
        freigegebene = Richtlinie.objects.filter(freigegeben_von__isnull=False).order_by("-version")
        grenzen = Prefetch("wertgrenzen", Wertgrenze.objects.order_by("bis_betrag"))
        freigegebene = freigegebene.prefetch_related(grenzen, "fragen")
        alle = Foerderprogramm.objects.select_related("stelle")
        for programm in alle.prefetch_related(Prefetch("richtlinien", freigegebene)):
            self.programme[schlicht(programm.name)] = self.programme[schlicht(programm.kuerzel)] = programm
        self.traeger: dict[str, list[Stelle]] = defaultdict(list)
        self.verifiziert: set[int] = set()
        self._lies_traeger()
        standorte = Stelle.objects.filter(art=Stellenart.STANDORT, aktiv=True)
        self.standorte = {schlicht(name): s for s in standorte for name in (s.name, s.kuerzel)}
        self.zeilen: dict[Konto, Haushaltsstelle] = {
            (z.auftrag, z.sachkonto, z.bezeichnung, z.jahr): z for z in Haushaltsstelle.objects.all()
        }
        self.frei = {zeile.pk: zeile.frei for zeile in self.zeilen.values()}
        self.geschlossen = set(
            Haushaltsjahr.objects.filter(abgeschlossen_am__isnull=False).values_list("jahr", flat=True)
        )
        self._personen: dict[tuple[str, int, Recht], Benutzer | None] = {}
        self._eigene: dict[int, str] = {}

    def _lies_traeger(self) -> None:
        for traeger in Traeger.objects.filter(stelle__aktiv=True).select_related("stelle"):
            if traeger.verifiziert_am:
                self.verifiziert.add(traeger.stelle_id)
            for name in {traeger.stelle.name, traeger.stelle.kuerzel, traeger.register} - {""}:
                self.traeger[schlicht(name)].append(traeger.stelle)
        for stelle in Stelle.objects.filter(staedtisch=True, aktiv=True):
            self.verifiziert.add(stelle.pk)
            for name in {stelle.name, stelle.kuerzel}:
                self.traeger[schlicht(name)].append(stelle)

    def richtlinie(self, programm: Foerderprogramm, tag: date) -> Richtlinie | None:
        """The newest released version that counted on the day; for what is older than all the earliest one."""
        alle = list(programm.richtlinien.all())
        gueltige = (
            r for r in alle if r.gueltig_von <= tag and (r.gueltig_bis is None or r.gueltig_bis >= tag)
        )
        return next(gueltige, alle[-1] if alle else None)

    def zeile(self, richtlinie: Richtlinie, jahr: int) -> Haushaltsstelle | None:
        """The line that bears this programme in that year."""
        return self.zeilen.get(
            (richtlinie.auftrag, richtlinie.sachkonto, richtlinie.haushaltsbezeichnung, jahr)
        )

    def belegt(self, zeile: Haushaltsstelle, betrag: Decimal) -> None:
        """So many euro of the line belong to an earlier row now."""
        self.frei[zeile.pk] -= betrag

    @cached_property
    def parteien(self) -> dict[str, list[Stelle]]:
        """Who can be a party to an agreement: every unit, institution and verified Träger, by name and Kürzel."""
        keine = (Stellenart.STANDORT, Stellenart.RECHNUNGSPRUEFUNG, Stellenart.KASSE, Stellenart.STADT)
        alle: dict[str, list[Stelle]] = defaultdict(list)
        for stelle in Stelle.objects.filter(aktiv=True).exclude(art__in=keine):
            if stelle.art != Stellenart.TRAEGER or stelle.pk in self.verifiziert:
                for name in {stelle.name, stelle.kuerzel} - {""}:
                    alle[schlicht(name)].append(stelle)
        return alle

    @cached_property
    def themenfelder(self) -> dict[str, Themenfeld]:
        """The topics by name and Kürzel."""
        return {schlicht(n): t for t in Themenfeld.objects.all() for n in (t.name, t.kuerzel)}

    def betreuung(self, email: str, stelle: Stelle, recht: Recht = Recht.FALL_PRUEFEN) -> Benutzer | None:
        """The person of this address if they have the right there (to check requests of the Stelle)."""
        schluessel = (email.casefold(), stelle.pk, recht)
        if schluessel not in self._personen:
            person = Benutzer.objects.filter(email__iexact=email, is_active=True).first()
            darf = person is not None and rechte.darf(person, recht, stelle)
            self._personen[schluessel] = person if darf else None
        return self._personen[schluessel]

    def eigener(self, traeger: Stelle) -> str:
        """Why the person who adopts may not do so for this Träger (§ 20 VwVfG NRW); empty when they may."""
        if traeger.pk not in self._eigene:
            maengel = befangenheit.eigener_antrag(
                self.akteur, Taetigkeit.UEBERNEHMEN, Antrag(traeger=traeger)
            )
            self._eigene[traeger.pk] = " ".join(m.text for m in maengel)
        return self._eigene[traeger.pk]


def schlicht(name: str) -> str:
    """Names are compared without case and spaces too many."""
    return " ".join(name.casefold().split())


def namen(dinge: Iterable[object]) -> str:
    """Some of them in a row."""
    return ", ".join(f"„{ding}“" for ding in list(dinge)[:5])
