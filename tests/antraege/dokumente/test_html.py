"""The same blocks as an accessible page fragment."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from antraege.dokumente.bloecke import Dokument, Liste, Tabelle, Ueberschrift
from antraege.dokumente.html import als_html_kontext
from tests.antraege.dokumente.beispiele import alle_dokumente


def gerendert(dokument: Dokument, *, ebene: int = 2) -> str:
    return render_to_string("dokumente/dokument.html", als_html_kontext(dokument, ebene=ebene))


@pytest.fixture(params=list(alle_dokumente().values()), ids=list(alle_dokumente()))
def dokument(request) -> Dokument:
    return request.param


def test_headings_follow_the_page_without_a_gap(dokument: Dokument):
    ebenen = [str(3 + block.ebene) for block in dokument.bloecke if isinstance(block, Ueberschrift)]

    assert re.findall(r"<h(\d)", gerendert(dokument, ebene=3)) == ["3", *ebenen]


def test_tables_have_caption_and_scope(dokument: Dokument):
    html = gerendert(dokument)
    tabellen = [block for block in dokument.bloecke if isinstance(block, Tabelle)]

    assert re.findall(r"<caption[^>]*>(.*?)</caption>", html) == [t.beschriftung for t in tabellen]
    assert html.count('<th scope="col"') == html.count("<th ") == sum(len(t.kopf) for t in tabellen)
    assert html.count("<td") == sum(len(zeile) for t in tabellen for zeile in t.zeilen)


def test_lists_keep_their_kind(dokument: Dokument):
    listen = [block for block in dokument.bloecke if isinstance(block, Liste)]
    html = gerendert(dokument)

    assert html.count("<ol") == html.count("</ol>") == sum(liste.nummeriert for liste in listen)
    assert html.count("<ul") == html.count("</ul>") == sum(not liste.nummeriert for liste in listen)
    assert html.count("<li>") == sum(len(liste.punkte) for liste in listen)


def test_draft_is_marked_in_words(dokument: Dokument):
    assert "noch nicht bekannt gegeben" not in gerendert(dokument)
    assert gerendert(replace(dokument, entwurf=True)).count("noch nicht bekannt gegeben") == 1
