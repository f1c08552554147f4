#!/usr/bin/env python
"""Django's command line for the Kindercampus system."""

import os
import sys

from django.core.management import execute_from_command_line

from einstellungen.start import in_worten

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "einstellungen.settings")
    with in_worten():
        execute_from_command_line(sys.argv)
