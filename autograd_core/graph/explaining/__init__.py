"""A step of a run, read in a few lines: the rule, what came in and from where, the numbers put in,
what flows on."""

from __future__ import annotations

from autograd_core.graph import action_edits
from autograd_core.graph.document import Document
from autograd_core.graph.explaining.actions import (
    explain_assign,
    explain_error,
    explain_hook,
    explain_jacobian,
    explain_optimizer,
    explain_print,
    explain_requires_grad,
    explain_zero_grad,
)
from autograd_core.graph.explaining.backward import BackwardStory
from autograd_core.graph.explaining.forward import ForwardStory
from autograd_core.graph.explaining.pieces import Explanation, as_latex, as_text
from autograd_core.graph.steps import StepLog

__all__ = ["Explanation", "as_latex", "as_text", "explain"]


def explain(log: StepLog, cursor: int, document: Document) -> Explanation:
    """What the step just before `cursor` did; nothing before the first.

    `document` is the one that was run, flattened (see `flattening.py`). Nothing large is computed:
    tensors beyond some thousand elements are told of by their summaries.
    """
    if not 0 < cursor <= len(log.steps):
        return Explanation()
    at = cursor - 1
    step = log.steps[at]
    action = action_edits.find(document, step.action[-1]) if step.action else None
    if step.kind in ("backward", "accumulate"):
        return BackwardStory(log, at, document, action).explain()
    if step.kind == "forward" and step.node is not None:
        return ForwardStory(log, at, document).explain()
    if step.kind == "zero_grad":
        return explain_zero_grad(step, document, action)
    if step.kind == "assign":
        return explain_assign(step, document, action)
    if step.kind == "set_requires_grad":
        return explain_requires_grad(step, document)
    if step.kind == "print":
        return explain_print(step)
    if step.kind in ("error", "caught"):
        return explain_error(step, document)
    if step.kind == "hook":
        return explain_hook(step)
    if step.kind == "optimizer":
        return explain_optimizer(step, document)
    if step.kind == "jacobian":
        return explain_jacobian(step, document)
    return Explanation(step.message)
