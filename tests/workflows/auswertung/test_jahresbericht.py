"""The yearly report: the same figures as the pages, as a tagged PDF, and three clicks from a sum to the vouchers."""

import pytest
from django.urls import reverse

from tests.workflows.auswertung.conftest import AUFTRAG, D


@pytest.mark.pdf
def test_der_bericht_nennt_die_zahlen_der_seiten_und_wird_ein_pdf(als, gebucht):
    browser = als("leitung")
    bericht = browser.get(reverse("jahresbericht")).context["bericht"]
    assert [(p.name, p.summen["ausgezahlt"]) for p in bericht.posten] == [(AUFTRAG, D("280"))]
    assert bericht.stellen == ["Fachbereich Schule"]
    pdf = browser.get(reverse("jahresbericht"), {"format": "pdf"})
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf.content
