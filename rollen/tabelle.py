"""Who may do what: the roles, the rights and the one table that joins them (pure data)."""

from enum import StrEnum


class Rolle(StrEnum):
    """What a person is at a Stelle."""

    TRAEGER_ANTRAG = "tr_a"
    TRAEGER_ZEICHNUNG = "tr_z"
    EINRICHTUNG = "ein"
    CAMPUS_MANAGEMENT = "cm"
    SERVICESTELLE = "sv"
    SACHBEARBEITUNG = "sb"
    FINANZEN = "fi"
    LEITUNG = "lt"
    ANORDNUNG = "ao"
    KASSE = "ka"
    GREMIEN = "gr"
    RECHNUNGSPRUEFUNG = "rp"
    DATENSCHUTZ = "ds"
    ADMINISTRATION = "ad"

    @property
    def bezeichnung(self) -> str:
        """The German name people read."""
        return _ROLLENNAMEN[self]


_ROLLENNAMEN: dict[Rolle, str] = {
    Rolle.TRAEGER_ANTRAG: "Träger – Antrag",
    Rolle.TRAEGER_ZEICHNUNG: "Träger – Zeichnung",
    Rolle.EINRICHTUNG: "Einrichtungsleitung",
    Rolle.CAMPUS_MANAGEMENT: "Campus-Management",
    Rolle.SERVICESTELLE: "Servicestelle",
    Rolle.SACHBEARBEITUNG: "Sachbearbeitung",
    Rolle.FINANZEN: "Finanz-Sachbearbeitung",
    Rolle.LEITUNG: "Leitung",
    Rolle.ANORDNUNG: "Anordnung",
    Rolle.KASSE: "Kasse",
    Rolle.GREMIEN: "Gremiengeschäftsführung",
    Rolle.RECHNUNGSPRUEFUNG: "Rechnungsprüfung",
    Rolle.DATENSCHUTZ: "Datenschutz",
    Rolle.ADMINISTRATION: "Technische Administration",
}


# What people are at an organisation outside the city.
TRAEGERROLLEN = frozenset({Rolle.TRAEGER_ANTRAG, Rolle.TRAEGER_ZEICHNUNG})


class Recht(StrEnum):
    """One thing that may be done at a Stelle; each is a guardian permission on Stelle."""

    ANTRAG_SEHEN = "antrag_sehen"
    ANTRAG_BEARBEITEN = "antrag_bearbeiten"
    ANTRAG_EINREICHEN = "antrag_einreichen"
    ANTRAG_ZURUECKZIEHEN = "antrag_zurueckziehen"
    IM_AUFTRAG_BEARBEITEN = "im_auftrag_bearbeiten"
    MITTEL_ABRUFEN = "mittel_abrufen"
    NACHWEIS_BEARBEITEN = "nachweis_bearbeiten"
    NACHWEIS_EINREICHEN = "nachweis_einreichen"
    MITGLIEDER_EINLADEN = "mitglieder_einladen"
    STANDORT_SEHEN = "standort_sehen"
    FALL_SEHEN = "fall_sehen"
    FALL_PRUEFEN = "fall_pruefen"
    MITZEICHNEN = "mitzeichnen"
    BEWILLIGEN = "bewilligen"
    SACHLICH_FESTSTELLEN = "sachlich_feststellen"
    RECHNERISCH_FESTSTELLEN = "rechnerisch_feststellen"
    ANORDNEN = "anordnen"
    BUCHEN = "buchen"
    NACHWEIS_PRUEFEN = "nachweis_pruefen"
    NACHWEIS_ZEICHNEN = "nachweis_zeichnen"
    AUFGABEN_ZUWEISEN = "aufgaben_zuweisen"
    VERTRETUNG_PFLEGEN = "vertretung_pflegen"
    TRAEGER_VERIFIZIEREN = "traeger_verifizieren"
    RICHTLINIE_BEARBEITEN = "richtlinie_bearbeiten"
    RICHTLINIE_FREIGEBEN = "richtlinie_freigeben"
    HAUSHALT_SEHEN = "haushalt_sehen"
    HAUSHALT_BEWIRTSCHAFTEN = "haushalt_bewirtschaften"
    HAUSHALT_FREIGEBEN = "haushalt_freigeben"
    BANKVERBINDUNG_AENDERN = "bankverbindung_aendern"
    BANKVERBINDUNG_BESTAETIGEN = "bankverbindung_bestaetigen"
    RECHTE_SEHEN = "rechte_sehen"
    ROLLEN_VERGEBEN = "rollen_vergeben"
    STAMMDATEN_PFLEGEN = "stammdaten_pflegen"
    PROTOKOLL_SEHEN = "protokoll_sehen"
    PROTOKOLL_PRUEFEN = "protokoll_pruefen"
    VEREINBARUNG_ENTWERFEN = "vereinbarung_entwerfen"
    VEREINBARUNG_ABSTIMMEN = "vereinbarung_abstimmen"
    VEREINBARUNG_FREIGEBEN = "vereinbarung_freigeben"
    VEREINBARUNG_ZEICHNEN = "vereinbarung_zeichnen"
    ANGEBOT_PFLEGEN = "angebot_pflegen"
    ANGEBOT_VEROEFFENTLICHEN = "angebot_veroeffentlichen"
    ABRUF_STELLEN = "abruf_stellen"
    ABRUF_ZUORDNEN = "abruf_zuordnen"
    GREMIENVORLAGE_SCHREIBEN = "gremienvorlage_schreiben"
    GREMIENVORLAGE_EINBRINGEN = "gremienvorlage_einbringen"
    GREMIENLAUF_PFLEGEN = "gremienlauf_pflegen"
    FOERDERUNGEN_PFLEGEN = "foerderungen_pflegen"
    BERATEN = "beraten"
    CAMPUS_PFLEGEN = "campus_pflegen"
    STANDORTABRUFE_SEHEN = "standortabrufe_sehen"
    AKTE_AUSGEBEN = "akte_ausgeben"
    REVISION = "revision"
    FESTSTELLUNG_BEANTWORTEN = "feststellung_beantworten"
    AUSWERTUNGEN_SEHEN = "auswertungen_sehen"

    @property
    def bezeichnung(self) -> str:
        """The German name people read."""
        return _RECHTENAMEN[self]


