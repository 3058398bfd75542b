"""What to say of an attribute that is not offered: it is wrong only where PyTorch lacks it too."""

from __future__ import annotations

import numpy as np

from autograd_core.autograd.function import FunctionCtx
from autograd_core.graph.tracing import things
from autograd_core.graph.tracing.values import Refused
from autograd_core.nn import Module
from autograd_core.node import Node
from autograd_core.tensor import Tensor

_TENSOR = frozenset(
    "ccol_indices col_indices const_data_ptr crow_indices grad_dtype index ipu is_maia is_mtia "
    "module_load mtia q_per_channel_axis q_per_channel_scales q_per_channel_zero_points resize_as "
    "resize_as_sparse_ row_indices slice_inverse sparse_resize_ sparse_resize_and_clear_ volatile "
    "xpu".split()
)
_MODULE = frozenset(
    "T_destination bfloat16 call_super_init compile cuda dump_patches get_extra_state ipu mtia "
    "register_backward_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook "
    "register_state_dict_post_hook register_state_dict_pre_hook set_extra_state set_submodule "
    "share_memory to_empty xpu".split()
)
_RECURRENT = frozenset(
    "all_weights check_forward_args check_hidden_size check_input flatten_parameters "
    "get_expected_cell_size get_expected_hidden_size permute_hidden".split()
)
_OPTIMIZER = frozenset(
    "add_param_group defaults load_state_dict param_groups profile_hook_step "
    "register_load_state_dict_post_hook register_load_state_dict_pre_hook "
    "register_state_dict_post_hook register_state_dict_pre_hook register_step_post_hook "
    "register_step_pre_hook state state_dict step zero_grad".split()
)
_CONTEXT = frozenset(
    "mark_dirty mark_non_differentiable mark_shared_storage save_for_backward save_for_forward "
    "saved_tensors saved_variables set_materialize_grads needs_input_grad materialize_grads "
    "non_differentiable saved_for_forward to_save dirty_tensors metadata next_functions name "
    "register_hook register_prehook maybe_clear_saved_tensors".split()
)
_NODE = frozenset(
    "metadata name next_functions register_hook register_prehook requires_grad".split()
)
_INNER = tuple(
    kind for kind in vars(things).values()
    if isinstance(kind, type) and kind.__module__ == things.__name__
    and not issubclass(kind, things.Class | things.Instance | Module)
)  # fmt: skip
"""What the interpreter has in the place of functions, classes and generators."""


def lacking(value: object, name: str) -> Exception:
    """The refusal of an attribute that PyTorch, Python or NumPy has; else their AttributeError."""
    owner = _owner(value)
    if _has(value, name):
        return Refused(f"{owner}.{name} cannot be used in a snippet")
    return AttributeError(f"'{owner}' object has no attribute '{name}'")


def _owner(value: object) -> str:
    if isinstance(value, Tensor):
        return "Tensor"
    if isinstance(value, things.Made):
        return value.kind
    if isinstance(value, FunctionCtx):
        return repr(value).partition(" object")[0].rpartition(".")[2]
    named = isinstance(value, things.Function | things.Native | things.Layer | things.Operation)
    if named or isinstance(value, things.Kind):
        return str(getattr(value, "name", ""))
    return "generator" if isinstance(value, things.Stream) else type(value).__name__


def _has(value: object, name: str) -> bool:
    """Whether it is there beyond this project; what begins with an underscore is nobody's own."""
    if name.startswith("_"):
        return isinstance(value, Node) and name.startswith("_saved")
    if isinstance(value, Tensor):
        return name in _TENSOR or name in dir(Tensor)
    if isinstance(value, Module):
        recurrent = hasattr(value, "hidden_size") and name in _RECURRENT
        return name in _MODULE or recurrent or hasattr(type(value), name)
    if isinstance(value, things.Made):
        return name in _OPTIMIZER
    if isinstance(value, FunctionCtx):
        return name in _CONTEXT
    if isinstance(value, Node):
        return name in _NODE
    if isinstance(value, _INNER):
        return True
    plain = isinstance(value, bool | int | float | str | list | tuple | dict | set | range)
    return (plain or isinstance(value, np.ndarray | np.generic)) and hasattr(value, name)
