"""A document at one moment of its log, standing in for session and player."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from app.playback.phases import shows_from
from autograd_core.graph.document import Document
from autograd_core.graph.flattening import flattened
from autograd_core.graph.levels import whole_of
from autograd_core.graph.seen import seen
from autograd_core.graph.steps import Step, StepLog


@dataclass
class Still:
    """After the first `cursor` steps, the last of them `phase` (0 … 1) along.

    `document` may be the inside of an instance of a subgraph; `log` is that of the whole.
    """

    document: Document
    log: StepLog
    cursor: int
    phase: float = 1.0
    selection: frozenset[str] = field(default_factory=frozenset)
    playing: int = 0

    @cached_property
    def flat(self) -> Document:
        """The graph that was run."""
        return flattened(whole_of(self.document))

    @cached_property
    def seen(self) -> StepLog:
        """The log as the document sees it, in which subgraphs are folded."""
        return seen(self.log, self.document)

    @property
    def shown_cursor(self) -> int:
        """What cards show: the cursor, or the one before while the step is under way."""
        step = self.step
        return self.cursor - (step is not None and self.phase < shows_from(step))

    @property
    def step(self) -> Step | None:
        """The last step that has happened, or is under way."""
        return self.log.steps[self.cursor - 1] if self.cursor else None
