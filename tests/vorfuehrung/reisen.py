"""The journeys that README.md invites to, walked through the pages of the demo as each step says."""

from tests.vorfuehrung.reise_antrag import durch_den_rat, ein_antrag
from tests.vorfuehrung.reise_geld import dem_geld_nach, eine_forderung
from tests.vorfuehrung.reise_modul import ein_abruf
from tests.vorfuehrung.reise_vereinbarung import eine_vereinbarung

REISEN = (ein_antrag, durch_den_rat, ein_abruf, eine_vereinbarung, dem_geld_nach, eine_forderung)
