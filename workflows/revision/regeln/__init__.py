"""The rules over all cases, in the order of the page; one small file each."""

from workflows.revision.regel import Regel
from workflows.revision.regeln import (
    bescheid_ohne_beschluss,
    doppelte_iban,
    doppeltes_vorhaben,
    fremde_mitzeichnung,
    jahresende,
    nachweis_ueberfaellig,
    offene_forderung,
    spaete_verwendung,
    stueckelung,
    tempo,
    trotz_nein,
    unmoegliche_tage,
    zahlung_ohne_bescheid,
    zinsverzicht,
    zwei_seiten,
)

REGELN: dict[str, Regel] = {
    datei.REGEL.name: datei.REGEL
    for datei in (
        zahlung_ohne_bescheid,
        bescheid_ohne_beschluss,
        zwei_seiten,
        trotz_nein,
        fremde_mitzeichnung,
        stueckelung,
        doppelte_iban,
        doppeltes_vorhaben,
        nachweis_ueberfaellig,
        offene_forderung,
        zinsverzicht,
        spaete_verwendung,
        jahresende,
        tempo,
        unmoegliche_tage,
    )
}
