"""Which organisation of a text holds a role or employs somebody; nobody where the words do not say who is meant."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.entities.forms import names_somebody
from pipelines.entities.lexicon import key_of, plain_key, seed
from pipelines.entities.values import Name, NamedOrganisation
from pipelines.lexicons import names
from pipelines.values import Argument, Extraction, Person


class Holders:
    """The organisations of one text, found by what its claims and people call them."""

    def __init__(self, extraction: Extraction) -> None:
        self._named = {organisation.key: organisation for organisation in extraction.organisations}
        self._called: dict[str, str | None] = {}
        for organisation in extraction.organisations:
            for name in organisation.names:
                if name.evidence is not None:
                    called, key = plain_key(name.text), organisation.key
                    self._called[called] = key if self._called.get(called, key) == key else None

    def key(self, name: str) -> str | None:
        """The key of the organisation that a name means in this text."""
        key = key_of(name)
        if key in self._named:
            return key
        called = self._called.get(plain_key(name))
        if called is not None:
            return called
        if seed(key) is not None:
            return key
        is_body = names_somebody(name) and not names.is_place(name) and names.without_region(key)
        return key if is_body else None

    def all(self, arguments: Iterable[Argument], people: Iterable[Person]) -> tuple[NamedOrganisation, ...]:
        """Every organisation that the text names, and those that its claims and people name beside."""
        found = dict(self._named)
        for argument in arguments:
            key = self.key(argument.normalised)
            if key is not None and key not in found:
                name = Name(text=argument.value, origin="written", evidence=argument.evidence)
                found[key] = NamedOrganisation(key=key, names=(name,))
        for person in people:
            key = self.key(person.organisation) if person.organisation else None
            if key is not None and key not in found and person.organisation:
                name = Name(text=person.organisation, origin="written")
                found[key] = NamedOrganisation(key=key, names=(name,))
        return tuple(found.values())
