"""Builds people, Stellen, programmes and requests for the tests of all rooms."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import factory
from schwifty import IBAN

from antraege.antrag.models import Antrag
from antraege.programme.models import (
    Aufruf,
    Berichtsfrage,
    Finanzierungsart,
    Foerderprogramm,
    Frageart,
    Rechtsregime,
    Richtlinie,
    Wertgrenze,
)
from rollen import stellen
from rollen.mitgliedschaften import gruppe_fuer
from rollen.models import Bankverbindung, Benutzer, Mitgliedschaft, Stelle, Stellenart, Traeger, Vertretung
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import Rolle
from tests.gedaechtnis import FABRIKEN, gemerkt

PASSWORT = "Kindercampus-2024!"
SEIT_JEHER = date(2020, 1, 1)
WERTGRENZEN = {
    Ebene.GRUPPENLEITUNG: Decimal("5000.00"),
    Ebene.BEREICHSLEITUNG: Decimal("25000.00"),
    Ebene.FACHBEREICHSLEITUNG: Decimal("100000.00"),
    Ebene.DEZERNAT: Decimal("250000.00"),
}


def stadt() -> Stelle:
    """The root of the tree."""
    return Stelle.objects.filter(kuerzel="stadt").first() or StelleFactory(
        kuerzel="stadt", name="Stadt", art=Stellenart.STADT, eltern=None
    )


class BenutzerFactory(factory.django.DjangoModelFactory):
    """A person who can log in with PASSWORT."""

    class Meta:
        model = Benutzer

    email = factory.Sequence(lambda n: f"person{n}@kindercampus.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, _model: type[Benutzer], *_args: Any, **felder: Any) -> Benutzer:
        return Benutzer.objects.create_user(felder.pop("email"), felder.pop("password", PASSWORT), **felder)


class StelleFactory(factory.django.DjangoModelFactory):
    """A Stelle below the root unless another `eltern` is given; `eltern=None` makes a root."""

    class Meta:
        model = Stelle

    kuerzel = factory.Sequence(lambda n: f"stelle-{n}")
    name = factory.Sequence(lambda n: f"Stelle {n}")
    art = Stellenart.FACHBEREICH
    eltern = factory.LazyFunction(stadt)
    aktenzeichen = factory.LazyAttribute(lambda stelle: stelle.kuerzel)

    @classmethod
    def _create(cls, _model: type[Stelle], *_args: Any, **felder: Any) -> Stelle:
        return stellen.speichere(Stelle(**felder))


class TraegerFactory(factory.django.DjangoModelFactory):
    """A verified organisation; its Stelle is `.stelle`."""

    class Meta:
        model = Traeger

    stelle = factory.SubFactory(
        StelleFactory,
        art=Stellenart.TRAEGER,
        name=factory.Sequence(lambda n: f"Bildungsverein {n} e. V."),
        anschrift="Musterweg 1, 44263 Dortmund",
    )
    rechtsform = "eingetragener Verein"
    gemeinnuetzig = True
    registriert_von = factory.SubFactory(BenutzerFactory)
    verifiziert_am = datetime(2022, 1, 3, 8, tzinfo=UTC)
    verifiziert_von = factory.SubFactory(BenutzerFactory)
    iban = ""
    kontoinhaber = factory.LazyAttribute(lambda traeger: traeger.stelle.name)

    @classmethod
    def _create(cls, _model: type[Traeger], *_args: Any, **felder: Any) -> Traeger:
        """With an own account, confirmed as the organisation is verified."""
        iban, kontoinhaber = felder.pop("iban"), felder.pop("kontoinhaber")
        traeger = Traeger.objects.create(**felder)
        Bankverbindung.objects.create(
            stelle=traeger.stelle,
            iban=iban or str(IBAN.generate("DE", bank_code="12030000", account_code=str(traeger.pk))),
            kontoinhaber=kontoinhaber,
            erfasst_von=traeger.registriert_von,
            bestaetigt_von=BenutzerFactory() if traeger.verifiziert_am else None,
            bestaetigt_am=traeger.verifiziert_am,
        )
        return traeger


def rolle_geben(
    benutzer: Benutzer,
    rolle: Rolle,
    stelle: Stelle,
    *,
    ebene: str = "",
    von: date = SEIT_JEHER,
    bis: date | None = None,
    bestaetigt: bool = True,
    angenommen: bool = True,
) -> Mitgliedschaft:
    """Give a person a role that they have accepted and somebody else has confirmed (or not yet)."""
    rollengruppe = gruppe_fuer(stelle, rolle)
    if bestaetigt and angenommen:
        benutzer.groups.add(rollengruppe.gruppe)
    return Mitgliedschaft.objects.create(
        benutzer=benutzer,
        gruppe=rollengruppe,
        ebene=ebene,
        von=von,
        bis=bis,
        bestaetigt_von=BenutzerFactory(name="Zweite Person") if bestaetigt else None,
        angenommen_am=datetime(2020, 1, 1, 8, tzinfo=UTC) if angenommen else None,
    )


def person_mit(rolle: Rolle, stelle: Stelle, ebene: str = "", **felder: Any) -> Benutzer:
    """A new person with a confirmed role since 2020; further arguments are fields of the person."""
    return gemerkt(_person_mit, rolle, stelle, ebene, **felder)


def _person_mit(rolle: Rolle, stelle: Stelle, ebene: str, **felder: Any) -> Benutzer:
    benutzer = BenutzerFactory(**felder)
    rolle_geben(benutzer, rolle, stelle, ebene=ebene)
    return benutzer


class VertretungFactory(factory.django.DjangoModelFactory):
    """`vertreter` stands in for `vertretener` from day to day."""

    class Meta:
        model = Vertretung

    vertretener = factory.SubFactory(BenutzerFactory)
    vertreter = factory.SubFactory(BenutzerFactory)
    von = SEIT_JEHER
    bis = date(2099, 12, 31)
    eingerichtet_von = factory.SubFactory(BenutzerFactory)


class ProgrammFactory(factory.django.DjangoModelFactory):
    """A programme without rules; RichtlinieFactory brings both."""

    class Meta:
        model = Foerderprogramm

    kuerzel = factory.Sequence(lambda n: f"programm-{n}")
    name = factory.Sequence(lambda n: f"Programm {n}")
    stelle = factory.SubFactory(StelleFactory)


class RichtlinieFactory(factory.django.DjangoModelFactory):
    """Rules with the sample Wertgrenzen, released by a second person unless `freigegeben=False`."""

    class Meta:
        model = Richtlinie

    class Params:
        freigegeben = True

    programm = factory.SubFactory(ProgrammFactory)
    version = 1
    titel = factory.LazyAttribute(lambda richtlinie: f"Richtlinie {richtlinie.programm.name}")
    rechtsgrundlage = "DS 24046-22"
    gueltig_von = SEIT_JEHER
    erstellt_von = factory.SubFactory(BenutzerFactory)
    freigegeben_von = factory.Maybe("freigegeben", factory.SubFactory(BenutzerFactory), None)
    freigegeben_am = factory.Maybe("freigegeben", datetime(2022, 1, 3, 8, tzinfo=UTC), None)
    rechtsregime = Rechtsregime.VWVFG
    finanzierungsart = Finanzierungsart.FEHLBEDARF
    antragsberechtigt = factory.LazyFunction(lambda: [Stellenart.TRAEGER.value])
    auftrag = "400303020400"
    sachkonto = "529100"
    haushaltsbezeichnung = "Projekte"
    aufrufe = ()

    @classmethod
    def _create(cls, _model: type[Richtlinie], *_args: Any, **felder: Any) -> Richtlinie:
        """Release last: afterwards nothing in it may change. `aufrufe` are pairs of a first and a last day."""
        aufrufe = felder.pop("aufrufe")
        freigabe = {feld: felder.pop(feld) for feld in ("freigegeben_von", "freigegeben_am")}
        richtlinie = Richtlinie.objects.create(**felder)
        for nr, (von, bis) in enumerate(aufrufe, 1):
            Aufruf.objects.create(richtlinie=richtlinie, titel=f"Aufruf {nr}", von=von, bis=bis)
        for ebene, betrag in WERTGRENZEN.items():
            Wertgrenze.objects.create(richtlinie=richtlinie, ebene=ebene.value, bis_betrag=betrag)
        Berichtsfrage.objects.create(
            richtlinie=richtlinie,
            nr=1,
            schluessel="bericht",
            text="Was haben Sie gemacht?",
            art=Frageart.LANGTEXT,
        )
        for feld, wert in freigabe.items():
            setattr(richtlinie, feld, wert)
        richtlinie.save(update_fields=list(freigabe))
        return richtlinie


class AntragFactory(factory.django.DjangoModelFactory):
    """A draft of a verified Träger under a released Richtlinie."""

    class Meta:
        model = Antrag

    richtlinie = factory.SubFactory(RichtlinieFactory)
    programm = factory.SelfAttribute("richtlinie.programm")
    stelle = factory.SelfAttribute("richtlinie.programm.stelle")
    traeger = factory.LazyFunction(lambda: TraegerFactory().stelle)
    titel = "Projekte, Standort Hörde-Clarenberg"
    beginn = date(2023, 3, 1)
    ende = date(2023, 12, 31)
    haushaltsjahr = 2023
    beantragt = Decimal("10000.00")
    angelegt_von = factory.SubFactory(BenutzerFactory)


FABRIKEN += [
    wert for wert in list(vars().values()) if isinstance(wert, type) and hasattr(wert, "reset_sequence")
]
