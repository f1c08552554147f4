"""Pure rules of the house: no framework, no clock, no input or output."""
