"""The walk: as somebody of the demo, open every link and every form that is shown, and note what does not open."""

import logging
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client, override_settings
from django.urls import Resolver404, resolve

from rollen.models import Benutzer

START = "/"
HIER = "http://testserver"
ANSICHTEN = 12  # so many ways to filter and sort one list are opened, each with all of its pages
BEDIENBAR = re.compile(r"</?(?:a|form|input|select|option|button)\b[^>]*>")
UMLEITUNGEN = 5
SITZUNG = (
    "django.contrib.sessions.backends.signed_cookies"  # the login is kept by the browser, not in the demo
)
FEHLER = 400
NIEMAND = "ohne Anmeldung"


@dataclass(frozen=True)
class Fund:
    """A link or form that was shown to somebody and does not open."""

    person: str
    seite: str
    ziel: str
    status: int
    grund: str = ""

    def __str__(self) -> str:
        return f"{self.seite} → {self.ziel} → {self.status} ({self.person}) {self.grund}".rstrip()


@dataclass
class Ergebnis:
    """By person: `klicks`, the addresses opened with how far from the start; `gesendet`, where forms are sent."""

    klicks: dict[str, dict[str, int]] = field(default_factory=dict)
    gesendet: dict[str, set[str]] = field(default_factory=dict)
    funde: list[Fund] = field(default_factory=list)

    @property
    def anzahl(self) -> int:
        """All pages opened, by all people together."""
        return sum(len(adressen) for adressen in self.klicks.values())


def rundgang(personen: Iterable[Benutzer | None], *, je_ansicht: int | None = None) -> Ergebnis:
    """Walk as each person (None: without a login), on the clock that is set. Nothing that a page writes stays.

    `je_ansicht` bounds how many addresses of one view each person opens; without it, all that are shown.
    """
    ergebnis = Ergebnis()
    with override_settings(SESSION_ENGINE=SITZUNG):
        for person in personen:
            _gehe(person, _Gesehen(je_ansicht), ergebnis)
    return ergebnis


@contextmanager
def ohne_spuren() -> Iterator[None]:
    """Whatever is written inside the block is taken back; refused pages are no news to the log."""
    stufe = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        logging.disable(stufe)


def besucher(person: Benutzer | None) -> Client:
    """A browser in which this person is logged in."""
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def _gehe(person: Benutzer | None, gesehen: "_Gesehen", ergebnis: Ergebnis) -> None:
    name = person.email if person else NIEMAND
    with ohne_spuren():
        client = besucher(person)
    klicks = ergebnis.klicks.setdefault(name, {})
    gesendet = ergebnis.gesendet.setdefault(name, set())
    offen = deque([("", START)])
    gesehen.neu(START)
    while offen:
        seite, ziel = offen.popleft()
        adresse, antwort = _oeffne(client, ziel)
        klicks[ziel] = klicks.get(seite, -1) + 1
        if antwort.status_code >= FEHLER:
            ergebnis.funde.append(Fund(name, seite, ziel, antwort.status_code, _grund(antwort)))
        elif antwort.headers["Content-Type"].startswith("text/html") and not antwort.streaming:
            leser = _lies(antwort)
            gesendet.update(_eigene(adresse, leser.gesendet))
            offen.extend((ziel, eines) for eines in _eigene(adresse, leser.ziele) if gesehen.neu(eines))


def _oeffne(client: Client, ziel: str) -> tuple[str, HttpResponseBase]:
    """The address and the answer at the end of all redirects."""
    for _ in range(UMLEITUNGEN):
        with ohne_spuren():
            antwort = client.get(ziel)
            if antwort.streaming:
                deque(antwort, maxlen=0)  # a file may break while it is read
        if not 300 <= antwort.status_code < FEHLER or not antwort.has_header("Location"):
            break
        weiter = next(_eigene(ziel, [antwort.headers["Location"]]), "")
        if not weiter:
            break
        ziel = weiter
    return ziel, antwort


