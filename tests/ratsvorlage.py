"""What DS 24046-22 says, part by part: figures, days, bodies, institutions, tasks and goals; "|" divides two places."""

import html
import re

KOPF = """
24046-22 | öffentlich | 23.03.2022 | 40, 51, 57 | Dezernat 4
§ 41 Absatz 1 Buchstabe h). i. V. m. § 41 Absatz 1 Buchstabe t). GO NRW
Entwicklung von zwei Modellstandorten „Kindercampus“ und Entwicklung einer „Servicestelle Bildungspartnerschaften“
"""
FOLGE = """
Ausschuss für Personal, Organisation und Digitalisierung Empfehlung 28.04.2022
Schulausschuss Empfehlung 04.05.2022
Ausschuss für Finanzen, Beteiligungen und Liegenschaften Empfehlung 05.05.2022
Betriebsausschuss FABIDO Empfehlung 06.05.2022
Ausschuss für Kinder, Jugend und Familie Empfehlung 11.05.2022
Hauptausschuss und Ältestenrat Empfehlung 12.05.2022
Rat der Stadt Beschluss 12.05.2022
Integrationsrat Kenntnisnahme 07.06.2022
Juli 2022
"""
BESCHLUSS = """
Der Rat der Stadt Dortmund beschließt
die Entwicklung von zwei Modellstandorten „Kindercampus“ | bis 08/2026 befristeten 3,0 (vzv.) Planstellen
den sukzessiven Aufbau einer „Servicestelle Bildungspartnerschaften“ im Fachbereich Schule
die dargestellten Beträge im Rahmen der Haushaltsplanaufstellung 2023 ff. zu berücksichtigen
"""
PERSONAL = """
Entgeltgruppe 14 TVöD-V AT/VERW | EG 12/S 18 TVöD SuE Anlage C | Vorgriff auf den Stellenplan 2023
400101 500200 Beschäftigtenentgelt 81.100 € 200.300 € 205.100 € 210.100 € 215.100 €
400096 500210 Sonderzuwendung 4.700 € 11.500 € 11.800 € 12.100 € 12.400 €
400101 501200 Beiträge Versorgungskasse 6.700 € 16.400 € 16.800 € 17.200 € 17.600 €
400101 502200 Sozialversicherungsbeiträge 17.400 € 43.000 € 44.000 € 45.000 € 46.100 €
Summe 109.900 € 271.200 € 277.700 € 284.400 € 291.200 €
gesamtstädtischen Personalaufwandsbudgets
"""
SACH = """
400303020400 529900 Prozessbegleitung/Moderation und Evaluation 6.250 € 15.000 € 15.000 € 15.000 € 15.000 €
400303020400 529100 Projekte 4.167 € 10.000 € 10.000 € 10.000 € 10.000 €
400303020400 540200 Fortbildungen 1.250 € 3.000 € 3.000 € 3.000 € 3.000 €
400303020400 524900 Materialien 417 € 1.000 € 1.000 € 1.000 € 1.000 €
400303020400 529100 Veranstaltungen 500 € 1.200 € 1.200 € 1.200 € 1.200 €
Summe 12.584 € 30.200 € 30.200 € 30.200 € 30.200 €
ca. 31.000 Euro pro Standort im Jahr
"""
DECKUNG = """
40_0030101 Schülerplätze Grundschulen | 529700 Sach- und Dienstleistung Schülerbeförderungskosten 12.584 €
4003010100PA Planungsauftrag Grundschulen | § 8 der Haushaltssatzung | Schokoticket-Pauschale an die DSW21
"""
BUERO = """
3 Arbeitsplätzen | 4.206 € (3 x 1.402 €) | Budget des Fachbereiches 10 | Leistungsverrechnung (VILV)
400101 529970 Aufwand GwG (60-250 EUR netto) 1.431 €
400101 529980 Aufwand GwG (250,01-800 EUR netto) 2.451 €
400101 524800 Technisches IT-Material 324 €
Summe 4.206 € | Klimarelevanz Keine.
"""
LEITLINIEN = """
seit 2018 | Aachener und Münchener Erklärung von 2007 bzw. 2012
Kinder und Eltern in den Mittelpunkt stellen | Ungleiches ungleich behandeln | Ressourcen bündeln
Gemeinsam handeln | Räume schaffen für gelingendes Aufwachsen
"""
AKTEURE = """
Jugendhilfedienst | Beratungsstellen | Familienbüros | Kinderkommission | Steuerkreis „Ausbau OGS“
Regionalen Bildungsnetz | Koordinierungsstelle zwischen Jugendamt und Fachbereich Schule | DS-Nr. 22752-21
externe Prozessbegleitung | externe, begleitende, Evaluation | Schuljahr 2026/2027 | Schuljahresbeginn 2022/23
40/5-Regionales Bildungsbüro | 40/6-Digitale Bildung
"""
SERVICESTELLE = """
verständlicheren Formularen und untereinander abgestimmten Antragsverfahren
Abwicklung und beim Controlling von Fördermitteln
beim Aufsetzen von Projektstrukturen und Kooperationsvereinbarungen
eine geordnete Übersicht vorhandener Angebote zu erstellen
zentral koordiniert in die Bildungsinstitutionen zu vermitteln
Die Servicestelle übernimmt die Brückenfunktion | unterstützt bei der Verwaltungsabwicklung
Vorhandene Ressourcen zu einer gemeinsamen Bildungsverantwortung in Dortmund zusammen führen
Bündelung von Angeboten und Aufbau eines Modulsystems
1,0-VZV-Stellen als Campus-Manager*in | „In Dortmund wachsen alle Kinder über sich hinaus“ | "Kooperativer Ganztag"
"""
ZIELE = """
Weiterentwicklung des schulischen Ganztags zu einem „kooperativen Ganztag“
in dem ganzheitliche Bildungsprozesse unterstützt werden.
Verbesserte Erziehungs- und Bildungspartnerschaft mit Eltern im Kindercampus.
Integrierte Zusammenarbeit Kindertageseinrichtung - Grundschule „Bildung aus einer Hand“
Stärkung der Kooperation der Anker- und Regelinstitutionen | (inkl. Netzwerkanalyse und -Weiterentwicklung)
Etablierung passgenauer Jugendhilfe an Schule | bedarfsbezogene Einrichtung von sozialpädagogischer Gruppenarbeit
"""
AUFGABEN = """
Koordinierung der Konzeptentwicklung am Standort
Unterstützung der externen Evaluation, Bindeglied zwischen Evaluation und Standort
Aufbau von Anlaufstellen für die unterschiedlichen Zielgruppen
Ermittlung von Bedarfen der Zielgruppen
Entwicklung von passgenauen Angeboten
Vernetzung der Akteur*innen am Standort und mit dem Quartier
"""
STANDORTE = """
Träger: DOBEQ | Stift-Grundschule | Hörde Clarenberg | Familiengrundschulzentrum | Träger: EKK
AWO Kindertageseinrichtung und Familienzentrum Am Bruchheck
FABIDO Kindertageseinrichtung und Familienzentrum Clarenberg | Jugendfreizeitstätte am Clarenberg
Westhausen-Grundschule | Westerfilde-Bodelschwingh | Jugendfreizeitstätte Westerfilde
FABIDO Kindertageseinrichtung und Familienzentrum Speckestraße 15
FABIDO Kindertageseinrichtung und Familienzentrum Speckestraße 17 | Aktionsräume Soziale Stadt
"""
THEMEN = "Sport/Gesundheit | MINT/Digitales | Demokratieförderung | Sozialkompetenz | BNE | Musik/Kultur"
GERECHNET = """
Personalaufwendungen 109.900 € 271.200 € 277.700 € 284.400 € 291.200 € 1.234.400 €
Sachaufwendungen 12.584 € 30.200 € 30.200 € 30.200 € 30.200 € 133.384 €
1.371.990 € | für 2 Standorte also 62.000 € | Summe 3,00
291.200 € für 2026, nicht weniger als im Jahr davor (284.400 €)
"""


def stellen(*teile: str) -> list[str]:
    return [
        stelle.strip() for teil in teile for zeile in teil.strip().splitlines() for stelle in zeile.split("|")
    ]


def seitentext(seite: bytes) -> str:
    """What a page says, without tags, on one line."""
    ohne = re.sub(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]+>", " ", seite.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(ohne).split())
