"""People who log in, by e-mail address."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from rollen import uhr


class BenutzerManager(BaseUserManager["Benutzer"]):
    """Creates people with a normalised address and a hashed password."""

    def create_user(self, email: str, password: str | None = None, **felder: Any) -> "Benutzer":
        """A person whom the operator enters and vouches for; without a password nobody can log in as them.

        Registration and invitation do not come through here: there the address is proved by a link.
        """
        felder.setdefault("adresse_belegt_am", uhr.jetzt())
        benutzer = self.model(email=self.normalize_email(email).lower(), **felder)
        benutzer.set_password(password)
        benutzer.full_clean(exclude=["password"])
        benutzer.save(using=self._db)
        return benutzer

    def get_by_natural_key(self, username: str | None) -> "Benutzer":
        """The address is compared without regard to case."""
        return self.get(email=(username or "").lower())


class Benutzer(AbstractBaseUser, PermissionsMixin):
    """A person. Never deleted, only deactivated, for the trail points to them."""

    email = models.EmailField("E-Mail-Adresse", unique=True)
    name = models.CharField("Name", max_length=150)
    funktion = models.CharField("Funktion", max_length=150, blank=True)
    adresse_belegt_am = models.DateTimeField(
        "Adresse belegt am",
        null=True,
        blank=True,
        help_text="Seit wann feststeht, dass das Konto gehört, wer die E-Mails dieser Adresse liest.",
    )
    is_active = models.BooleanField("aktiv", default=True)
    code_bei_anmeldung = models.BooleanField(
        "fragt beim Anmelden nach dem Code",
        default=True,
        help_text="Zählt, sobald die Person einen zweiten Faktor hat.",
    )
    angelegt_am = models.DateTimeField("angelegt am", default=uhr.jetzt)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = BenutzerManager()
    is_superuser = None  # nobody may do everything: Django's column for it does not exist
    rechtestand: object | None = None  # what rollen.rechte remembers of this person for the day

    class Meta:
        verbose_name = "Benutzer"
        verbose_name_plural = "Benutzer"

    def __str__(self) -> str:
        return self.name

    @property
    def kette(self) -> str:
        """The name of the chain of the account in the trail."""
        return f"benutzer/{self.pk}"

    @property
    def zaehlt(self) -> bool:
        """True when this account may do anything at all: not deactivated, and its address is proved."""
        return self.is_active and self.adresse_belegt_am is not None

    def get_full_name(self) -> str:
        """The name as people write it."""
        return self.name
