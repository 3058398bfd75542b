"""The namespace ``xp`` of gradient rules when gradients are Tensors: see ``arrays.py``."""

from __future__ import annotations

from typing import Any

from ..tensor import Tensor
from .dispatch import call
from .spec import INTERNAL, REGISTRY
