"""PyTorch's autograd in NumPy: ``import autograd_core as torch``.

Tensors, the graph that records what was done to them, and backward passes over it that can be
watched Node by Node (``engine.backward_steps``). Operations are defined in ``ops``.
"""

# Everything here is imported for users, some of it under the names PyTorch gives it.
# ruff: noqa: F401, N813

from __future__ import annotations

import warnings as _warnings
from typing import TYPE_CHECKING, Any

from . import autograd as autograd
from . import engine as engine
from . import errors as errors
from . import methods as _methods
from . import ops as ops
from .dtypes import DType as dtype
from .dtypes import bool_ as bool
from .dtypes import default_dtype as get_default_dtype
from .dtypes import float16, float32, float64, int8, int16, int32, int64, set_default_dtype, uint8
from .grad_mode import enable_grad, is_grad_enabled, no_grad, set_grad_enabled
from .interop import allclose, as_tensor, equal, from_numpy, is_tensor, numel
from .methods import Device as device
from .node import Node
from .ops import binding as _binding
from .ops.spec import REGISTRY
from .printing import set_printoptions
from .random import Generator, default_generator, initial_seed, manual_seed
from .tensor import Size, Tensor

half = float16
float = float32
double = float64
short = int16
int = int32
long = int64

# Infinities and NaNs are results, not accidents. A filter serves all threads and costs nothing for
# each operation, unlike numpy.errstate.
_warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"autograd_core\b")

_methods.attach()
_binding.attach(REGISTRY, globals())

if TYPE_CHECKING:
    # The functions of the operations are made from their definitions.
    def __getattr__(name: str) -> Any: ...
