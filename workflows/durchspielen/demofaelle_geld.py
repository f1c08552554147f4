"""Cases about money: instalments, runs, changes, claims, each a short story."""

from workflows.durchspielen.demofall import AP, HOERDE, Demofall, entworfen
from workflows.durchspielen.geschichten import abgeschlossen
from workflows.durchspielen.geschichten_aenderung import (
    aenderung_abgelehnt,
    aenderung_beantragt,
    aufgestockt,
    traegerwechsel,
    umgeschichtet,
    verlaengert,
)
from workflows.durchspielen.geschichten_erstattung import zwei_jahre
from workflows.durchspielen.geschichten_nachweis import (
    gekuerzt_nach_rueckfrage,
    mit_belegliste,
    nachweis_in_arbeit,
    restzahlung,
    rueckfrage_offen,
)
from workflows.durchspielen.geschichten_rueckforderung import (
    angehoert,
    gestundet,
    teilwiderruf,
    widerruf_in_zwei_zahlungen,
    widerspruch,
)
from workflows.durchspielen.geschichten_zahlung import (
    bestaetigung_passt_nicht,
    erste_rate_uebergeben,
    konto_wartet,
    raten_im_lauf,
    verwendung_offen,
)
from workflows.durchspielen.kalender import Kalender, erster_tag

BP, KS = "bildungspartnerschaften", "kultur-und-schule"


def geldfaelle(k: Kalender) -> tuple[Demofall, ...]:
    """The cases as somebody meets them who loads the demo on the day of this calendar."""
    return (
        Demofall(BP, "dobeq", "Lernbrücke Clarenberg", "12000.00", k.schuljahr(-2), 12, zwei_jahre, HOERDE),
        Demofall(BP, "ekk", "Stadtteilzeitung junger Leute", "8000.00", k.tag(monate=-12), 9, raten_im_lauf),
        Demofall(BP, "awo", "Familienlotsen", "6000.00", entworfen(k, 47), 3, erste_rate_uebergeben),
        Demofall(
            KS,
            "kulturwerkstatt-phoenix",
            "Mosaik der Stadtteile",
            "3360.00",
            k.tag(monate=-22),
            5,
            abgeschlossen,
            einheiten=40,
        ),
        Demofall(
            AP,
            "tus-musterhoerde",
            "Kletterwand für alle",
            "6000.00",
            k.tag(monate=-20),
            4,
            widerruf_in_zwei_zahlungen,
        ),
        Demofall(AP, "jugendring-beispiel", "Mädchenwerkstatt", "5000.00", k.tag(monate=-6), 6, teilwiderruf),
        Demofall(
            AP, "kulturwerkstatt-phoenix", "Breakdance im Bunker", "4000.00", k.tag(monate=-8), 3, widerspruch
        ),
        Demofall(AP, "ekk", "Gospel für Anfänger", "5000.00", k.tag(monate=-5), 2, gestundet),
        Demofall(AP, "dobeq", "Ferienakademie", "4500.00", erster_tag(k.tag(werktage=-20), 1), 1, angehoert),
        Demofall(AP, "ekk", "Inklusive Bandprobe", "4200.00", k.tag(monate=-4), 5, verlaengert),
        Demofall(AP, "awo", "Repair-Café", "3600.00", k.tag(monate=-3), 4, umgeschichtet),
        Demofall(AP, "dobeq", "Bewerbungslabor", "5000.00", k.tag(monate=-5), 6, aufgestockt),
        Demofall(
            AP, "jugendring-beispiel", "Graswurzel-Radio", "3800.00", k.tag(monate=-6), 7, traegerwechsel
        ),
        Demofall(AP, "awo", "Parkour-Kurs", "4400.00", k.tag(werktage=-12), 4, aenderung_beantragt),
        Demofall(
            AP,
            "jugendring-beispiel",
            "Planspiel Stadtrat",
            "2700.00",
            k.tag(monate=-3),
            4,
            aenderung_abgelehnt,
        ),
        Demofall(AP, "jugendring-beispiel", "Zeltlager", "3000.00", k.tag(werktage=-52), 1, verwendung_offen),
        Demofall(AP, "awo", "Judo nach der Schule", "2600.00", entworfen(k, 48), 2, bestaetigung_passt_nicht),
        Demofall(AP, "foerderverein-stift", "Lesenacht", "2500.00", entworfen(k, 47), 1, konto_wartet),
        Demofall(
            AP, "awo", "Schattentheater", "3000.00", erster_tag(k.tag(werktage=-25), 3), 3, mit_belegliste
        ),
        Demofall(
            AP,
            "jugendring-beispiel",
            "Erzählcafé",
            "2800.00",
            erster_tag(k.tag(werktage=-21), 3),
            3,
            rueckfrage_offen,
        ),
        Demofall(
            AP,
            "awo",
            "Backen verbindet",
            "2600.00",
            erster_tag(k.tag(werktage=-40), 2),
            2,
            gekuerzt_nach_rueckfrage,
        ),
        Demofall(
            BP,
            "jugendring-beispiel",
            "Schulhofrat",
            "4000.00",
            erster_tag(k.tag(werktage=-33), 5),
            5,
            restzahlung,
        ),
        Demofall(
            AP, "awo", "Gartenlabor", "2200.00", erster_tag(k.tag(werktage=-20), 2), 2, nachweis_in_arbeit
        ),
    )
