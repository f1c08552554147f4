"""A person at a browser: follows links and sends forms as they stand on the pages, nothing else.

How a page is fetched says the caller: Django's client in a test, HTTP outside of it.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Protocol
from urllib.parse import urlencode


class Browser(Protocol):
    """How a person gets at pages: status, HTML and the address where it ended, redirects followed."""

    def hole(self, pfad: str) -> tuple[int, str, str]:
        """Open a page."""
        ...

    def sende(self, pfad: str, daten: dict[str, Any]) -> tuple[int, str, str]:
        """Send a form; paths among the values are files."""
        ...


@dataclass
class Formular:
    """One form of a page with what it holds already."""

    ziel: str
    methode: str
    felder: dict[str, Any] = field(default_factory=dict)
    namen: list[str] = field(default_factory=list)
    knoepfe: list[tuple[str, str, str]] = field(default_factory=list)


class _Leser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.formulare: list[Formular] = []
        self.links: list[tuple[str, str]] = []
        self._offen: Formular | None = None
        self._auswahl = self._text = ""
        self._link = self._knopf = ""
        self._knopfwert: tuple[str, str] | None = None
        self._haupt = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: wert or "" for name, wert in attrs}
        if tag == "a" and "href" in a:
            self._link, self._text = a["href"], ""
        elif tag == "main":
            self._haupt = True
        elif tag == "form" and self._haupt:
            self._offen = Formular(a.get("action", ""), a.get("method", "get"))
            self.formulare.append(self._offen)
        elif self._offen is not None:
            self._feld(tag, a, self._offen)

    def _feld(self, tag: str, a: dict[str, str], formular: Formular) -> None:
        name = a.get("name", "")
        if tag == "button":
            self._knopfwert, self._text = (name, a.get("value", "")), ""
        elif tag == "option" and self._auswahl and "selected" in a:
            formular.felder[self._auswahl] = a.get("value", "")
        elif name:
            formular.namen.append(name)
            self._auswahl = name if tag == "select" else ""
            if tag == "input":
                _lies_eingabe(name, a, formular.felder)
            else:
                formular.felder.setdefault(name, "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.links.append((self._link, " ".join(self._text.split())))
            self._link = ""
        elif tag == "button" and self._offen is not None and self._knopfwert is not None:
            self._offen.knoepfe.append((*self._knopfwert, " ".join(self._text.split())))
            self._knopfwert = None
        elif tag == "select":
            self._auswahl = ""
        elif tag == "form":
            self._offen = None
        elif tag == "main":
            self._haupt = False


def _lies_eingabe(name: str, a: dict[str, str], felder: dict[str, Any]) -> None:
    """What an input holds already; several hidden ones of one name are sent as a list."""
    art, wert = a.get("type", "text"), a.get("value", "")
    if art in ("checkbox", "radio"):
        if "checked" in a:
            felder[name] = wert or "on"
    elif art == "hidden" and name in felder:
        bisher = felder[name]
        felder[name] = [*(bisher if isinstance(bisher, list) else [bisher]), wert]
    elif art != "file":
        felder[name] = wert


class Mensch:
    """A person at a browser of their own; every answer must be below 400."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.status, self.html, self.pfad = 0, "", "/"

    def geh(self, pfad: str) -> "Mensch":
        """Open an address."""
        return self._zeige(*self.browser.hole(pfad))

    def _zeige(self, status: int, html: str, pfad: str) -> "Mensch":
        assert status < 400, (status, pfad, " ".join(re.sub(r"<[^>]+>", " ", html).split())[:1500])
        self.status, self.html, self.pfad = status, html, pfad
        self._leser = _Leser()
        self._leser.feed(html)
        return self

    def folge(self, text: str) -> "Mensch":
        """Click the first link that reads like this."""
        ziel = next((href for href, worte in self._leser.links if text in worte), None)
        assert ziel is not None, (text, self.pfad, [worte for _, worte in self._leser.links])
        return self.geh(ziel)

    def druecke(self, knopf: str, *, bei: str = "", **eingaben: Any) -> "Mensch":
        """Fill the form with this button (and this text in its address) and press it."""
        for formular in self._leser.formulare:
            for name, wert, text in formular.knoepfe:
                if knopf in text and bei in formular.ziel:
                    fremd = set(eingaben) - set(formular.namen)
                    assert not fremd, (fremd, formular.namen)
                    daten = {**formular.felder, **({name: wert} if name else {}), **eingaben}
                    if formular.methode == "get":
                        return self.geh(f"{formular.ziel or self.pfad}?{urlencode(daten)}")
                    return self._zeige(*self.browser.sende(formular.ziel or self.pfad, daten))
        texte = [knopf_text for f in self._leser.formulare for *_, knopf_text in f.knoepfe]
        raise AssertionError((knopf, bei, self.pfad, texte))

    def liest(self, text: str) -> bool:
        """True when the page says so."""
        return text in " ".join(re.sub(r"<[^>]+>", " ", self.html).replace("\xa0", " ").split())

    def felder(self, endung: str) -> list[str]:
        """The names of all fields of the page that end like this."""
        return [name for f in self._leser.formulare for name in f.namen if name.endswith(endung)]

    def wert(self, name: str) -> str:
        """What a field holds."""
        return next(str(f.felder[name]) for f in self._leser.formulare if name in f.felder)