_RECHTENAMEN: dict[Recht, str] = {
    Recht.ANTRAG_SEHEN: "Eigene Anträge sehen",
    Recht.ANTRAG_BEARBEITEN: "Anträge entwerfen und bearbeiten",
    Recht.ANTRAG_EINREICHEN: "Anträge einreichen (Zeichnung)",
    Recht.ANTRAG_ZURUECKZIEHEN: "Anträge zurückziehen",
    Recht.IM_AUFTRAG_BEARBEITEN: "Anträge im Auftrag entwerfen",
    Recht.MITTEL_ABRUFEN: "Mittel abrufen",
    Recht.NACHWEIS_BEARBEITEN: "Verwendungsnachweis bearbeiten",
    Recht.NACHWEIS_EINREICHEN: "Verwendungsnachweis einreichen",
    Recht.MITGLIEDER_EINLADEN: "Personen der eigenen Organisation einladen",
    Recht.STANDORT_SEHEN: "Fälle des eigenen Standorts sehen",
    Recht.FALL_SEHEN: "Fälle der Stelle sehen",
    Recht.FALL_PRUEFEN: "Anträge prüfen",
    Recht.MITZEICHNEN: "Mitzeichnen",
    Recht.BEWILLIGEN: "Bewilligen und ablehnen",
    Recht.SACHLICH_FESTSTELLEN: "Sachlich richtig feststellen",
    Recht.RECHNERISCH_FESTSTELLEN: "Rechnerisch richtig feststellen",
    Recht.ANORDNEN: "Auszahlungen anordnen",
    Recht.BUCHEN: "Zahlungen buchen",
    Recht.NACHWEIS_PRUEFEN: "Verwendungsnachweise prüfen",
    Recht.NACHWEIS_ZEICHNEN: "Prüfung des Verwendungsnachweises zeichnen",
    Recht.AUFGABEN_ZUWEISEN: "Aufgaben zuweisen",
    Recht.VERTRETUNG_PFLEGEN: "Vertretungen pflegen",
    Recht.TRAEGER_VERIFIZIEREN: "Träger verifizieren",
    Recht.RICHTLINIE_BEARBEITEN: "Richtlinien bearbeiten",
    Recht.RICHTLINIE_FREIGEBEN: "Richtlinien freigeben",
    Recht.HAUSHALT_SEHEN: "Haushalt sehen",
    Recht.HAUSHALT_BEWIRTSCHAFTEN: "Haushalt bewirtschaften",
    Recht.HAUSHALT_FREIGEBEN: "Haushaltsbewegungen freigeben",
    Recht.BANKVERBINDUNG_AENDERN: "Bankverbindung ändern",
    Recht.BANKVERBINDUNG_BESTAETIGEN: "Bankverbindungen bestätigen",
    Recht.RECHTE_SEHEN: "Rechte an der Stelle sehen",
    Recht.ROLLEN_VERGEBEN: "Rollen vergeben und bestätigen",
    Recht.STAMMDATEN_PFLEGEN: "Stammdaten der Stadt pflegen",
    Recht.PROTOKOLL_SEHEN: "Protokoll der Fälle sehen",
    Recht.PROTOKOLL_PRUEFEN: "Protokoll prüfen",
    Recht.VEREINBARUNG_ENTWERFEN: "Vereinbarungen klären und entwerfen",
    Recht.VEREINBARUNG_ABSTIMMEN: "Vereinbarungen für eine Partei abstimmen",
    Recht.VEREINBARUNG_FREIGEBEN: "Vereinbarungen freigeben und für die Stadt zeichnen",
    Recht.VEREINBARUNG_ZEICHNEN: "Vereinbarungen zeichnen",
    Recht.ANGEBOT_PFLEGEN: "Eigene Angebote pflegen",
    Recht.ANGEBOT_VEROEFFENTLICHEN: "Angebote prüfen und veröffentlichen",
    Recht.ABRUF_STELLEN: "Angebote für die Einrichtung abrufen",
    Recht.ABRUF_ZUORDNEN: "Abrufe zuordnen",
    Recht.GREMIENVORLAGE_SCHREIBEN: "Gremienvorlagen schreiben",
    Recht.GREMIENVORLAGE_EINBRINGEN: "Gremienvorlagen einbringen",
    Recht.GREMIENLAUF_PFLEGEN: "Beratungen der Gremien erfassen",
    Recht.FOERDERUNGEN_PFLEGEN: "Programme anderer Geber pflegen",
    Recht.BERATEN: "Beraten, Vermerke schreiben, für Beratene entwerfen",
    Recht.CAMPUS_PFLEGEN: "Einträge eines Standorts schreiben",
    Recht.STANDORTABRUFE_SEHEN: "Abrufe und Bedarfe eines Standorts sehen",
    Recht.AKTE_AUSGEBEN: "Prüfakten packen und Fälle an die E-Akte abgeben",
    Recht.REVISION: "Fälle übergreifend prüfen, Feststellungen treffen",
    Recht.FESTSTELLUNG_BEANTWORTEN: "Prüfungsfeststellungen beantworten",
    Recht.AUSWERTUNGEN_SEHEN: "Auswertungen der Stelle sehen",
}

