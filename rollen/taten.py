"""Every act that is ever written to the trail, with the words people read; a step of a procedure is one too."""

from django.db.models import TextChoices


class Tat(TextChoices):
    """What was done, as stored and as shown (`label`)."""

    # people, roles, accounts
    ERSTEINRICHTUNG = "ersteinrichtung", "Erste Administration eingerichtet"
    STELLE_ANLEGEN = "stelle_anlegen", "Stelle angelegt"
    STELLE_AENDERN = "stelle_aendern", "Stelle geändert"
    STELLE_UMBENENNEN = "stelle_umbenennen", "Stelle umbenannt"
    STELLE_VERSCHIEBEN = "stelle_verschieben", "Stelle verschoben"
    STELLE_SCHLIESSEN = "stelle_schliessen", "Stelle geschlossen"
    STELLE_OEFFNEN = "stelle_oeffnen", "Stelle wieder geöffnet"
    STAMMDATEN_VORSCHLAGEN = "stammdaten_vorschlagen", "Änderung der Stammdaten vorgeschlagen"
    STAMMDATEN_VORMERKEN = "stammdaten_vormerken", "Änderung der Stammdaten vorgemerkt"
    STAMMDATEN_FREIGEBEN = "stammdaten_freigeben", "Änderung der Stammdaten freigegeben"
    STAMMDATEN_VERWERFEN = "stammdaten_verwerfen", "Änderung der Stammdaten verworfen"
    VERZEICHNIS_EINLESEN = "verzeichnis_einlesen", "Verzeichnis eingelesen"
    VERZEICHNIS_UEBERNEHMEN = "verzeichnis_uebernehmen", "Verzeichnis übernommen"
    VERZEICHNIS_VERWERFEN = "verzeichnis_verwerfen", "Eingelesenes Verzeichnis verworfen"
    ZUSTAENDIGKEIT_UEBERGEBEN = "zustaendigkeit_uebergeben", "Zuständigkeit übergegangen"
    ADRESSE_BELEGEN = "adresse_belegen", "E-Mail-Adresse belegt"
    KONTO_ZURUECKSETZEN = "konto_zuruecksetzen", "Konto ohne belegte Adresse zurückgesetzt"
    ANMELDEN = "anmelden", "Anmeldung"
    ANMELDUNG_UMSTELLEN = "anmeldung_umstellen", "Anmeldung umgestellt"
    ZWEITFAKTOR_EINRICHTEN = "zweitfaktor_einrichten", "Zweiten Faktor eingerichtet"
    ZWEITFAKTOR_ENTFERNEN = "zweitfaktor_entfernen", "Zweiten Faktor entfernt"
    ERSATZCODE_BENUTZEN = "ersatzcode_benutzen", "Ersatzcode benutzt"
    ERSATZCODES_ERNEUERN = "ersatzcodes_erneuern", "Ersatzcodes erneuert"
    KALENDER_FREIGEBEN = "kalender_freigeben", "Kalender freigegeben"
    KALENDER_WIDERRUFEN = "kalender_widerrufen", "Freigabe des Kalenders widerrufen"
    ROLLE_BEANTRAGEN = "rolle_beantragen", "Rolle beantragt"
    ROLLE_BESTAETIGEN = "rolle_bestaetigen", "Rolle bestätigt"
    ROLLE_ABLEHNEN = "rolle_ablehnen", "Rolle abgelehnt"
    ROLLE_ENTFERNEN = "rolle_entfernen", "Rolle entfernt"
    ROLLE_BEENDEN = "rolle_beenden", "Rolle beendet"
    EINLADUNG_ANNEHMEN = "einladung_annehmen", "Einladung angenommen"
    EINLADUNG_ABLEHNEN = "einladung_ablehnen", "Einladung abgelehnt"
    VERTRETUNG_EINRICHTEN = "vertretung_einrichten", "Vertretung eingerichtet"
    VERTRETUNG_ENTFERNEN = "vertretung_entfernen", "Vertretung entfernt"
    VERTRETUNG_BEENDEN = "vertretung_beenden", "Vertretung beendet"
    TRAEGER_REGISTRIEREN = "traeger_registrieren", "Träger registriert"
    TRAEGER_VORLEGEN = "traeger_vorlegen", "Registrierung vorgelegt"
    TRAEGER_ZURUECKZIEHEN = "traeger_zurueckziehen", "Registrierung zurückgezogen"
    TRAEGER_VERIFIZIEREN = "traeger_verifizieren", "Träger verifiziert"
    TRAEGER_ABLEHNEN = "traeger_ablehnen", "Träger abgelehnt"
    VERBUND_ZUORDNEN = "verbund_zuordnen", "Unternehmensverbund zugeordnet"
    BANKVERBINDUNG_ERFASSEN = "bankverbindung_erfassen", "Bankverbindung erfasst"
    BANKVERBINDUNG_BESTAETIGEN = "bankverbindung_bestaetigen", "Bankverbindung bestätigt"
    BANKVERBINDUNG_ABLEHNEN = "bankverbindung_ablehnen", "Bankverbindung abgelehnt"
    BANKVERBINDUNG_KLAEREN = "bankverbindung_klaeren", "Doppelte IBAN geklärt"

    # rules, texts, offers
    PROGRAMM_ANLEGEN = "programm_anlegen", "Programm angelegt"
    RICHTLINIE_BEGINNEN = "richtlinie_beginnen", "Fassung der Richtlinie begonnen"
    RICHTLINIE_AENDERN = "richtlinie_aendern", "Richtlinie geändert"
    RICHTLINIE_VERWERFEN = "richtlinie_verwerfen", "Fassung der Richtlinie verworfen"
    RICHTLINIE_ZURUECKHOLEN = "richtlinie_zurueckholen", "Richtlinie zur Bearbeitung zurückgeholt"
    RICHTLINIE_VORLEGEN = "richtlinie_vorlegen", "Richtlinie vorgelegt"
    RICHTLINIE_FREIGEBEN = "richtlinie_freigeben", "Richtlinie freigegeben"
    FESTWERT_VORSCHLAGEN = "festwert_vorschlagen", "Festwert vorgeschlagen"
    FESTWERT_FREIGEBEN = "festwert_freigeben", "Festwert freigegeben"
    FESTWERT_VERWERFEN = "festwert_verwerfen", "Vorschlag für einen Festwert verworfen"
    ZWECKE_AENDERN = "zwecke_aendern", "Zwecke eines Programms geändert"
    EXTERN_ERFASSEN = "extern_erfassen", "Programm eines anderen Gebers erfasst"
    EXTERN_AENDERN = "extern_aendern", "Programm eines anderen Gebers geändert"
    EXTERN_PRUEFEN = "extern_pruefen", "Programm eines anderen Gebers geprüft"
    EXTERN_BEENDEN = "extern_beenden", "Programm eines anderen Gebers beendet"
    TEXT_ENTWERFEN = "text_entwerfen", "Text entworfen"
    TEXT_AENDERN = "text_aendern", "Textentwurf geändert"
    TEXT_FREIGEBEN = "text_freigeben", "Text freigegeben"
    TEXT_VERWERFEN = "text_verwerfen", "Textentwurf verworfen"
    THEMENFELD_ANLEGEN = "themenfeld_anlegen", "Themenfeld angelegt"
    THEMENFELD_AENDERN = "themenfeld_aendern", "Themenfeld geändert"
    KOORDINATION_AENDERN = "koordination_aendern", "Koordination des Themenfelds geändert"
    STANDORT_ANLEGEN = "standort_anlegen", "Standort angelegt"
    STANDORT_AENDERN = "standort_aendern", "Standort geändert"
    EINRICHTUNG_AUFNEHMEN = "einrichtung_aufnehmen", "Einrichtung in einen Standort aufgenommen"
    EINRICHTUNG_AENDERN = "einrichtung_aendern", "Einrichtung am Standort geändert"
    EINRICHTUNG_HERAUSNEHMEN = "einrichtung_herausnehmen", "Einrichtung aus dem Standort genommen"
    ANGEBOT_ANLEGEN = "angebot_anlegen", "Angebot angelegt"
    ANGEBOT_AENDERN = "angebot_aendern", "Angebot geändert"
    ANGEBOT_VORLEGEN = "angebot_vorlegen", "Angebot vorgelegt"
    ANGEBOT_ZURUECKGEBEN = "angebot_zurueckgeben", "Angebot zurückgegeben"
    ANGEBOT_VEROEFFENTLICHEN = "angebot_veroeffentlichen", "Angebot veröffentlicht"
    ANGEBOT_ZURUECKZIEHEN = "angebot_zurueckziehen", "Angebot zurückgezogen"
    TERMIN_EINTRAGEN = "termin_eintragen", "Termine eingetragen"
    TERMIN_AENDERN = "termin_aendern", "Termin geändert"
    TERMIN_ABSAGEN = "termin_absagen", "Termin abgesagt"
    ABRUF_STELLEN = "abruf_stellen", "Angebot abgerufen"
    ABRUF_NACHRUECKEN = "abruf_nachruecken", "Von der Warteliste nachgerückt"
    ABRUF_ZUORDNEN = "abruf_zuordnen", "Abruf zugeordnet"
    ABRUF_ZUSAGEN = "abruf_zusagen", "Abruf zugesagt"
    ABRUF_TERMINIEREN = "abruf_terminieren", "Termin des Abrufs festgelegt"
    ABRUF_DURCHFUEHREN = "abruf_durchfuehren", "Abruf durchgeführt"
    ABRUF_RUECKMELDEN = "abruf_rueckmelden", "Rückmeldung zum Abruf gegeben"
    ABRUF_ABSAGEN = "abruf_absagen", "Abruf abgesagt"
    ABRUF_ABLEHNEN = "abruf_ablehnen", "Abruf abgelehnt"
    BEDARF_MELDEN = "bedarf_melden", "Bedarf gemeldet"
    BEDARF_BEANTWORTEN = "bedarf_beantworten", "Bedarf beantwortet"
    BEDARF_DECKEN = "bedarf_decken", "Bedarf durch einen Abruf gedeckt"
    BEDARF_ZURUECKZIEHEN = "bedarf_zurueckziehen", "Bedarf zurückgezogen"

    # advice
    BERATUNG_ANFRAGEN = "beratung_anfragen", "Beratung angefragt"
    BERATUNG_VERMERKEN = "beratung_vermerken", "Beratung vermerkt"
    BERATUNG_AENDERN = "beratung_aendern", "Beratungsvermerk geändert"
    BERATUNG_BEANTWORTEN = "beratung_beantworten", "Anfrage beantwortet"
    BERATUNG_BESTAETIGEN = "beratung_bestaetigen", "Eingang bestätigt"
    BERATUNG_ZUORDNEN = "beratung_zuordnen", "Beratung einem Antrag zugeordnet"
    BERATUNG_ABSCHLIESSEN = "beratung_abschliessen", "Beratung abgeschlossen"

    # budget
    HAUSHALTSSTELLE_ANLEGEN = "haushaltsstelle_anlegen", "Haushaltsstelle angelegt"
    HAUSHALTSSTELLE_UMBENENNEN = "haushaltsstelle_umbenennen", "Haushaltsstelle umbenannt"
    HAUSHALTSSTELLE_SCHLIESSEN = "haushaltsstelle_schliessen", "Haushaltsstelle geschlossen"
    ANSATZ_SETZEN = "ansatz_setzen", "Haushaltsansatz gesetzt"
    DECKEN = "decken", "Mittel zur Deckung verschoben"
    VILV = "vilv", "Mittel in einen anderen Fachbereich verrechnet"
    MITTELBEWEGUNG_BEANTRAGEN = "mittelbewegung_beantragen", "Haushaltsbewegung beantragt"
    MITTELBEWEGUNG_ABLEHNEN = "mittelbewegung_ablehnen", "Haushaltsbewegung abgelehnt"
    MITTELBEWEGUNG_FREIGEBEN = "mittelbewegung_freigeben", "Haushaltsbewegung freigegeben"
    HAUSHALTSJAHR_PLANEN = "haushaltsjahr_planen", "Haushaltsjahr angelegt"
    HAUSHALTSJAHR_VORSCHLAGEN = "haushaltsjahr_vorschlagen", "Inkrafttreten der Satzung vorgeschlagen"
    HAUSHALTSJAHR_FREIGEBEN = "haushaltsjahr_freigeben", "Inkrafttreten der Satzung freigegeben"
    HAUSHALTSSTELLEN_ANLEGEN = "haushaltsstellen_anlegen", "Haushaltsstellen des Folgejahres angelegt"
    JAHRESWECHSEL_VORSCHLAGEN = "jahreswechsel_vorschlagen", "Jahreswechsel vorgeschlagen"
    JAHRESWECHSEL_ZURUECKGEBEN = "jahreswechsel_zurueckgeben", "Jahreswechsel zurückgegeben"
    JAHRESWECHSEL_FREIGEBEN = "jahreswechsel_freigeben", "Jahreswechsel freigegeben"

    # any case
    ANTRAG_ANLEGEN = "antrag_anlegen", "Antrag angelegt"
    ANTRAG_BEARBEITEN = "antrag_bearbeiten", "Antrag bearbeitet"
    ANLAGE_HINTERLEGEN = "anlage_hinterlegen", "Unterlage hochgeladen"
    ANLAGE_ENTFERNEN = "anlage_entfernen", "Unterlage entfernt"
    EINREICHEN = "einreichen", "Antrag eingereicht"
    ZURUECKZIEHEN = "zurueckziehen", "Antrag zurückgezogen"
    AUFNEHMEN = "aufnehmen", "In das Verfahren aufgenommen"
    FALL_UEBERNEHMEN = "fall_uebernehmen", "Fall aus einem anderen Verfahren übernommen"
    FORDERUNG_UEBERNEHMEN = "forderung_uebernehmen", "Rückforderung aus einem anderen Verfahren übernommen"
    UEBERNAHME_EINLESEN = "uebernahme_einlesen", "Liste laufender Fälle eingelesen"
    UEBERNAHME_FREIGEBEN = "uebernahme_freigeben", "Übernahme freigegeben"
    UEBERNAHME_VERWERFEN = "uebernahme_verwerfen", "Übernahme verworfen"
    UEBERNAHME_BEENDEN = "uebernahme_beenden", "Übernahme beendet"
    AUFGABE_UEBERNEHMEN = "aufgabe_uebernehmen", "Aufgabe übernommen"
    AUFGABE_ABGEBEN = "aufgabe_abgeben", "Aufgabe abgegeben"
    AUFGABE_ZUWEISEN = "aufgabe_zuweisen", "Aufgabe zugewiesen"
    WIEDERVORLEGEN = "wiedervorlegen", "Auf Wiedervorlage gelegt"
    NOTIZ_SCHREIBEN = "notiz_schreiben", "Notiz geschrieben"
    NOTIZ_ERLEDIGEN = "notiz_erledigen", "Notiz erledigt"
    SCHLAGWORT_SETZEN = "schlagwort_setzen", "Schlagwort gesetzt"
    SCHLAGWORT_ENTFERNEN = "schlagwort_entfernen", "Schlagwort entfernt"
    NACHRICHT_SCHREIBEN = "nachricht_schreiben", "Nachricht geschrieben"
    ERINNERN = "erinnern", "An eine Frist erinnert"
    FRIST_ABGELAUFEN = "frist_abgelaufen", "Frist abgelaufen"
    ZUSAGE_BESTAETIGEN = "zusage_bestaetigen", "Zusage eines Geldgebers bestätigt"
    PRUEFAKTE_PACKEN = "pruefakte_packen", "Prüfakte gepackt"
    AKTE_ABGEBEN = "akte_abgeben", "Akte für die E-Akte gepackt"
    VEROEFFENTLICHUNG_SPERREN = "veroeffentlichung_sperren", "Von den offenen Daten ausgenommen"
    VEROEFFENTLICHUNG_ZULASSEN = "veroeffentlichung_zulassen", "Für die offenen Daten zugelassen"
    BEIHILFE_ERKLAEREN = "beihilfe_erklaeren", "Beihilfe eingetragen"
    AENDERUNG_BEANTRAGEN = "aenderung_beantragen", "Änderung beantragt"
    AENDERUNG_ZURUECKZIEHEN = "aenderung_zurueckziehen", "Änderung zurückgezogen"
    VERBUNDENER_FALL = "verbundener_fall", "Nachricht aus einem verbundenen Fall"
    VERWEIGERT = "verweigert", "Verweigert"

    # proof of use
    NACHWEIS_BEARBEITEN = "nachweis_bearbeiten", "Nachweis bearbeitet"
    BELEG_EINTRAGEN = "beleg_eintragen", "Beleg eingetragen"
    BELEG_AENDERN = "beleg_aendern", "Beleg geändert"
    BELEG_ENTFERNEN = "beleg_entfernen", "Beleg entfernt"
    BELEG_ANHEFTEN = "beleg_anheften", "Datei an den Beleg geheftet"
    BELEGE_EINLESEN = "belege_einlesen", "Belegliste eingelesen"
    BELEGE_UEBERNEHMEN = "belege_uebernehmen", "Belege übernommen"
    BELEGE_VERWERFEN = "belege_verwerfen", "Belegliste verworfen"
    RUECKFRAGEN_BEANTWORTEN = "rueckfragen_beantworten", "Rückfragen beantwortet"
    STICHPROBE_ZIEHEN = "stichprobe_ziehen", "Stichprobe gezogen"
    BELEG_PRUEFEN = "beleg_pruefen", "Beleg geprüft"
    EINZELANSATZ_KUERZEN = "einzelansatz_kuerzen", "Einzelansatz gekürzt"
    RUECKFRAGE_NOTIEREN = "rueckfrage_notieren", "Rückfrage notiert"
    RUECKFRAGE_STREICHEN = "rueckfrage_streichen", "Rückfrage gestrichen"

    # payments
    ZAHLUNGSUNTERLAGE_ERFASSEN = "zahlungsunterlage_erfassen", "Verzicht oder Vereinbarung erfasst"
    ZAHLUNGSLAUF_ERSTELLEN = "zahlungslauf_erstellen", "Zahlungslauf erstellt"
    ZAHLUNGSLAUF_ZURUECKZIEHEN = "zahlungslauf_zurueckziehen", "Zahlungslauf zurückgezogen"
    ZAHLUNG_UEBERGEBEN = "zahlung_uebergeben", "Zahlung an das Finanzverfahren übergeben"
    ZAHLUNG_ZURUECKNEHMEN = "zahlung_zuruecknehmen", "Zahlung zurückgenommen"
    ZAHLUNGSKLAERUNG_ERLEDIGEN = "zahlungsklaerung_erledigen", "Zahlung geklärt"
    BUCHUNGSDATEI_EINLESEN = "buchungsdatei_einlesen", "Bestätigungen eingelesen"
    BUCHUNGSDATEI_VERARBEITEN = "buchungsdatei_verarbeiten", "Bestätigungen verarbeitet"
    VERWENDUNG_ERKLAEREN = "verwendung_erklaeren", "Verwendung erklärt"

    # money of Land and Bund that is passed on
    WEITERLEITUNG_ERFASSEN = "weiterleitung_erfassen", "Weiterleitung erfasst"
    WEITERLEITUNG_BESTAETIGEN = "weiterleitung_bestaetigen", "Weiterleitung bestätigt"
    WEITERLEITUNG_ZURUECKGEBEN = "weiterleitung_zurueckgeben", "Weiterleitung zurückgegeben"
    GEBERZAHLUNG_ERFASSEN = "geberzahlung_erfassen", "Zahlung des Gebers erfasst"
    WEITERLEITUNG_NACHWEISEN = "weiterleitung_nachweisen", "Nachweis der Stadt vorgelegt"
    WEITERLEITUNG_ABSCHLIESSEN = "weiterleitung_abschliessen", "Nachweis der Stadt abgeschlossen"
    FESTSTELLUNG_ERHEBEN = "feststellung_erheben", "Prüfungsfeststellung getroffen"
    FESTSTELLUNG_BEANTWORTEN = "feststellung_beantworten", "Prüfungsfeststellung beantwortet"
    FESTSTELLUNG_NACHFRAGEN = "feststellung_nachfragen", "Zur Prüfungsfeststellung nachgefragt"
    FESTSTELLUNG_NACHVERFOLGEN = "feststellung_nachverfolgen", "Umsetzung der Prüfungsfeststellung vereinbart"
    FESTSTELLUNG_SCHLIESSEN = "feststellung_schliessen", "Prüfungsfeststellung geschlossen"
    FESTSTELLUNG_ERINNERN = "feststellung_erinnern", "An die Prüfungsfeststellung erinnert"
    PRUEFSTICHPROBE_ZIEHEN = "pruefstichprobe_ziehen", "Stichprobe der Rechnungsprüfung gezogen"
    PRUEFPOSTEN_BEARBEITEN = "pruefposten_bearbeiten", "Posten einer Stichprobe bearbeitet"
    PRUEFSTICHPROBE_ABSCHLIESSEN = (
        "pruefstichprobe_abschliessen",
        "Stichprobe der Rechnungsprüfung abgeschlossen",
    )
    WEITERLEITUNG_ERINNERN = "weiterleitung_erinnern", "An den Nachweis der Stadt erinnert"

    # claims
    RUECKFORDERUNG_EINLEITEN = "rueckforderung_einleiten", "Rückforderung eingeleitet"
    ANHOERUNG_ABGELAUFEN = "anhoerung_abgelaufen", "Frist der Anhörung abgelaufen"
    MASSNAHME_VORSCHLAGEN = "massnahme_vorschlagen", "Maßnahme zur Forderung vorgeschlagen"
    RECHTSBEHELF_ERFASSEN = "rechtsbehelf_erfassen", "Rechtsbehelf erfasst"
    RECHTSBEHELF_BEENDEN = "rechtsbehelf_beenden", "Ausgang des Rechtsbehelfs vermerkt"
    FORDERUNG_WIEDER_AUFNEHMEN = "forderung_wieder_aufnehmen", "Forderung wieder verfolgt"
    STUNDUNG_BEENDET = "stundung_beendet", "Stundung beendet"
    NIEDERSCHLAGUNG_ABGELAUFEN = "niederschlagung_abgelaufen", "Niederschlagung abgelaufen"
    ZAHLUNGSERINNERUNG = "zahlungserinnerung", "Zahlungserinnerung"
    MAHNUNG = "mahnung", "Mahnung"
    VOR_VERJAEHRUNG_GEWARNT = "vor_verjaehrung_gewarnt", "Vor der Verjährung gewarnt"
    VERJAEHRUNG_VERMERKEN = "verjaehrung_vermerken", "Verjährung vermerkt"

    # agreements and councils
    VEREINBARUNG_UEBERARBEITEN = (
        "vereinbarung_ueberarbeiten",
        "Vereinbarung zur Überarbeitung zurückgeholt",
    )
    PAPIERZEICHNUNG_ERFASSEN = "papierzeichnung_erfassen", "Unterschrift auf Papier erfasst"
    VEREINBARUNG_AKTIVIEREN = "vereinbarung_aktivieren", "Vereinbarung gilt"
    VEREINBARUNG_KUENDIGEN = "vereinbarung_kuendigen", "Vereinbarung gekündigt"
    VEREINBARUNG_BEENDEN = "vereinbarung_beenden", "Vereinbarung beendet"
    VEREINBARUNGSANLAGE_BEILEGEN = "vereinbarungsanlage_beilegen", "Anlage der Vereinbarung hinzugefügt"
    VEREINBARUNGSANLAGE_ENTFERNEN = "vereinbarungsanlage_entfernen", "Anlage der Vereinbarung entfernt"
    NACHTRAG_BEGINNEN = "nachtrag_beginnen", "Nachtrag begonnen"
    NACHTRAG_UEBERARBEITEN = "nachtrag_ueberarbeiten", "Nachtrag zur Überarbeitung zurückgeholt"
    NACHTRAG_ZURUECKZIEHEN = "nachtrag_zurueckziehen", "Nachtrag zurückgezogen"
    NACHTRAG_WIRKSAM = "nachtrag_wirksam", "Nachtrag wirksam"
    GREMIUM_ANLEGEN = "gremium_anlegen", "Gremium angelegt"
    GREMIUM_AENDERN = "gremium_aendern", "Gremium geändert"
    GREMIUM_SCHLIESSEN = "gremium_schliessen", "Gremium geschlossen"
    GREMIUM_OEFFNEN = "gremium_oeffnen", "Gremium wieder eingesetzt"
    GREMIENVORLAGE_SCHREIBEN = "gremienvorlage_schreiben", "Gremienvorlage geschrieben"
    GREMIENVORLAGE_ZURUECKZIEHEN = "gremienvorlage_zurueckziehen", "Gremienvorlage zurückgezogen"
    BESCHLUSS_ERFASSEN = "beschluss_erfassen", "Beschluss von anderswo erfasst"
    SITZUNG_ANSETZEN = "sitzung_ansetzen", "Sitzung angesetzt"
    SITZUNG_AENDERN = "sitzung_aendern", "Sitzung geändert"
    BERATUNG_NACHTRAGEN = "beratung_nachtragen", "Ergebnis einer Beratung nachgetragen"
    AUSZUG_HINTERLEGEN = "auszug_hinterlegen", "Auszug aus der Niederschrift hinterlegt"

    # model sites
    CAMPUSEINTRAG_SCHREIBEN = "campuseintrag_schreiben", "Eintrag des Standorts geschrieben"
    CAMPUSEINTRAG_AENDERN = "campuseintrag_aendern", "Eintrag des Standorts geändert"
    CAMPUSEINTRAG_STREICHEN = "campuseintrag_streichen", "Eintrag des Standorts gestrichen"
    INDIKATOR_ANLEGEN = "indikator_anlegen", "Indikator angelegt"
    MESSWERT_EINTRAGEN = "messwert_eintragen", "Messwert eingetragen"
    CAMPUSFRIST_ERLEDIGEN = "campusfrist_erledigen", "Frist des Kindercampus erledigt"

    # steps: value and words are name and title of the step
    FORMALE_PRUEFUNG = "formale_pruefung", "Formale Prüfung"
    NACHFORDERUNG = "nachforderung", "Nachreichen"
    FACHLICHE_PRUEFUNG = "fachliche_pruefung", "Fachliche Prüfung"
    MITZEICHNUNG = "mitzeichnung", "Mitzeichnung"
    EINVERNEHMEN = "einvernehmen", "Einvernehmen"
    ENTSCHEIDUNG = "entscheidung", "Entscheidung"
    MITTELABRUF = "mittelabruf", "Mittelabruf"
    SACHLICHE_FESTSTELLUNG = "sachliche_feststellung", "Sachlich richtig"
    RECHNERISCHE_FESTSTELLUNG = "rechnerische_feststellung", "Rechnerisch richtig"
    ANORDNUNG = "anordnung", "Anordnung"
    BUCHUNG = "buchung", "Buchung"
    VERWENDUNGSNACHWEIS = "verwendungsnachweis", "Verwendungsnachweis"
    NACHWEISPRUEFUNG = "nachweispruefung", "Prüfung des Verwendungsnachweises"
    NACHWEISZEICHNUNG = "nachweiszeichnung", "Zeichnung der Nachweisprüfung"
    UMBUCHUNG = "umbuchung", "Umbuchung"
    VERWENDUNGSBERICHT = "verwendungsbericht", "Verwendungsbericht"
    BERICHTSPRUEFUNG = "berichtspruefung", "Prüfung des Verwendungsberichts"
    BERICHTSZEICHNUNG = "berichtszeichnung", "Zeichnung der Berichtsprüfung"
    ABSCHLUSS = "abschluss", "Abschluss"
    FALL_ABGEBEN = "fall_abgeben", "Fall an eine andere Stelle abgegeben"
    MITZEICHNUNG_GILT = "mitzeichnung_gilt", "Mitzeichnung gilt als erteilt"
    ESKALIEREN = "eskalieren", "Versäumte Frist der Leitung gemeldet"
    UEBERNAHMEERKLAERUNG = "uebernahmeerklaerung", "Übernahmeerklärung"
    AENDERUNGSPRUEFUNG = "aenderungspruefung", "Prüfung der Änderung"
    AENDERUNGSEINVERNEHMEN = "aenderungseinvernehmen", "Einvernehmen zur Änderung"
    AENDERUNGSENTSCHEIDUNG = "aenderungsentscheidung", "Entscheidung über die Änderung"
    ANHOERUNG = "anhoerung", "Anhörung"
    STELLUNGNAHME = "stellungnahme", "Stellungnahme zur Anhörung"
    RUECKFORDERUNGSPRUEFUNG = "rueckforderungspruefung", "Prüfung der Rückforderung"
    RUECKFORDERUNGSENTSCHEIDUNG = "rueckforderungsentscheidung", "Entscheidung über die Rückforderung"
    ZAHLUNGSEINGANG = "zahlungseingang", "Zahlungseingang"
    MASSNAHMENENTSCHEIDUNG = "massnahmenentscheidung", "Entscheidung über eine Maßnahme"
    BEDARFSKLAERUNG = "bedarfsklaerung", "Bedarfsklärung"
    PARTEIABSTIMMUNG = "parteiabstimmung", "Vereinbarung abstimmen"
    STADTABSTIMMUNG = "stadtabstimmung", "Vereinbarung abstimmen (Stadt)"
    VEREINBARUNGSENTWURF = "vereinbarungsentwurf", "Entwurf der Vereinbarung"
    VEREINBARUNGSFREIGABE = "vereinbarungsfreigabe", "Freigabe der Vereinbarung"
    PARTEIZEICHNUNG = "parteizeichnung", "Vereinbarung zeichnen"
    STADTZEICHNUNG = "stadtzeichnung", "Vereinbarung für die Stadt zeichnen"
    SCANVERGLEICH = "scanvergleich", "Scans vergleichen"
    EVALUATION = "evaluation", "Evaluation"
    KOOPERATIONSABSCHLUSS = "kooperationsabschluss", "Abschluss der Kooperation"
    NACHTRAGSENTWURF = "nachtragsentwurf", "Nachtrag überarbeiten"
    NACHTRAGSFREIGABE = "nachtragsfreigabe", "Freigabe des Nachtrags"
    ZUWENDUNGSFOLGEN = "zuwendungsfolgen", "Folgen einer beendeten Vereinbarung"
    VEREINBARUNGSFOLGEN = "vereinbarungsfolgen", "Folgen einer beendeten Förderung"
    GREMIENENTWURF = "gremienentwurf", "Gremienvorlage überarbeiten"
    EINBRINGUNG = "einbringung", "Gremienvorlage einbringen"
    BERATUNG = "beratung", "Beratung im Gremium"
    BESCHLUSSBESTAETIGUNG = "beschlussbestaetigung", "Beschluss bestätigen"


