"""Measures how fast the house is with many cases in it."""
