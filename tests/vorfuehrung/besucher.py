"""A person of the demo at a browser of their own, without JavaScript: follows links, fills forms, reads pages."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.test import Client

from antraege.antrag.models import Antrag
from fixtures.vorfuehrung.personen import DOMAENE, PASSWORT
from workflows.models import Aufgabe

UNSENDBAR = {"submit", "button", "reset", "image", "file"}


@dataclass
class Formular:
    """A form of the page as a browser would send it untouched."""

    ziel: str
    methode: str
    felder: dict[str, list[str]] = field(default_factory=dict)
    namen: set[str] = field(default_factory=set)
    text: str = ""


class Seite(HTMLParser):
    """The links and forms of a page, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.kennungen: set[str] = set()
        self.formulare: list[Formular] = []
        self.text = ""
        self._link: list[str] | None = None
        self._href, self._wahl, self._feld = "", "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: wert or "" for name, wert in attrs}
        self.kennungen.add(a.get("id", ""))
        if tag == "a":
            self._link, self._href = [a.get("aria-label", "")], a.get("href", "")
        elif tag == "form":
            self.formulare.append(Formular(a.get("action", ""), a.get("method", "get").lower()))
        elif self.formulare and a.get("name") and "disabled" not in a:
            self._feldanfang(tag, a)
        elif tag == "option" and self._wahl and self.formulare:
            felder = self.formulare[-1].felder
            if "selected" in a or self._wahl not in felder:
                felder[self._wahl] = [a.get("value", "")]

    def _feldanfang(self, tag: str, a: dict[str, str]) -> None:
        formular, name, art = self.formulare[-1], a["name"], a.get("type", "text")
        if tag not in ("input", "select", "textarea") or art in UNSENDBAR - {"file"}:
            return
        formular.namen.add(name)
        self._wahl = name if tag == "select" else ""
        self._feld = name if tag == "textarea" else ""
        if tag == "textarea":
            formular.felder[name] = [""]
        elif tag == "input" and art != "file" and (art not in ("radio", "checkbox") or "checked" in a):
            formular.felder.setdefault(name, []).append(a.get("value", "on" if art == "checkbox" else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self.links.append((" ".join(" ".join(self._link).split()), self._href))
            self._link = None
        elif tag == "textarea":
            self._feld = ""
        elif tag == "select":
            self._wahl = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._link is not None:
            self._link.append(data)
        if self.formulare:
            self.formulare[-1].text += data
            if self._feld:
                wert = self.formulare[-1].felder[self._feld]
                wert[0] += data.removeprefix("\n") if not wert[0] else data


class Besucher:
    """Logs in with the password of the demo; every page must answer below 400."""

    def __init__(self, kurz: str = "") -> None:
        self.client = Client()
        self.pfad = "/"
        if kurz:
            self.geh("/anmelden/")
            self.sende(username=f"{kurz}@{DOMAENE}", password=PASSWORT)
            assert "_auth_user_id" in self.client.session, f"{kurz} kommt nicht hinein."

    def geh(self, pfad: str) -> Seite:
        """Open a page, wherever it leads."""
        return self._zeige(self.client.get(urljoin(self.pfad, pfad), follow=True), pfad)

    def folge(self, *worte: str) -> Seite:
        """One link after the other, by a part of its text."""
        for wort in worte:
            ziel = next((href for text, href in self.seite.links if wort in text), None)
            assert ziel is not None, f"{self.pfad} hat keinen Link „{wort}“."
            self.geh(ziel)
        return self.seite

    def lade(self, wort: str) -> bytes:
        """The file behind a link."""
        ziel = next((href for text, href in self.seite.links if wort in text), None)
        assert ziel is not None, f"{self.pfad} hat keinen Link „{wort}“."
        antwort = self.client.get(urljoin(self.pfad, ziel))
        assert antwort.status_code == 200, (ziel, antwort.status_code)
        return antwort.getvalue()

    def sende(self, *, knopf: str = "", **felder: Any) -> Seite:
        """Fill the form that has these fields, and this button when it is named, and send it."""
        formular = self.formular(set(felder), knopf)
        daten = {**formular.felder, **felder}
        ziel = urljoin(self.pfad, formular.ziel)
        tue = self.client.post if formular.methode == "post" else self.client.get
        return self._zeige(tue(ziel, daten, follow=True), ziel)

    def wird_abgewiesen(self, **felder: str) -> None:
        """The form as it stands goes out although the page says that it cannot; the answer is a refusal."""
        formular = self.formular({"stand"})
        antwort = self.client.post(self.pfad, {**formular.felder, **felder})
        assert antwort.status_code in (403, 422), antwort.status_code

    def formular(self, namen: set[str], knopf: str = "") -> Formular:
        """The first form with all these fields and this word on it."""
        for formular in self.seite.formulare:
            if namen <= formular.namen and knopf in formular.text and (namen or knopf):
                return formular
        alle = [sorted(f.namen) for f in self.seite.formulare]
        raise AssertionError(f"{self.pfad}: kein Formular mit {sorted(namen)} „{knopf}“, nur {alle}.")

    def tu(self, antrag: Antrag, schritt: str, stelle: str = "", **felder: Any) -> None:
        """Open the task of this step, fill its form as it stands, send it; the task is done then."""
        aufgabe = offene_aufgabe(antrag, schritt, stelle)
        self.geh(f"/aufgaben/{aufgabe.pk}/")
        namen = self.formular(set(felder)).namen
        liste = {name: "ja" for name in namen if name.startswith("punkt_")}
        klaerung = {name: "Andere Gruppe, andere Ausgaben." for name in namen if name.startswith("klaerung_")}
        self.sende(**liste, **klaerung, **felder)
        aufgabe.refresh_from_db()
        assert aufgabe.finished, f"{schritt} ist nicht erledigt:\n{self.worte[:3000]}"

    def findet_im_postkorb(self, antrag: Antrag, schritt: str, *, reiter: str) -> None:
        """Open the task as the README says: through the queue."""
        self.geh(f"/postkorb/?reiter={reiter}&suche={antrag.aktenzeichen}")
        ziel = f"/aufgaben/{offene_aufgabe(antrag, schritt).pk}/"
        assert ziel in [href for _, href in self.seite.links], f"{ziel} steht nicht im Postkorb."
        self.geh(ziel)

    @property
    def worte(self) -> str:
        """The words of the page, evenly spaced."""
        return " ".join(self.seite.text.split())

    def _zeige(self, antwort: Any, pfad: str) -> Seite:
        self.pfad = antwort.request["PATH_INFO"]
        self.seite = Seite(antwort.content.decode())
        assert antwort.status_code < 400, f"{pfad}: {antwort.status_code}\n{self.worte[:3000]}"
        return self.seite


def offene_aufgabe(antrag: Antrag, schritt: str, stelle: str = "") -> Aufgabe:
    """The open task of this step."""
    offene = Aufgabe.objects.filter(antrag=antrag, schritt=schritt, finished__isnull=True)
    return offene.get(stelle__kuerzel=stelle) if stelle else offene.get()
