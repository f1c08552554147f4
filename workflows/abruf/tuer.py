"""What is done with an Abruf, from the request to the feedback.

Its date is always locked before it, so that two of them never wait for each other. Everything raises Verweigert
without the right, Ueberholt when the page was outdated, MaengelFehler for what stands against it; each act is one
entry in the chain of the Abruf, with its notice in the same transaction.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from antraege.angebote import abrufe, queries, termine
from antraege.angebote.abrufe import Anfrage
from antraege.angebote.dienst import verlange_koordination
from antraege.angebote.models import LAUFEND, Abruf, Abrufseite, Abrufstand, Angebot, Termin
from antraege.kern.maengel import Mangel, keine_oder
from antraege.kern.plaetze import nachruecker
from rollen import rechte, uhr
from rollen.akt import Akt, Wer, akt, wer_schon_darf
from rollen.fehler import Ueberholt
from rollen.models import Benutzer
from rollen.rechte import Berechtigung
from rollen.tabelle import Recht
from rollen.taten import Tat
from workflows.abruf import bedarfe
from workflows.abruf.post import schreibe_anbieter, schreibe_einrichtung, schreibe_koordination

MIT = ("angebot__anbieter", "angebot__themenfeld", "anbieter", "einrichtung", "themenfeld", "termin")
VOLL = "Am Termin ist kein Platz frei. Wählen Sie ein anderes Angebot, oder warten Sie, bis jemand absagt."

EINRICHTUNG: Wer[Abruf] = Wer(lambda a, akteur: rechte.verlange(akteur, Recht.ABRUF_STELLEN, a.einrichtung))
ANBIETER: Wer[Abruf] = Wer(lambda a, akteur: rechte.verlange(akteur, Recht.ANGEBOT_PFLEGEN, a.anbieter))
KOORDINATION: Wer[Abruf] = Wer(
    lambda a, akteur: verlange_koordination(akteur, Recht.ABRUF_ZUORDNEN, a.themenfeld)
)


def _wer_ablehnt(abruf: Abruf, akteur: Benutzer) -> Berechtigung | None:
    """As long as nobody has it, the coordinating unit; then the provider."""
    wer = ANBIETER if abruf.status == Abrufstand.ZUGEORDNET else KOORDINATION
    return wer.verlange(abruf, akteur)


def _wer_absagt(abruf: Abruf, akteur: Benutzer) -> Berechtigung | None:
    """The institution at any time; the provider what it has promised."""
    if rechte.darf(akteur, Recht.ABRUF_STELLEN, abruf.einrichtung) or not zugesagt(abruf):
        return EINRICHTUNG.verlange(abruf, akteur)
    return ANBIETER.verlange(abruf, akteur)


ABLEHNUNG: Wer[Abruf] = Wer(_wer_ablehnt)
ABSAGE: Wer[Abruf] = Wer(_wer_absagt)


def zugesagt(abruf: Abruf) -> bool:
    """True between the provider's promise and the day."""
    return abruf.status in (Abrufstand.ZUGESAGT, Abrufstand.TERMINIERT)


@transaction.atomic
def frage_an(angebot_id: int, anfrage: Anfrage, *, bedarf_id: int | None = None, akteur: Benutzer) -> Abruf:
    """Book: it takes its places at once, or goes on the waiting list when there are not enough any more.

    With `bedarf_id` it covers that need of the institution, if the need is still open.
    """
    wer = wer_schon_darf(rechte.verlange(akteur, Recht.ABRUF_STELLEN, anfrage.einrichtung))
    angebot = queries.mit_allem(Angebot.objects.all()).get(pk=angebot_id)
    termin = _gesperrter_termin(anfrage.termin.pk) if anfrage.termin else None
    keine_oder(abrufe.hindernisse(angebot, replace(anfrage, termin=termin)))
    abruf = Abruf(
        einrichtung=anfrage.einrichtung,
        angebot=angebot,
        anbieter=angebot.anbieter,
        themenfeld=angebot.themenfeld,
        wunsch="" if termin else anfrage.wunsch.strip(),
        gruppe=anfrage.gruppe.strip(),
        kinder=anfrage.kinder,
        ganztag=anfrage.ganztag,
        kontakt=anfrage.kontakt.strip(),
        bedarf=anfrage.bedarf.strip(),
        angefragt_von=akteur,
        angefragt_am=uhr.jetzt(),
    )
    with akt(Tat.ABRUF_STELLEN, abruf, wer, akteur=akteur) as anfragen:
        abruf.save()
        if termin:
            _nimm_platz(abruf, termin)
        if bedarf_id:
            bedarfe.decke(bedarf_id, abruf, akteur=akteur)
        anfragen.nenne(nachher=fakten(abruf))
    text = "Eine Einrichtung ruft ein Angebot ab. Bitte ordnen Sie den Abruf zu."
    schreibe_koordination(abruf, betreff="Neuer Abruf", text=text)
    return abruf


