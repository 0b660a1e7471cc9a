"""What a copy of a model may be told to change."""

from collections.abc import Mapping
from typing import Self

from achguard.errors import ConfigurationError
from achguard.model.described import Described


class Copied(Described):
    """A model that is frozen and is changed by copying it."""

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """Copy, with other values for some fields; raises `ConfigurationError` for changes that are no dictionary."""
        if update is not None and not isinstance(update, Mapping):
            field = next(iter(type(self).model_fields), "field")
            raise ConfigurationError(
                f"{type(self).__name__}.model_copy: update takes a dictionary of fields and their values, such as "
                f'{{"{field}": ...}}; this is of the type {type(update).__name__}'
            )
        return super().model_copy(update=update, deep=deep)

    def __format__(self, spec: str, /) -> str:
        """Lay the text of the model out, in which numbers are masked, as `f"{party:>40}"` asks."""
        return format(str(self), spec)
