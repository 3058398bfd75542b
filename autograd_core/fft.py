"""``torch.fft``: orders of spectra, made from their definitions in ``ops``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .offers import missing as _missing

if TYPE_CHECKING:

    def __getattr__(name: str) -> Any: ...
else:
    __getattr__ = _missing("torch.fft", globals())
