"""What names mean in an action's expression, and what is wrong with it while it is typed.

Refused is only what can never be right: what is not an Expression, or names nothing. What PyTorch
would raise is said and may be tried: to see it fail is what some come for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from app.widgets.checks import SMALL, explained
from autograd_core.graph import action_edits
from autograd_core.graph.action_blocks import enclosing
from autograd_core.graph.actions import Action, Block, Expression, Let, Repeat, Try, walk
from autograd_core.graph.catching import Caught
from autograd_core.graph.document import Document
from autograd_core.graph.expression import ExpressionError, evaluate, names_in, parse
from autograd_core.graph.limits import TooLarge
from autograd_core.graph.ports import first_port
from autograd_core.graph.problems import EXPECTED, wording
from autograd_core.graph.steps import StepLog, Value, one_line, port_ref
from autograd_core.printing import summary
from autograd_core.random import Generator
from autograd_core.tensor import Tensor

SHOWN_AT_MOST = 60
"""Characters of a value."""
NAMED_AT_MOST = 12


class Verdict(NamedTuple):
    """What there is to say of an expression.

    wrong: why it is refused; doubt: what PyTorch would say to it at this cursor; value: what it
    gives there (None where that is not known), shown in short as `now`.
    """

    wrong: str = ""
    doubt: str = ""
    value: Any = None
    now: str = ""


class Scope:
    """The names that an expression may use, at one cursor of a run.

    Args:
        variables: what the names of the blocks round the action mean in their first turn.
    """

    def __init__(
        self,
        document: Document,
        log: StepLog,
        cursor: int,
        variables: Mapping[str, object] | None = None,
    ) -> None:
        self.document = document
        self.log = log
        self.cursor = cursor
        self.variables = dict(variables or {})

    @contextmanager
    def hiding(self, name: str, value: object = 0) -> Iterator[None]:
        """Has a name mean something else than a node or a variable for a while."""
        before = dict(self.variables)
        self.variables[name] = value
        try:
            yield
        finally:
            self.variables = before

    def like(self, node: str) -> object:
        """Ones like the node's tensor; 0 where that is not known."""
        tensor = self._tensor(node)
        return 0 if tensor is None else Tensor(tensor._array * 0 + 1)

    def bind(self, text: str, known: Mapping[str, str] | None = None) -> Expression:
        """The text with the nodes that its names mean."""
        return action_edits.expression(self.document, text.strip(), known, self.variables)

    def value_of(self, node: str, field: str = "value") -> Value | None:
        """A field of a node's first output at the cursor."""
        if self.document.find(node) is None:
            return None
        ref = port_ref(node, first_port(self.document, node))
        found = self.log.at(self.cursor, ref, field)
        return found if isinstance(found, Value) else None

    def judge(self, text: str, known: Mapping[str, str] | None = None) -> Verdict:
        """What is wrong with the text, and what it gives at the cursor."""
        bound = self.bind(text, known)
        names: dict[str, object] = {**self._labels(), **self.variables}
        complete = True
        for name, node in bound.names.items():
            tensor = self._tensor(node)
            if tensor is None:
                return self._unknown(text, bound.names)
            names[name] = tensor
            complete = complete and (".grad" not in text or self.value_of(node, "grad") is not None)
        try:
            value = evaluate(text, names, generator=Generator(), limits=SMALL)
        except TooLarge:
            return Verdict()
        except ExpressionError as error:
            return Verdict(wrong=explained(error, text))
        except EXPECTED as error:
            return Verdict(doubt=wording(error))
        return Verdict(value=value, now=in_short(value) if complete else "")

    def _labels(self) -> dict[str, object]:
        """Every name of a small graph, so that a wrong one is answered with what there is."""
        nodes = self.document.nodes.values()
        few = len(nodes) <= NAMED_AT_MOST
        return {data.label: 0 for data in nodes if data.label.isidentifier()} if few else {}

    def _tensor(self, node: str) -> Tensor | None:
        """A tensor like the node's at the cursor. One without gradient gets zeros: at another
        step it may have one."""
        value = self.value_of(node)
        if value is None or value.array is None:
            return None
        tensor = Tensor(value.array.copy())
        grad = self.value_of(node, "grad")
        array = grad.array if grad is not None else None
        if array is None or array.shape != tensor.shape:
            array = value.array * 0
        tensor._grad = Tensor(array.copy())
        return tensor

    def _unknown(self, text: str, nodes: Collection[str]) -> Verdict:
        """As much as can be said where a tensor is not there: the text and its names."""
        try:
            parse(text)
            stand_ins = dict.fromkeys((*nodes, *self.variables), 1.0)
            for name in names_in(text) - stand_ins.keys():
                evaluate(name, stand_ins, limits=SMALL)
        except ExpressionError as error:
            return Verdict(wrong=explained(error, text))
        except EXPECTED:
            return Verdict()
        return Verdict()


def in_short(value: object) -> str:
    """A value on one line."""
    text = one_line(summary(value._array)) if isinstance(value, Tensor) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_AT_MOST else text[: SHOWN_AT_MOST - 1] + "…"


def judge_values(scope: Scope, text: str, known: Mapping[str, str] | None = None) -> Verdict:
    """What is wrong with what a Repeat goes through: a number of turns, or a list."""
    verdict = scope.judge(text, known)
    if verdict.wrong or verdict.doubt or verdict.value is None:
        return verdict
    value = verdict.value
    whole = isinstance(value, int) and not isinstance(value, bool)
    if not whole and not isinstance(value, list | tuple):
        translate = QCoreApplication.translate
        return Verdict(
            translate(
                "Check", "A number of turns is needed here, or a list such as [0.1, 0.01]."
            )
        )
    if whole and value < 0:
        return Verdict(QCoreApplication.translate("Check", "The number cannot be negative."))
    return verdict._replace(now="") if whole else verdict


def variables_round(actions: tuple[Action, ...], action_id: str) -> dict[str, object]:
    """What the names of the blocks round an action mean in their first turn, and those of Let."""
    return {**lets(actions), **first_turns(enclosing(actions, action_id))}


def names_in_run(actions: tuple[Action, ...]) -> dict[str, object]:
    """The names that a parameter of a node may use: of every loop, and of Let."""
    blocks = [a for a in walk(actions) if isinstance(a, Repeat)]
    return {**lets(actions), **first_turns(blocks)}


def lets(actions: tuple[Action, ...]) -> dict[str, object]:
    """What the names mean that Let gives; 0 where it cannot be said without tensors."""
    found: dict[str, object] = {}
    for _, action in action_edits.flat(actions):
        if isinstance(action, Let):
            try:
                text = action.expression.text
                found[action.name] = evaluate(
                    text, dict(found), generator=Generator(), limits=SMALL
                )
            except EXPECTED:
                found[action.name] = 0
    return found


def first_turns(blocks: Collection[Block]) -> dict[str, object]:
    """The first value of each block's name; 0 where it cannot be said without tensors, and some
    error for that of a handler."""
    found: dict[str, object] = {}
    for block in blocks:
        if isinstance(block, Try) and block.name:
            found[block.name] = Caught(RuntimeError())
        if not isinstance(block, Repeat):
            continue
        value: object = 0
        try:
            values = evaluate(block.values.text, dict(found), generator=Generator(), limits=SMALL)
        except EXPECTED:
            values = 1
        if isinstance(values, list | tuple) and values:
            value = values[0]
        found[block.name] = value
    return found
