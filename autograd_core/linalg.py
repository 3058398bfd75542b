"""``torch.linalg``: linear algebra, made from the definitions in ``ops``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import LinAlgError as LinAlgError
from .offers import missing as _missing

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...
else:
    __getattr__ = _missing("torch.linalg", globals())
