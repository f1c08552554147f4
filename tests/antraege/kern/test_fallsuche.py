"""What a case is found by, without a database."""

import pytest

from antraege.kern.fallsuche import Anfrage, Art, Einblick, Kreis, Suchfehler, anfrage, index, lesbar

FAKTEN = [
    (Kreis.ANTRAG, Art.ZEICHEN, "40/5-FK-2023-000017"),
    (Kreis.ANTRAG, Art.TEXT, "Forscherwerkstatt für Mädchen in der Straße"),
    (Kreis.ANTRAG, Art.TEXT, "Müller-Lüdenscheidt e. V."),
    (Kreis.ANTRAG, Art.CENT, "123450"),
    (Kreis.AKTE, Art.IBAN, "DE89 3704 0044 0532 0130 00"),
    (Kreis.AKTE, Art.NUMMER, "RE-2023/118"),
    (Kreis.INNEN, Art.ZEICHEN, "KC-00000042-13"),
    (Kreis.INNEN, Art.TEXT, "Frau Schäfer: Rückruf, wartet auf Vereinsregister"),
]


def trifft(text: str, einblick: Einblick = Einblick.INNEN) -> bool:
    gespeichert = index(FAKTEN).split()

    def hat(wort: str, *, anfang: bool) -> bool:
        return any(
            da.startswith(f"{kreis}{wort}") if anfang else da == f"{kreis}{wort}"
            for da in gespeichert
            for kreis in einblick
        )

    gesucht: Anfrage = anfrage(text)
    return all(any(all(hat(g.wort, anfang=g.anfang) for g in weg) for weg in wege) for wege in gesucht.teile)


@pytest.mark.parametrize(
    "text",
    [
        *("40/5-FK-2023-000017", "fk-2023", "FK-2023-0000", "k-2023-00", "2023", "000017", "17", "405FK2023"),
        *(
            "forscher",
            "Werkstatt",
            "mädchen",
            "maedchen",
            "MAEDCHEN",
            "strasse",
            "Straße",
            "mueller",
            "Müller",
        ),
        *("lüdenscheidt mädchen", "1.234,50", "1234,50", "1234.5", "1.234,50 €", "2023 17 Forscher"),
        *("DE89 3704 0044 0532 0130 00", "de89370400440532013000", "DE89 3704 0044", "3000", "RE-2023/118"),
        *("kc-00000042-13", "KC 00000042", "schaefer", "rückruf vereinsregister", "Müller % Mädchen"),
    ],
)
def test_das_findet_den_fall(text: str) -> None:
    assert trifft(text)


@pytest.mark.parametrize(
    "text", ["2024", "Leseclub", "1.234,51", "müller leseclub", "DE89 3704 0045", "FK-2024"]
)
def test_das_findet_ihn_nicht(text: str) -> None:
    assert not trifft(text)


@pytest.mark.parametrize("text", ["schäfer", "rückruf", "KC-00000042-13", "DE89 3704 0044", "RE-2023/118"])
def test_was_im_inneren_steht_findet_niemand_von_aussen(text: str) -> None:
    assert trifft(text)
    assert not trifft(text, Einblick.ANTRAG)


@pytest.mark.parametrize(
    "text", ["irueckruf", "irückruf", "aiban", "ageld123450", "i", "oi", "i*", '"irueckruf"']
)
def test_kein_wort_reicht_in_einen_fremden_kreis(text: str) -> None:
    assert not trifft(text, Einblick.AKTE)


def test_der_traeger_findet_seine_iban_und_keine_notiz() -> None:
    assert trifft("DE89 3704 0044", Einblick.AKTE)
    assert not trifft("rückruf", Einblick.AKTE)


@pytest.mark.parametrize(
    "text", ["%", "_", "'", '"', "* ^ -", "€", "a" * 201, "x\0y", "\x1b[0m", " ".join("abcdefghi")]
)
def test_wonach_sich_nicht_suchen_laesst_sagt_ein_satz(text: str) -> None:
    with pytest.raises(Suchfehler, match=r"^(Bitte|Die) .*\.$"):
        anfrage(text)


@pytest.mark.parametrize("text", ["%_'\"", "\0", "ÄÖÜ ß 漢字 ł", "a" * 10_000, "\u202e", "1" * 199])
def test_gezeigt_wird_nur_lesbares_und_gesucht_nur_in_buchstaben(text: str) -> None:
    assert lesbar(text).isprintable()
    assert len(lesbar(text)) <= 200
    try:
        gesucht = anfrage(text)
    except Suchfehler:
        return
    for glied in (glied for wege in gesucht.teile for weg in wege for glied in weg):
        assert glied.wort.isascii()
        assert glied.wort.isalnum()


def test_eine_iban_wird_als_iban_erkannt() -> None:
    assert anfrage("DE89 3704 0044 0532 0130 00").iban
    assert not anfrage("40-FK-2023-0001").iban
