"""Why a tensor has no `.grad`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.playback.reach import cut_reason, full_reason, passed, reason
from app.playback.words import headed
from autograd_core.graph.document import Document, TapData
from autograd_core.graph.steps import StepLog, port_ref


def why_none(
    log: StepLog, cursor: int, document: Document, node: str, port: str
) -> str:
    """Why there is no `.grad`, in one sentence; empty where there is one."""
    fields = log.fields(cursor, port_ref(node, port))
    if fields.get("value") is None or fields.get("grad") is not None:
        return ""
    translate = QCoreApplication.translate
    if not fields.get("requires_grad"):
        why = cut_reason(log, cursor, document, node) or full_reason(log, cursor, document, node)
        if why and why != reason("untracked"):
            return headed(reason("untracked"), why)
        return translate("Ledger", "requires_grad is False: no gradient is computed for it.")
    if not fields.get("is_leaf") and not fields.get("retains_grad"):
        return translate(
            "Ledger",
            "It is no leaf: gradients pass through it and are not kept. retain_grad() keeps them.",
        )
    if isinstance(document.nodes.get(node), TapData):
        return ""
    why = full_reason(log, cursor, document, node)
    if why:
        return headed(translate("Ledger", "No backward has brought it a gradient"), why)
    if passed(log, cursor) is None:
        return translate("Ledger", "No backward has run since the last forward at this step.")
    return ""
