"""The machine: the live state of a run, and what every part of a run does to it."""

from __future__ import annotations

import weakref
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from autograd_core.grad_mode import LOCAL
from autograd_core.graph.actions import Expression
from autograd_core.graph.cards import Cards
from autograd_core.graph.catching import as_raised, takes
from autograd_core.graph.culprits import culprit_of
from autograd_core.graph.document import OUT, Document, TapData
from autograd_core.graph.expression import ExpressionError, evaluate, further
from autograd_core.graph.functions import Functions
from autograd_core.graph.gate import Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.ports import first_port, further_ports
from autograd_core.graph.problems import NotRun as NotRun
from autograd_core.graph.problems import advice, wording
from autograd_core.graph.recorder import Recorder
from autograd_core.graph.steps import (
    ActionPath,
    Message,
    Problem,
    Ref,
    action_ref,
    node_ref,
    port_ref,
)
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.node import RemovableHandle
from autograd_core.random import Generator
from autograd_core.storage import Memory
from autograd_core.tensor import Tensor

if TYPE_CHECKING:
    from autograd_core.graph.customs.running import Bodies
    from autograd_core.optim import Optimizer


def digest(*parts: object) -> bytes:
    """A short name for what the parts say; equal parts, equal names."""
    return blake2b(repr(parts).encode("utf-8", "backslashreplace"), digest_size=16).digest()


