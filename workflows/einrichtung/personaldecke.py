"""Whether a procedure has its people: somebody for every step, and enough different ones for all of it."""

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from antraege.kern.geld import zeige
from antraege.kern.vieraugen import Taetigkeit, ausgeschlossen_durch
from antraege.programme.models import Richtlinie
from rollen import rechte, uhr
from rollen.models import Benutzer, Mitgliedschaft, Stelle, Stellenart
from rollen.models.mitgliedschaft import Ebene
from rollen.tabelle import RECHTE, Recht, Rolle
from workflows.tuer.schritt import Schritt
from workflows.tuer.verzeichnis import FLOWS, schritte_von

_ERSETZT_PASSWORT = "!"  # how Django stores that there is none


def mit_konto() -> QuerySet[Benutzer]:
    """People who can log in: active, and they have chosen a password."""
    return Benutzer.objects.filter(is_active=True).exclude(password__startswith=_ERSETZT_PASSWORT)


def mitglieder(recht: Recht, stelle: Stelle | None = None) -> QuerySet[Mitgliedschaft]:
    """The valid memberships that carry the right, at this Stelle or above it, or anywhere."""
    rollen = [rolle.value for rolle in Rolle if recht in RECHTE[rolle]]
    zeilen = Mitgliedschaft.objects.filter(
        rechte.gueltig(uhr.heute()), gruppe__rolle__in=rollen, benutzer__in=mit_konto()
    )
    return zeilen.filter(gruppe__stelle__in=stelle.vorfahren) if stelle else zeilen


def personen(recht: Recht, stelle: Stelle | None = None) -> set[int]:
    """The ids of the people who hold the right."""
    return set(mitglieder(recht, stelle).values_list("benutzer_id", flat=True))


def luecken(richtlinie: Richtlinie) -> Iterator[str]:
    """What keeps cases under these rules from reaching their end for want of people, in sentences."""
    je_schritt: dict[Schritt, set[int]] = {}
    verfahren = next(v for v in FLOWS if v.gehoert_zu(richtlinie) and not v.nebenverfahren)
    for schritt in (einer for einer in schritte_von(verfahren) if not einer.beim_traeger):
        for stelle in _stellen(schritt, richtlinie):
            gefunden = je_schritt[schritt] = personen(schritt.recht, stelle)
            if not gefunden:
                yield f"Für „{schritt.titel}“ fehlt eine Person bei {stelle.name} ({rollen_mit(schritt.recht)})."
            elif schritt.mit_wertgrenze and (grund := _zu_niedrig(schritt, stelle, richtlinie)):
                yield grund
    if all(je_schritt.values()) and not _genug(je_schritt, richtlinie):
        yield (
            "Es gibt für jeden Schritt jemanden, aber nicht genug verschiedene Personen: "
            "Wer prüft, entscheidet nicht; wer feststellt, ordnet nicht an; wer anordnet, bucht nicht."
        )


def _stellen(schritt: Schritt, richtlinie: Richtlinie) -> list[Stelle]:
    """Where the step lies: with those who co-sign, with the Kasse, or with the Stelle of the programme."""
    if (
        schritt.taetigkeit == Taetigkeit.EINVERNEHMEN
    ):  # whoever pays with a case is named by the case, not by the rules
        return []
    if schritt.recht == Recht.MITZEICHNEN:
        return [zeile.stelle for zeile in richtlinie.mitzeichnungsstellen.select_related("stelle")]
    if schritt.recht == Recht.BUCHEN:
        return list(Stelle.objects.filter(art=Stellenart.KASSE)[:1])
    return [richtlinie.programm.stelle]


def rollen_mit(recht: Recht) -> str:
    """Which roles carry the right, in words."""
    return " oder ".join(rolle.bezeichnung for rolle in Rolle if recht in RECHTE[rolle])


def _zu_niedrig(schritt: Schritt, stelle: Stelle, richtlinie: Richtlinie) -> str:
    """Nobody may decide or order the highest amount these rules allow."""
    hoechstens = richtlinie.hoechstbetrag
    if hoechstens is None:
        return ""
    ebenen = set(mitglieder(schritt.recht, stelle).values_list("ebene", flat=True))
    genuegend = [g for g in richtlinie.wertgrenzen.all() if g.bis_betrag >= hoechstens]
    if not genuegend or ebenen & {g.ebene for g in genuegend}:
        return ""
    noetig = Ebene(min(genuegend, key=lambda g: g.bis_betrag).ebene).label
    return f"Für „{schritt.titel}“ bis {zeige(hoechstens)} fehlt bei {stelle.name} jemand mit der Ebene {noetig}."


def _genug(je_schritt: Mapping[Schritt, set[int]], richtlinie: Richtlinie) -> bool:
    """True when the steps can be shared out so that nobody does two that exclude each other."""
    schritte = sorted(je_schritt, key=lambda s: len(je_schritt[s]))
    taten: dict[int, set[Taetigkeit]] = {}

    def verteile(nr: int) -> bool:
        if nr == len(schritte):
            return True
        taetigkeit = schritte[nr].taetigkeit
        stoerend = ausgeschlossen_durch(
            taetigkeit, feststellung_eine_person=richtlinie.feststellung_eine_person
        )
        for person in sorted(je_schritt[schritte[nr]])[:8]:
            bisher = taten.get(person, set())
            if bisher & stoerend:
                continue
            taten[person] = bisher | {taetigkeit}
            if verteile(nr + 1):
                return True
            taten[person] = bisher
        return False

    return verteile(0)
