#!/usr/bin/env python
"""Django's command line for the Kindercampus system."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

from einstellungen.start import in_worten

if __name__ == "__main__":
    # Looking through every live object again and again takes an eighth of a long command's time.
    gc.set_threshold(200_000, 20, 100)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "einstellungen.settings")
    with in_worten():
        execute_from_command_line(sys.argv)
