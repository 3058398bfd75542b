"""Transposition by its many names: ``x.T``, ``x.mT``, ``adjoint``, ``swapaxes``, ``movedim``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .dispatch import call
from .shape import as_shape, view_op
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


def composed(name: str, compose: Any, **fields: Any) -> OpSpec:
    """An operation that is made of other views."""
    return view_op(name, "", None, **{"gradients": (), "view": False, "compose": compose, **fields})


def _moved(shape: Shape, source: Any, destination: Any) -> tuple[int, ...]:
    """The order of dimensions after ``movedim``. Raises RuntimeError, IndexError."""
    given, wanted = as_shape(source), as_shape(destination)
    if len(given) != len(wanted):
        raise RuntimeError(
            "movedim: Invalid source or destination dims: source "
            f"({list(given)} dims) should contain the same number of dims as destination "
            f"({list(wanted)} dims)"
        )
    old = [normal_dim(dim, len(shape)) for dim in given]
    new = [normal_dim(dim, len(shape)) for dim in wanted]
    for name, dims, said in (("source", old, given), ("destination", new, wanted)):
        if len(set(dims)) != len(dims):
            raise RuntimeError(f"movedim: repeated dim in `{name}` ({list(said)})")
    order = [-1] * len(shape)
    for i, j in zip(old, new, strict=True) if shape else ():
        order[j] = i
    rest = iter([dim for dim in range(len(shape)) if dim not in old])
    return tuple([dim if dim >= 0 else next(rest) for dim in order])


def _infer_movedim(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    order = _moved(shape, params["source"], params["destination"])
    return (Meta(tuple([shape[dim] for dim in order]), dtype),)


def _movedim(a: Tensor, source: Any, destination: Any) -> Any:
    order = _moved(a._array.shape, source, destination)
    if not order:
        return call(INTERNAL["alias"], (a,))
    return call(REGISTRY["permute"], (a,), {"dims": order})


def _reversed(a: Tensor) -> Any:
    return call(REGISTRY["permute"], (a,), {"dims": tuple(range(a._array.ndim))[::-1]})


def _check_matrix(name: str, shape: Shape) -> None:
    if name == "H" and len(shape) not in (0, 2):
        raise RuntimeError(
            f"tensor.H is only supported on matrices (2-D tensors). Got {len(shape)}-D tensor."
            + (" For batches of matrices, consider using tensor.mH" if len(shape) > 2 else "")
        )
    if len(shape) == 1 or (not shape and name == "mT"):
        called = "adjoint()" if name == "adjoint" else name
        raise RuntimeError(
            f"tensor.{called} is only supported on matrices or batches of matrices. Got "
            f"{len(shape)}-D tensor."
        )


def _adjoint(name: str) -> Any:
    """The last two dimensions exchanged, under one of PyTorch's names for it."""

    def compose(a: Tensor) -> Any:
        shape = a._array.shape
        _check_matrix(name, shape)
        if not shape:
            return a
        return call(REGISTRY["transpose"], (a,), {"dim0": -2, "dim1": -1})

    return compose


def _infer_adjoint(name: str) -> Any:
    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        _check_matrix(name, shape)
        return (Meta((*shape[:-2], *shape[-2:][::-1]), dtype),)

    return infer


def _swapaxes(a: Tensor, axis0: int, axis1: int) -> Any:
    return call(REGISTRY["transpose"], (a,), {"dim0": axis0, "dim1": axis1})


def _swapaxes_in_place(a: Tensor, axis0: int, axis1: int) -> Any:
    return call(REGISTRY["transpose_"], (a,), {"dim0": axis0, "dim1": axis1})


def _infer_swap(operands: Operands, params: Params) -> tuple[Meta, ...]:
    first, second = params.values()
    return REGISTRY["transpose"].infer(operands, {"dim0": first, "dim1": second})


BACK = "the gradient, with the dimensions put back"
AXES = (Param("axis0", "dim", help="a dimension"), Param("axis1", "dim", help="the other"))
MOVES = (
    Param("source", "dims", help="where the dimensions are"),
    Param("destination", "dims", help="where they go"),
)


