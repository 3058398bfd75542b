"""A failure in the document as it is now, which remedies are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from autograd_core.graph.actions import Action, Backward, Hook, Jacobian, RetainGrad
from autograd_core.graph.document import Document, NodeData
from autograd_core.graph.edits import Edit
from autograd_core.graph.steps import Message, Problem, StepLog


class Trouble(NamedTuple):
    """A failure in the document as it is now."""

    document: Document
    log: StepLog
    problem: Problem
    failed: Action | None

    @property
    def node(self) -> NodeData | None:
        return self.document.nodes.get(self.problem.node or "")

    @property
    def root(self) -> str | None:
        """Whose gradient the failing action asks for."""
        action = self.failed
        if isinstance(action, Backward):
            return action.root
        if isinstance(action, Jacobian):
            return action.output
        return action.node if isinstance(action, RetainGrad | Hook) else None


Offers: TypeAlias = Iterator[tuple[Message, list[Edit]]]
