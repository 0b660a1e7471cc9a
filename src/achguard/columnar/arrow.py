"""pyarrow, or an error that names the extra that brings it."""

from importlib.util import find_spec

from achguard.errors import MissingExtraError

if find_spec("pyarrow") is None:
    raise MissingExtraError('Arrow tables need pyarrow, which is not installed; run: pip install "achguard[bulk]"')

import pyarrow as pa

__all__ = ["pa"]
