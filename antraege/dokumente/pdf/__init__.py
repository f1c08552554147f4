"""Blocks become a tagged PDF letter (DIN 5008 form B)."""

from antraege.dokumente.pdf.erzeugen import erzeuge_pdf

__all__ = ["erzeuge_pdf"]