def in_worten(aktion: str) -> str:
    """A stored act as people read it; one that nobody can have stored through `protokoll.schreibe` is named as such."""
    return Tat(aktion).label if aktion in Tat.values else f"Unbekannte Tat „{aktion}“"


OBJEKTE = {
    "abruf": "Abruf",
    "angebot": "Angebot",
    "antrag": "Antrag",
    "bankverbindung": "Bankverbindung",
    "bedarf": "Bedarf",
    "benutzer": "Konto",
    "beratung": "Beratung",
    "beratungsvermerk": "Beratungsvermerk",
    "buchungsdatei": "Buchungsdatei",
    "campuseintrag": "Eintrag des Standorts",
    "campusfrist": "Frist des Kindercampus",
    "einrichtung": "Einrichtung",
    "externesprogramm": "Programm eines anderen Gebers",
    "festwert": "Festwert",
    "feststellung": "Prüfungsfeststellung",
    "foerderprogramm": "Programm",
    "gremium": "Gremium",
    "gremienvorlage": "Gremienvorlage",
    "haushaltsjahr": "Haushaltsjahr",
    "haushaltsstelle": "Haushaltsstelle",
    "indikator": "Indikator",
    "jahreswechsel": "Jahreswechsel",
    "mitgliedschaft": "Rolle",
    "mittelbewegung": "Haushaltsbewegung",
    "programmzwecke": "Zwecke eines Programms",
    "pruefposten": "Posten einer Stichprobe",
    "pruefstichprobe": "Stichprobe der Rechnungsprüfung",
    "richtlinie": "Richtlinie",
    "sitzung": "Sitzung",
    "stammdatenaenderung": "Änderung der Stammdaten",
    "standort": "Standort",
    "stelle": "Stelle",
    "termin": "Termin",
    "text": "Text",
    "textbaustein": "Text",
    "themenfeld": "Themenfeld",
    "traeger": "Träger",
    "uebernahmelauf": "Übernahme",
    "vertretung": "Vertretung",
    "verzeichnisimport": "Verzeichnis",
    "weiterleitung": "Weiterleitung",
    "zahlungslauf": "Zahlungslauf",
}


def objekt_in_worten(objekt: str) -> str:
    """`antrag/53` as `Antrag Nr. 53`, `text/widerruf` as `Text`; empty for what nobody can have written."""
    art, _, nr = objekt.partition("/")
    wort = OBJEKTE.get(art, "")
    return f"{wort} Nr. {nr}" if wort and nr.isdecimal() else wort
