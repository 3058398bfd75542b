"""What commands do to the list of actions: adding by form, editing, repeating."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.session import Session
from app.widgets.wording import action_title
from app.window.action_form import ActionForm
from app.window.action_forms import FORMS
from app.window.program_forms import OptimizerForm
from autograd_core.graph import action_edits, hook_edits, naming, taps
from autograd_core.graph.action_blocks import enclosing, outermost, put, wrapped
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Block,
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
    Repeat,
    RetainGrad,
    Seed,
    SetRequiresGrad,
    Try,
    When,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.taps import fresh_ids


class Marked(NamedTuple):
    """What is marked in the list of actions: one, and all that are selected."""

    current: str | None
    selected: Sequence[str]


class ActionCommands(QObject):
    """Each method is one command. Forms open over the window and do their edit when accepted.

    Signals:
        placed(node): a new action brought a card of its own.
    """

    placed = Signal(str)

    def __init__(self, session: Session, marked: Callable[[], Marked], window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.marked = marked
        self.window = window

    # Adding

    def assign(self) -> None:
        """Asks what to write into the selected tensor."""
        self.assign_to(self._target())

    def assign_to(self, node: str) -> None:
        action = Assign(self._fresh(), node=node, expression=Expression(""), operator="=")
        self._open(action, new=True)

    def set_requires_grad(self) -> None:
        """Asks of which tensor."""
        node = self._target()
        self._open(SetRequiresGrad(self._fresh(), node=node, value=not self._tracked(node)), True)

    def print_(self) -> None:
        """Asks what to print; the selected tensor is offered."""
        node = self._target(guess=False)
        expression = name_of(self.session.document, node) if node else Expression("")
        self._open(Print(self._fresh(), expression=expression), new=True)

    def jacobian(self) -> None:
        """Asks of which tensor by which; the selected one by the leaf above it is offered."""
        document = self.session.document
        flat = [action for _, action in action_edits.flat(document.actions)]
        roots = [a.root for a in flat if isinstance(a, Backward) and a.root in document.nodes]
        chosen = self._target(guess=False) or next(reversed(roots), None)
        self.jacobian_of(chosen or action_edits.root_of(document, frozenset()) or "")

    def jacobian_of(self, node: str) -> None:
        document = self.session.document
        above = taps.sources(document, node) if node else set(document.nodes)
        leaf = next((each for each in document.order if each in above and self._tracked(each)), "")
        self._open(Jacobian(self._fresh(), output=node, inputs=(leaf,)), new=True)

    def gradient(self) -> None:
        """Asks for a gradient that goes into a card, as `autograd.grad` returns it."""
        document = self.session.document
        flat = [action for _, action in action_edits.flat(document.actions)]
        roots = [a.root for a in flat if isinstance(a, Backward) and a.root in document.nodes]
        root = self._target(guess=False) or next(reversed(roots), None)
        root = root or action_edits.root_of(document, frozenset()) or ""
        above = taps.sources(document, root) if root else set(document.nodes)
        leaf = next((each for each in document.order if each in above and self._tracked(each)), "")
        action = Backward(
            self._fresh(), root, inputs=(leaf,), into=(document.fresh_id("n"),), create_graph=True
        )
        self._open(action, new=True)

    def read_grad(self) -> None:
        """Asks whose .grad is to have a card; that of the selected tensor is offered."""
        self.read_grad_of(self._target())

    def read_grad_of(self, node: str) -> None:
        """Gives the .grad of a node a card, when it has been asked where in the list."""
        self._open(ReadGrad(self._fresh(), node=node), new=True)

    def retain_grad(self) -> None:
        """Asks whose gradient to keep; that of the selected result is offered."""
        self._open(RetainGrad(self._fresh(), self._target(guess=False)), new=True)

    def keep_grad(self, node: str, on: bool) -> None:
        """Has a node keep its gradient, or not any more."""
        document = self.session.document
        edits = hook_edits.keep_grad(document, node, on)
        self.session.do(edits, f"{document.name(node)}.retain_grad()")

    def hook(self) -> None:
        """Asks what to do with the gradient of which tensor."""
        self.hook_on(self._target())

    def hook_on(self, node: str) -> None:
        self._open(Hook(self._fresh(), node, Expression("")), new=True)

    def remove_hook(self) -> None:
        """Asks which hook to take away, from there on."""
        self._open(RemoveHook(self._fresh()), new=True)

    def let(self) -> None:
        """Asks for a Python value and its name."""
        flat = action_edits.flat(self.session.document.actions)
        taken = {a.name for _, a in flat if isinstance(a, Let)}
        name = next((each for each in ("lr", "a", "b", "c") if each not in taken), "value")
        self._open(Let(self._fresh(), name, Expression("")), new=True)

    def seed(self) -> None:
        """Asks for a seed."""
        self._open(Seed(self._fresh()), new=True)

    def optimizer(self) -> None:
        """Asks for an optimizer; all leaves that require grad are offered."""
        self._open(self._new_optimizer(), new=True)

    def train(self) -> None:
        """Asks for an optimizer, with a loop that trains."""
        form = self._open(self._new_optimizer(), new=True)
        if isinstance(form, OptimizerForm):
            form.train.setChecked(True)

    def _new_optimizer(self) -> Optimizer:
        document = self.session.document
        leaves = tuple(node for node in document.order if self._tracked(node))
        return Optimizer(self._fresh(), leaves=leaves)

    def optimizer_step(self) -> None:
        """Asks which optimizer is to take a step."""
        flat = action_edits.flat(self.session.document.actions)
        names = [a.name for _, a in flat if isinstance(a, Optimizer)]
        self._open(OptimizerStep(self._fresh(), names[-1] if names else "optimizer"), new=True)

    def repeat(self) -> None:
        """Asks how often to repeat the selected actions."""
        name = _free_name(self.session.document)
        self._open(Repeat(self._fresh(), Expression("3"), name, self._selected()), new=True)

    def when(self) -> None:
        """Asks for the test that has to hold for the selected actions to run."""
        turns = [a.name for a in self._round() if isinstance(a, Repeat)]
        test = Expression(f"{turns[-1]} % 10 == 0" if turns else "")
        self._open(When(self._fresh(), test, self._selected()), new=True)

    def try_(self) -> None:
        """Asks which errors of the selected actions to catch; the handler prints them."""
        document = self.session.document
        name = next(n for n in ("e", "error", "err_") if n not in _labels(document))
        first, second = fresh_ids(document, "a", 2)
        handler = (Print(second, Expression(name)),)
        self._open(Try(first, self._selected(), name=name, handler=handler), new=True)

    def check(self) -> None:
        """Asks what has to hold; the selected tensor is offered."""
        node = self._target(guess=False)
        expression = name_of(self.session.document, node) if node else Expression("")
        self._open(Check(self._fresh(), expression), new=True)

    def _selected(self) -> tuple[Action, ...]:
        return outermost(self.session.document.actions, set(self.marked().selected))

    def _round(self) -> tuple[Action, ...]:
        """The blocks round the marked action."""
        current = self.marked().current
        return () if current is None else enclosing(self.session.document.actions, current)

    def add(self, action: Action) -> None:
        """Adds an action at the end of the list."""
        self.session.append_action(action, action_title(action, self.session.document))

    def print_node(self, node: str, grad: bool = False) -> None:
        """Prints a node's tensor, or its gradient."""
        named = name_of(self.session.document, node)
        text = f"{named.text}.grad" if grad else named.text
        self.add(Print(self._fresh(), Expression(text, named.names)))

    def track(self, node: str, on: bool) -> None:
        """Calls requires_grad_ on a node's tensor."""
        self.add(SetRequiresGrad(self._fresh(), node=node, value=on))

    def zero_grad_of(self, node: str) -> None:
        """Sets a leaf's .grad to None."""
        self.add(ZeroGrad(self._fresh(), leaves=(node,)))

    # Editing

    def edit(self, action_id: str) -> None:
        """Opens the form of an action that is in the list."""
        action = action_edits.find(self.session.document, action_id)
        if action is not None and type(action) in FORMS:
            self._open(action, new=False)

    def _open(self, action: Action, new: bool) -> ActionForm:
        form = FORMS[type(action)](
            self.session.document,
            self.session.seen,
            action,
            new=new,
            after=self.marked().current,
            parent=self.window,
        )
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.accepted.connect(lambda: self._take(form))
        form.open()
        return form

    def _take(self, form: ActionForm) -> None:
        action, document = form.built(), self.session.document
        title = action_title(action, document)
        if not form.new:
            edits = (
                naming.replace_repeat(document, action)
                if isinstance(action, Repeat)
                else action_edits.replace_action(document, action)
            )
            edits = [*form.further(), *edits]
            self.session.do(edits, self.tr("Change {action}").format(action=title))
            return
        if isinstance(action, Block) and action.body:
            ids = [inner.id for inner in action.body]
            actions, last = wrapped(document.actions, ids, action), action.id
        else:
            new = (*form.leaders(), action, *form.followers())
            actions = put(document.actions, form.place(), new)
            last = new[-1].id if isinstance(new[-1], Block) else action.id
        outermost = enclosing(actions, last)
        self.session.show_end_of = outermost[0].id if outermost else last
        edits = [*form.further(), *action_edits.set_actions(document, actions)]
        before = set(document.nodes)
        self.session.do(edits, title)
        for node in set(self.session.document.nodes) - before:
            self.placed.emit(node)

    # What is offered

    def _fresh(self) -> str:
        return self.session.document.fresh_id("a")

    def _target(self, guess: bool = True) -> str:
        """The selected node; else, as a guess, the first leaf that requires grad or any."""
        document = self.session.document
        nodes = [node for node in self.session.selection if node in document.nodes]
        if len(nodes) == 1:
            return nodes[0]
        if not guess:
            return ""
        tracked = (node for node in document.order if self._tracked(node))
        return next(tracked, document.order[0] if document.order else "")

    def _tracked(self, node: str) -> bool:
        data = self.session.document.nodes.get(node)
        return isinstance(data, LeafData) and data.requires_grad


def name_of(document: Document, node: str) -> Expression:
    """An expression that is just the node, by its name where that can be one."""
    name = document.name(node)
    if not name.isidentifier():
        name = "out"
    return Expression(name, {name: node})


def _labels(document: Document) -> set[str]:
    return {data.label for data in document.nodes.values()}


def _free_name(document: Document) -> str:
    """A name for the turn of a loop that no node and no other loop has."""
    taken = _labels(document)
    taken |= {a.name for _, a in action_edits.flat(document.actions) if isinstance(a, Repeat)}
    return next((name for name in ("i", "j", "k", "step") if name not in taken), "turn")
