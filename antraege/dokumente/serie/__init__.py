"""Makes many agreements at once, to see that none of them fails and what they cost."""
