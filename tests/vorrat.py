"""Makes what the tests copy, the empty database and the demo of today, while other checks run beside it."""

import conftest  # noqa: F401 - the profile, and Django
from rollen import uhr
from tests.demodaten import lege_bereit

if __name__ == "__main__":
    lege_bereit(uhr.heute())
