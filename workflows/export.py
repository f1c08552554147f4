"""Lists as CSV and XLSX, written row by row; the writers are those of the budget's room."""

from antraege.haushalt.export import MEISTE_ZEILEN, Schreiber, schreiber, xlsx

__all__ = ["BLOCK", "MEISTE_ZEILEN", "Schreiber", "schreiber", "xlsx"]

BLOCK = 2000
