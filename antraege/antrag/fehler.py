"""What keeps a draft from being changed."""


class DateiFehler(ValueError):
    """A file is refused; the German sentence says what is wrong and how to mend it."""


GEAENDERT = "Der Antrag wurde geändert, seit Sie diese Seite geöffnet haben."
NICHT_OFFEN = "Der Antrag ist schon eingereicht. Hier kann nichts mehr geändert werden."
NICHT_NACHGEFORDERT = "Der Antrag ist schon eingereicht. Ändern können Sie nur, was nachgefordert ist."
