"""Classes of `torch.autograd.Function`: defined in code, called by `apply`.

What `forward` and `backward` say is executed by the interpreter, for the engine, and noted nowhere:
a call of `apply` is one operation.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from autograd_core.autograd.function import Function as CoreFunction
from autograd_core.autograd.function import FunctionCtx
from autograd_core.autograd.gradcheck import gradgradcheck
from autograd_core.autograd.refusing import once_differentiable
from autograd_core.graph.customs.source import METHODS, SourceError, read
from autograd_core.graph.customs.specs import CustomSpec, custom_spec
from autograd_core.graph.tracing.collecting import Collecting
from autograd_core.graph.tracing.lacking import lacking
from autograd_core.graph.tracing.statements import Left, assigned_often, words
from autograd_core.graph.tracing.things import Custom, Function, Native, Scope, Space
from autograd_core.graph.tracing.values import Ref, Refused, Val, literal, refs_in, said
from autograd_core.tensor import Tensor

FUNCTION = Native("torch.autograd.Function")
ONCE = Native("torch.autograd.function.once_differentiable")
_AMP = frozenset({"custom_fwd", "custom_bwd"})
_SPACES = frozenset({"torch.amp", "torch.cuda.amp"})
_NATIVES = frozenset(
    {
        ONCE.name, "torch.autograd.function.FunctionCtx", "torch.autograd.gradgradcheck",
        *(f"{space}.{name}" for space in _SPACES for name in _AMP),
    }
)  # fmt: skip
"""What has a name and is no operation; that of mixed precision changes nothing on a CPU."""
MOST_CHECKED = 64
"""Elements that gradgradcheck varies."""
_OF_CONTEXT = frozenset(
    "save_for_backward save_for_forward mark_dirty mark_non_differentiable "
    "set_materialize_grads".split()
)


class Place(NamedTuple):
    """Where in a body something failed: `F.backward`, the line in its text."""

    function: str
    line: int
    code: str


@dataclass(frozen=True)
class Apply:
    """`F.apply`."""

    custom: Custom


class Customs(Collecting):
    """Defines and calls them."""

    def body_of(self, body: list[ast.stmt], scope: Scope) -> Val:
        try:
            self.block(body, scope)
        except Left as left:
            if left.how == "return" and left.value is not None:
                return left.value
            raise
        return Val(None)

    def often(self, body: list[ast.stmt]) -> Iterator[str]:
        return assigned_often(body)

    # Definitions

    def do_FunctionDef(self, node: ast.FunctionDef, scope: Scope) -> None:
        found = {each: self._decorator(each, scope) for each in node.decorator_list}
        once = ONCE in found.values()
        kept = [each for each, value in found.items() if value is None]
        if len(kept) == len(node.decorator_list):
            super().do_FunctionDef(node, scope)
        else:
            fields = {name: getattr(node, name) for name in node._fields}
            plain = ast.FunctionDef(**{**fields, "decorator_list": kept})
            super().do_FunctionDef(ast.copy_location(plain, node), scope)
        made = scope.vars[node.name].value
        if isinstance(made, Function):
            made.node, made.once = node, once

    def _decorator(self, decorator: ast.expr, scope: Scope) -> Native | None:
        """A decorator of bodies; None for any other."""
        name = decorator.func if isinstance(decorator, ast.Call) else decorator
        if not isinstance(name, ast.Name | ast.Attribute):
            return None
        found = self.visit(name, scope).value
        own = found == ONCE or (isinstance(found, Native) and found.name in _NATIVES)
        return found if own else None

    def do_ClassDef(self, node: ast.ClassDef, scope: Scope) -> None:
        bases = tuple(self.visit(base, scope).value for base in node.bases)
        if not any(base == FUNCTION or isinstance(base, Custom) for base in bases):
            super().do_ClassDef(node, scope)
            return
        self.check_name(node.name)
        if node.keywords or node.decorator_list:
            raise Refused("classes have no keywords and no decorators here")
        inner = Scope(scope, "class")
        for statement in node.body:
            allowed = ast.FunctionDef | ast.Assign | ast.AnnAssign | ast.Pass | ast.Expr
            if not isinstance(statement, allowed):
                raise Refused(f"'{words(statement)}' cannot stand in a class here")
            self.statement(statement, inner)
        for name, val in inner.vars.items():
            if isinstance(val.value, Function) and val.value.scope is inner:
                val.value.scope, val.value.name = scope, f"{node.name}.{name}"
        scope.vars[node.name] = Val(Custom(node.name, bases, inner.vars, node=node, scope=scope))

    def _in_torch(self, path: str, name: str) -> Val:
        whole = f"{path}.{name}"
        if whole == "torch.autograd.function.Function":
            return Val(FUNCTION)
        if whole in _NATIVES:
            return Val(Native(whole))
        return super()._in_torch(path, name)

    def _in_space(self, path: str, name: str) -> Val:
        whole = f"{path}.{name}"
        return Val(Space(whole)) if whole in _SPACES else super()._in_space(path, name)

    def imported(self, path: str) -> Val:
        return Val(Space(path)) if path in _SPACES else super().imported(path)

    def call_torch_autograd_gradgradcheck(
        self, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        def called(*tensors: Tensor) -> Any:
            with self.notes.hushed():
                return self.call(args[0], [Val(each) for each in tensors], {}).value

        given = args[1].value if isinstance(args[1].value, tuple | list) else (args[1].value,)
        if sum(each.numel() for each in given if isinstance(each, Tensor)) > MOST_CHECKED:
            raise Refused(f"gradgradcheck takes at most {MOST_CHECKED} elements here")
        options = {key: val.value for key, val in kwargs.items()}
        return Val(gradgradcheck(called, args[1].value, **options))

    # The engine's side

    def core_of(self, custom: Custom) -> type[CoreFunction]:
        """The class that the engine calls."""
        if custom.core is None:
            made: dict[str, Any] = {}
            for name in METHODS:
                found = custom.find(name)
                if found is not None and isinstance(found.value, Function):
                    made[name] = staticmethod(self._body(found.value))
            custom.core = type(custom.name, (CoreFunction,), made)
        return custom.core

    def _body(self, function: Function) -> Callable[..., Any]:
        def called(*args: Any) -> Any:
            return self.run_body(function, args)

        called.__signature__ = _signature(function)  # type: ignore[attr-defined]
        return once_differentiable(called) if function.once else called

    def run_body(self, function: Function, args: Sequence[Any]) -> Any:
        """What a method gives for these values."""
        line = self.notes.line
        self.aloud += 1
        try:
            with self.notes.hushed():
                found = self.call_function(function, [Val(arg) for arg in args], {}).value
        except Exception as error:
            if not hasattr(error, "body"):
                at = self.notes.line
                code = "".join(self.text.splitlines()[at - 1 : at]).strip()
                error.body = Place(function.name, at, code)  # type: ignore[attr-defined]
            raise
        finally:
            self.aloud -= 1
        self.notes.line = line
        return found

    # Calls

    def call(self, function: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if isinstance(function.value, Apply):
            self.work()
            return self.apply(function.value.custom, args, kwargs)
        if isinstance(function.value, Custom):
            raise Refused(f"call {function.value.name}.apply(…), not {function.value.name}(…)")
        return super().call(function, args, kwargs)

    def apply(self, custom: Custom, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """`F.apply(…)`: one operation."""
        core = self.core_of(custom)
        values = [arg.value for arg in args]
        named = {name: val.value for name, val in kwargs.items()}

        def called() -> Any:
            return core.apply(*values, **named)

        if self.notes.quiet:
            return self.result(called())
        spec = self.spec_of(custom)
        given = self._given(custom, args, kwargs)
        own = spec.own.arguments
        if len(given) > len(own) and not any(each.many for each in own):
            called()  # which says that they are too many
        operands, params = self._operands(spec, given)
        outcome = self.notes.apply(spec, operands, params, values, called)
        last = self.notes.last
        if isinstance(outcome, Tensor) and last is not None:
            return Val(outcome, Ref(last))
        return self.result(outcome)

    def spec_of(self, custom: Custom) -> CustomSpec:
        """The definition of the operation."""
        text = self.source_of(custom)
        try:
            source = read(text)
        except SourceError as error:
            raise Refused(error.reason) from None
        spec = custom_spec(source.text)
        assert spec is not None
        self.notes.drawn |= source.draws
        return spec

    def _given(
        self, custom: Custom, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> list[Val]:
        """The arguments by their place."""
        if not kwargs:
            return list(args)
        forward = custom.find("forward")
        if custom.find("setup_context") is None or forward is None:
            raise Refused("name no arguments of apply here: give them by their place")
        names = [arg.arg for arg in forward.value.args.args]
        found = dict(zip(names, args, strict=False))
        found.update(kwargs)
        last = max((names.index(n) for n in found if n in names), default=-1)
        defaults = dict(zip(names[::-1], forward.value.defaults[::-1], strict=False))
        missing = [n for n in names[: last + 1] if n not in found and n not in defaults]
        if missing or set(found) - set(names):
            return list(args)  # calling it says what is wrong
        return [found.get(n, defaults.get(n, Val(None))) for n in names[: last + 1]]

    def _operands(
        self, spec: CustomSpec, given: list[Val]
    ) -> tuple[list[Any], dict[str, ast.expr]]:
        """What stands at each port (None: nothing), and the parameters."""
        operands: list[Any] = []
        params: dict[str, ast.expr] = {}
        for place, argument in enumerate(spec.own.arguments):
            if argument.many:
                rest = given[place:]
                if not all(isinstance(val.value, Tensor) for val in rest):
                    raise Refused(f"*{argument.name} takes tensors here")
                operands.append([self.ref_of(val) for val in rest])
                continue
            val = given[place] if place < len(given) else None
            if val is None:
                operands += [] if argument.type else [None]
            elif argument.type:
                params[argument.name] = self._written(spec, argument.name, val)
            elif isinstance(val.value, Tensor):
                ref = self.ref_of(val)
                operands.append(Ref(ref.run.now(), ref.port))
            else:
                operands.append(self._written(spec, argument.name, val))
        return operands, params

    def _written(self, spec: CustomSpec, name: str, val: Val) -> ast.expr:
        tree = None if isinstance(val.value, Tensor) else said(val)
        if tree is not None and any(refs_in(tree)):
            tree = literal(val.value)
        if tree is None:
            kind = type(val.value).__name__
            raise Refused(f"{name} of {spec.name}.apply cannot be written down: {kind}")
        return tree

    # The context

    def attribute(self, owner: Val, name: str) -> Val:
        value = owner.value
        if isinstance(value, Custom) and name == "apply":
            return Val(Apply(value))
        if not isinstance(value, FunctionCtx):
            return super().attribute(owner, name)
        self.check_name(name)
        if name in ("saved_tensors", "saved_variables"):
            return Val(value.saved_tensors)
        if name == "needs_input_grad" or (name in vars(value) and not name.startswith("_")):
            return Val(getattr(value, name))
        raise lacking(value, name)

    def call_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value = owner.value
        if not isinstance(value, FunctionCtx) or name in vars(value):
            return super().call_method(owner, name, args, kwargs)
        if name not in _OF_CONTEXT:
            raise lacking(value, name)
        values = [arg.value for arg in args]
        named = {key: val.value for key, val in kwargs.items()}
        if name != "save_for_forward":  # for derivatives forwards, of which there are none here
            getattr(value, name)(*values, **named)
        return Val(None)

    def set_attribute(self, target: ast.Attribute, val: Val, scope: Scope) -> None:
        name = target.value.id if isinstance(target.value, ast.Name) else ""
        owner = scope.find(name)
        if owner is not None and isinstance(owner.value, Custom) and target.attr not in METHODS:
            self.check_name(target.attr)
            owner.value.members[target.attr] = Val(val.value)
            return
        if owner is None or not isinstance(owner.value, FunctionCtx):
            super().set_attribute(target, val, scope)
            return
        name = target.attr
        if name.startswith("_") or name in _OF_CONTEXT or name == "saved_tensors":
            raise Refused(f"'{name}' of a context cannot be assigned to")
        setattr(owner.value, name, val.value)


def _signature(function: Function) -> inspect.Signature:
    """The signature of a body, for the binding of defaults."""
    spec = function.args
    names = [arg.arg for arg in (*spec.posonlyargs, *spec.args)]
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    defaults = dict(zip(names[::-1], function.defaults[::-1], strict=False))
    found = []
    for name in names:
        default = defaults[name].value if name in defaults else inspect.Signature.empty
        found.append(inspect.Parameter(name, kind, default=default))
    if spec.vararg is not None:
        found.append(inspect.Parameter(spec.vararg.arg, inspect.Parameter.VAR_POSITIONAL))
    return inspect.Signature(found)