def _transposed(name: str, compose: Any, infer: Any, **fields: Any) -> OpSpec:
    """``a.T``: an attribute of tensors; ``methods.py`` makes it one."""
    defaults: dict[str, Any] = {
        "infer": infer,
        "spelling": f"{{a}}.{name}",
        "methods": (),
        "functions": (),
        "formula": r"a^\top",
        "gradient_texts": (BACK,),
        "keywords": ("transpose", "matrix", "swap"),
        "samples": (Sample((X,)),),
    }
    return composed(name, compose, **{**defaults, **fields})


register(
    _transposed(
        "T",
        _reversed,
        lambda operands, params: (Meta(operands[0].shape[::-1], operands[0].dtype),),
        title="Transposed",
        help="All dimensions in reverse order, sharing memory.",
    ),
    _transposed(
        "mT",
        _adjoint("mT"),
        _infer_adjoint("mT"),
        title="Matrices transposed",
        help="The last two dimensions exchanged, sharing memory.",
        samples=(Sample((X,)), Sample(([X, X],))),
        bad=(
            BadSample(
                ([1.0, 2.0],),
                {},
                "tensor.mT is only supported on matrices or batches of matrices. Got 1-D tensor.",
            ),
        ),
    ),
    _transposed(
        "H",
        _adjoint("H"),
        _infer_adjoint("H"),
        title="Matrix conjugate transposed",
        help="A matrix transposed, sharing memory; for real numbers the same as the transpose.",
    ),
    _transposed(
        "mH",
        _adjoint("mH"),
        _infer_adjoint("mH"),
        title="Matrices conjugate transposed",
        help="The last two dimensions exchanged; for real numbers the same as the transpose.",
    ),
    _transposed(
        "adjoint",
        _adjoint("adjoint"),
        _infer_adjoint("adjoint"),
        spelling="{a}.adjoint()",
        methods=("adjoint",),
        functions=("adjoint",),
        title="Adjoint",
        help="The last two dimensions exchanged; for real numbers the same as the transpose.",
    ),
    composed(
        "swapaxes",
        _swapaxes,
        params=AXES,
        infer=_infer_swap,
        gradient_texts=(BACK,),
        title="Swap axes",
        help="Two dimensions exchanged, sharing memory: another name for transpose.",
        keywords=("transpose", "exchange"),
        samples=(Sample((X,), {"axis0": 0, "axis1": 1}),),
    ),
    composed(
        "swapdims",
        lambda a, dim0, dim1: _swapaxes(a, dim0, dim1),
        params=REGISTRY["transpose"].params,
        infer=_infer_swap,
        gradient_texts=(BACK,),
        title="Swap dimensions",
        help="Two dimensions exchanged, sharing memory: another name for transpose.",
        keywords=("transpose", "exchange"),
        samples=(Sample((X,), {"dim0": 0, "dim1": -1}),),
    ),
    composed(
        "swapaxes_",
        _swapaxes_in_place,
        params=AXES,
        mutates=True,
        infer=_infer_swap,
        functions=(),
        gradient_texts=(BACK,),
        title="Swap axes in place",
        help="Two dimensions exchanged; the tensor itself changes.",
    ),
    composed(
        "swapdims_",
        lambda a, dim0, dim1: _swapaxes_in_place(a, dim0, dim1),
        params=REGISTRY["transpose"].params,
        mutates=True,
        infer=_infer_swap,
        functions=(),
        gradient_texts=(BACK,),
        title="Swap dimensions in place",
        help="Two dimensions exchanged; the tensor itself changes.",
    ),
    composed(
        "movedim",
        _movedim,
        params=MOVES,
        infer=_infer_movedim,
        functions=("movedim", "moveaxis"),
        methods=("movedim", "moveaxis"),
        gradient_texts=(BACK,),
        title="Move dimensions",
        help="Some dimensions moved to other places, sharing memory; the rest keep their order.",
        keywords=("moveaxis", "permute", "order"),
        samples=(
            Sample(([X],), {"source": 0, "destination": 2}),
            Sample(([X],), {"source": (0, 1), "destination": (-1, 0)}),
        ),
        bad=(
            BadSample(
                (X,),
                {"source": (0, 0), "destination": (0, 1)},
                "movedim: repeated dim in `source` ([0, 0])",
            ),
        ),
    ),
)