def _nimm_platz(abruf: Abruf, termin: Termin) -> None:
    """The date is locked. Take what is needed, or wait."""
    abruf.termin, abruf.plaetze = termin, termin.braucht(abruf.kinder)
    try:
        with transaction.atomic():
            if abruf.plaetze > termin.frei:
                abruf.bewege(Abruf.vormerken)
            else:
                abruf.save()
    except IntegrityError as fehler:
        raise Ueberholt("Diese Gruppe steht für diesen Termin schon auf der Liste.") from fehler


def ordne_zu(
    abruf_id: int, *, angebot: Angebot | None = None, hinweis: str = "", stand: int | None, akteur: Benutzer
) -> Abruf:
    """Give it to the provider; another offer of the same topic leaves the date and goes on as a wish for it."""
    with _bewegung(Tat.ABRUF_ZUORDNEN, abruf_id, KOORDINATION, akteur, stand) as zuordnung:
        abruf = zuordnung.objekt
        if angebot and angebot.pk != abruf.angebot_id:
            keine_oder(_anderes(abruf, angebot))
            wann = str(abruf.termin) if abruf.termin else abruf.wunsch
            abruf.angebot, abruf.anbieter = angebot, angebot.anbieter
            abruf.termin, abruf.plaetze, abruf.wunsch = None, 0, wann
        elif abruf.status == Abrufstand.WARTELISTE:
            keine_oder([Mangel(VOLL, feld="angebot")])
        abruf.hinweis = hinweis.strip()
        abruf.bewege(Abruf.zuordnen)
        zuordnung.nenne(nachher={**fakten(abruf), "hinweis": abruf.hinweis})
    text = "Ein Abruf liegt bei Ihnen. Bitte sagen Sie zu, oder lehnen Sie ihn mit Grund ab."
    schreibe_anbieter(abruf, betreff="Abruf", text=text)
    return abruf


def _anderes(abruf: Abruf, angebot: Angebot) -> Iterator[Mangel]:
    if angebot.themenfeld_id != abruf.themenfeld_id or not angebot.gilt_am(uhr.heute()):
        yield Mangel("Bitte wählen Sie ein Angebot desselben Themas, das heute gilt.", feld="angebot")
    if abruf.kinder > angebot.gruppe_bis:
        text = f"Dieses Angebot nimmt höchstens {angebot.gruppe_bis} Kinder auf."
        yield Mangel(text, feld="angebot")
    yield from (
        Mangel(mangel.text, feld="angebot") for mangel in abrufe.im_ganztag(angebot, ganztag=abruf.ganztag)
    )


@transaction.atomic
def sage_zu(abruf_id: int, *, termin: Termin | None = None, stand: int | None, akteur: Benutzer) -> Abruf:
    """The provider does it; with `termin` the date is fixed at once."""
    with _bewegung(Tat.ABRUF_ZUSAGEN, abruf_id, ANBIETER, akteur, stand) as zusage:
        abruf = zusage.objekt
        abruf.bewege(Abruf.zusagen)
    if termin:
        return terminiere(abruf.pk, termin=termin, stand=abruf.stand, akteur=akteur)
    schreibe_einrichtung(abruf, betreff="Zugesagt", text="Der Anbieter sagt zu. Der Termin folgt.")
    return abruf


def terminiere(abruf_id: int, *, termin: Termin, stand: int | None, akteur: Benutzer) -> Abruf:
    """The date is fixed: the one asked for, or another with enough places."""
    with _bewegung(Tat.ABRUF_TERMINIEREN, abruf_id, ANBIETER, akteur, stand, termin.pk) as festlegung:
        abruf, neuer = festlegung.objekt, Termin.objects.get(pk=termin.pk)
        if abruf.termin_id != neuer.pk:
            keine_oder(_passt(abruf, neuer))
            abruf.termin, abruf.plaetze = neuer, neuer.braucht(abruf.kinder)
        abruf.bewege(Abruf.terminieren)
        festlegung.nenne(nachher={"termin": str(neuer)})
    schreibe_einrichtung(abruf, betreff="Ihr Termin steht fest", text=f"Der Termin: {abruf.termin}.")
    return abruf


def _passt(abruf: Abruf, termin: Termin) -> Iterator[Mangel]:
    if termin.stamm_id != abruf.angebot.stamm_id_oder_selbst or termin.abgesagt_am or termin.vorbei:
        yield Mangel("Bitte wählen Sie einen kommenden Termin dieses Angebots.", feld="termin")
    elif termin.braucht(abruf.kinder) > termin.frei:
        yield Mangel(f"Der Termin hat nicht genug Plätze: {termin.frei_in_worten}.", feld="termin")


