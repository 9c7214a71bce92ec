"""A column of sealed words. It is opened explicitly, with the box's key: `letter.words.open(key)`.

Nothing opens by `getattr`, `repr`, a form or a serialiser: what they see is a `Sealed`, which says nothing.
"""

from typing import Any, Self, overload

from django.db import models

from . import sealing
from .sealing import BoxKey


class Sealed:
    """The words of one field of one row: sealed with the box's key, bound to table, row and field."""

    def __init__(self, row: models.Model, field: str) -> None:
        self._row, self._field = row, field

    @property
    def _place(self) -> str:
        """Where these bytes belong; moved to another row, table or field they do not open."""
        return f"{self._row._meta.db_table}:{self._row.pk}:{self._field}"  # noqa: SLF001 -- Django's public name

    @property
    def _bytes(self) -> bytes:
        if self._field not in self._row.__dict__ and not self._row._state.adding:  # noqa: SLF001 -- likewise
            self._row.refresh_from_db(fields=[self._field])
        return bytes(self._row.__dict__.get(self._field) or b"")

    def seal(self, key: BoxKey, words: str) -> None:
        """Put `words` in, sealed. The row keeps them when it is saved."""
        self._row.__dict__[self._field] = sealing.seal(key, words.encode(), place=self._place)

    def open(self, key: BoxKey) -> str:
        """The words; an empty string where nothing was put in. Raises sealing.CannotOpen with a wrong key or row."""
        return sealing.unseal(key, self._bytes, place=self._place).decode() if self._bytes else ""

    def clear(self) -> None:
        """Take the words away."""
        self._row.__dict__[self._field] = b""

    def __bool__(self) -> bool:
        return bool(self._bytes)

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class _Column:
    """Gives the row's `Sealed`; takes raw bytes only from the database."""

    def __init__(self, field: str) -> None:
        self.field = field

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: models.Model, owner: type) -> Sealed: ...
    def __get__(self, row: models.Model | None, owner: type) -> "Self | Sealed":
        return self if row is None else Sealed(row, self.field)

    def __set__(self, row: models.Model, value: object) -> None:
        if isinstance(value, str):
            message = "Words are sealed with .seal(key, words), never set in clear."
            raise TypeError(message)
        if isinstance(value, Sealed):  # Django's refresh_from_db passes what it was given
            value = value._bytes  # noqa: SLF001 -- of the same module
        row.__dict__[self.field] = value


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # at run time it takes no parameters
    """A binary column whose attribute is a `Sealed`. A row must have its (UUID) key before words are put in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", b"")
        options.setdefault("blank", True)
        options["editable"] = False
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, list(args), dict(options)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:  # noqa: FBT001, FBT002 -- Django's signature
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _Column(name))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 -- Django's signature
        return model_instance.__dict__.get(self.attname, b"")

    def value_from_object(self, obj: models.Model) -> Any:
        return obj.__dict__.get(self.attname, b"")
