"""What is kept (`Sache`), what may be done to it (`Handlung`), and the form that says so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.datastructures import MultiValueDict

from rollen import rechte, uhr
from rollen.akt import Akt, akt, wer_schon_darf
from rollen.formulare import tag
from rollen.kanon import kanonisch, sha256_hex
from rollen.models import Benutzer, Stelle
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat

M = TypeVar("M", bound=Model)
WANN = ("gilt_ab", "grund")
MEISTE_GENANNTE = 10
VERGANGEN = "Der Tag liegt in der Vergangenheit. Bitte wählen Sie heute oder einen späteren Tag."


@dataclass(frozen=True)
class Folge:
    """What else a change does: a heading and its lines, each a text and where it leads ("" for nowhere)."""

    titel: str
    zeilen: Sequence[tuple[str, str]]
    warnt: bool = False


class Stammdatenformular(forms.ModelForm):
    """A change of one thing. What is stored of it is what was typed; on its day it is checked and saved again."""

    gilt_ab = tag("Gilt ab", required=True)
    grund = forms.CharField(
        label="Anlass", required=False, max_length=300, help_text="Zum Beispiel Beschluss oder Verfügung."
    )
    rueckwirkend: ClassVar[bool] = False  # a name was in use before somebody wrote it down
    akteur: Benutzer | None = None  # who brings it about on its day, with the right; set before `speichere`
    berechtigung: Berechtigung | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gilt_ab"].initial = uhr.heute()
        self.order_fields([*(n for n in self.fields if n not in WANN), *WANN])

    def clean_gilt_ab(self) -> date:
        """From today on; what was typed for a day that has come by now is checked again and stays."""
        ab: date = self.cleaned_data["gilt_ab"]
        if ab < uhr.heute() and not self.rueckwirkend and not getattr(self, "gespeichert", False):
            raise ValidationError(VERGANGEN)
        return ab

    def ausgang(self) -> str:
        """A mark of the state from which the change starts; another one later means that somebody was faster."""
        roh = {name: _roh(self.initial.get(name)) for name in self._meta.fields or ()}
        return sha256_hex(kanonisch(roh | {"pk": str(self.instance.pk or "")}))

    def eingaben(self) -> dict[str, list[str]]:
        """What was typed, to be stored."""
        daten = cast("MultiValueDict[str, str]", self.data)
        return {name: daten.getlist(name) for name in self.fields if name in daten}

    def worte(self) -> tuple[dict[str, str], dict[str, str]]:
        """What differs, before and after, by the names of the fields; a new thing has nothing before."""
        neu = self.instance.pk is None
        felder = [n for n in self.fields if n not in WANN and (neu or n in self.changed_data)]
        vorher = {} if neu else {n: self._in_worten(n, self.initial.get(n)) for n in felder}
        nachher = {n: self._in_worten(n, self.cleaned_data.get(n)) for n in felder}
        return vorher, {n: wert for n, wert in nachher.items() if wert or not neu}

    def orte(self) -> list[Stelle]:
        """Where the person who releases it must hold the right; anywhere without one."""
        return []

    def gewinner(self) -> set[int]:
        """Who would get rights by it: none of them releases it."""
        return set()

    def folgen(self) -> list[Folge]:
        """What else happens, for the person who decides."""
        return []

    def speichere(self) -> Model:
        """Make it so. Raises ValidationError."""
        return self.save()

    def _in_worten(self, name: str, wert: Any) -> str:
        feld = self.fields[name]
        if isinstance(feld, forms.ModelMultipleChoiceField):
            return ", ".join(sorted(map(str, wert or ())))
        if wert is None or wert == "":
            return ""
        if isinstance(feld, forms.ModelChoiceField):
            alle: Any = feld.queryset
            wert = wert if isinstance(wert, Model) else alle.model._base_manager.get(pk=wert)
        elif isinstance(feld, forms.ChoiceField):
            wert = dict(feld.choices).get(wert, wert)  # type: ignore[arg-type]
        elif isinstance(wert, bool):
            wert = "ja" if wert else "nein"
        return f"{wert:%d.%m.%Y}" if isinstance(wert, date) else str(wert)


class Schlussformular(Stammdatenformular):
    """No longer in use from a day on, or in use again (`wieder`); for what has a field `aktiv`."""

    wieder: ClassVar[bool] = False

    def worte(self) -> tuple[dict[str, str], dict[str, str]]:
        offen, zu = {"stand": "offen"}, {"stand": "geschlossen"}
        return (zu, offen) if self.wieder else (offen, zu)

    def speichere(self) -> Model:
        self.instance.aktiv = self.wieder
        self.instance.save()
        return self.instance


def _roh(wert: Any) -> str:
    if isinstance(wert, list | tuple | QuerySet):
        return ",".join(sorted(str(getattr(eines, "pk", eines)) for eines in wert))
    return "" if wert is None else str(wert)


@dataclass(frozen=True)
class Handlung:
    """One thing that may be done. `zwei` people are needed where rights or money hang on it."""

    name: str
    titel: str
    tat: Tat
    formular: type[Stammdatenformular]
    zwei: bool
    neu: bool = False
    gefahr: bool = False
    erklaerung: str = ""
    passt: Callable[[Any], bool] = lambda _: True

    def gebunden(
        self, eingaben: Mapping[str, list[str]], objekt: Model | None, *, gespeichert: bool = False
    ) -> Stammdatenformular:
        """The form with these entries; `gespeichert` for those of a proposal."""
        form = self.formular(MultiValueDict(dict(eingaben)), instance=objekt)
        form.gespeichert = gespeichert  # type: ignore[attr-defined]
        return form


@dataclass(frozen=True)
class Sache:
    """One kind of thing. `schluessel` stands in addresses and in the trail; `spalten` are those of its list."""

    schluessel: str
    einzahl: str
    mehrzahl: str
    modell: type[Any]
    pflege: Recht
    freigabe: Recht
    handlungen: tuple[Handlung, ...]
    spalten: tuple[tuple[str, Callable[[Any], Any]], ...]
    ordnung: tuple[str, ...] = ("name", "pk")  # of its list: what an index of the model holds
    suche: str = "name"
    name: str = "name"  # the field of its forms that holds what it is called
    erklaerung: str = ""
    kette: Callable[[Any], str] | None = None  # of the trail; its own without one
    vor_ort: bool = False  # whoever proposes needs the right at the same places as whoever releases
    alle: Callable[[Benutzer], QuerySet[Any]] | None = None
    fakten: Callable[[Any], Iterable[tuple[str, Any]]] = lambda _: ()
    ende: Callable[[Any], bool] = lambda _: False  # no longer in use

    def zeilen(self, person: Benutzer) -> QuerySet[Any]:
        """The rows this person sees, with what a list shows."""
        return self.alle(person) if self.alle else self.modell._default_manager.all()

    def handlung(self, name: str) -> Handlung | None:
        """What is called so."""
        return next((eine for eine in self.handlungen if eine.name == name), None)

    def moegliche(self, objekt: Any) -> list[Handlung]:
        """What may be done to this one."""
        return [eine for eine in self.handlungen if not eine.neu and eine.passt(objekt)]

    def verlange(self, recht: Recht, orte: Iterable[Stelle], akteur: Benutzer) -> Berechtigung:
        """The right at all of these places, or anywhere without places. Raises Verweigert."""
        gefunden = [rechte.verlange(akteur, recht, ort) for ort in orte]
        return gefunden[0] if gefunden else rechte.verlange_irgendwo(akteur, recht)


@dataclass
class Uebergabe:
    """Open work goes from a Stelle that is closed to the one that follows it."""

    von: Stelle
    an: Stelle
    akteur: Benutzer | None
    berechtigung: Berechtigung | None
    ab: date
    erfasst_von: Benutzer | None = None

    def akt(self, tat: Tat, zeile: M) -> AbstractContextManager[Akt[M]]:
        """The frame of what closing the Stelle does to one row, by the right to close it."""
        wer = wer_schon_darf(self.berechtigung)
        return akt(tat, zeile, wer, akteur=self.akteur, zugleich=True)

    def worte(self, feld: str) -> dict[str, dict[str, str]]:
        """What the trail keeps of a row whose `feld` named the Stelle."""
        grund = f"„{self.von}“ ist geschlossen."
        return {"vorher": {feld: str(self.von)}, "nachher": {feld: str(self.an), "grund": grund}}


@dataclass(frozen=True)
class Bindung:
    """What keeps a Stelle from being closed: `offen` are its rows, `weg` leads to one.

    `uebergib` hands them to the Stelle that follows; without it they must be finished first, as `rat` says.
    """

    wort: str
    offen: Callable[[Stelle], QuerySet[Any]]
    weg: Callable[[Any], str] = lambda _: ""
    uebergib: Callable[[QuerySet[Any], Uebergabe], None] | None = None
    rat: str = ""
    worte: Callable[[Any], str] = str


def gib_weiter(zeilen: QuerySet[Any], uebergabe: Uebergabe) -> None:
    """Each row says which Stelle has it now; a page that showed the old state is refused."""
    for zeile in list(zeilen):
        with uebergabe.akt(Tat.ZUSTAENDIGKEIT_UEBERGEBEN, zeile) as handlung:
            zeile.stelle = uebergabe.an
            handlung.nenne(**uebergabe.worte("stelle"))


def offenes(stelle: Stelle) -> list[tuple[Bindung, int, list[Any]]]:
    """What is open at a Stelle: each kind, how much, and the first rows of it."""
    gefunden = []
    for bindung in BINDUNGEN:
        if zeilen := list(bindung.offen(stelle)[: MEISTE_GENANNTE + 1]):
            zahl = len(zeilen) if len(zeilen) <= MEISTE_GENANNTE else bindung.offen(stelle).count()
            gefunden.append((bindung, zahl, zeilen[:MEISTE_GENANNTE]))
    return gefunden


SACHEN: dict[str, Sache] = {}
BINDUNGEN: list[Bindung] = []


def melde(*dinge: Sache | Bindung) -> None:
    """Called once by the module `stammdaten` of each room."""
    for ding in dinge:
        if isinstance(ding, Sache):
            SACHEN[ding.schluessel] = ding
        else:
            BINDUNGEN.append(ding)