def lehne_ab(abruf_id: int, *, grund: str, stand: int | None, akteur: Benutzer) -> Abruf:
    """Nobody promises it; the institution reads why."""
    with _bewegung(Tat.ABRUF_ABLEHNEN, abruf_id, ABLEHNUNG, akteur, stand) as ablehnung:
        abruf = ablehnung.objekt
        beim_anbieter = abruf.status == Abrufstand.ZUGEORDNET
        _beende(ablehnung, grund, Abrufseite.ANBIETER if beim_anbieter else Abrufseite.KOORDINATION)
        abruf.bewege(Abruf.ablehnen)
    schreibe_einrichtung(
        abruf, betreff="Abgelehnt", text=f"Der Abruf ist abgelehnt. Der Grund: {abruf.grund}"
    )
    if beim_anbieter:
        schreibe_koordination(abruf, betreff="Abgelehnt", text=f"Der Anbieter lehnt ab: {abruf.grund}")
    return abruf


def sage_ab(abruf_id: int, *, grund: str, stand: int | None, akteur: Benutzer) -> Abruf:
    """It does not take place; the other side reads why, and whoever waits moves up."""
    with _bewegung(Tat.ABRUF_ABSAGEN, abruf_id, ABSAGE, akteur, stand) as absage:
        abruf, war_zugeordnet = absage.objekt, absage.von not in (Abrufstand.ANGEFRAGT, Abrufstand.WARTELISTE)
        von_innen = absage.berechtigung and absage.berechtigung.recht == Recht.ABRUF_STELLEN
        _beende(absage, grund, Abrufseite.EINRICHTUNG if von_innen else Abrufseite.ANBIETER)
        abruf.bewege(Abruf.absagen)
    if not von_innen:
        schreibe_einrichtung(
            abruf, betreff="Abgesagt", text=f"Der Anbieter sagt ab. Der Grund: {abruf.grund}"
        )
    elif war_zugeordnet:
        schreibe_anbieter(
            abruf, betreff="Abgesagt", text=f"Die Einrichtung sagt ab. Der Grund: {abruf.grund}"
        )
    return abruf


def _beende(handlung: Akt[Abruf], grund: str, durch: Abrufseite) -> None:
    if not grund.strip():
        keine_oder([Mangel("Bitte nennen Sie den Grund. Die andere Seite liest ihn.", feld="grund")])
    abruf = handlung.objekt
    abruf.grund, abruf.beendet_durch = grund.strip(), durch
    handlung.nenne(nachher={"grund": abruf.grund, "durch": durch.label})


def fuehre_durch(abruf_id: int, *, stand: int | None, akteur: Benutzer) -> Abruf:
    """The provider says that it has taken place; never before its day."""
    with _bewegung(Tat.ABRUF_DURCHFUEHREN, abruf_id, ANBIETER, akteur, stand) as durchfuehrung:
        abruf = durchfuehrung.objekt
        if abruf.termin and abruf.termin.am > uhr.heute():
            keine_oder([Mangel(f"Der Termin ist erst am {abruf.termin.am:%d.%m.%Y}.")])
        abruf.bewege(Abruf.durchfuehren)
    text = "Der Anbieter hat das Angebot durchgeführt. Bitte melden Sie kurz zurück, wie es war."
    schreibe_einrichtung(abruf, betreff="Ihre Rückmeldung", text=text)
    return abruf


def melde_rueck(
    abruf_id: int, rueckmeldung: Mapping[str, Any], *, stand: int | None, akteur: Benutzer
) -> Abruf:
    """How it was: children reached, how well it fitted, in words; provider and coordinating unit read it."""
    with _bewegung(Tat.ABRUF_RUECKMELDEN, abruf_id, EINRICHTUNG, akteur, stand) as meldung:
        abruf = meldung.objekt
        for name in ("kinder_erreicht", "passung", "gelungen", "anders"):
            setattr(abruf, name, rueckmeldung[name])
        abruf.bewege(Abruf.rueckmelden)
        meldung.nenne(nachher={**rueckmeldung, "passung": abruf.get_passung_display()})
    schreibe_anbieter(abruf, betreff="Rückmeldung", text="Die Einrichtung hat zurückgemeldet, wie es war.")
    return abruf


