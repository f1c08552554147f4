"""The frame of every act: lock, right, not the same person, stand – the effect – then count, save, record.

A room says which row, who may, and what is special. Nothing goes into the trail that it has not named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from rollen import protokoll, rechte
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung, Verweigert
from rollen.tabelle import Recht
from rollen.taten import Tat

M = TypeVar("M", bound=Model)
WEG = "Das gibt es nicht mehr. Jemand hat es inzwischen geändert."
GEAENDERT = "Das wurde geändert, seit Sie diese Seite geöffnet haben."
# What speaks against a person deciding on a row, in sentences; rooms above add what only they know.
EINWAENDE: list[Callable[[Any, Benutzer], list[str]]] = []


@dataclass(frozen=True)
class Wer(Generic[M]):
    """Who may do it: the right that `darf` finds (none where the row itself says it), not who did the step before.

    `nicht` names fields of persons on the row, each with the sentence that refuses the person it holds.
    Where the act decides or certifies something (`entscheidet`), every Einwand is asked too.
    """

    darf: Callable[[M, Benutzer], Berechtigung | None]
    nicht: Mapping[str, str] = field(default_factory=dict)
    entscheidet: bool = False

    def verlange(self, objekt: M, akteur: Benutzer) -> Berechtigung | None:
        """The right by which the person acts. Raises Verweigert."""
        for person, satz in self.nicht.items():
            if getattr(objekt, f"{person}_id") == akteur.pk:
                raise Verweigert(satz)
        berechtigung = self.darf(objekt, akteur)
        einwaende = EINWAENDE if self.entscheidet else ()
        if gruende := [satz for einwand in einwaende for satz in einwand(objekt, akteur)]:
            raise Verweigert(*gruende)
        return berechtigung

    def hindernisse(self, objekt: M, akteur: Benutzer) -> list[str]:
        """Why this person may not do it, in words; empty when they may."""
        try:
            self.verlange(objekt, akteur)
        except Verweigert as fehler:
            return list(fehler.gruende)
        return []


def wer_ueberall(
    recht: Recht, hinderung: Callable[[M, Benutzer], str], *, entscheidet: bool = False
) -> Wer[M]:
    """Whoever holds the right anywhere, unless `hinderung` names what stands against this person in this case."""

    def darf(objekt: M, akteur: Benutzer) -> Berechtigung:
        berechtigung = rechte.verlange_irgendwo(akteur, recht)
        if grund := hinderung(objekt, akteur):
            raise Verweigert(grund)
        return berechtigung

    return Wer(darf, entscheidet=entscheidet)


def wer_schon_darf(berechtigung: Berechtigung | None) -> Wer[Any]:
    """The right that was asked for before, where one act brings about another."""
    return Wer(lambda _objekt, _akteur: berechtigung)


EIGENES: Wer[Any] = Wer(lambda _objekt, _akteur: None)  # the rows one can get at are one's own


@dataclass
class Akt(Generic[M]):
    """An act on a locked or a new row; its body changes `objekt` and names what the trail keeps."""

    tat: Tat
    objekt: M
    akteur: Benutzer | None
    berechtigung: Berechtigung | None
    von: str
    entfaellt: bool = False  # the row is deleted in the end; the trail keeps it
    vermerkt: bool = False  # the effect has written the entry of this act itself
    unveraendert: bool = False  # nothing has come of it: nothing is counted, saved or recorded
    neu: bool = False  # the row begins with this act
    ungezaehlt: bool = False  # what open pages show stays true: saved and recorded, not counted
    fakten: dict[str, Any] = field(default_factory=dict)

    def nenne(self, **fakten: Any) -> None:
        """What the trail keeps: `vorher`, `nachher`, `personen` (whatever names people), `dokument_hash`.

        `von` and `nach` only where they are not what the status of the row was and is.
        """
        self.fakten |= fakten

    def schliesse_ab(self) -> None:
        """Count, save, record."""
        if self.unveraendert:
            return
        hat_zeile = not isinstance(self.objekt, str)
        if hat_zeile and not (self.neu or self.ungezaehlt) and hat_stand(self.objekt):
            self.objekt.stand += 1  # type: ignore[attr-defined]
        if hat_zeile and not self.entfaellt:
            self.objekt.save()
        if not self.vermerkt:
            fakten = {"von": self.von, "nach": getattr(self.objekt, "status", ""), **self.fakten}
            halte_fest(self.tat, self.objekt, self.akteur, self.berechtigung, **fakten)
        if self.entfaellt:
            self.objekt.delete()


@contextmanager
def akt(
    tat: Tat,
    zeile: QuerySet[M] | M | str,
    wer: Wer[M],
    *,
    akteur: Benutzer | None,
    stand: int | None = None,
    zugleich: bool = False,
) -> Iterator[Akt[M]]:
    """One act on one row, wholly or not at all.

    `zeile` finds the row, or is one: a new one begins with the act, another is locked and read anew in place. It may
    be a name where there is no row to lock; the facts then name its `kette`. `stand` is what the page showed; a row
    that counts its changes wants it from everybody, but where several people may act on it at once (`zugleich`).
    Without `akteur` the system acts, by a deadline, or somebody whom nobody knows yet. Raises Verweigert, and
    Ueberholt when the row is gone or has changed since.
    """
    with transaction.atomic():
        objekt: Any = zeile
        neu = isinstance(zeile, str) or (isinstance(zeile, Model) and zeile.pk is None)
        if isinstance(zeile, QuerySet):
            objekt = zeile.select_for_update(of=("self",)).first()
        elif not neu:
            klasse = objekt._meta.model  # a request's person is a lazy object
            try:
                objekt.refresh_from_db(from_queryset=klasse.objects.select_for_update(no_key=True))
            except klasse.DoesNotExist:
                objekt = None
        if objekt is None:
            raise Ueberholt(WEG)
        berechtigung = wer.verlange(objekt, akteur) if akteur else None
        egal = neu or zugleich or akteur is None
        if not egal and hat_stand(objekt) and stand != objekt.stand:
            raise Ueberholt(GEAENDERT)
        von = "" if neu else getattr(objekt, "status", "")
        handlung = Akt(tat, objekt, akteur, berechtigung, von=von, neu=neu)
        yield handlung
        handlung.schliesse_ab()


def vermerke_verweigerung(
    tat: Tat, objekt: Any, akteur: Benutzer | None, gruende: Iterable[str], *, kette: str = ""
) -> None:
    """The frame of a refusal: it stands in the trail although the act itself was undone."""
    with transaction.atomic():
        fakten = {"nachher": {"gruende": list(gruende)}, "verweigert": True}
        halte_fest(tat, objekt, akteur, None, kette=kette, **fakten)


def halte_fest(
    tat: Tat, objekt: Any, akteur: Benutzer | None, berechtigung: Berechtigung | None, **fakten: Any
) -> None:
    """One act or refusal in the chain of its object, for what has no row to lock yet too.

    `objekt` is a row or the name of one. The chain is `objekt.kette` where the facts name no other `kette`.
    """
    kette = fakten.pop("kette", None) or objekt.kette
    if isinstance(objekt, str):
        name = objekt
    else:
        name = getattr(objekt, "protokollname", f"{objekt._meta.model_name}/{objekt.pk}")
    protokoll.schreibe(
        kette=kette, aktion=tat, objekt=name, akteur=akteur, berechtigung=berechtigung, **fakten
    )


def unterschied(vorher: Mapping[str, Any] | None, nachher: Mapping[str, Any] | None) -> dict[str, Any]:
    """Two pictures of the same thing as `halte_fest` takes them: only what differs."""
    alt, neu = vorher or {}, nachher or {}
    return {
        "vorher": {name: wert for name, wert in alt.items() if wert != neu.get(name)},
        "nachher": {name: wert for name, wert in neu.items() if wert != alt.get(name)},
    }


def hat_stand(objekt: Model) -> bool:
    """Whether the row counts its changes."""
    return any(feld.name == "stand" for feld in objekt._meta.concrete_fields)
