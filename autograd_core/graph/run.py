"""The run: executes a document with real tensors and tells, step by step, what happened.

How a document is executed:

**Actions** run in order. A failed action does not stop the later ones, but for those in the body
of a Try: an error that Python code would raise ends it. A Check of what was decided while code was
traced ends the whole run where it comes out otherwise.

**Forward** executes nodes in the document's order. A leaf is made once and then kept, so that
assigned values and `.grad` survive, unless the action lists it. An operation is executed if every
tensor that it reads is there; under a no_grad region nothing is recorded. A failing operation runs
once; what lies downstream of it is *blocked* and everything else goes on. In-place operations
write live storage: every card that shares the bytes gets a change in the same step.

**Backward** drains the engine's own generator; each Node that it executes is one step.

**A run is a pure function of the document.** Sequence numbers and random draws come from program
order within the run. A run can therefore take over from an earlier one (`previous`):

- The program is executed in *units* (one node of a Forward, any other action). Each unit's key is
  chained to those before it. While the chain is that of the earlier run, so is all state, and the
  earlier steps are kept as they are; the tensors are computed again, in silence.
- A forward value whose operation, parameters and input contents were met in the earlier run is
  not computed again. The tape is always fresh.
- Where the program only goes on (an action was appended), the live tensors themselves are taken
  over and only what is new is executed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from autograd_core.graph import effects, hooking, optimizing
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Check,
    Forward,
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
    SetOption,
    SetRequiresGrad,
    Try,
    When,
    ZeroGrad,
    parts,
)
from autograd_core.graph.catching import Caught, takes
from autograd_core.graph.checks import check
from autograd_core.graph.dependence import node_text, program_name
from autograd_core.graph.document import Document
from autograd_core.graph.expression import is_random
from autograd_core.graph.flattening import flattened
from autograd_core.graph.forward import Forward as ForwardExecution
from autograd_core.graph.gate import Gate
from autograd_core.graph.gradients import read_grad
from autograd_core.graph.jacobians import jacobian
from autograd_core.graph.keyframes import Keyframe, Keyframes
from autograd_core.graph.limits import Limits
from autograd_core.graph.machine import Machine, NotRun, digest
from autograd_core.graph.problems import EXPECTED, OtherWay
from autograd_core.graph.recalling import fill, lacking
from autograd_core.graph.steps import ActionPath, Problem, Step, StepLog, action_ref
from autograd_core.graph.told import Told
from autograd_core.graph.units import TooManySteps, Unit, iterations

_T = TypeVar("_T")

_EFFECTS: dict[type, Callable[[Machine, Any, ActionPath], None]] = {
    ZeroGrad: effects.zero_grad,
    Assign: effects.assign,
    SetRequiresGrad: effects.set_requires_grad,
    RetainGrad: hooking.retain_grad,
    Hook: hooking.hook,
    RemoveHook: hooking.remove_hook,
    Seed: optimizing.seed,
    Let: optimizing.let,
    Optimizer: optimizing.optimizer,
    OptimizerStep: optimizing.optimizer_step,
    SetOption: optimizing.set_option,
    Print: effects.print_,
    ReadGrad: read_grad,
    Check: check,
}


class Run:
    """One execution of a document.

    Args:
        document: nobody may change it while the run executes. Its flat graph is executed (see
            `flattening.py`), so that all ids in the steps are paths.
        previous: a finished run of an earlier state of the document, to keep what still holds.
            If its tensors can be taken over they are, and it can execute no more.
        gate: passed before each operation.
    """

    def __init__(
        self,
        document: Document,
        *,
        previous: Run | None = None,
        gate: Gate | None = None,
        limits: Limits | None = None,
    ) -> None:
        document = flattened(document)
        self.document = document
        self.limits = limits or Limits()
        self.gate = gate or Gate()
        self.complete = False
        """Whether the whole program was executed; False while it is, and after a cancel."""
        self.other_way = False
        """Whether it ended at a Check of what was decided while code was traced."""
        self._intact = True
        """Whether the live tensors are those at the end of the program."""
        self._left: _Left | None = None
        self._same = previous is not None
        self._program = program_name(document)
        self._places = {node: place for place, node in enumerate(document.order)}
        self._units: list[Unit] = []
        self._earlier_units: Sequence[Unit] = previous._units if previous else ()
        self._earlier_steps: Sequence[Step] = previous.log.steps if previous else ()
        self._from: ActionPath = ()
        self._resumed: tuple[Sequence[object], ...] = ()
        self._loops: list[Sequence[object]] = []
        self._turns = 0
        self._wanted_from: int | None = None
        first = 0
        if previous is not None and previous._goes_on(self._program, document, self.limits):
            first = len(previous.document.actions)
            self._take_over(previous)
        else:
            self.machine = Machine(document, self.gate, self.limits)
            self._forward: ForwardExecution = ForwardExecution(
                self.machine, previous._forward.results if previous else {}
            )
            self.keyframes = Keyframes(self.limits)
        self._first_action = first

    @property
    def log(self) -> StepLog:
        """The steps so far."""
        return self.machine.recorder.log if self._left is None else self._left.log

    @property
    def output(self) -> str:
        """What Print printed."""
        return "".join(self.machine.output) if self._left is None else self._left.output

    def problems(self) -> list[Problem]:
        """Every failure, in the order in which they happened."""
        found = []
        for step in self.log.steps:
            if step.kind == "error":
                found += [
                    change.after
                    for change in step.changes
                    if change.field == "error" and isinstance(change.after, Problem)
                ][:1]
        return found

    def execute(self) -> Iterator[Step]:
        """Executes the program, yielding each step as it is made.

        Raises:
            Cancelled: the gate was cancelled; what was done so far is in the log.
        """
        self._intact = False
        given = len(self.log) if self._first_action else 0
        steps = self.log.steps
        whole = True
        try:
            for _ in self._block(self.document.actions[self._first_action :], ()):
                while given < len(steps):
                    given += 1
                    yield steps[given - 1]
        except TooManySteps as error:
            whole = False
            self.machine.fail_action(error, error.path, None)
            yield steps[-1]
        except OtherWay:
            whole, self.other_way = False, True
            yield from steps[given:]
        self._intact, self.complete = whole, True
        self.machine.recorder.shed()

    # Taking over from an earlier run

    def _goes_on(self, program: bytes, document: Document, limits: Limits) -> bool:
        """Whether `document` is this run's own with actions appended, and the tensors are there."""
        mine = self.document.actions
        return (
            self.complete
            and self._intact
            and self._program == program
            and self.limits == limits
            and len(document.actions) > len(mine)
            and document.actions[: len(mine)] == mine
        )

    def _take_over(self, previous: Run) -> None:
        previous._intact = False
        previous._left = _Left(previous.log, previous.output)
        self.machine = previous.machine
        self.machine.recorder.log = previous.log.copy()
        self.machine.document = self.document
        self.machine.gate = self.gate
        self._units = list(previous._units)
        self._turns = previous._turns
        self._forward = previous._forward
        self._same = False
        self.keyframes = previous.keyframes

    # Units

    def _begin(self, path: ActionPath, *key: object) -> bool:
        """Starts a unit; True if it happened just so in the earlier run, so that its steps are
        kept and nothing is recorded now."""
        self._take_turn(path)
        machine = self.machine
        machine.path = path
        machine.chain = digest(machine.chain, path, *key)
        place = len(self._units)
        self._same = (
            self._same
            and place < len(self._earlier_units)
            and self._earlier_units[place].chain == machine.chain
            and not self._earlier_units[place].failed
        )
        machine.recorder.muted = self._same
        return self._same

    def _take_turn(self, path: ActionPath) -> None:
        """Passes the gate, and counts what was done, whether it makes steps or not."""
        self.gate.pass_through()
        self._turns += 1
        if max(self._turns, len(self.log)) > self.limits.steps:
            raise TooManySteps(self.limits.steps, path)

    def _end(self, start: int, failed: bool = False) -> None:
        """Closes the unit that began when the log had `start` steps."""
        recorder = self.machine.recorder
        if recorder.muted:
            recorder.muted = False
            earlier = self._earlier_units[len(self._units)]
            for step in self._earlier_steps[earlier.start : earlier.stop]:
                recorder.keep(step, self.machine.cards)
        self._units.append(Unit(self.machine.chain, start, len(self.log), failed))
        recorder.shed(() if self._wanted_from is None else self.log.steps[self._wanted_from :])

    def _counted(self, execute: Callable[[], _T]) -> _T:
        """Executes something that may make Nodes, so that their numbers are this run's."""
        self.machine.take_sequence()
        try:
            return execute()
        finally:
            self.machine.give_sequence()

    # The program

    def _block(self, actions: Sequence[Action], path: ActionPath) -> Iterator[None]:
        """Executes actions; yields whenever there are new steps."""
        resume = self._from[len(path) :][:1]
        for action in actions:
            if resume:
                if action.id != resume[0]:
                    continue
                resume = ()
            yield from self._action(action, (*path, action.id))
            if self.machine.raised is not None:
                return

    def _action(self, action: Action, path: ActionPath) -> Iterator[None]:
        if isinstance(action, Repeat):
            yield from self._repeat(action, path)
        elif isinstance(action, When):
            yield from self._when(action, path)
        elif isinstance(action, Try):
            yield from self._try(action, path)
        elif isinstance(action, Forward):
            yield from self._run_forward(action, path)
        elif isinstance(action, Backward):
            taps = [tap in self.document.nodes for tap in action.into]
            passes = effects.backward(self.machine, action, path)
            yield from self._run_passes(passes, path, action, *([taps] if taps else ()))
        elif isinstance(action, Jacobian):
            taps = [tap in self.document.nodes for tap in action.into]
            passes = jacobian(self.machine, action, path)
            yield from self._run_passes(passes, path, action, taps)
        else:
            start = len(self.log)
            taps = [tap in self.document.nodes for tap in getattr(action, "into", ())]
            self._begin(path, action, *([taps] if taps else ()))
            before = self.machine.recorder
            before.set(action_ref(path), "error", None)
            failed = False
            try:
                self._counted(lambda: _EFFECTS[type(action)](self.machine, action, path))
            except EXPECTED as error:
                failed = True
                self.machine.fail_action(error, path, effects.subject_of(action))
            except OtherWay as error:
                self.machine.fail_action(error, path, None)
                self._end(start, failed=True)
                raise
            self._end(start, failed)
            yield

    def _run_forward(self, action: Forward, path: ActionPath) -> Iterator[None]:
        everything = action.nodes is None
        if everything:
            if not self._from:
                self.keyframes.consider(self.machine, path, tuple(self._loops))
            self._from = ()
        nodes = self.document.order
        if action.nodes is not None:
            yield from self._report_gone(action.nodes, path)
            listed = {node for node in action.nodes if node in self._places}
            nodes = sorted(listed, key=self._places.__getitem__)
        for node in nodes:
            if not self._forward.needs_run(node, listed=not everything):
                continue
            start = len(self.log)
            self._begin(path, node_text(self.document, node))
            done = self._forward.run_node(node, path)
            if not done:
                # What is blocked depends on what lies downstream, which no key says.
                self.machine.chain = digest(
                    self.machine.chain, sorted(self.document.downstream([node]))
                )
            self._end(start, failed=not done)
            yield
            if self.machine.raised is not None:
                return

    def _report_gone(self, nodes: Sequence[str], path: ActionPath) -> Iterator[None]:
        """Fails the action for nodes that are not in the graph; it goes on with the others."""
        for node in nodes:
            if node in self.document.nodes:
                continue
            start = len(self.log)
            self._begin(path, "gone", node)
            self.machine.fail_action(
                NotRun(Told("{name} is not in the graph", name=node)), path, None
            )
            self._end(start, failed=True)
            yield

    def _run_passes(self, passes: Iterator[None], path: ActionPath, *key: object) -> Iterator[None]:
        """An action whose steps are the Nodes that the engine executes."""
        start = len(self.log)
        self._begin(path, *key)
        while self._counted(lambda: next(passes, self) is not self):
            if not self.machine.recorder.muted:
                yield
        steps = self.log.steps
        failed = len(steps) > start and steps[-1].kind in ("error", "caught")
        self._end(start, failed)
        yield

    def _repeat(self, action: Repeat, path: ActionPath) -> Iterator[None]:
        values: Sequence[object] = ()
        try:
            if not self._from:
                values = iterations(self._counted(lambda: self.machine.evaluate(action.values)))
                self._name_values(action, values, path)
        except EXPECTED as error:
            yield from self._fail_block(error, path, action.values)
            return
        variables = self.machine.variables
        resume = self._from[len(path) :][:1]
        outer = {} if resume else {k: v for k, v in variables.items() if k == action.name}
        if resume:
            values = self._resumed[len(self._loops)]
        self._loops.append(values)
        for number, value in enumerate(values):
            if resume and str(number) != resume[0]:
                continue
            resume = ()
            self._take_turn(path)
            variables[action.name] = value
            self.machine.chain = digest(self.machine.chain, path, action.name, value)
            yield from self._block(action.body, (*path, str(number)))
            if self.machine.raised is not None:
                break
        self._loops.pop()
        variables.pop(action.name, None)
        variables.update(outer)

    def _fail_block(self, error: Exception, path: ActionPath, *key: object) -> Iterator[None]:
        """What a block begins with could not be evaluated."""
        start = len(self.log)
        self._begin(path, *key)
        self.machine.fail_action(error, path, None)
        self._end(start, failed=True)
        yield

    def _when(self, action: When, path: ActionPath) -> Iterator[None]:
        resume = self._from[len(path) :][:1]
        if resume:
            part = resume[0]
        else:
            try:
                holds = bool(self._counted(lambda: self.machine.evaluate(action.test)))
            except EXPECTED as error:
                yield from self._fail_block(error, path, action.test)
                return
            part = "body" if holds else "otherwise"
        self.machine.chain = digest(self.machine.chain, path, part)
        yield from self._block(parts(action)[part], (*path, part))

    def _try(self, action: Try, path: ActionPath) -> Iterator[None]:
        machine, variables = self.machine, self.machine.variables
        resume = self._from[len(path) :][:1]
        outer = {} if resume else {k: v for k, v in variables.items() if k == action.name}
        if not resume or resume[0] == "body":
            machine.chain = digest(machine.chain, path, action.errors)
            machine.tries.append((path, action.errors))
            yield from self._block(action.body, (*path, "body"))
            machine.tries.pop()
            error = machine.raised
            if error is None:
                return
            if not takes(action.errors, error):
                if not machine.tries:  # it has been told, and the program goes on behind it
                    machine.raised = None
                return
            machine.raised = None
            machine.chain = digest(machine.chain, path, str(error))
            if action.name:
                variables[action.name] = Caught(error)
        yield from self._block(action.handler, (*path, "handler"))
        variables.pop(action.name, None)
        variables.update(outer)

    def _name_values(self, action: Repeat, values: Sequence[object], path: ActionPath) -> None:
        """Each iteration's value enters the chain by what is printed of it. Where that does not
        say all, or the values were drawn, the text that gave them does."""
        if is_random(action.values.text) or not optimizing.is_plain(values):
            self.machine.chain = digest(self.machine.chain, path, action.values)

    # Arrays that the log has let go

    def recall(self, first: int, stop: int) -> None:
        """Puts the arrays of the steps `first <= i < stop` back, by executing the program again
        from the nearest keyframe. Slow: not for the thread that paints.

        Raises:
            Cancelled: the gate was cancelled.
        """
        wanted = self.log.steps[first:stop]
        for keyframe in self.keyframes.before(first):
            if not lacking(wanted):
                break
            self._replay(keyframe, first, wanted)
        recorder = self.machine.recorder
        for step in wanted:
            recorder.holdings.add(step)
        recorder.shed(keep=wanted)

    def _replay(self, keyframe: Keyframe, first: int, wanted: list[Step]) -> None:
        """Fills the wanted steps, which begin with number `first`, as far as a replay from the
        keyframe can."""
        replay = Run(self.document, gate=self.gate, limits=self.limits)
        replay.start_from(keyframe)
        replay._wanted_from = first - keyframe.steps
        steps, done = replay.log.steps, replay._wanted_from
        for _ in replay.execute():
            while done < len(steps) and done - replay._wanted_from < len(wanted):
                fill(wanted[done - replay._wanted_from], steps[done])
                done += 1
            if done - replay._wanted_from >= len(wanted):
                break

    def start_from(self, keyframe: Keyframe) -> None:
        """Lets a run that has not begun begin there, and its log with what comes then."""
        if keyframe.path:
            keyframe.restore(self.machine)
            self._from = keyframe.path
            self._resumed = keyframe.loops
            self._same = False


class _Left(NamedTuple):
    """What is left of a run whose tensors were taken over."""

    log: StepLog
    output: str
