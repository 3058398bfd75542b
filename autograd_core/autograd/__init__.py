"""``torch.autograd``: backward passes, gradients as values, and what is made from them."""

from __future__ import annotations

from .. import grad_mode as grad_mode
from ..anomaly import detect_anomaly, set_detect_anomaly
from ..grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from ..legacy import Variable
from . import functional as functional
from . import graph as graph
from .function import Function as Function
from .gradcheck import gradcheck, gradgradcheck
from .passes import backward, grad

__all__ = [
    "Function",
    "Variable",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "inference_mode",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
]
