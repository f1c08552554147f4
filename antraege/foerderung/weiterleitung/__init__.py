"""Weiterleitung: what the city has from Land or Bund, who got it, and how it proves that upstream."""