# Voting for a Stelle belongs to its own people: these rights do not reach the Stellen below.
OERTLICH: frozenset[Recht] = frozenset({Recht.MITZEICHNEN})

_FALL = {Recht.FALL_SEHEN, Recht.PROTOKOLL_SEHEN}
_AMT = _FALL | {Recht.RECHTE_SEHEN, Recht.HAUSHALT_SEHEN}

RECHTE: dict[Rolle, frozenset[Recht]] = {
    Rolle.TRAEGER_ANTRAG: frozenset(
        {
            Recht.ANTRAG_SEHEN,
            Recht.ANTRAG_BEARBEITEN,
            Recht.NACHWEIS_BEARBEITEN,
            Recht.RECHTE_SEHEN,
            Recht.VEREINBARUNG_ABSTIMMEN,
            Recht.ANGEBOT_PFLEGEN,
        }
    ),
    Rolle.TRAEGER_ZEICHNUNG: frozenset(
        {
            Recht.ANTRAG_SEHEN,
            Recht.ANTRAG_BEARBEITEN,
            Recht.ANTRAG_EINREICHEN,
            Recht.ANTRAG_ZURUECKZIEHEN,
            Recht.MITTEL_ABRUFEN,
            Recht.NACHWEIS_BEARBEITEN,
            Recht.NACHWEIS_EINREICHEN,
            Recht.MITGLIEDER_EINLADEN,
            Recht.BANKVERBINDUNG_AENDERN,
            Recht.RECHTE_SEHEN,
            Recht.VEREINBARUNG_ABSTIMMEN,
            Recht.VEREINBARUNG_ZEICHNEN,
            Recht.ANGEBOT_PFLEGEN,
        }
    ),
    Rolle.EINRICHTUNG: frozenset(
        {
            Recht.ANTRAG_SEHEN,
            Recht.ANTRAG_BEARBEITEN,
            Recht.ANTRAG_EINREICHEN,
            Recht.ANTRAG_ZURUECKZIEHEN,
            Recht.MITTEL_ABRUFEN,
            Recht.NACHWEIS_BEARBEITEN,
            Recht.NACHWEIS_EINREICHEN,
            Recht.RECHTE_SEHEN,
            Recht.VEREINBARUNG_ABSTIMMEN,
            Recht.VEREINBARUNG_ZEICHNEN,
            Recht.ANGEBOT_PFLEGEN,
            Recht.ABRUF_STELLEN,
        }
    ),
    Rolle.CAMPUS_MANAGEMENT: frozenset(
        {
            Recht.STANDORT_SEHEN,
            Recht.IM_AUFTRAG_BEARBEITEN,
            Recht.BERATEN,
            Recht.CAMPUS_PFLEGEN,
            Recht.STANDORTABRUFE_SEHEN,
        }
    ),
    Rolle.SERVICESTELLE: frozenset(
        _FALL
        | {
            Recht.IM_AUFTRAG_BEARBEITEN,
            Recht.MITZEICHNEN,
            Recht.TRAEGER_VERIFIZIEREN,
            Recht.STAMMDATEN_PFLEGEN,
            Recht.RICHTLINIE_BEARBEITEN,
            Recht.VEREINBARUNG_ENTWERFEN,
            Recht.ANGEBOT_VEROEFFENTLICHEN,
            Recht.ABRUF_ZUORDNEN,
            Recht.GREMIENVORLAGE_SCHREIBEN,
            Recht.FOERDERUNGEN_PFLEGEN,
            Recht.BERATEN,
            Recht.CAMPUS_PFLEGEN,
            Recht.STANDORTABRUFE_SEHEN,
        }
    ),
    Rolle.SACHBEARBEITUNG: frozenset(
        _AMT
        | {
            Recht.FALL_PRUEFEN,
            Recht.MITZEICHNEN,
            Recht.SACHLICH_FESTSTELLEN,
            Recht.RECHNERISCH_FESTSTELLEN,
            Recht.NACHWEIS_PRUEFEN,
            Recht.RICHTLINIE_BEARBEITEN,
            Recht.VEREINBARUNG_ENTWERFEN,
            Recht.ANGEBOT_PFLEGEN,
            Recht.ANGEBOT_VEROEFFENTLICHEN,
            Recht.ABRUF_ZUORDNEN,
            Recht.GREMIENVORLAGE_SCHREIBEN,
            Recht.BERATEN,
        }
    ),
    Rolle.FINANZEN: frozenset(
        _AMT
        | {
            Recht.MITZEICHNEN,
            Recht.RECHNERISCH_FESTSTELLEN,
            Recht.HAUSHALT_BEWIRTSCHAFTEN,
            Recht.BANKVERBINDUNG_BESTAETIGEN,
            Recht.AUSWERTUNGEN_SEHEN,
        }
    ),
    Rolle.LEITUNG: frozenset(
        _AMT
        | {
            Recht.MITZEICHNEN,
            Recht.BEWILLIGEN,
            Recht.NACHWEIS_ZEICHNEN,
            Recht.AUFGABEN_ZUWEISEN,
            Recht.VERTRETUNG_PFLEGEN,
            Recht.RICHTLINIE_FREIGEBEN,
            Recht.HAUSHALT_FREIGEBEN,
            Recht.VEREINBARUNG_ABSTIMMEN,
            Recht.VEREINBARUNG_FREIGEBEN,
            Recht.VEREINBARUNG_ZEICHNEN,
            Recht.ANGEBOT_VEROEFFENTLICHEN,
            Recht.ABRUF_ZUORDNEN,
            Recht.GREMIENVORLAGE_EINBRINGEN,
            Recht.AKTE_AUSGEBEN,
            Recht.FESTSTELLUNG_BEANTWORTEN,
            Recht.AUSWERTUNGEN_SEHEN,
        }
    ),
    Rolle.ANORDNUNG: frozenset(_AMT | {Recht.ANORDNEN}),
    Rolle.KASSE: frozenset({Recht.BUCHEN, Recht.BANKVERBINDUNG_AENDERN}),
    Rolle.GREMIEN: frozenset({Recht.GREMIENLAUF_PFLEGEN}),
    Rolle.RECHNUNGSPRUEFUNG: frozenset(
        _AMT | {Recht.PROTOKOLL_PRUEFEN, Recht.AKTE_AUSGEBEN, Recht.REVISION, Recht.AUSWERTUNGEN_SEHEN}
    ),
    Rolle.DATENSCHUTZ: frozenset({Recht.RECHTE_SEHEN}),
    Rolle.ADMINISTRATION: frozenset({Recht.RECHTE_SEHEN, Recht.ROLLEN_VERGEBEN, Recht.STAMMDATEN_PFLEGEN}),
}
