"""Cases about money: instalments, runs, changes, claims, each a short story."""

from datetime import date

from workflows.durchspielen.demofaelle import AP, HOERDE, Demofall
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

BP, KS = "bildungspartnerschaften", "kultur-und-schule"

GELDFAELLE: tuple[Demofall, ...] = (
    Demofall(
        BP,
        "dobeq",
        "Lernbrücke Clarenberg",
        "12000.00",
        date(2024, 8, 1),
        12,
        zwei_jahre,
        HOERDE,
        ende=date(2025, 7, 31),
    ),
    Demofall(BP, "ekk", "Stadtteilzeitung junger Leute", "8000.00", date(2026, 3, 2), 9, raten_im_lauf),
    Demofall(BP, "awo", "Familienlotsen", "6000.00", date(2026, 10, 19), 3, erste_rate_uebergeben),
    Demofall(
        KS,
        "kulturwerkstatt-phoenix",
        "Mosaik der Stadtteile",
        "3360.00",
        date(2025, 2, 3),
        5,
        abgeschlossen,
        einheiten=40,
    ),
    Demofall(
        AP,
        "tus-musterhoerde",
        "Kletterwand für alle",
        "6000.00",
        date(2025, 4, 28),
        4,
        widerruf_in_zwei_zahlungen,
    ),
    Demofall(AP, "jugendring-beispiel", "Mädchenwerkstatt", "5000.00", date(2026, 1, 19), 6, teilwiderruf),
    Demofall(
        AP, "kulturwerkstatt-phoenix", "Breakdance im Bunker", "4000.00", date(2025, 9, 8), 3, widerspruch
    ),
    Demofall(AP, "ekk", "Gospel für Anfänger", "5000.00", date(2025, 10, 6), 2, gestundet),
    Demofall(AP, "dobeq", "Ferienakademie", "4500.00", date(2026, 3, 30), 1, angehoert),
    Demofall(AP, "ekk", "Inklusive Bandprobe", "4200.00", date(2026, 5, 4), 5, verlaengert),
    Demofall(AP, "awo", "Repair-Café", "3600.00", date(2026, 6, 1), 4, umgeschichtet),
    Demofall(AP, "dobeq", "Bewerbungslabor", "5000.00", date(2026, 4, 13), 6, aufgestockt),
    Demofall(AP, "jugendring-beispiel", "Graswurzel-Radio", "3800.00", date(2026, 3, 16), 7, traegerwechsel),
    Demofall(AP, "awo", "Parkour-Kurs", "4400.00", date(2026, 8, 24), 4, aenderung_beantragt),
    Demofall(
        AP, "jugendring-beispiel", "Planspiel Stadtrat", "2700.00", date(2026, 7, 20), 4, aenderung_abgelehnt
    ),
    Demofall(AP, "jugendring-beispiel", "Zeltlager", "3000.00", date(2026, 7, 6), 1, verwendung_offen),
    Demofall(
        AP,
        "awo",
        "Judo nach der Schule",
        "2600.00",
        date(2026, 10, 12),
        2,
        bestaetigung_passt_nicht,
    ),
    Demofall(AP, "foerderverein-stift", "Lesenacht", "2500.00", date(2026, 11, 9), 1, konto_wartet),
    Demofall(AP, "awo", "Schattentheater", "3000.00", date(2026, 2, 16), 3, mit_belegliste),
    Demofall(AP, "jugendring-beispiel", "Erzählcafé", "2800.00", date(2026, 3, 2), 3, rueckfrage_offen),
    Demofall(AP, "awo", "Backen verbindet", "2600.00", date(2025, 11, 3), 2, gekuerzt_nach_rueckfrage),
    Demofall(BP, "jugendring-beispiel", "Schulhofrat", "4000.00", date(2026, 2, 2), 5, restzahlung),
    Demofall(AP, "awo", "Gartenlabor", "2200.00", date(2026, 6, 29), 2, nachweis_in_arbeit),
)
