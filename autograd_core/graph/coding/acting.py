"""The actions, but for Forward and the blocks, as PyTorch code."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Check,
    Expression,
    Hook,
    Jacobian,
    Let,
    Optimizer,
    OptimizerStep,
    Print,
    ReadGrad,
    RemoveHook,
    RetainGrad,
    Seed,
    SetOption,
    SetRequiresGrad,
    ZeroGrad,
    walk,
)
from autograd_core.graph.coding.names import gradient_leaves, identifier
from autograd_core.graph.coding.texts import (
    call,
    code,
    creation,
    dotted,
    is_tensor,
    method,
    rewritten,
    tensor_call,
)
from autograd_core.graph.document import OUT, Document
from autograd_core.graph.expression import further, names_in, parse
from autograd_core.graph.ports import further_ports
from autograd_core.graph.problems import OTHER_WAY
from autograd_core.graph.vocabulary import BUILTINS, CONSTANTS, FUNCTIONS, MATH, MODULES

INDENT = "    "

KNOWN = {*BUILTINS, *CONSTANTS, *FUNCTIONS, *MATH, *MODULES}
_METHODS = {"+=": "add_", "-=": "sub_", "*=": "mul_", "/=": "div_"}
_FIELDS = {"value": "", "data": ".data", "grad": ".grad"}


class Acting:
    """Writes actions; `code_at` tells the code of a node's result at a port, None for one that has
    not run, `name_of` the variable of a node, `dtype_of` its dtype, `turns` what the loops round
    the action call their turns; `recorded` are the Assigns that autograd recorded."""

    def __init__(
        self,
        document: Document,
        code_at: Callable[[str, str | None], str | None],
        name_of: Callable[[str], str],
        dtype_of: Callable[[str], str],
        turns: Callable[[], frozenset[str]],
        recorded: frozenset[str] = frozenset(),
    ) -> None:
        self.document = document
        self.code_at = code_at
        self.name_of = name_of
        self.dtype_of = dtype_of
        self.turns = turns
        self.recorded = recorded
        self.optimizers: set[str] = set()
        """The names of those that have been made."""

    def lines(self, action: Action) -> list[str]:
        """The code of one action.

        Raises:
            LookupError: a node that it names has not run.
            ExpressionError: a text cannot be read.
        """
        if isinstance(action, Backward):
            return self._backward(action)
        if isinstance(action, Jacobian):
            return self._jacobian(action)
        if isinstance(action, ZeroGrad):
            return self._zero_grad(action)
        if isinstance(action, Assign):
            return self._assign(action)
        if isinstance(action, ReadGrad):
            return [f"{self.name_of(tap)} = {self.tensor(action.node)}.grad" for tap in action.into]
        if isinstance(action, SetRequiresGrad):
            return [f"{self.tensor(action.node)}.requires_grad_({action.value})"]
        if isinstance(action, RetainGrad):
            return [f"{self.tensor(action.node)}.retain_grad()"]
        if isinstance(action, Hook | RemoveHook):
            return self._hook(action)
        if isinstance(action, Seed):
            return [f"torch.manual_seed({action.seed})"]
        if isinstance(action, Let):
            return [f"{action.name} = {code(self.expression(action.expression))}"]
        if isinstance(action, Optimizer):
            return [self._optimizer(action)]
        if isinstance(action, OptimizerStep):
            if action.name not in self.optimizers:
                raise LookupError("there is no such optimizer")
            return [f"{identifier(action.name)}.step()"]
        if isinstance(action, SetOption):
            return self._set_option(action)
        if isinstance(action, Print):
            tree = self.expression(action.expression)
            args = tree.elts if isinstance(tree, ast.Tuple) else [tree]
            return [code(call("print", *args))]
        if isinstance(action, Check):
            return [self._check(action)]
        raise LookupError(type(action).__name__)

    def subjects(self, action: Action) -> Iterator[str]:
        """The nodes that the line of an action belongs to."""
        found = (getattr(action, field, None) for field in ("root", "node", "output"))
        yield from (node for node in found if isinstance(node, str))
        yield from getattr(action, "into", None) or ()
        yield from getattr(action, "leaves", None) or ()

    def tensor(self, node: str, port: str = OUT) -> str:
        found = self.code_at(node, None if port == OUT else port)
        if found is None:
            raise LookupError(f"{self.document.name(node)} has not been run")
        return found

    def expression(self, expression: Expression) -> ast.expr:
        return self._rewritten(expression.text, self._bound(expression), self.turns())

    def _bound(self, expression: Expression) -> dict[str, str]:
        """The code of each name of an Expression, that of further results included."""
        names = {name: self.tensor(node) for name, node in expression.names.items()}
        for name, node in expression.names.items():
            for port in further_ports(self.document, node, expression.text, name):
                names[further(name, port)] = self.tensor(node, port)
        return names

    def _rewritten(self, text: str, names: Mapping[str, str], turns: frozenset[str]) -> ast.expr:
        for free in names_in(text) - names.keys() - turns:
            if free not in KNOWN:  # in the script it may mean something
                raise LookupError(f"name '{free}' is not defined")
        return rewritten(text, names, turns)

    def _check(self, action: Check) -> str:
        tree = self.expression(action.expression)
        if action.expected is None:
            said = None if action.message is None else self.expression(action.message)
            return f"assert {code(tree)}" if said is None else f"assert {code(tree)}, {code(said)}"
        tree = tree if action.expected else ast.UnaryOp(ast.Not(), tree)
        return f"assert {code(tree)}, {code(ast.Constant(OTHER_WAY))}"

    def _as_tensor(self, expression: Expression, dtype: str) -> ast.expr:
        tree = self.expression(expression)
        if is_tensor(parse(expression.text), expression.names):
            return tree
        return tensor_call(tree, dtype)

    def _backward(self, action: Backward) -> list[str]:
        args = []
        if action.gradient is not None:
            args.append(self._as_tensor(action.gradient, self.dtype_of(action.root)))
        options: dict[str, ast.expr] = {}
        if action.retain_graph:
            options["retain_graph"] = ast.Constant(True)
        if action.create_graph:
            options["create_graph"] = ast.Constant(True)
        root = dotted_or(self.tensor(action.root, action.port))
        inputs = [dotted_or(self.tensor(node)) for node in action.inputs or ()]
        if action.into:
            keywords = {**({"grad_outputs": args[0]} if args else {}), **options}
            grads = call("torch.autograd.grad", root, ast.List(inputs), **keywords)
            taps = ", ".join(self.name_of(tap) for tap in action.into)
            return [f"{taps}{',' if len(action.into) == 1 else ''} = {code(grads)}"]
        if action.inputs is not None:
            options["inputs"] = ast.List(inputs)
        return [code(method(root, "backward", *args, **options))]

    def _jacobian(self, action: Jacobian) -> list[str]:
        """By a function that the script has at its head: `functional.jacobian` would need y as a
        function of x."""
        output = self.tensor(action.output, action.port)
        return [
            f"{self.name_of(tap)} = jacobian({output}, {self.tensor(node)})"
            for node, tap in zip(action.inputs, action.into, strict=True)
        ]

    def _hook(self, action: Hook | RemoveHook) -> list[str]:
        if isinstance(action, RemoveHook):
            return [f"{self._handle(action.hook)}.remove()"]
        names = self._bound(action.expression)
        turns = self.turns() | {action.name, "print"}
        tree = self._rewritten(action.expression.text, names, turns)
        if not (isinstance(tree, ast.Constant) and tree.value is None):
            bound = {**action.expression.names, action.name: ""}
            if not (_prints(tree) or is_tensor(parse(action.expression.text), bound)):
                tree = call("torch.tensor", tree)
        line = f"{self.tensor(action.node)}.register_hook(lambda {action.name}: {code(tree)})"
        removed = any(
            isinstance(each, RemoveHook) and each.hook == action.id
            for each in walk(self.document.actions)
        )
        return [f"{self._handle(action.id)} = {line}" if removed else line]

    def _handle(self, action: str) -> str:
        """The variable of what `register_hook` gave."""
        hooks = [a.id for a in walk(self.document.actions) if isinstance(a, Hook)]
        if action not in hooks:
            raise LookupError("there is no such hook")
        return f"hook_{hooks.index(action) + 1}"

    def _optimizer(self, action: Optimizer) -> str:
        turns = self.turns()
        groups: list[ast.expr] = []
        for leaves, own in action.parts():
            listed = ast.List([dotted_or(self.tensor(node)) for node in leaves])
            texts = {name: self._rewritten(text, {}, turns) for name, text in own.items()}
            keys: list[ast.expr | None] = [ast.Constant(name) for name in ("params", *texts)]
            groups.append(ast.Dict(keys, [listed, *texts.values()]) if action.groups else listed)
        options = {name: self._rewritten(text, {}, turns) for name, text in action.options.items()}
        params = ast.List(groups) if action.groups else groups[0]
        made = call(f"torch.optim.{action.optimizer}", params, **options)
        self.optimizers.add(action.name)
        return f"{identifier(action.name)} = {code(made)}"

    def _set_option(self, action: SetOption) -> list[str]:
        if action.name not in self.optimizers:
            raise LookupError("there is no such optimizer")
        group = f"{identifier(action.name)}.param_groups[{action.group}]"
        return [f"{group}[{action.option!r}] = {code(self.expression(action.expression))}"]

    def _zero_grad(self, action: ZeroGrad) -> list[str]:
        nodes = list(action.leaves) if action.leaves is not None else gradient_leaves(self.document)
        names = [name for node in nodes if (name := self.code_at(node, None)) is not None]
        if action.set_to_none:
            return [f"{name}.grad = None" for name in names]
        lines = []
        for name in names:
            lines += [f"if {name}.grad is not None:", f"{INDENT}{name}.grad.zero_()"]
        return lines

    def _assign(self, action: Assign) -> list[str]:
        target = self.tensor(action.node) + _FIELDS[action.field]
        tree = self.expression(action.expression)
        tensor = is_tensor(parse(action.expression.text), action.expression.names)
        none = isinstance(tree, ast.Constant) and tree.value is None
        if action.operator != "=":
            line = f"{target} {action.operator} {code(tree)}"
            plain = target.isidentifier() and action.id not in self.recorded
            if action.field == "value" and not plain:  # what is recorded is read back as a node
                line = f"{target}.{_METHODS[action.operator]}({code(tree)})"
        elif none and action.field == "grad":
            line = f"{target} = None"
        else:
            if not tensor:
                tree = tensor_call(tree, self.dtype_of(action.node))
            elif action.field == "grad" and isinstance(tree, ast.Attribute) and tree.attr == "grad":
                copied = method(method(tree, "detach"), "clone")
                nothing = ast.Compare(tree, [ast.Is()], [ast.Constant(None)])
                tree = ast.IfExp(nothing, ast.Constant(None), copied)
            elif action.field != "value" and not _is_new(tree):
                computed = isinstance(tree, ast.BinOp)
                if not code(tree).endswith(".detach()"):
                    tree = method(tree, "detach")
                tree = tree if computed else method(tree, "clone")
            line = f"{target} = {code(tree)}"
            if action.field == "value":
                bare = action.expression.text in action.expression.names
                if bare and action.id not in self.recorded:  # `copy_` of a tensor is a node
                    line = f"{target}[...] = {code(tree)}"
                else:
                    line = code(method(dotted_or(target), "copy_", tree))
        if action.no_grad:
            return ["with torch.no_grad():", f"{INDENT}{line}"]
        return [line]


def _is_new(tree: ast.expr) -> bool:
    """Whether the code makes a tensor that nothing else has: `torch.ones(2)`."""
    return bool(creation(tree)) and "requires_grad" not in code(tree)


def _prints(tree: ast.expr) -> bool:
    """Whether this is `print(…)`, or that and then a tensor: `print(g) or g * 2`."""
    first = tree.values[0] if isinstance(tree, ast.BoolOp) else tree
    called = first.func if isinstance(first, ast.Call) else None
    return isinstance(called, ast.Name) and called.id == "print"


def dotted_or(text: str) -> ast.expr:
    """The tree of the code of a tensor."""
    return dotted(text) if text.isidentifier() else ast.parse(text, mode="eval").body

