"""Paying out: what must be true first, the run to the finance system, its confirmations, the use in time."""
