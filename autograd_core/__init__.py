"""PyTorch's autograd in NumPy: ``import autograd_core as torch``.

Tensors, the graph that records what was done to them, and backward passes over it that can be
watched Node by Node (``engine.backward_steps``). Operations are defined in ``ops``.
"""

from __future__ import annotations

import math as _math
import warnings as _warnings
from typing import TYPE_CHECKING, Any

from . import autograd as autograd
from . import dtypes as _dtypes
from . import engine as engine
from . import errors as errors
from . import fft as fft
from . import linalg as linalg
from . import masked as masked
from . import methods as _methods
from . import nn as nn
from . import operators as _operators
from . import ops as ops
from . import optim as optim
from . import placement as _placement
from . import signal as signal
from . import special as special
from .anomaly import is_anomaly_check_nan_enabled as is_anomaly_check_nan_enabled
from .anomaly import is_anomaly_enabled as is_anomaly_enabled
from .dtypes import float16 as float16
from .dtypes import float32 as float32
from .dtypes import float64 as float64
from .dtypes import int8 as int8
from .dtypes import int16 as int16
from .dtypes import int32 as int32
from .dtypes import int64 as int64
from .dtypes import set_default_dtype as set_default_dtype
from .dtypes import uint8 as uint8
from .grad_mode import enable_grad as enable_grad
from .grad_mode import inference_mode as inference_mode
from .grad_mode import is_grad_enabled as is_grad_enabled
from .grad_mode import is_inference_mode_enabled as is_inference_mode_enabled
from .grad_mode import no_grad as no_grad
from .grad_mode import set_grad_enabled as set_grad_enabled
from .inference import is_inference as is_inference
from .interop import allclose as allclose
from .interop import as_tensor as as_tensor
from .interop import asarray as asarray
from .interop import broadcast_shapes as broadcast_shapes
from .interop import equal as equal
from .interop import from_numpy as from_numpy
from .interop import is_tensor as is_tensor
from .interop import numel as numel
from .legacy import TYPED as _TYPED
from .legacy import set_default_tensor_type as set_default_tensor_type
from .node import Node as Node
from .offers import missing as _missing
from .ops import binding as _binding
from .ops.spec import INTERNAL as _INTERNAL
from .ops.spec import REGISTRY as REGISTRY
from .placement import channels_last as channels_last
from .placement import channels_last_3d as channels_last_3d
from .placement import contiguous_format as contiguous_format
from .placement import preserve_format as preserve_format
from .placement import strided as strided
from .printing import set_printoptions as set_printoptions
from .random import Generator as Generator
from .random import default_generator as default_generator
from .random import initial_seed as initial_seed
from .random import manual_seed as manual_seed
from .random import seed as seed
from .rng_state import get_rng_state as get_rng_state
from .rng_state import set_rng_state as set_rng_state
from .tensor import Size as Size
from .tensor import Tensor as Tensor
from .typeinfo import can_cast as can_cast
from .typeinfo import finfo as finfo
from .typeinfo import iinfo as iinfo
from .typeinfo import is_complex as is_complex
from .typeinfo import is_floating_point as is_floating_point
from .typeinfo import is_nonzero as is_nonzero
from .typeinfo import is_signed as is_signed
from .typeinfo import promote_types as promote_types
from .typeinfo import result_type as result_type
from .typeinfo import typename as typename

dtype = _dtypes.DType
device = _placement.Device
layout = _placement.Layout
memory_format = _placement.MemoryFormat
get_default_dtype = _dtypes.default_dtype
bool = _dtypes.bool_
half = float16
float = float32
double = float64
short = int16
int = int32
long = int64
e, inf, nan, newaxis, pi = _math.e, _math.inf, _math.nan, None, _math.pi

# For threads that compute with NumPy's own settings: see `grad_mode`.
_warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"autograd_core\b")

globals().update(_TYPED)
_methods.attach()
_binding.attach(REGISTRY, globals())
_binding.attach(_INTERNAL, globals())
_operators.attach()

if not TYPE_CHECKING:
    __getattr__ = _missing("torch", globals())

if TYPE_CHECKING:
    # The functions of the operations are made from their definitions. `tensor` is spelled out, as
    # it would be taken for the module.
    def __getattr__(name: str) -> Any: ...
    def tensor(data: Any, *, dtype: dtype | None = None, requires_grad: Any = False) -> Tensor: ...
