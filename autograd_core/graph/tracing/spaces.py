"""What names mean that the snippet has not given: builtins, and all that modules offer."""

from __future__ import annotations

import ast
import math
from abc import abstractmethod
from typing import Any

from autograd_core import dtypes, nn, optim
from autograd_core.graph.tracing import arrays, library
from autograd_core.graph.tracing.containers import Containers
from autograd_core.graph.tracing.natives import ERRORS, PYTHON
from autograd_core.graph.tracing.prelude import OFFERED, tree
from autograd_core.graph.tracing.pytorch import TORCH
from autograd_core.graph.tracing.things import (
    Ignored,
    Kind,
    Layer,
    Native,
    Operation,
    Raised,
    ScheduleKind,
    Scope,
    Space,
)
from autograd_core.graph.tracing.values import Refused, Val, literal
from autograd_core.graph.vocabulary import BUILTINS, FUNCTIONS, MATH

SPACES = frozenset(
    "torch torch.nn torch.nn.functional torch.nn.init torch.optim torch.autograd "
    "torch.autograd.functional torch.linalg torch.special torch.fft torch.cuda torch.version "
    "torch.backends math numpy "
    "contextlib torch.autograd.grad_mode torch.autograd.function torch.nn.utils torch.utils "
    "torch.utils.data torch.optim.lr_scheduler torch.func torch.nn.utils.rnn".split()
)
_OWN = {"torch.func.hessian": "_func_hessian", "torch.func.jacfwd": "jacrev"}
_NAMED = {"float": "float32", "double": "float64", "long": "int64", "int": "int32",
          "half": "float16", "short": "int16", "bool": "bool_"}  # fmt: skip
_VALUES: dict[str, Any] = {
    "pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan, "tau": math.tau,
}  # fmt: skip


class Spaces(Containers):
    """Looks names up."""

    own: Scope | None = None
    """What the prelude defines, once it is asked for."""

    def prelude(self, name: str) -> Val:
        """A part of PyTorch that is said in PyTorch."""
        if self.own is None:
            self.own = Scope()
            self.own.vars["torch"], self.own.vars["math"] = Val(Space("torch")), Val(Space("math"))
            for native in ("_drawn", "_shuffled", "_permutation", "_is_array", "_deepcopy"):
                self.own.vars[native] = Val(Native(native))
            with self.notes.hushed():
                self.block(tree().body, self.own)
        return self.own.vars[name]

    @abstractmethod
    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        """Defined further up."""

    def builtin(self, name: str) -> Val | None:
        """What a name means that the snippet has not given."""
        if name in ERRORS:
            return Val(Raised(ERRORS[name]))
        if (name in BUILTINS and name != "sqrt") or name in PYTHON:
            return Val(Native(name))
        if name in ("__name__",):
            return Val("__main__", ast.Constant("__main__"))
        if name == "torch":
            return Val(Space("torch"))
        if name == "nn":
            return Val(Space("torch.nn"))
        if name == "F":
            return Val(Space("torch.nn.functional"))
        if name in ("math", "np"):
            return Val(Space("numpy" if name == "np" else "math"))
        if name in ("open", "eval", "exec", "compile", "input", "globals", "locals", "vars", "dir",
                    "delattr", "id", "memoryview", "bytes", "bytearray", "breakpoint",
                    "help", "exit", "quit"):  # fmt: skip
            raise Refused(f"{name} cannot be used in a snippet")
        return None

    def imported(self, path: str) -> Val:
        """A module that may be imported."""
        if path in SPACES or path in library.SPACES:
            return Val(Ignored() if path in library.IGNORED else Space(path))
        if path.partition(".")[0] == "matplotlib":
            return Val(Ignored())
        raise Refused(f"{path} cannot be imported here: torch, math and some of numpy can")

    def _in_space(self, path: str, name: str) -> Val:
        whole = f"{path}.{name}"
        if whole in SPACES or whole in library.SPACES:
            return Val(Space(whole))
        if name in library.NAMES.get(path, ()):
            return Val(Native(whole))
        if path == "math":
            if name in _VALUES:
                return Val(_VALUES[name], ast.Name(name) if name != "tau" else None)
            if name in MATH or name in ("prod", "gcd", "sumprod"):
                return Val(Native(whole))
        elif path == "numpy":
            if name in _VALUES:
                return Val(_VALUES[name], ast.Name(name) if name != "tau" else None)
            if arrays.kind(name) is not None:
                return Val(arrays.kind(name))
            if name in arrays.NAMES:
                return Val(Native(f"numpy.{name}"))
        elif name in OFFERED.get(path, ()):
            return self.prelude(_OWN.get(whole, name))
        elif path == "contextlib" and name == "suppress":
            return Val(Native(whole))
        elif path == "torch.optim.lr_scheduler":
            kind = getattr(optim.lr_scheduler, name, None)
            if isinstance(kind, type):
                return Val(ScheduleKind(name))
        elif path == "torch.optim" and name == "Optimizer":
            return Val(Native("torch.optim.Optimizer"))
        elif path == "torch.optim":
            kind = getattr(optim, name, None)
            if isinstance(kind, type):
                return Val(Kind(name))
        elif path == "torch.nn":
            return self._layer(name)
        elif path.startswith("torch"):
            return self._in_torch(path, name)
        raise Refused(f"{whole} cannot be used in a snippet")

    def _layer(self, name: str) -> Val:
        if name[:1].isupper():
            kind = getattr(nn, name, None)
            if isinstance(kind, type):
                return Val(Layer(name, kind))
        raise Refused(f"torch.nn.{name} cannot be used in a snippet")

    def _in_torch(self, path: str, name: str) -> Val:
        short = f"{path}.{name}".removeprefix("torch.")
        dtype = vars(dtypes).get(_NAMED.get(name, name)) if path == "torch" else None
        if isinstance(dtype, dtypes.DType):
            return Val(dtype, literal(dtype))
        if path == "torch" and name in _VALUES and name != "tau":
            return Val(_VALUES[name], ast.Name(name))
        if short in TORCH:
            return Val(Native(f"torch.{short}"))
        if short in FUNCTIONS:
            return Val(Operation(short, FUNCTIONS[short]))
        if short.startswith("nn.functional.") and name in FUNCTIONS:
            return Val(Operation(name, FUNCTIONS[name]))
        raise Refused(f"torch.{short} cannot be used in a snippet")
