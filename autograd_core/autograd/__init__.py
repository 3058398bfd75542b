"""``torch.autograd``: backward passes, gradients as values, and what is made from them."""

from __future__ import annotations

from ..grad_mode import enable_grad, no_grad, set_grad_enabled
from . import functional as functional
from .function import Function as Function
from .passes import backward, grad

__all__ = ["Function", "backward", "enable_grad", "grad", "no_grad", "set_grad_enabled"]
