"""Facts: everything a document needs to know about its case, typed, and nothing about its wording.

Whoever writes a letter says `fakten.Bescheidfakten`; the letters themselves import from the file of their room.
"""

# ruff: noqa: F403

from antraege.dokumente.fakten.aenderung import *
from antraege.dokumente.fakten.antrag import *
from antraege.dokumente.fakten.ausdruck import *
from antraege.dokumente.fakten.auswertung import *
from antraege.dokumente.fakten.bewilligung import *
from antraege.dokumente.fakten.forderung import *
from antraege.dokumente.fakten.gremien import *
from antraege.dokumente.fakten.grund import *
from antraege.dokumente.fakten.kooperation import *
from antraege.dokumente.fakten.nachweis import *
from antraege.dokumente.fakten.revision import *
from antraege.dokumente.fakten.rueckforderung import *
from antraege.dokumente.fakten.weiterleitung import *
from antraege.dokumente.fakten.zahlung import *
