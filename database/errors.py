"""What can be wrong with the store, said with the place and the mend; never with a password."""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used; the message says what, where and how to mend it."""


class StoreUnreachable(StoreError):
    """Nobody answers at the database's address, or what answers is no database of ours."""


class SchemaOutdated(StoreError):
    """The database is not at the schema of this program."""


class EvidenceMismatch(AssertionError):
    """A span does not quote the text that it names: a programming error of the rules; nothing is stored."""


class UnknownRecord(StoreError):
    """A record that was named does not exist, or cannot be used so; the message says which, and what can be done."""