def _grund(antwort: HttpResponseBase) -> str:
    fehler = getattr(antwort, "exc_info", None)
    return f"{fehler[0].__name__}: {fehler[1]}"[:200] if fehler else ""


def _eigene(adresse: str, ziele: Iterable[str]) -> Iterator[str]:
    """Links as whole addresses of ours, without the part after #; foreign ones, mail and style are left out."""
    for ziel in ziele:
        teile = urlsplit(urljoin(HIER + adresse, ziel))
        statisch = teile.path.startswith(f"/{settings.STATIC_URL.strip('/')}/")
        if f"{teile.scheme}://{teile.netloc}" == HIER and not statisch:
            yield teile.path + (f"?{teile.query}" if teile.query else "")


class _Gesehen:
    """What was opened already; of a list with filters only some views, but all their pages."""

    def __init__(self, je_ansicht: int | None) -> None:
        self._je_ansicht = je_ansicht
        self._je_name: Counter[str | None] = Counter()
        self._adressen: set[str] = set()
        self._ansichten: dict[str, set[str]] = {}

    def neu(self, adresse: str) -> bool:
        teile = urlsplit(adresse)
        paare = sorted(p for p in parse_qsl(teile.query, keep_blank_values=True) if p[0] != "next")
        ganz = f"{teile.path}?{urlencode(paare)}"
        if ganz in self._adressen:
            return False
        ansichten = self._ansichten.setdefault(teile.path, set())
        ansicht = urlencode([p for p in paare if p[1] and not (p[0] == "seite" and p[1].isdigit())])
        if ansicht not in ansichten and len(ansichten) >= ANSICHTEN:
            return False
        if not self._noch_eine(teile.path):
            return False
        ansichten.add(ansicht)
        self._adressen.add(ganz)
        return True

    def _noch_eine(self, pfad: str) -> bool:
        if self._je_ansicht is None:
            return True
        try:
            name = resolve(pfad).url_name
        except Resolver404:
            return True  # nobody's page: opened, and found dead
        self._je_name[name] += 1
        return self._je_name[name] <= self._je_ansicht


def _lies(antwort: HttpResponseBase) -> "_Leser":
    leser = _Leser()
    leser.feed("".join(BEDIENBAR.findall(antwort.content.decode())))  # type: ignore[attr-defined]
    leser.close()
    return leser


class _Leser(HTMLParser):
    """Collects what a person could open on a page: links, and forms that only ask."""

    def __init__(self) -> None:
        super().__init__()
        self.ziele: list[str] = []
        self.gesendet: list[str] = []
        self._fragt: str | None = None
        self._werte: list[tuple[str, str]] = []
        self._auswahl: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        werte = {name: wert or "" for name, wert in attrs}
        match tag:
            case "a" if werte.get("href"):
                self.ziele.append(werte["href"])
            case "form":
                self._beginne(werte)
            case "button" if "formaction" in werte:
                self.gesendet.append(werte["formaction"])
            case _ if self._fragt is not None:
                self._merke(tag, werte)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._fragt is not None:
            frage = urlencode([(name, wert) for name, wert in self._werte if name])
            self.ziele.append(f"{self._fragt.partition('?')[0]}?{frage}")
            self._fragt = None

    def _beginne(self, werte: dict[str, str]) -> None:
        if werte.get("method", "get").lower() == "get":
            self._fragt, self._werte = werte.get("action", ""), []
        else:
            self.gesendet.append(werte.get("action", ""))

    def _merke(self, tag: str, werte: dict[str, str]) -> None:
        """What the browser would send when nothing is changed."""
        name = werte.get("name", "")
        wahl = werte.get("type") in ("checkbox", "radio")
        if tag == "select":
            self._auswahl = name
            self._werte.append((name, ""))
        elif tag == "option" and self._werte and "selected" in werte:
            self._werte[-1] = (self._auswahl or "", werte.get("value", ""))
        elif tag == "input" and (not wahl or "checked" in werte):
            self._werte.append((name, werte.get("value", "on" if wahl else "")))
