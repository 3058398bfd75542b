"""Parts of tensors, read and written: ``x[i]``, ``x[i] = v``, ``select``, ``unbind``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .checking import is_number
from .dispatch import call
from .families import A
from .indexing import Step, check_range, indexed_shape, plan, shape_after
from .overflow import stored
from .shapes import Shape, normal_dim
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
INDEX = Param("index", "index", help="what to take: 0, 1:, (0, ...), a mask")

Params = Mapping[str, Any]


def _operation(step: Step) -> OpSpec:
    return REGISTRY[step.name] if step.name in REGISTRY else INTERNAL[step.name]


def getitem(a: Tensor, index: Any) -> Any:
    """``a[index]``, one Node for each step."""
    for step in plan(a._array.shape, index):
        a = call(_operation(step), (a,), step.params)
    return a


def setitem(a: Tensor, value: Any, index: Any) -> Tensor:
    """``a[index] = value``; returns ``a``."""
    if index is False:
        return a
    if not isinstance(value, Tensor):
        if not is_number(value):
            raise TypeError(f"can't assign a {type(value).__name__} to a {a.dtype.tensor_type}")
        value = Tensor(stored(value, a._array.dtype))
    target = a
    if index is True:
        _copy_to(call(REGISTRY["unsqueeze"], (a,), {"dim": 0}), value)
        return a
    for step in plan(a._array.shape, index, setting=True):
        if step.name == "index":
            call(INTERNAL["put_at_"], (target, _without_lead(value)), step.params)
            return a
        target = call(_operation(step), (target,), step.params)
    _copy_to(target, value)
    return a


def other_type(a: Any, value: Any) -> RuntimeError:
    """The error for values of another type than that of what is written."""
    return RuntimeError(
        "Index put requires the source and destination dtypes match, got "
        f"{a.dtype.scalar_name} for the destination and {value.dtype.scalar_name} for the source."
    )


def _copy_to(target: Tensor, value: Tensor) -> None:
    shape = value._array.shape
    if shape == target._array.shape:
        call(REGISTRY["copy_"], (target, value))
    elif not shape:
        call(REGISTRY["fill_tensor_"], (target, value))
    else:
        seen = _without_lead(value, always=True)
        if seen._array.shape != target._array.shape:
            seen = call(REGISTRY["expand"], (seen,), {"size": target._array.shape})
        call(REGISTRY["copy_"], (target, seen))


def _without_lead(value: Tensor, always: bool = False) -> Any:
    """A value without its leading dimensions of extent 1; a view even if it has none."""
    shape = value._array.shape
    lead = 0
    while lead < len(shape) and shape[lead] == 1:
        lead += 1
    if not lead and not always:
        return value
    return call(REGISTRY["view"], (value,), {"size": shape[lead:]})


def _infer_getitem(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta(shape_after(shape, plan(shape, params["index"])), dtype),)


def _infer_setitem(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, _ = operands[0]
    shape_after(shape, plan(shape, params["index"], setting=True))
    return (operands[0],)


def _infer_select(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if not shape:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    dim = normal_dim(params["dim"], len(shape))
    if not -shape[dim] <= params["index"] < shape[dim]:
        raise IndexError(
            f"select(): index {params['index']} out of range for tensor of size {list(shape)} at "
            f"dimension {dim}"
        )
    return (Meta(shape[:dim] + shape[dim + 1 :], dtype),)


def _select_place(dim: int, index: int, ndim: int) -> tuple[Any, ...]:
    return (slice(None),) * normal_dim(dim, ndim) + (index,)


def slice_place(
    dim: int, start: int | None, end: int | None, step: int, ndim: int
) -> tuple[Any, ...]:
    """The index of what ``slice`` takes."""
    return (slice(None),) * (dim % ndim) + (slice(start, end, step),)


def infer_slice(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """One dimension cut. Raises RuntimeError, IndexError."""
    shape, dtype = operands[0]
    dim, step = params["dim"], params["step"]
    if not shape:
        raise RuntimeError("slice() cannot be applied to a 0-dim tensor.")
    dim = normal_dim(dim, len(shape))
    if step <= 0:
        raise RuntimeError("slice step must be positive")
    count = len(range(shape[dim])[params["start"] : params["end"] : step])
    return (Meta((*shape[:dim], count, *shape[dim + 1 :]), dtype),)


def _infer_index(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    result = indexed_shape(shape, params["indices"])
    check_range(shape, params["indices"])
    return (Meta(result, dtype),)


def fits(shape: Shape, target: Shape) -> bool:
    """Whether ``shape`` broadcasts to ``target``."""
    lead = len(target) - len(shape)
    return lead >= 0 and all(n in (1, m) for n, m in zip(shape, target[lead:], strict=True))


def _infer_unbind(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if not shape:
        raise IndexError("Dimension specified as 0 but tensor has no dimensions")
    dim = normal_dim(params["dim"], len(shape))
    return tuple([Meta(shape[:dim] + shape[dim + 1 :], dtype)] * shape[dim])


def _unbind(xp: Any, a: Any, dim: int) -> Any:
    place = (slice(None),) * (dim % a.ndim)
    return tuple([a[(*place, i, ...)] for i in range(a.shape[dim])])


def _ellipsis(place: tuple[Any, ...]) -> tuple[Any, ...]:
    # With an ellipsis NumPy gives a view, and never a scalar.
    return (*place, Ellipsis)


SLICE = (
    Param("dim", "dim", 0, help="the dimension"),
    Param("start", "int", None, optional=True, help="where to begin"),
    Param("end", "int", None, optional=True, help="where to stop, before it"),
    Param("step", "int", 1, help="how far each is from the one before"),
)

register(
    OpSpec(
        name="getitem",
        category="index",
        ports=A,
        params=(INDEX,),
        infer=_infer_getitem,
        compose=getitem,
        spelling="{a}[{index}]",
        methods=("__getitem__",),
        formula=r"a_{i}",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient at the places that were taken, 0 elsewhere",),
        title="Index",
        help="A part of the tensor: an element, a row, a range, or what a mask chooses.",
        keywords=("slice", "subscript", "row", "column", "[]"),
        samples=(
            Sample((X,), {"index": 0}),
            Sample((X,), {"index": (slice(None), 1)}),
            Sample((X,), {"index": slice(1, None)}),
            Sample((X,), {"index": (0, slice(1, None))}),
            Sample((X,), {"index": (Ellipsis, None)}),
            Sample((X,), {"index": [0, 1, 0]}),
            Sample((X,), {"index": ([0, 1], slice(1, None))}),
            Sample((X,), {"index": ([0, 0], [2, 2])}),
            Sample((X,), {"index": slice(None, None, 2)}),
        ),
        bad=(
            BadSample(
                (X,),
                {"index": 2},
                "index 2 is out of bounds for dimension 0 with size 2",
                IndexError,
            ),
            BadSample(
                (X,), {"index": (0, 0, 0)}, "too many indices for tensor of dimension 2", IndexError
            ),
            BadSample(
                (X,),
                {"index": [0, 3]},
                "index 3 is out of bounds for dimension 0 with size 2",
                IndexError,
            ),
            BadSample(
                (X,),
                {"index": slice(0, 2, -1)},
                "step must be greater than zero",
                ValueError,
            ),
        ),
    ),
    OpSpec(
        name="setitem",
        category="index",
        ports=(Port("a"), Port("b", number=True)),
        params=(INDEX,),
        infer=_infer_setitem,
        mutates=True,
        compose=setitem,
        spelling="{a}[{index}] = {b}",
        formula=r"a_{i} := b",
        gradient_formulas=(r"0", r"1"),
        gradient_texts=("0 at the places that were written", "the gradient at those places"),
        title="Write part",
        help="A value is written into a part of the tensor.",
        keywords=("assign", "subscript", "in-place", "[]"),
    ),
    OpSpec(
        name="select",
        category="index",
        ports=A,
        params=(
            Param("dim", "dim", help="the dimension"),
            Param("index", "int", help="the place in that dimension"),
        ),
        infer=_infer_select,
        view=True,
        forward=lambda xp, a, dim, index: a[_ellipsis(_select_place(dim, index, a.ndim))],
        gradients=(
            lambda xp, g, a_shape, dim, index: xp.placed(
                g, a_shape, _select_place(dim, index, len(a_shape))
            ),
        ),
        node_name="SelectBackward0",
        spelling="{a}.select({params})",
        methods=("select",),
        functions=("select",),
        formula=r"a_{i}",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient at the selected place, 0 elsewhere",),
        title="Select",
        help="One slice along a dimension, which disappears.",
        keywords=("index", "row", "column"),
        samples=(
            Sample((X,), {"dim": 0, "index": 1}),
            Sample((X,), {"dim": -1, "index": -1}),
        ),
        bad=(
            BadSample(
                (X,),
                {"dim": 0, "index": 2},
                "select(): index 2 out of range for tensor of size [2, 3] at dimension 0",
                IndexError,
            ),
        ),
    ),
    OpSpec(
        name="unbind",
        category="index",
        ports=A,
        params=(Param("dim", "dim", 0, help="the dimension"),),
        outputs=("*outs",),
        differentiable=("*outs",),
        infer=_infer_unbind,
        checked=True,
        view=True,
        forward=_unbind,
        gradients=(lambda xp, g, a_shape, dim: xp.joined(g, a_shape, dim % len(a_shape)),),
        node_name="UnbindBackward0",
        spelling="{a}.unbind({params})",
        methods=("unbind",),
        functions=("unbind",),
        formula=r"a_{0}, a_{1}, \ldots",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradients of the slices, put together",),
        title="Unbind",
        help="All slices along a dimension.",
        keywords=("split", "iterate"),
        samples=(Sample((X,)), Sample((X,), {"dim": 1})),
    ),
    OpSpec(
        name="slice",
        category="internal",
        ports=A,
        params=SLICE,
        infer=infer_slice,
        view=True,
        forward=lambda xp, a, dim, start, end, step: a[slice_place(dim, start, end, step, a.ndim)],
        gradients=(
            lambda xp, g, a_shape, dim, start, end, step: xp.placed(
                g, a_shape, slice_place(dim, start, end, step, len(a_shape))
            ),
        ),
        gradient_texts=("the gradient at the places that were taken, 0 elsewhere",),
        node_name="SliceBackward0",
    ),
    OpSpec(
        name="index",
        category="internal",
        ports=A,
        params=(Param("indices", "index"),),
        infer=_infer_index,
        checked=True,
        forward=lambda xp, a, indices: xp.indexed(a, indices),
        gradients=(lambda xp, g, a_shape, indices: xp.added_at(g, a_shape, indices),),
        gradient_texts=("the gradient at the places that were taken, 0 elsewhere",),
        node_name="IndexBackward0",
    ),
)
