"""What follows when somebody is away: on which days nobody deputises, and what nobody else can do meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from antraege.kern.vieraugen import vier_augen
from rollen import rechte
from rollen.models import Benutzer, Stelle, Vertretung
from rollen.tabelle import Recht
from workflows.models import Aufgabe
from workflows.postkorb.leitung import offene_von
from workflows.postkorb.vorrat import postkorbrechte, zeilen
from workflows.tuer import befangenheit, hindernisse
from workflows.tuer.handlung import taten
from workflows.tuer.verzeichnis import SCHRITTE

HOECHSTENS = 50
GENANNTE = 3
EIN_TAG = timedelta(days=1)


@dataclass(frozen=True)
class Folge:
    """One task of the person who is away, and who else could do it; at most three are named."""

    aufgabe: Aufgabe
    titel: str
    faellig: bool
    koennen: list[Benutzer]


def luecken(vertretungen: Iterable[Vertretung], *, von: date, bis: date) -> list[tuple[date, date]]:
    """The stretches of days from `von` to `bis`, both included, on which nobody deputises."""
    offen: list[tuple[date, date]] = []
    beginn = von
    for v in sorted(vertretungen, key=lambda v: v.von):
        if v.bis < beginn or v.von > bis:
            continue
        if v.von > beginn:
            offen.append((beginn, v.von - EIN_TAG))
        beginn = max(beginn, v.bis + EIN_TAG)
    return [*offen, (beginn, bis)] if beginn <= bis else offen


def vertretungen(person: Benutzer, *, von: date, bis: date) -> list[Vertretung]:
    """Who deputises for this person on some of these days."""
    zeilen_ = Vertretung.objects.filter(
        vertretener=person, von__lte=bis, bis__gte=von, vertreter__is_active=True
    )
    return list(zeilen_.select_related("vertreter").order_by("von", "pk"))


def folgen(
    person: Benutzer, stellen: Iterable[int], vertreter: Sequence[Benutzer], *, von: date, bis: date
) -> tuple[list[Folge], bool]:
    """The open tasks of the person by deadline, each with who could do it; and whether there are more.

    Somebody else's own right counts unless they are away on these days themselves; a deputy has the person's rights.
    Four eyes, one's own application and the Wertgrenze are asked of everybody. Read for at most 50 tasks.
    """
    eigene = list(
        zeilen()
        .filter(
            pk__in=offene_von(person.pk, stellen)
            .order_by("sortierfrist", "pk")
            .values("pk")[: HOECHSTENS + 1]
        )
        .order_by("sortierfrist", "pk")
    )
    ganz = Aufgabe.objects.select_related(
        "stelle", "owner", "antrag__traeger", "antrag__richtlinie", "antrag__stelle"
    )
    je_nr = ganz.in_bulk([a.pk for a in eigene[:HOECHSTENS]])
    weg = {person.pk, *_selbst_weg(von, bis)}
    kollegen: dict[tuple[str, int | None], list[Benutzer]] = {}
    gefunden = []
    for kurz in eigene[:HOECHSTENS]:
        aufgabe = je_nr[kurz.pk]
        assert aufgabe.stelle is not None
        ort = (aufgabe.recht, aufgabe.stelle_id)
        if ort not in kollegen:
            alle = rechte.personen_mit(Recht(aufgabe.recht), aufgabe.stelle)
            kollegen[ort] = [p for p in alle if p.pk not in weg]
        koennen = [v for v in vertreter if v.pk not in weg and _vertritt(v, aufgabe)]
        for kollege in kollegen[ort]:
            if len(koennen) >= GENANNTE:
                break
            if kollege not in koennen and not SCHRITTE[aufgabe.schritt].hindernisse(aufgabe, akteur=kollege):
                koennen.append(kollege)
        faellig = aufgabe.faellig_am is not None and aufgabe.faellig_am <= bis
        gefunden.append(Folge(aufgabe, SCHRITTE[aufgabe.schritt].titel, faellig, koennen))
    return gefunden, len(eigene) > HOECHSTENS


def ruhende_rechte(
    person: Benutzer, vertreter: Sequence[Benutzer], *, von: date, bis: date
) -> list[tuple[Recht, Stelle]]:
    """What nobody does at a Stelle on these days, for only this person may; nothing when a deputy has all of it."""
    weg = {person.pk, *_selbst_weg(von, bis)}
    if any(v.pk not in weg for v in vertreter):
        return []
    eigene = {
        (b.recht, b.stelle_id)
        for b in rechte.berechtigungen(person)
        if b.vertretung_fuer is None and b.recht in postkorbrechte()
    }
    stellen = Stelle.objects.in_bulk({stelle for _, stelle in eigene})
    return [
        (recht, stellen[stelle])
        for recht, stelle in sorted(eigene)
        if all(p.pk in weg for p in rechte.personen_mit(recht, stellen[stelle]))
    ]


def _vertritt(vertreter: Benutzer, aufgabe: Aufgabe) -> bool:
    """Nothing in this case stands against the deputy; the right itself is that of the person who is away."""
    antrag, taetigkeit = aufgabe.antrag, SCHRITTE[aufgabe.schritt].taetigkeit
    assert antrag is not None
    assert aufgabe.stelle is not None
    bisher = taten(antrag).get(vertreter.pk, ())
    gruende = vier_augen(
        taetigkeit, bisher=bisher, feststellung_eine_person=antrag.richtlinie.feststellung_eine_person
    )
    gruende += befangenheit.eigener_antrag(vertreter, taetigkeit, antrag)
    gruende += hindernisse.eine_stimme(vertreter, Recht(aufgabe.recht), antrag, aufgabe.stelle)
    return not gruende


def _selbst_weg(von: date, bis: date) -> set[int]:
    """Who is deputised for on all of these days, and so is away too."""
    fehlende = Vertretung.objects.filter(von__lte=von, bis__gte=bis)
    return set(fehlende.values_list("vertretener", flat=True))
