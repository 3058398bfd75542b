"""Where a backward pass starts: tensors and gradients checked, in PyTorch's words and order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .errors import NoGradError, ScalarOnlyError, ShapeMismatchError
from .node import Node
from .tensor import Size, Tensor

__all__ = ["Edge", "GradientEdge", "check_input", "edge_of", "input_edges", "prepare", "tensors_of"]

#: A place where gradients arrive: a Node and the number of its output.
Edge = tuple[Node, int]


class _Edge(NamedTuple):
    node: Node
    output_nr: int
    ownership_token: Any = None


class GradientEdge(_Edge):
    """Where gradients of a tensor arrive: a Node and which of its outputs the tensor is."""

    dtype: Any = np.dtype(np.float32)
    """The element type of the tensor, which the Node does not know."""
    requires_grad = True

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the tensor."""
        return self.node.output_shape(self.output_nr)


def tensors_of(value: Any) -> tuple[Any, ...]:
    """One tensor or a sequence of them as a tuple."""
    return (value,) if isinstance(value, Tensor | GradientEdge) else tuple(value)


def prepare(
    roots: Sequence[Tensor | GradientEdge],
    gradients: Sequence[Tensor | None] | None,
    create_graph: bool,
) -> tuple[list[Edge], list[Any]]:
    """The edges to start at and the gradients to start with: arrays, or Tensors to be recorded.

    Raises ShapeMismatchError, ScalarOnlyError, NoGradError, or TypeError.
    """
    given: Sequence[Any] = (None,) * len(roots) if gradients is None else gradients
    pairs = zip(roots, given, strict=False)
    starts = [_start(index, root, gradient) for index, (root, gradient) in enumerate(pairs)]
    if len(starts) != len(roots):  # as PyTorch, which leaves gradients that are too many alone
        raise RuntimeError(f"got {len(roots)} tensors and {len(starts)} gradients")
    edges: list[Edge] = []
    values: list[Any] = []
    for index, (root, start) in enumerate(zip(roots, starts, strict=True)):
        edge = edge_of(root)
        if edge is None:
            raise NoGradError(index)
        edges.append(edge)
        array = root if isinstance(root, GradientEdge) else root._array
        if start is None:
            value = np.ones(array.shape, array.dtype)
        elif start._array.dtype != array.dtype:
            value = start._array.astype(array.dtype)
        else:
            values.append(start if create_graph else start._array)
            continue
        values.append(Tensor(value) if create_graph else value)
    return edges, values


def _start(index: int, root: Any, gradient: Any) -> Tensor | None:
    if not isinstance(root, Tensor | GradientEdge):
        raise AssertionError("Expected output to be a torch.Tensor")
    if isinstance(gradient, Tensor):
        found, wanted = Size(gradient._array.shape), Size(root.shape)
        if found != wanted:
            raise ShapeMismatchError(
                f"Mismatch in shape: grad_output[{index}] has a shape of {found} and "
                f"output[{index}] has a shape of {wanted}."
            )
        return gradient
    if gradient is not None:
        raise TypeError(
            f"gradients can be either Tensors or None, but got {type(gradient).__name__}"
        )
    if root.requires_grad and math.prod(root.shape) != 1:
        raise ScalarOnlyError
    return None


def edge_of(tensor: Tensor | GradientEdge) -> Edge | None:
    """Where the gradient of a tensor arrives, or None if it requires none."""
    if isinstance(tensor, GradientEdge):
        return tensor.node, tensor.output_nr
    node = tensor.edge()
    return None if node is None else (node, tensor._nr)


def check_input(value: object) -> None:
    """Raise RuntimeError for what gradients cannot be asked for."""
    if not isinstance(value, Tensor | GradientEdge):
        raise RuntimeError(
            f"all inputs have to be Tensors or GradientEdges, but got {type(value).__name__}"
        )


def input_edges(inputs: Sequence[Tensor]) -> list[Edge]:
    """The edges of ``inputs``. Raises RuntimeError for one that does not require grad."""
    edges: list[Edge] = []
    for tensor in inputs:
        check_input(tensor)
        edge = edge_of(tensor)
        if edge is None:
            if not tensor.requires_grad:
                raise RuntimeError("One of the differentiated Tensors does not require grad")
            # A view made under no_grad of what requires grad: it is in no graph.
            edge = (Node.__new__(Node), 0)
        edges.append(edge)
    return edges
