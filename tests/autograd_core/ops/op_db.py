"""PyTorch's operation database as a judge: every sample of an entry in both engines.

    python -m tests.autograd_core.ops.op_db nn.functional.gelu linalg.det   # what differs, in full
    python -m tests.autograd_core.ops.op_db --missing    # entries that have no function here
    python -m tests.autograd_core.ops.op_db --all        # the score of every entry offered
    python -m tests.autograd_core.ops.op_db --record     # the same, and notes those that agree

Compared are values, shapes, dtypes, the names of the Nodes, gradients, gradients of gradients, and
for the entry's bad inputs the class and the first line of the error.
"""

from __future__ import annotations

import math
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import autograd_core as core
from autograd_core.ops import binding
from autograd_core.ops.spec import INTERNAL

RECORD = Path(__file__).parents[2] / "golden" / "op_db.txt"
"""The names of the entries that agree at every sample."""

DTYPES = ("float64", "float32")
TOLERANCE = {"float64": 1e-7, "float32": 2e-4, "float16": 2e-2}
NOT_OURS = (
    *("complex", "sparse", "cuda", "bfloat16", "cfloat", "cdouble", "chalf"),
    *("_refs", "jiterator", "ops.aten", "_scaled_mm"),
)
"""Parts of names of entries that an engine without complex and sparse numbers has no use for."""

TABLE_FIRST = ("nn.functional.embedding", "nn.functional.embedding_bag")
"""Entries whose samples have the table before the indices, unlike the function."""

SEED = 42
"""Where the database's random entries start PyTorch's generator at each call."""

UNNAMED = ("slice",)
"""Entries for operations to which PyTorch gives no name in Python, and so neither do we."""


IN_PLACE = ("cauchy", "exponential", "geometric", "log_normal", "uniform")
"""Entries that PyTorch has under this name with an underscore only."""

GAUGED = ("linalg.eigh", "linalg.svd", "svd", "svd_lowrank", "pca_lowrank")
"""Entries with results whose signs are free: the database's own function of them is compared."""

CALLS: dict[tuple[str, str], Callable[..., Any]] = {
    ("normal", "in_place"): lambda x, *args, **kwargs: x.normal_(*args, **kwargs),
    ("normal", "number_mean"): lambda std, mean, *args, **kwargs: core.normal(
        mean, std, *args, **kwargs
    ),
    ("rand_like", ""): lambda x, *args, **kwargs: core.randn_like(x, *args, **kwargs),  # sic
    ("zero_", ""): lambda x: x.clone().zero_(),
    ("linalg.pinv", "singular"): lambda a, b: core.linalg.pinv(a @ b.mT),
    ("linalg.lstsq", "grad_oriented"): lambda a, b, driver: core.linalg.lstsq(a, b, driver=driver)[
        :2
    ],
    ("max_pool2d_with_indices_backward", ""): lambda x, **kwargs: _pooled_back(x, **kwargs),
    ("where", ""): lambda x, condition, other: core.where(condition, x, other),
}
"""Entries by name and variant that PyTorch's database calls in another way than by their name."""

EMPTY = (
    *("empty", "empty_like", "empty_strided", "empty_permuted"),
    *("new_empty", "new_empty_strided"),
)
"""Entries whose values are what was in memory before."""


def _pooled_back(x: Any, *, stride: Any = None, return_indices: bool = True, **kwargs: Any) -> Any:
    """As the database calls it: the gradient of max pooling for a gradient of ones."""
    where = {"stride": kwargs["kernel_size"] if stride is None else stride, **kwargs}
    out, indices = core.nn.functional.max_pool2d(x, **where, return_indices=True)
    return core.max_pool2d_with_indices_backward(
        core.ones_like(out.detach()), x, **where, indices=indices
    )


class Difference(NamedTuple):
    """One thing in which the engines differ, at one sample."""

    kind: str
    sample: str
    said: str


class Unfit(Exception):
    """A sample that asks for what the engine does not have: complex numbers, sparse layouts."""


