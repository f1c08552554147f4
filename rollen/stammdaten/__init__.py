"""What a city keeps itself. Each room declares its things in a module `stammdaten`, which is found at the start."""

from rollen.stammdaten import stelle  # noqa: F401 - declares the Stelle