class Machine:
    """Live tensors and everything that a run of one document carries along."""

    def __init__(self, document: Document, gate: Gate, limits: Limits) -> None:
        self.document = document
        self.gate = gate
        self.limits = limits
        self.recorder = Recorder(limits)
        self.cards = Cards()
        self.generator = Generator()
        self.generator.manual_seed(document.seed)
        self.variables: dict[str, object] = {}
        """What the names of Repeat, Let and Try mean at the moment."""
        self.tries: list[tuple[ActionPath, tuple[str, ...]]] = []
        """The Trys whose bodies are executed, from the outermost on, with the errors they take."""
        self.raised: Exception | None = None
        """An error that is on its way out of the body of a Try."""
        self.hooks: dict[str, tuple[RemovableHandle, str]] = {}
        """The hooks that actions registered last, by the action's id, with their nodes."""
        self.optimizers: dict[str, tuple[Optimizer, tuple[str, ...]]] = {}
        """The optimizers by name, with the nodes that they write."""
        self.bodies: dict[str, Bodies] = {}
        """What executes users' own functions, by their sources."""
        self.path: ActionPath = ()
        """The action that is being executed."""
        self.output: list[str] = []
        self.printed = 0
        """How many characters `output` has."""
        self.calls = 0
        """How many times Backward was called."""
        self.chain = digest("program", document.seed, limits)
        """Names all that happened so far: equal chains, equal state."""
        self.sequence_nr = 0
        """The number that the next autograd Node gets."""
        self._contents: dict[tuple[str, str], bytes | None] = {}
        self._written: weakref.WeakKeyDictionary[Memory, bytes] = weakref.WeakKeyDictionary()

    @property
    def functions(self) -> Functions | None:
        """What tells of the autograd graph, if somebody wants to know of it."""
        if not self.limits.functions or self.recorder.muted:
            return None
        return Functions(self.document, self.cards, self.recorder)

    @property
    def taps(self) -> list[str]:
        """The taps of the graph."""
        nodes = self.document.nodes.values()
        return [data.id for data in nodes if isinstance(data, TapData)]

    # Sequence numbers

    def take_sequence(self) -> int:
        """Lets the engine go on counting where this run stopped counting; returns the number.

        The engine's counter belongs to the thread, on which other code may run between steps.
        """
        LOCAL.state.sequence_nr = self.sequence_nr
        return self.sequence_nr

    def give_sequence(self) -> int:
        """Notes how far the engine has counted, and returns it."""
        self.sequence_nr = LOCAL.state.sequence_nr
        return self.sequence_nr

    def speak(self, text: str) -> None:
        """Adds to the run's output.

        Raises:
            ExpressionError: it would be more than may be printed.
        """
        if self.printed + len(text) > self.limits.printed:
            raise ExpressionError(
                Told("more than {count} characters printed", count=self.limits.printed)
            )
        self.printed += len(text)
        self.output.append(text)
        if not self.recorder.muted:
            self.recorder.spoken += text

    # Tensors

    def tensor(self, node: str, port: str = OUT) -> Tensor:
        """The live tensor of an output.

        Raises:
            NotRun: the node is gone, or has no result.
        """
        tensor = self.cards.tensors.get((node, port))
        if tensor is None:
            name = self.document.name(node)
            gone = node not in self.document.nodes
            raise NotRun(
                Told("{name} is not in the graph", name=name)
                if gone
                else Told("{name} has not been run", name=name)
            )
        return tensor

    def evaluate(self, expression: Expression, given: Mapping[str, object] | None = None) -> Any:
        """The value of an action's expression; `given` are names that it has beside its own."""
        names: dict[str, object] = {**self.variables, **(given or {})}
        for name, node in expression.names.items():
            if node not in self.document.nodes:  # it had this name when the action was written
                raise NotRun(Told("{name} is not in the graph", name=name))
            names[name] = self.first_output(node)
            for port in further_ports(self.document, node, expression.text, name):
                tensor = self.cards.tensors.get((node, port))
                if tensor is not None:
                    names[further(name, port)] = tensor
        return evaluate(expression.text, names, generator=self.generator, limits=self.limits)

    def evaluate_text(self, text: str) -> Any:
        """The value of a text that knows no nodes: a parameter of an operation."""
        return evaluate(text, self.variables, generator=self.generator, limits=self.limits)

    def first_output(self, node: str) -> Tensor:
        """The tensor that a node's name means in an expression: its first output.

        Raises:
            NotRun: as `tensor`.
        """
        return self.tensor(node, first_port(self.document, node))

    # Contents: which values are known to equal those of an earlier run

    def put_content(self, node: str, port: str, content: bytes | None) -> None:
        self._contents[node, port] = content

    def content(self, node: str, port: str) -> bytes | None:
        """A name for what the tensor holds; None if that is not known."""
        name = self._contents.get((node, port))
        if name is not None and self._written:
            written = self._written.get(self.cards.tensors[node, port].storage().memory)
            if written is not None:
                return digest(name, written)
        return name

    def wrote(self, tensor: Tensor) -> None:
        """The tensor's bytes were written: what shares them holds something else now."""
        self._written[tensor.storage().memory] = self.chain

    def show_sharing(self, tensor: Tensor) -> None:
        """Notes, for every card that shares the tensor's bytes, what it shows now."""
        for node, port in self.cards.sharing(tensor):
            self.recorder.show_tensor(node, port, self.cards.tensors[node, port])
            read = self.cards.reading.get(node)
            if read is not None:  # it is the `.grad` of this one that was written
                source = (read, first_port(self.document, read))
                if source in self.cards.tensors:
                    grad = self.cards.tensors[source]._grad
                    self.recorder.show_value(port_ref(*source), "grad", grad)

    def show_grad(self, node: str, tensor: Tensor) -> None:
        """Notes the gradient of the node's tensor, at every card that has this very tensor."""
        first = (node, first_port(self.document, node))
        for subject in {first: None, **dict.fromkeys(self.cards.same(tensor))}:
            self.recorder.show_value(port_ref(*subject), "grad", tensor._grad)
        if tensor._grad is not None and self.cards.reading:
            for end in self.cards.sharing(tensor._grad):
                self.recorder.show_tensor(*end, self.cards.tensors[end])

    def show_kept_grads(self) -> None:
        """Notes the gradients of results that keep theirs (`retain_grad`)."""
        for end in sorted(self.cards.keeping):
            tensor = self.cards.tensors.get(end)
            if tensor is not None and tensor.retains_grad:
                self.show_grad(end[0], tensor)

    # Failures

    def problem(
        self,
        error: Exception,
        action: ActionPath,
        node: str | None,
        shapes: Iterable[tuple[int, ...]] = (),
    ) -> Problem:
        """The error as something that belongs to a node or an action."""
        data = self.document.nodes.get(node) if node is not None else None
        hooked, cause = getattr(error, "hooked", None), error.__cause__  # whose hook has raised it
        hint, fixes = advice(cause if hooked and isinstance(cause, Exception) else error)
        culprit, step = culprit_of(error, self.document, self.recorder.log, node)
        caught, left = self._on_its_way(error)
        if hooked is not None:
            culprit, fixes = hooked, ("hook_looks", *fixes)
        elif isinstance(error, NotRun) and culprit is not None:
            blocked = QT_TRANSLATE_NOOP("Steps", "{node}, which it needs, failed. Mend that first.")
            hint = Message(blocked, {"node": node_ref(culprit)})
        body = getattr(error, "body", None)
        if body is not None:
            said = QT_TRANSLATE_NOOP("Steps", "In {function}, line {line}: {code}")
            hint = Message(said, {"function": body.function, "line": body.line, "code": body.code})
        return Problem(
            message=wording(error),
            node=node,
            action=action,
            op=getattr(data, "op", None),
            shapes=tuple(tuple(shape) for shape in shapes),
            hint=hint,
            fixes=fixes,
            culprit=culprit,
            culprit_step=step,
            caught=caught,
            left=left,
        )

    def _on_its_way(self, error: Exception) -> tuple[ActionPath, ActionPath]:
        """Lets an error that Python code would raise out of the bodies of Trys: the Try that takes
        it, or the outermost that does not."""
        raised = as_raised(error) if self.tries else None
        if raised is None:
            return (), ()
        self.raised = raised
        for path, names in reversed(self.tries):
            if takes(names, raised):
                return path, ()
        return (), self.tries[0][0]

    def fail_action(self, error: Exception, action: ActionPath, node: str | None) -> None:
        """Records that an action failed, at a node where that is known."""
        if node not in self.document.nodes:
            node = None
        problem = self.problem(error, action, node)
        self.recorder.set(action_ref(action), "error", problem)
        # A node that never ran has its own reason, which this must not hide.
        if node is not None and not isinstance(error, NotRun):
            self.recorder.set(node_ref(node), "error", problem)
        self.emit_error(problem)

    def emit_error(self, problem: Problem) -> None:
        """Closes the step of a failure."""
        plain = QT_TRANSLATE_NOOP("Steps", "{node}: {error}") if problem.node else "{error}"
        caught = (
            QT_TRANSLATE_NOOP("Steps", "caught at {node}: {error}")
            if problem.node
            else QT_TRANSLATE_NOOP("Steps", "caught: {error}")
        )
        self.recorder.emit(
            "caught" if problem.caught else "error",
            problem.action,
            problem.node,
            Message(caught if problem.caught else plain, _error_args(problem)),
        )


def _error_args(problem: Problem) -> dict[str, object]:
    args: dict[str, object] = {"error": problem.message}
    if problem.node:
        args["node"] = Ref("node", (problem.node,))
    return args
