"""``torch.nn``: modules, and ``nn.functional``, the operations behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..offers import missing as _missing
from . import functional as functional

if not TYPE_CHECKING:
    __getattr__ = _missing("torch.nn", globals())
