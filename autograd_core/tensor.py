"""Tensor: an array with a place in the autograd graph.

The class holds state and the attributes that read or set it. Everything that computes is attached
from elsewhere: operations by ``ops/dispatch.py`` from their specs, the rest (``backward``,
``numpy``, hooks …) by ``methods.py`` and ``conversion.py``. For type checkers those are declared
at the end of the class.
"""

from __future__ import annotations

import copy
import warnings
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from .dtypes import DType, from_numpy, qualified_name
from .errors import AutogradError
from .node import LAST, Hook, Node
from .size import Size
from .storage import Array, Frozen, Storage

__all__ = [
    "AccumulateGrad",
    "Number",
    "Operand",
    "Size",
    "Tensor",
    "TensorHooks",
    "View",
    "set_legacy",
]

Number = bool | int | float

_LEAVES_ONLY = "you can only change requires_grad flags of leaf variables."
_USE_DETACH = (
    " If you want to use a computed variable in a subgraph that doesn't require "
    "differentiation use var_no_grad = var.detach()."
)


class View(Protocol):
    """What a view knows of its base; see ``views.py``, which alone makes them."""

    base: Tensor

    def node(self, view: Tensor) -> Node | None:
        """The view's grad_fn, made anew if the base was written since it was last asked for."""


class TensorHooks:
    """The hooks of a tensor; few tensors have any."""

    __slots__ = ("post_accumulate", "pre", "retains_grad")

    def __init__(self) -> None:
        self.pre: dict[int, Hook] = {}
        self.post_accumulate: dict[int, Hook] = {}
        self.retains_grad = False


class AccumulateGrad(Node):
    """The Node at which gradients of a leaf arrive; its ``variable`` is that leaf."""

    __slots__ = ("variable",)

    variable: Tensor
    __module__ = "builtins"  # where PyTorch has it

    def __init__(self, variable: Tensor) -> None:
        self.variable = variable
        self.targets = ()
        self.target_nrs = None
        self.sequence_nr = LAST
        self.shape = variable._array.shape
        self.saved = ()
        self.extra = None

    def name(self) -> str:
        return "torch::autograd::AccumulateGrad"


#: ``construct(tensor, given, device, data)``: makes what is no array a tensor, see ``legacy.py``.
_legacy: list[Callable[[Tensor, tuple[Any, ...], Any, Any], None]] = []


def set_legacy(construct: Callable[[Tensor, tuple[Any, ...], Any, Any], None]) -> None:
    """Tell this module how ``Tensor(2, 3)`` and ``Tensor([1.0])`` are to be made."""
    _legacy[:] = [construct]