@transaction.atomic
def sage_termin_ab(termin_id: int, *, grund: str, stand: int | None, akteur: Benutzer) -> Termin:
    """The provider cancels a date; everybody who has booked it or waits for it is told why."""
    with akt(
        Tat.TERMIN_ABSAGEN, termine.zeile(termin_id), termine.PFLEGE, akteur=akteur, stand=stand
    ) as absage:
        termin = absage.objekt
        if termin.abgesagt_am or termin.vorbei:
            raise Ueberholt("Dieser Termin ist schon abgesagt oder vorbei.")
        if not grund.strip():
            keine_oder(
                [Mangel("Bitte nennen Sie den Grund. Alle, die gebucht haben, lesen ihn.", feld="grund")]
            )
        termin.abgesagt_am, termin.absagegrund = uhr.jetzt(), grund.strip()
        laufende = termin.abrufe.filter(status__in=LAUFEND).order_by("pk")
        betroffene = list(laufende.values_list("pk", flat=True))
        absage.nenne(nachher={"termin": str(termin), "grund": termin.absagegrund, "anzahl": len(betroffene)})
    wer = wer_schon_darf(absage.berechtigung)
    for nummer in betroffene:
        with akt(Tat.ABRUF_ABSAGEN, _zeile(nummer), wer, akteur=akteur, zugleich=True) as mit:
            _beende(mit, f"Termin abgesagt: {termin.absagegrund}", Abrufseite.ANBIETER)
            mit.objekt.bewege(Abruf.absagen)
        schreibe_einrichtung(
            mit.objekt, betreff="Termin abgesagt", text=f"Der Termin fällt aus. Der Grund: {grund}"
        )
    return termin


@transaction.atomic
def aendere_termin(
    termin_id: int, felder: Mapping[str, Any], *, stand: int | None, akteur: Benutzer
) -> Termin:
    """Other values of a date; with more places whoever waits moves up."""
    termin = termine.aendere(termin_id, felder, stand=stand, akteur=akteur)
    _ruecke_nach(termin.pk)
    return termin


@contextmanager
def _bewegung(
    tat: Tat, abruf_id: int, wer: Wer[Abruf], akteur: Benutzer, stand: int | None, wohin: int | None = None
) -> Iterator[Akt[Abruf]]:
    """One act on one Abruf, its date (and the one it goes to) locked before it; then whoever waits moves up."""
    with transaction.atomic():
        bisher = Abruf.objects.filter(pk=abruf_id).values_list("termin", flat=True).first()
        for termin_id in sorted({bisher, wohin} - {None}):
            _gesperrter_termin(termin_id)
        with akt(tat, _zeile(abruf_id), wer, akteur=akteur, stand=stand) as handlung:
            if handlung.objekt.termin_id != bisher:
                raise Ueberholt("Der Termin dieses Abrufs hat sich gerade geändert.")
            yield handlung
        if bisher:
            _ruecke_nach(bisher)


def _zeile(abruf_id: int) -> QuerySet[Abruf]:
    return Abruf.objects.select_related(*MIT).filter(pk=abruf_id)


def _gesperrter_termin(termin_id: Any) -> Termin:
    return Termin.objects.select_for_update(of=("self",)).select_related("stamm").get(pk=termin_id)


def _ruecke_nach(termin_id: int) -> None:
    """Whoever waits longest and fits into what is free moves up; the date is locked."""
    termin = Termin.objects.get(pk=termin_id)
    if termin.abgesagt_am or termin.vorbei or not termin.frei:
        return
    wartende = Abruf.objects.filter(termin=termin, status=Abrufstand.WARTELISTE).order_by("pk")
    gebraucht = wartende.select_for_update(of=("self",)).values_list("pk", "plaetze")
    for nummer in nachruecker(termin.frei, list(gebraucht)):
        with akt(Tat.ABRUF_NACHRUECKEN, _zeile(nummer), KOORDINATION, akteur=None) as nachruecken:
            abruf = nachruecken.objekt
            abruf.bewege(Abruf.nachruecken)
        text = "Ein Platz ist frei geworden. Sie stehen nicht mehr auf der Warteliste."
        schreibe_einrichtung(abruf, betreff="Nachgerückt", text=text)
        schreibe_koordination(abruf, betreff="Nachgerückt", text="Bitte ordnen Sie den Abruf zu.")


def fakten(abruf: Abruf) -> dict[str, Any]:
    """What the trail keeps of an Abruf."""
    return {
        "angebot": abruf.angebot.titel,
        "anbieter": abruf.anbieter.name,
        "einrichtung": abruf.einrichtung.name,
        "termin": str(abruf.termin) if abruf.termin else "",
        "wunsch": abruf.wunsch,
        "gruppe": abruf.gruppe,
        "anzahl_kinder": abruf.kinder,
        "ganztag": abruf.ganztag,
        "kontakt": abruf.kontakt,
    }
