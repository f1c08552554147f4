"""The one answer to "somebody was faster"."""

from collections.abc import Sequence


class Ueberholt(Exception):
    """Somebody was faster, the page is outdated, or it is done already: nothing was saved (409).

    The text says what happened. `eingaben` are labels and values that the person had typed, for the page that
    answers.
    """

    eingaben: Sequence[tuple[str, str]] = ()