class Tensor:
    """A multi-dimensional array of one element type that autograd can follow.

    Slots, for the engine only: ``_array`` the values; ``_tracked`` whether grad is required;
    ``_node`` the grad_fn (out of date for some views: use ``grad_fn``) and ``_nr`` which of its
    outputs this is; ``_storage`` what is shared with views, made when first needed; ``_view``;
    ``_grad``; ``_hooks``; ``_accumulator`` a weak reference to the leaf's AccumulateGrad.
    """

    # With a dictionary, as users may note things on tensors; it is made when first written to.
    __slots__ = (
        "__dict__",
        "__weakref__",
        "_accumulator",
        "_array",
        "_grad",
        "_hooks",
        "_node",
        "_nr",
        "_storage",
        "_tracked",
        "_view",
    )

    _accumulator: weakref.ref[AccumulateGrad] | None
    _array: Array
    _node: Node | None
    _nr: int
    _tracked: bool
    _grad: Tensor | None
    _hooks: TensorHooks | None
    _storage: Storage | None
    _view: View | None

    # NumPy must neither compute with Tensors nor take them apart: its operators return
    # NotImplemented, so that ours run, and its functions go through __array__.
    __array_priority__ = 1000

    def __init__(
        self,
        array: Any = (),
        tracked: Any = False,
        node: Any = None,
        *more: Any,
        device: Any = None,
        data: Any = None,
    ) -> None:
        """From an array, whose bytes it is over, or a NumPy number, as the engine makes tensors;
        for anything else see ``legacy.py``."""
        if array.__class__ is not np.ndarray:
            if not isinstance(array, np.generic):
                given = (array, tracked, node, *more)
                _legacy[0](self, given, device, data)
                return
            array = np.asarray(array)
        self._array = array
        self._tracked = tracked
        self._node = node
        self._nr = 0
        self._storage = None
        self._view = None
        self._grad = None
        self._hooks = None
        self._accumulator = None

    # ---- the graph -------------------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        """Whether operations on this tensor are recorded. Only a leaf's can be set."""
        return self._tracked or (self._view is not None and self._view.base.requires_grad)

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise AutogradError("requires_grad must be a bool")
        if self.grad_fn is not None:
            raise AutogradError(_LEAVES_ONLY + ("" if value else _USE_DETACH))
        if value:
            self._check_can_require_grad("floating point and complex")
        self._tracked = value

    @requires_grad.deleter
    def requires_grad(self) -> None:
        raise AutogradError("requires_grad must be a bool")

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Set ``requires_grad`` and return the tensor itself. True is right for any tensor."""
        if not isinstance(requires_grad, bool):
            raise TypeError(
                "requires_grad_(): argument 'requires_grad' (position 1) must be bool, not "
                f"{type(requires_grad).__name__}"
            )
        if not requires_grad:
            self.requires_grad = False
        elif self._node is None:
            self._check_can_require_grad()
            self._tracked = True
        return self

    def _check_can_require_grad(self, kinds: str = "floating point") -> None:
        if not self.dtype.is_floating_point:
            raise AutogradError(f"only Tensors of {kinds} dtype can require gradients")

    @property
    def grad_fn(self) -> Node | None:
        """The Node that made this tensor; None for a leaf."""
        return self._node if self._view is None else self._view.node(self)

    @property
    def is_leaf(self) -> bool:
        """Whether no recorded operation made this tensor."""
        return self.grad_fn is None

    @property
    def output_nr(self) -> int:
        """Which output of its ``grad_fn`` this is."""
        return self._nr

    def edge(self) -> Node | None:
        """The Node its gradient flows to: the grad_fn, a leaf's AccumulateGrad, or None."""
        node = self.grad_fn
        return node if node is not None or not self._tracked else self.accumulator()

    def accumulator(self) -> AccumulateGrad:
        """The AccumulateGrad of this leaf: one and the same as long as any graph holds it."""
        node = None if self._accumulator is None else self._accumulator()
        if node is None:
            node = AccumulateGrad(self)
            self._accumulator = weakref.ref(node)
        return node

    @property
    def grad(self) -> Tensor | None:
        """The accumulated gradient, or None. Only leaves, and who asked for it, have one."""
        if self._grad is None and not self.is_leaf and not self.retains_grad:
            warnings.warn(
                "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. "
                "Its .grad attribute won't be populated during autograd.backward(). If you "
                "indeed want the .grad field to be populated for a non-leaf Tensor, use "
                ".retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by "
                "mistake, make sure you access the leaf Tensor instead. See "
                "github.com/pytorch/pytorch/pull/30531 for more information.",
                UserWarning,
                stacklevel=2,
            )
        return self._grad

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        if value is not None:
            self._check_grad(value)
        self._grad = value

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    def _check_grad(self, value: object) -> None:
        if not isinstance(value, Tensor):
            raise TypeError(
                "assigned grad expected to be a Tensor or None but got grad of type "
                f"{qualified_name(value)}"
            )
        if value is self:
            raise AutogradError("can't assign Variable as its own grad")
        if value.dtype is not self.dtype:
            raise AutogradError(
                f"attempting to assign a gradient with dtype '{value.dtype.c_name}' to a tensor "
                f"with grad_dtype '{self.dtype.scalar_name}'. The gradient must match the "
                "tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's "
                "grad_dtype attribute with a specific dtype, or None to allow any dtype. Set "
                "grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may "
                "break downstream systems that assume they match."
            )
        if value._array.shape != self._array.shape:
            raise AutogradError(
                f"attempting to assign a gradient of size '{list(value._array.shape)}' to a "
                f"tensor of size '{list(self._array.shape)}'. Please ensure that the gradient "
                "and the tensor are the same size"
            )

    @property
    def retains_grad(self) -> bool:
        """Whether this non-leaf keeps its gradient, see ``retain_grad``."""
        return self._hooks is not None and self._hooks.retains_grad

    def need_hooks(self) -> TensorHooks:
        """The tensor's hooks, made if there are none yet."""
        if self._hooks is None:
            self._hooks = TensorHooks()
        return self._hooks

    # ---- the bytes -------------------------------------------------------------------------

    def storage(self) -> Storage:
        """What is shared with the views of this tensor; made when first asked for."""
        storage = self._storage
        if storage is None:
            # Its Node may have saved it, and then must hear of writes.
            node = self._node
            storage = Storage(self._array) if node is None else node.storage_of(self._array)
            self._storage = storage
        return storage

    def freeze(self) -> Frozen:
        """A handle on the present value that outlives later writes."""
        return self.storage().memory.freeze(self._array)

    @property
    def data(self) -> Tensor:
        """The same bytes without the graph; writes through it are not counted in ``_version``."""
        alias = Tensor(self._array)
        alias._storage = Storage(self._array, self.storage().memory)
        if self.__class__.__name__ == "Tensor":
            alias.__class__ = self.__class__  # an inference tensor's is one too
        return alias

    @data.setter
    def data(self, value: Tensor) -> None:
        if not isinstance(value, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
        if self.requires_grad and not value.dtype.is_floating_point:
            raise AutogradError(
                "data set to a tensor that requires gradients must be floating point or complex "
                "dtype"
            )
        storage = Storage(value._array, value.storage().memory, self._version)
        self._storage = storage
        self._array = value._array

    @data.deleter
    def data(self) -> None:
        raise AutogradError("Deleting tensor data is not allowed. Delete tensor instead!")

    @property
    def _version(self) -> int:
        return 0 if self._storage is None else self._storage.version

    @property
    def _base(self) -> Tensor | None:
        return None if self._view is None else self._view.base

    # ---- what it is ------------------------------------------------------------------------

    @property
    def shape(self) -> Size:
        """The extent of each dimension."""
        return tuple.__new__(Size, self._array.shape)

    @property
    def dtype(self) -> DType:
        """The element type."""
        return from_numpy(self._array.dtype)

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return self._array.ndim

    @property
    def itemsize(self) -> int:
        """Bytes of one element."""
        return self._array.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""
        return int(self._array.nbytes)

    def __hash__(self) -> int:
        return id(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if self.grad_fn is not None:
            raise AutogradError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
                "protocol at the moment.  If you were attempting to deepcopy a module, this may "
                "be because of a torch.nn.utils.weight_norm usage, see "
                "https://github.com/pytorch/pytorch/pull/103001"
            )
        result = type(self)(self._array.copy(), self._tracked)
        memo[id(self)] = result
        if self._grad is not None:
            result._grad = Tensor(self._grad._array.copy())
        if self.__dict__:
            result.__dict__.update(copy.deepcopy(self.__dict__, memo))
        return result

    def __reduce_ex__(self, protocol: Any) -> Any:
        """The values, whether grad is required, and what was noted; the graph is left out."""
        return _rebuilt, (type(self), self._array, self.requires_grad, self.__dict__)

    if TYPE_CHECKING:
        # Attached elsewhere; the arithmetic is spelled out so that expressions stay Tensors.
        def __getattr__(self, name: str) -> Any: ...
        def __add__(self, other: Operand) -> Tensor: ...
        def __radd__(self, other: Operand) -> Tensor: ...
        def __iadd__(self, other: Operand) -> Tensor: ...
        def __sub__(self, other: Operand) -> Tensor: ...
        def __rsub__(self, other: Operand) -> Tensor: ...
        def __isub__(self, other: Operand) -> Tensor: ...
        def __mul__(self, other: Operand) -> Tensor: ...
        def __rmul__(self, other: Operand) -> Tensor: ...
        def __imul__(self, other: Operand) -> Tensor: ...
        def __truediv__(self, other: Operand) -> Tensor: ...
        def __rtruediv__(self, other: Operand) -> Tensor: ...
        def __itruediv__(self, other: Operand) -> Tensor: ...
        def __pow__(self, other: Operand) -> Tensor: ...
        def __rpow__(self, other: Operand) -> Tensor: ...
        def __ipow__(self, other: Operand) -> Tensor: ...
        def __matmul__(self, other: Tensor) -> Tensor: ...
        def __neg__(self) -> Tensor: ...
        def __pos__(self) -> Tensor: ...
        def __abs__(self) -> Tensor: ...
        def __lt__(self, other: Operand) -> Tensor: ...
        def __le__(self, other: Operand) -> Tensor: ...
        def __gt__(self, other: Operand) -> Tensor: ...
        def __ge__(self, other: Operand) -> Tensor: ...
        def __getitem__(self, index: Any) -> Tensor: ...
        def __setitem__(self, index: Any, value: Operand) -> None: ...
        def __len__(self) -> int: ...
        def __iter__(self) -> Iterator[Tensor]: ...
        def __bool__(self) -> bool: ...
        def __float__(self) -> float: ...
        def __int__(self) -> int: ...
        def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array: ...
        def item(self) -> Any: ...
        def tolist(self) -> Any: ...
        def numpy(self) -> Array: ...
        def detach(self) -> Tensor: ...
        def sum(self, dim: Any = None, keepdim: bool = False, **kwargs: Any) -> Tensor: ...
        def backward(
            self,
            gradient: Tensor | None = None,
            retain_graph: bool | None = None,
            create_graph: bool = False,
            inputs: Any = None,
        ) -> None: ...


Operand = Tensor | Number


def _rebuilt(kind: type[Tensor], array: Array, tracked: bool, noted: dict[str, Any]) -> Tensor:
    result = kind.__new__(kind)
    Tensor.__init__(result, array, tracked)
    result.__dict__.update(noted)
    return result


def as_array(value: Any) -> Array:
    """A NumPy scalar as a 0-d array; an array as it is."""
    return value if value.__class__ is np.ndarray else np.asarray(value)


# Known to users, and to pickle, by where they find it.
Tensor.__module__ = "autograd_core"
