"""Errors that a user of the engine, or the window, can recognise by class.

Every text is PyTorch's own. The classes only add what a program wants to know about the failure;
all of them are ``RuntimeError``, as in PyTorch.
"""

from __future__ import annotations

import re
from typing import Any

__all__ = [
    "AutogradError",
    "FreedBuffersError",
    "LeafInPlaceError",
    "LinAlgError",
    "NoGradError",
    "OutOfBoundsError",
    "SavedTensorModifiedError",
    "ScalarOnlyError",
    "ShapeMismatchError",
    "UnusedInputError",
    "ViewInPlaceError",
    "watches_anomalies",
]


#: Whether anomalies are looked for, told by ``anomaly.py``.
_watching: list[bool] = [False]

HINTS = {
    False: "Hint: enable anomaly detection to find the operation that failed to compute its "
    "gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).",
    True: "Hint: the backtrace further above shows the operation that failed to compute its "
    "gradient. The variable in question was changed in there or anywhere later. Good luck!",
}


def watches_anomalies(mode: bool | None = None) -> bool:
    """Whether anomalies are looked for; with ``mode``, let it be so."""
    if mode is not None:
        _watching[0] = mode
    return _watching[0]


class AutogradError(RuntimeError):
    """The base of the errors that autograd itself raises.

    A traceback calls all of them ``RuntimeError``, as it would in PyTorch; the classes are for
    ``except`` and ``isinstance``. Pickling gives a plain RuntimeError with the same text.
    """

    def __init_subclass__(cls) -> None:
        cls.__name__ = cls.__qualname__ = "RuntimeError"
        cls.__module__ = "builtins"

    def __reduce__(self) -> tuple[Any, ...]:
        return RuntimeError, self.args


class LinAlgError(RuntimeError):
    """A matrix that a solver or a decomposition cannot do with: singular, not positive."""


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"


class ScalarOnlyError(AutogradError):
    """``backward()`` without a gradient on a tensor with other than one element."""

    def __init__(self) -> None:
        super().__init__("grad can be implicitly created only for scalar outputs")


class NoGradError(AutogradError):
    """``backward()`` from a tensor that autograd knows nothing about."""

    def __init__(self, index: int = 0) -> None:
        super().__init__(
            f"element {index} of tensors does not require grad and does not have a grad_fn"
        )
        self.index = index


class ShapeMismatchError(AutogradError):
    """A gradient whose shape is not that of its output."""


class UnusedInputError(AutogradError):
    """``autograd.grad`` of an input that the outputs do not depend on."""

    def __init__(self, index: int) -> None:
        super().__init__(
            f"The differentiated Tensor at index {index} appears to not have been used in the "
            "graph. Set allow_unused=True if this is the desired behavior."
        )
        self.index = index


class FreedBuffersError(AutogradError):
    """A second backward through a Node whose saved tensors are gone. ``node`` is that Node."""

    def __init__(self, node: Any = None) -> None:
        super().__init__(
            "Trying to backward through the graph a second time (or directly access saved "
            "tensors after they have already been freed). Saved intermediate values of the "
            "graph are freed when you call .backward() or autograd.grad(). Specify "
            "retain_graph=True if you need to backward through the graph a second time or if "
            "you need to access saved tensors after calling backward."
        )
        self.node = node


class SavedTensorModifiedError(AutogradError):
    """A saved tensor was written to between forward and backward.

    Attributes: ``node`` (the Node that saved it), ``shape``, ``operation`` (name of the Node that
    produced the tensor, or None for a leaf), ``found`` and ``expected`` versions.
    """

    def __init__(
        self,
        node: Any,
        type_name: str,
        shape: tuple[int, ...],
        operation: str | None,
        output_nr: int,
        found: int,
        expected: int,
    ) -> None:
        if type_name == "torch.BoolTensor":
            type_name = "CPUBoolType"
        # PyTorch 2.13 names the operation here, not its Node: "output 0 of Mul".
        name = "" if operation is None else re.sub(r"Backward0?(?=\d*$)", "", operation)
        origin = f", which is output {output_nr} of {name}," if name else ""
        super().__init__(
            "one of the variables needed for gradient computation has been modified by an "
            f"inplace operation: [{type_name} {list(shape)}]{origin} is at version {found}; "
            f"expected version {expected} instead. {HINTS[watches_anomalies()]}"
        )
        self.node = node
        self.shape = shape
        self.operation = operation
        self.found = found
        self.expected = expected


class LeafInPlaceError(AutogradError):
    """An in-place operation on a leaf that requires grad, or on a view of one."""

    def __init__(self, view: bool = False) -> None:
        what = "a view of a leaf" if view else "a leaf"
        super().__init__(
            f"{what} Variable that requires grad is being used in an in-place operation."
        )
        self.view = view


class ViewInPlaceError(AutogradError):
    """An in-place operation on a view that PyTorch does not allow to be modified."""


AutogradError.__name__ = AutogradError.__qualname__ = "RuntimeError"
AutogradError.__module__ = "builtins"


class OutOfBoundsError(IndexError):
    """A tensor of indices names a place that is not there: known only while computing.

    A traceback calls it ``IndexError``, as it would in PyTorch.
    """


OutOfBoundsError.__name__ = OutOfBoundsError.__qualname__ = "IndexError"
OutOfBoundsError.__module__ = "builtins"
