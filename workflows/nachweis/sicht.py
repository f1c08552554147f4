"""The proof of use as the office's pages show it: lines with cuts, report in words, sample, questions."""

from typing import Any

from antraege.antrag.antworten import gestellte, in_worten
from antraege.foerderung import toepfe
from antraege.foerderung.models import Verwendungsnachweis
from antraege.foerderung.nachweis import dienst as nachweise
from antraege.foerderung.nachweis.hinweise import namen
from antraege.foerderung.nachweis.rechnen import geplante_deckung, summe


def kontext(nachweis: Verwendungsnachweis) -> dict[str, Any]:
    """What templates/nachweis/teile/nachweis.html reads; amounts in euro."""
    staende = nachweise.ansaetze(nachweis)
    deckung = geplante_deckung(nachweis)
    fragen = gestellte(nachweis.antrag.richtlinie.berichtsfragen.all(), nachweis.antworten)
    return {
        "ansaetze": staende,
        "summe_plan": summe(s.plan for s in staende),
        "summe_ist": summe(s.ist for s in staende),
        "summe_gekuerzt": summe(s.gekuerzt for s in staende),
        "summe_anerkannt": summe(s.anerkannt for s in staende),
        "zwanzig": nachweise.zwanzig_prozent(nachweis, staende),
        "einnahmen": [
            ("Eigenmittel", deckung.eigen, nachweis.eigenmittel),
            (
                "Drittmittel und Beiträge",
                deckung.dritt,
                summe([nachweis.drittmittel, nachweis.teilnahmebeitraege]),
            ),
        ],
        "bericht": [(f.text, in_worten(f, nachweis.antworten.get(f.schluessel)) or "–") for f in fragen],
        "namen": namen(wert for wert in nachweis.antworten.values() if isinstance(wert, str)),
        "belege_gesamt": sum(s.belege for s in staende),
        "stichprobe": nachweis.stichproben.select_related("gezogen_von").last(),
        "stichprobe_offen": nachweis.belege.filter(in_stichprobe=True, geprueft_am=None).count(),
        "topfstaende": toepfe.staende(nachweis.antrag, zuwendung=nachweis.zuwendung),
        "topfteil": "endgültige Zuwendung" if nachweis.zuwendung is not None else "",
        "rueckfragen": nachweis.rueckfragen.select_related("notiert_von", "beantwortet_von"),
    }
