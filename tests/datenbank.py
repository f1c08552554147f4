"""What an attacker with full access to the database could do, and what emptying it between tests needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


def sql(anweisung: str, werte: list[Any] | None = None) -> int:
    """Run one statement past the ORM; returns the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(anweisung, werte)
        return cursor.rowcount


@contextmanager
def ohne_trigger() -> Iterator[None]:
    """All triggers of our own are out of force inside the block."""
    if connection.vendor == "postgresql":
        sql("SET session_replication_role = replica")
        yield
        sql("SET session_replication_role = DEFAULT")
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        trigger = cursor.fetchall()
    for name, _ in trigger:
        sql(f"DROP TRIGGER {name}")
    yield
    for _, anlegen in trigger:
        sql(anlegen)
