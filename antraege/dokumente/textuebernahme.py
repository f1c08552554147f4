"""The texts that come with the product count at once; here two people of the city make them their own, all together.

The words stay, but the next version of each has an author and a release, as everything the city writes.
"""

from datetime import date

from django.db import transaction

from antraege.dokumente.models import Textbaustein
from antraege.dokumente.textpflege import dienst as textpflege
from antraege.dokumente.textpflege.dienst import Fassung
from antraege.kern.maengel import Mangel, keine_oder
from rollen.fehler import Ueberholt
from rollen.kanon import sha256_hex
from rollen.models import Benutzer

QUELLE = "Mitgelieferter Text, unverändert übernommen"
BEISPIEL = "Beispiel"
NICHTS = "Es ist kein mitgelieferter Text mehr zu übernehmen."


def ungelesene() -> list[Textbaustein]:
    """The newest version of every text that no two people here have made count; drafts are not among them."""
    neueste: dict[str, Textbaustein] = {}
    for baustein in Textbaustein.objects.order_by("version"):
        neueste[baustein.schluessel] = baustein
    return [b for _, b in sorted(neueste.items()) if b.erfasst_von_id is None]


def uebernehmbare() -> list[Textbaustein]:
    """Those that may be taken over as they are."""
    return [baustein for baustein in ungelesene() if BEISPIEL not in baustein.text]


def mit_beispiel() -> list[Textbaustein]:
    """Those that still give an example of what only the city knows: somebody must write them."""
    return [baustein for baustein in ungelesene() if BEISPIEL in baustein.text]


def vorgelegte() -> list[Textbaustein]:
    """Drafts that take a delivered text over."""
    return list(
        Textbaustein.objects.filter(quelle=QUELLE, freigegeben_am__isnull=True).order_by("schluessel")
    )


def marke(entwuerfe: list[Textbaustein]) -> str:
    """What these drafts say, as one hash."""
    return sha256_hex("\n".join(textpflege.marke(entwurf) for entwurf in entwuerfe))


@transaction.atomic
def lege_vor(*, gueltig_von: date, akteur: Benutzer) -> int:
    """One person lays all texts that may be taken over before a second one; how many.

    Own drafts of that kind get the new day. Raises Verweigert, MaengelFehler for a day that is past and when
    there is nothing left.
    """
    texte = uebernehmbare() + [b for b in vorgelegte() if b.erfasst_von_id == akteur.pk]
    if not texte:
        keine_oder([Mangel(NICHTS)])
    for baustein in texte:
        fassung = Fassung(text=baustein.text, gueltig_von=gueltig_von, quelle=QUELLE)
        textpflege.entwirf(baustein.schluessel, fassung, akteur=akteur)
    return len(texte)


@transaction.atomic
def gib_frei(*, gesehen: str, akteur: Benutzer) -> int:
    """The second person makes them count, all or none; raises like `textpflege.gib_frei`."""
    entwuerfe = vorgelegte()
    if not entwuerfe or gesehen != marke(entwuerfe):
        raise Ueberholt(textpflege.GEAENDERT)
    for entwurf in entwuerfe:
        textpflege.gib_frei(entwurf.pk, gesehen=textpflege.marke(entwurf), akteur=akteur)
    return len(entwuerfe)
