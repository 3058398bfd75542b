"""Functions of PyTorch that are no operations."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import autograd_core as torch
from autograd_core import dtypes
from autograd_core.graph.actions import Seed
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.derivatives import named_arguments
from autograd_core.graph.tracing.natives import Natives
from autograd_core.graph.tracing.things import GradMode, Seeded, Suppress
from autograd_core.graph.tracing.values import Refused, Val, said
from autograd_core.graph.vocabulary import FUNCTIONS
from autograd_core.tensor import Tensor

TORCH = frozenset(
    "no_grad enable_grad set_grad_enabled inference_mode manual_seed is_tensor is_grad_enabled "
    "allclose equal from_numpy as_tensor asarray Tensor FloatTensor Generator autograd.grad "
    "autograd.backward autograd.functional.jacobian autograd.Function "
    "cuda.is_available device Size "
    "get_default_dtype is_floating_point numel autograd.Variable set_printoptions "
    "autograd.set_detect_anomaly autograd.detect_anomaly autograd.gradcheck "
    "autograd.grad_mode.no_grad LongTensor IntTensor DoubleTensor BoolTensor ByteTensor HalfTensor "
    "cuda.manual_seed cuda.manual_seed_all cuda.empty_cache cuda.synchronize cuda.device_count "
    "set_num_threads use_deterministic_algorithms broadcast_shapes can_cast promote_types "
    "result_type is_nonzero nonzero".split()
)


class Pytorch(Natives):
    """Calls them."""

    def call_torch_no_grad(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(GradMode(False))

    call_torch_inference_mode = call_torch_no_grad

    def call_torch_enable_grad(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(GradMode(True))

    def call_torch_set_grad_enabled(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        given = named_arguments("set_grad_enabled", ("mode",), args, kwargs)
        return Val(GradMode(self.truth(given["mode"]), at_once=True))

    def call_torch_manual_seed(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        seed = args[0].value
        if not isinstance(seed, int) or abs(seed) >= 1 << 63:
            raise Refused("the seed is a number here")
        self.notes.generator.manual_seed(seed)
        self.notes.broken = False
        if self.notes.seed is None and self.notes.events is self.notes.top and not self.notes.top:
            self.notes.seed = seed
        else:
            self.notes.act(Seed, seed=seed)
        return Val(None)

    def call_torch_Generator(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        made = Seeded()
        made.seed, made.fresh = made.generator.initial_seed(), True
        return Val(made)

    def call_torch_is_tensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(isinstance(args[0].value, Tensor))

    def call_torch_is_grad_enabled(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(self.grad_enabled)

    def call_torch_autograd_set_detect_anomaly(
        self, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        return Val(Suppress(()))

    call_torch_autograd_detect_anomaly = call_torch_autograd_set_detect_anomaly

    def call_torch_autograd_gradcheck(
        self, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        def called(*tensors: Tensor) -> Any:
            with self.notes.hushed():
                return self.call(args[0], [Val(each) for each in tensors], {}).value

        options = {key: val.value for key, val in kwargs.items()}
        return Val(torch.autograd.gradcheck(called, args[1].value, **options))

    def call_torch_cuda_is_available(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(False)

    def call_torch_device(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if str(args[0].value).partition(":")[0] != "cpu":
            raise Refused("there is no device but the CPU here")
        return Val(torch.device("cpu"))

    def call_torch_get_default_dtype(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(dtypes.float32)

    def call_torch_allclose(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        options = {key: val.value for key, val in kwargs.items()}
        same = torch.allclose(*(arg.value for arg in args), **options)
        return Val(same, _asked("allclose", args, kwargs))

    def call_torch_equal(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        same = torch.equal(args[0].value, args[1].value)
        return Val(same, _asked("equal", args, kwargs))

    def call_torch_numel(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(args[0].value.numel())

    def call_torch_is_floating_point(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(args[0].value.dtype.is_floating_point)

    def call_torch_as_tensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if isinstance(args[0].value, Tensor):
            return args[0] if len(args) == 1 and not kwargs else self.operate_method(
                args[0], "to", [kwargs["dtype"]], {}
            )
        if args and isinstance(args[0].value, np.ndarray):
            arrays.shared(args[0].value)
        return self.operate(FUNCTIONS["tensor"], args, kwargs)

    def call_torch_from_numpy(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if not isinstance(args[0].value, np.ndarray):
            raise TypeError(f"expected np.ndarray (got {type(args[0].value).__name__})")
        arrays.shared(args[0].value)
        return self.operate(FUNCTIONS["tensor"], args, {})

    call_torch_asarray = call_torch_as_tensor

    def call_torch_Tensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        values = [arg.value for arg in args]
        if values and all(isinstance(value, int) for value in values):
            return self.operate(FUNCTIONS["zeros"], args, {})
        options = {"dtype": Val(dtypes.float32)}
        return self.operate(FUNCTIONS["tensor"], args, {**kwargs, **options})

    call_torch_FloatTensor = call_torch_Tensor

    def _typed(self, name: str, args: Sequence[Val]) -> Val:
        """`torch.LongTensor(…)` of numbers, or of sizes."""
        options = {"dtype": Val(vars(dtypes)[name])}
        if args and isinstance(args[0].value, Tensor):
            return self.operate_method(args[0], "to", [options["dtype"]], {})
        if args and all(isinstance(arg.value, int) for arg in args):
            return self.operate(FUNCTIONS["zeros"], args, options)
        return self.operate(FUNCTIONS["tensor"], args or [Val([])], options)

    def call_torch_LongTensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._typed("int64", args)

    def call_torch_IntTensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._typed("int32", args)

    def call_torch_DoubleTensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._typed("float64", args)

    def call_torch_BoolTensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._typed("bool_", args)

    def call_torch_ByteTensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._typed("uint8", args)

    def call_torch_HalfTensor(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._typed("float16", args)

    def call_torch_set_printoptions(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """What is printed from here on is written down, as a document has no such options."""
        names = ("precision", "threshold", "edgeitems", "linewidth", "profile", "sci_mode")
        given = named_arguments("set_printoptions", names, args, kwargs)
        self.print_options.append({key: val.value for key, val in given.items()})
        return Val(None)

    def call_torch_cuda_manual_seed(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(None)

    call_torch_cuda_manual_seed_all = call_torch_cuda_manual_seed
    call_torch_cuda_empty_cache = call_torch_cuda_synchronize = call_torch_cuda_manual_seed
    call_torch_set_num_threads = call_torch_use_deterministic_algorithms = (
        call_torch_cuda_manual_seed
    )

    def call_torch_cuda_device_count(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(0)

    def _told(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """What tells something of tensors and is no operation."""
        found = getattr(torch, name)(
            *(arg.value for arg in args), **{key: val.value for key, val in kwargs.items()}
        )
        return Val(found)

    def call_torch_broadcast_shapes(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._told("broadcast_shapes", args, kwargs)

    def call_torch_can_cast(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._told("can_cast", args, kwargs)

    def call_torch_promote_types(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._told("promote_types", args, kwargs)

    def call_torch_result_type(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._told("result_type", args, kwargs)

    def call_torch_is_nonzero(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._told("is_nonzero", args, kwargs)

    def call_torch_nonzero(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """With `as_tuple` it is `where` of one argument."""
        given = dict(kwargs)
        as_tuple = given.pop("as_tuple", Val(False))
        args = [*args, *([given.pop("input")] if "input" in given else [])]
        name = "where" if self.truth(as_tuple) else "nonzero"
        return self.operate(FUNCTIONS[name], args, given, self.function_source(name, args, given))

    def method_nonzero(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.call_torch_nonzero([owner, *args], kwargs)

    def call_torch_Size(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(torch.Size([item.value for item in self.items_of(args[0])] if args else []))

    def call_torch_autograd_Variable(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        wanted = kwargs["requires_grad"] if "requires_grad" in kwargs else Val(False)
        given = args[0] if args else kwargs["data"]
        if len(args) > 1:
            wanted = args[1]
        return self.as_leaf(given, self.truth(wanted), given.value.detach())

    def call_torch_autograd_grad(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.grad(args, kwargs)

    def call_torch_autograd_backward(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        several = isinstance(args[0].value, list | tuple)
        roots = list(self.items_of(args[0])) if several else [args[0]]
        if len(roots) == 1:
            return self.backward(roots[0], args[1:], kwargs)
        names = ("tensors", "grad_tensors", "retain_graph", "create_graph", "grad_variables")
        given = named_arguments("backward", names, args, kwargs, {"inputs"})
        root, _ = self.together([r.value for r in roots], given.pop("grad_tensors", None))
        del given["tensors"]
        return self.backward(root, [], given)

    def call_torch_autograd_functional_jacobian(
        self, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        return self.functional_jacobian(args, kwargs)

    def call_jacobian(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.jacobian(args, kwargs)


def _asked(name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> ast.expr | None:
    """The tree of a question about tensors; None where an argument cannot be said."""
    given = [said(arg) for arg in args]
    named = {key: said(val) for key, val in kwargs.items()}
    if None in given or None in named.values():
        return None
    keywords = [ast.keyword(key, tree) for key, tree in named.items() if tree is not None]
    called = ast.Attribute(ast.Name("torch"), name, ast.Load())
    return ast.Call(called, [tree for tree in given if tree is not None], keywords)