def entries() -> dict[str, list[Any]]:
    """The entries of the database by name; an entry with variants is several."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from torch.testing._internal.common_methods_invocations import op_db
    found: dict[str, list[Any]] = {}
    for entry in op_db:
        if not any(part in entry.name for part in NOT_OURS):
            found.setdefault(entry.name, []).append(entry)
    return found


def offered(name: str) -> Callable[..., Any] | None:
    """Our function of that name, or method where PyTorch has it only so."""
    name = f"{name}_" if name in IN_PLACE else name
    owner: Any = core
    for part in name.split("."):
        owner = getattr(owner, part, None)
        if owner is None:
            break
    if callable(owner) and not isinstance(owner, type):
        found: Callable[..., Any] = owner
        return (lambda a, b, **named: found(b, a, **named)) if name in TABLE_FIRST else found
    method = getattr(core.Tensor, name, None)
    if isinstance(method, property):  # x.T
        return method.fget
    if method is None and name in UNNAMED:
        return binding.function_of(INTERNAL[name])
    return method if callable(method) else None


# ---- from one engine to the other ------------------------------------------------------------


def ours(value: Any, torch: Any, made: dict[int, Any]) -> Any:
    """A sample's argument in our engine; tensors keep their strides."""
    if isinstance(value, torch.Tensor):
        if id(value) not in made:
            made[id(value)] = (_tensor(value, torch), value)
        return made[id(value)][0]
    if isinstance(value, torch.dtype):
        name = str(value).removeprefix("torch.")
        found = getattr(core, name, None)
        if not isinstance(found, core.dtype):
            raise Unfit(f"dtype {name}")
        return found
    if isinstance(value, torch.layout | torch.memory_format):
        found = getattr(core, str(value).removeprefix("torch."), None)
        if not isinstance(found, core.layout | core.memory_format):
            raise Unfit(str(value))
        return found
    if isinstance(value, torch.Size):
        return tuple(value)
    if isinstance(value, list | tuple):
        items = [ours(item, torch, made) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    if isinstance(value, dict):
        return {key: ours(item, torch, made) for key, item in value.items()}
    if isinstance(value, complex) or type(value).__module__.split(".")[0] == "torch":
        raise Unfit(type(value).__name__)
    return value


def _tensor(value: Any, torch: Any) -> Any:
    if value.is_complex() or value.layout is not torch.strided or value.device.type != "cpu":
        raise Unfit(str(value.dtype))
    if not hasattr(core, str(value.dtype).removeprefix("torch.")):
        raise Unfit(str(value.dtype))
    if value.untyped_storage().nbytes() == 0 and value.numel():
        raise Unfit("no memory")
    if value.dim() > 64:
        raise Unfit("more dimensions than an array can have")
    shape, strides = tuple(value.shape), tuple(value.stride())
    if value.numel():
        # The whole storage, of which `as_strided` may see more than the tensor shows.
        flat = torch.empty(0, dtype=value.dtype).set_(value.untyped_storage())
        memory = flat.numpy().copy()
        steps = tuple(step * memory.itemsize for step in strides)
        array = np.ndarray(shape, memory.dtype, memory, 0, steps)
        if value.storage_offset():
            whole = core.from_numpy(memory)
            part = whole.as_strided(shape, strides, value.storage_offset()).detach()
            return part.requires_grad_(value.requires_grad)
    else:
        array = value.detach().numpy().copy()
    tensor = core.from_numpy(array)
    return tensor.requires_grad_(value.requires_grad)


def flat(value: Any, kind: type) -> list[Any]:
    """The tensors of a nested result or argument, in order."""
    if isinstance(value, kind):
        return [value]
    if isinstance(value, list | tuple):
        return [item for inner in value for item in flat(inner, kind)]
    if isinstance(value, dict):
        return [item for inner in value.values() for item in flat(inner, kind)]
    return []


# ---- one sample ------------------------------------------------------------------------------


def compare(entry: Any, function: Callable[..., Any], sample: Any) -> Iterator[Difference]:
    """Runs one sample in both engines, and says in what they differ."""
    import torch

    said = f"{entry.formatted_name} {_short(sample)}"
    made: dict[int, Any] = {}
    arguments = (sample.input, *sample.args)
    try:
        args = ours(arguments, torch, made)
        kwargs = ours(sample.kwargs, torch, made)
    except Unfit:
        return
    # The samples are made as one goes, from PyTorch's generator: it must not notice.
    with torch.random.fork_rng():
        torch.manual_seed(42)
        theirs_out = entry.op(*arguments, **sample.kwargs)
    core.manual_seed(42)
    if any(t.is_complex() for t in flat(theirs_out, torch.Tensor)):
        return
    core.manual_seed(SEED)
    try:
        our_out = function(*args, **kwargs)
    except Exception as error:
        yield Difference("raised", said, f"{type(error).__name__}: {error}")
        return
    if entry.name in GAUGED:
        theirs_out, our_out = map(sample.output_process_fn_grad, (theirs_out, our_out))
    theirs, mine = flat(theirs_out, torch.Tensor), flat(our_out, core.Tensor)
    if len(mine) != len(theirs):
        yield Difference("results", said, f"{len(mine)} tensors, not {len(theirs)}")
        return
    if not theirs and type(theirs_out) in (bool, int, float) and theirs_out != our_out:
        yield Difference("value", said, f"{our_out}, not {theirs_out}")
    for one, other in zip(mine, theirs, strict=True):
        if entry.name in EMPTY:
            other.zero_()
            one.zero_()
        yield from _same(one, other, "value", said)
        names = [t.grad_fn.name() if t.grad_fn is not None else None for t in (one, other)]
        if names[0] != names[1]:
            yield Difference("node", said, f"{names[0]}, not {names[1]}")
        if one.requires_grad != other.requires_grad:
            yield Difference("node", said, f"requires_grad {one.requires_grad}")
    leaves = [pair for pair in made.values() if pair[1].requires_grad]
    pairs = [pair for pair in zip(mine, theirs, strict=True) if all(t.requires_grad for t in pair)]
    if leaves and pairs:
        try:
            yield from _gradients(pairs, leaves, entry.supports_gradgrad, said)
        except Exception as error:
            yield Difference("gradient raised", said, f"{type(error).__name__}: {error}")


def _gradients(
    pairs: list[Any], leaves: list[Any], again: bool, said: str, kind: str = "gradient"
) -> Iterator[Difference]:
    import torch

    cotangents = [_seeds(other) for _, other in pairs]
    seeds = [[torch.from_numpy(c.copy()).requires_grad_() for c in cotangents]]
    seeds.append([core.from_numpy(c.copy()).requires_grad_() for c in cotangents])
    try:
        theirs = torch.autograd.grad(
            [other for _, other in pairs],
            [leaf for _, leaf in leaves],
            seeds[0],
            allow_unused=True,
            create_graph=again,
        )
    except RuntimeError:
        if kind == "second":  # PyTorch has none here, for all that the entry says
            return
        raise
    mine = core.autograd.grad(
        [one for one, _ in pairs],
        [leaf for leaf, _ in leaves],
        seeds[1],
        allow_unused=True,
        create_graph=again,
    )
    further = []
    for one, other in zip(mine, theirs, strict=True):
        if (one is None) != (other is None):
            present = one if one is not None else other
            if bool((present != 0).any()):
                yield Difference(kind, said, f"{one}, not {other}")
            continue
        if one is None:
            continue
        yield from _same(one, other, kind, said)
        if one.requires_grad and other.requires_grad:
            further.append((one, other))
        elif other.requires_grad and other.grad_fn is not None and again:
            flows = torch.autograd.grad(
                other.sum(), [leaf for _, leaf in leaves], allow_unused=True, retain_graph=True
            )
            if any(flow is not None and bool((flow != 0).any()) for flow in flows):
                yield Difference("second", said, "the gradient is not differentiable here")
    if again and further:
        more = [*leaves, *zip(seeds[1], seeds[0], strict=True)]
        yield from _gradients(further, more, False, said, "second")


def _seeds(tensor: Any) -> Any:
    rng = np.random.default_rng(math.prod(tensor.shape) + 1)
    return np.asarray(
        rng.uniform(0.5, 1.5, tuple(tensor.shape)), str(tensor.dtype).removeprefix("torch.")
    )


def _same(one: Any, other: Any, kind: str, said: str) -> Iterator[Difference]:
    if tuple(one.shape) != tuple(other.shape):
        yield Difference(kind, said, f"shape {tuple(one.shape)}, not {tuple(other.shape)}")
        return
    if str(one.dtype) != str(other.dtype):
        yield Difference(kind, said, f"{one.dtype}, not {other.dtype}")
        return
    tolerance = TOLERANCE.get(str(one.dtype).removeprefix("torch."), 0)
    tolerance *= 2 if kind == "second" else 1  # where larger terms cancel, as in cov of two columns
    mine = one.detach().numpy()
    theirs = other.detach().clone().numpy()  # PyTorch's zero tensors have no memory of their own
    room = tolerance
    if kind == "second" and mine.dtype == np.float32 and theirs.size:
        # Ill-conditioned samples: PyTorch's own rounding shows in the small elements.
        room *= max(1.0, float(np.max(np.abs(theirs), initial=0, where=np.isfinite(theirs))))
    if not np.allclose(mine, theirs, rtol=tolerance, atol=room, equal_nan=True):
        yield Difference(kind, said, f"{mine.ravel()[:4]}, not {theirs.ravel()[:4]}")


def _short(sample: Any) -> str:
    def text(value: Any) -> str:
        if hasattr(value, "shape"):
            return f"{str(value.dtype).removeprefix('torch.')}{list(value.shape)}"
        if isinstance(value, list | tuple):
            return f"({', '.join(map(text, value))})"
        return repr(value)

    args = [text(value) for value in (sample.input, *sample.args)]
    args += [f"{name}={text(value)}" for name, value in sample.kwargs.items()]
    return f"({', '.join(args)})"


# ---- one entry -------------------------------------------------------------------------------


def check(
    entry: Any, function: Callable[..., Any], dtypes: tuple[str, ...] = DTYPES, most: int = 10**6
) -> Iterator[Difference]:
    """Every difference at the samples of an entry, `most` of each dtype, and at its bad inputs."""
    import torch

    for name in dtypes:
        dtype = getattr(torch, name)
        if dtype not in entry.dtypes:
            continue
        torch.manual_seed(0)
        tracked = entry.supports_autograd and dtype.is_floating_point
        for place, sample in enumerate(entry.sample_inputs("cpu", dtype, requires_grad=tracked)):
            if place >= most:
                break
            yield from compare(entry, function, sample)
    if entry.error_inputs_func is not None:
        for bad in entry.error_inputs("cpu"):
            yield from compare_errors(entry, function, bad.sample_input)


def compare_errors(entry: Any, function: Callable[..., Any], sample: Any) -> Iterator[Difference]:
    """Whether a bad input is refused in PyTorch's words."""
    import torch

    said = f"{entry.formatted_name} {_short(sample)}"
    if "out" in sample.kwargs:  # the engine makes its results itself
        return
    try:
        args = ours((sample.input, *sample.args), torch, {})
        kwargs = ours(sample.kwargs, torch, {})
    except Unfit:
        return
    found: list[str] = []
    for run, given, named in (
        (entry.op, (sample.input, *sample.args), sample.kwargs),
        (function, args, kwargs),
    ):
        try:
            run(*given, **named)
        except Exception as error:
            lines = str(error).splitlines() or [""]
            found.append(f"{type(error).__name__}: {lines[0]}")
        else:
            found.append("no error")
    if found[0] != found[1]:
        yield Difference("error", said, f"{found[1]!r}, not {found[0]!r}")


def called(entry: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Our function as the entry calls it."""
    return CALLS.get((entry.name, entry.variant_test_name), function)


def main(arguments: list[str]) -> None:
    """The command line; see the head of this file."""
    warnings.simplefilter("ignore")
    every = entries()
    if arguments == ["--missing"]:
        print("\n".join(name for name in every if offered(name) is None))
        return
    brief = arguments in (["--all"], ["--record"])
    agreeing = []
    good = total = 0
    for name in [n for n in every if offered(n)] if brief else arguments:
        function = offered(name)
        if function is None:
            print(f"{name}: not offered")
            continue
        best = good
        for entry in every[name]:
            total += 1
            differences = list(check(entry, called(entry, function)))
            good += not differences
            kinds = dict(Counter(d.kind for d in differences))
            if differences or not brief:
                print(f"{entry.formatted_name}: {kinds or 'all the same'}")
            for difference in differences[:0] if brief else differences[:25]:
                print(f"   {difference.kind}: {difference.sample}\n      {difference.said}")
        if good - best == len(every[name]):
            agreeing.append(name)
    if arguments == ["--record"]:
        RECORD.write_text("\n".join(sorted(agreeing)) + "\n", encoding="utf-8")
    print(f"{good} of {total} entries agree")


if __name__ == "__main__":
    main(sys.argv[1:])
