"""The words invented agreements are put together from; no real person and no real association."""

ANGEBOTE = (
    *("Forscherwerkstatt", "Leseclub", "Bewegte Pause", "Kinderchor", "Schach am Nachmittag", "Gartenzeit"),
    *("Medienlabor", "Zirkustage", "Kochen mit Familien", "Sprachbrücke Українська – Deutsch"),
)
ORTE = (
    "im Forscherraum",
    "in der Turnhalle",
    "im Familienbüro",
    "in der Mensa",
    "auf dem Außengelände",
    "im Quartier",
)
STANDORTE = ("Hörde-Clarenberg", "Beispielstadtteil Nord", "Musterquartier am Park", "Campus Süd")
THEMEN = ("MINT/Digitales", "Sport/Gesundheit", "Sprache/Lesen", "Kultur/Musik", "")
WOCHENTAGE = ("montags", "dienstags", "mittwochs", "donnerstags", "freitags")
NAMEN = (
    *(
        "Sonnenblume",
        "Am Musterweg",
        "Lernfreude",
        "Işık Çocuk",
        "Wąż i Żółw",
        "Їжачок",
        "أطفال الحي",
        "Brücke & Söhne",
    ),
    *("Tüftel-Zentrale", "Grüne Höfe", "Ștefan cel Mic", "Παιδιά", "Nguyễn", "Vier Jahreszeiten"),
)
# (kind, legal form): what belongs to the city, and what does not
EIGENE = (
    ("Grundschule", "Schule in städtischer Trägerschaft"),
    ("Kita", "Einrichtung des Eigenbetriebs FABIDO"),
    ("Jugendfreizeitstätte", "Einrichtung der Stadt"),
    ("Zweigstelle der Bibliothek", "Eigenbetrieb der Stadt"),
)
FREIE = (
    ("Verein", "eingetragener Verein"),
    ("Förderverein", "eingetragener Verein"),
    ("Bildungswerk", "gemeinnützige GmbH"),
    ("Ersatzschule", "Schule in freier Trägerschaft"),
    ("Stiftung", "Stiftung bürgerlichen Rechts"),
)
SAETZE = (
    "Die Kinder entdecken ihr Quartier.",
    "Eine Fachkraft begleitet den Übergang vom Unterricht in das Angebot.",
    "Die Räume stehen nachmittags zur Verfügung; Schlüssel gibt das Sekretariat aus.",
    "Bei Ausfall sagt die zuständige Partei bis 8:00 Uhr des Tages ab.",
    "Die Parteien treffen sich zweimal im Schuljahr und halten die Ergebnisse schriftlich fest.",
    "Material wird gemeinsam beschafft, gelagert und nach dem Ende der Zusammenarbeit aufgeteilt.",
    "Familien werden in ihren Sprachen eingeladen: Türkçe, Polski, Українська, العربية.",
    "Mindestens eine Kraft je Gruppe ist pädagogisch ausgebildet und kennt das Schutzkonzept der Einrichtung.",
    "Das Angebot ist barrierefrei zugänglich; Hilfen werden mit den Eltern und der Schule abgesprochen.",
    "Für Ausflüge liegt das Einverständnis der Eltern <schriftlich> vor (Formular „A & B“).",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenherstellungswerkstattbesichtigungstermine sind anzukündigen.",
    "In den Ferien ruht das Angebot, soweit die Parteien nichts anderes verabreden.",
)
