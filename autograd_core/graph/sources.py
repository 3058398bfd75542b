"""The code that somebody wrote and that a document keeps, as long as it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import asdict

from autograd_core.graph.document import Document, FrameData, LeafData, NoteData, OpData, TapData
from autograd_core.graph.edits import Edit, Inside, Put, SetSource

UNSAID = frozenset({"x", "y", "color", "title", "points", "collapsed", "margins", "frame"})
"""Fields of which code says nothing; of a frame's place it says the grad mode alone."""


def without_source(
    document: Document, edits: Sequence[Edit], source: str | None = None
) -> list[Edit]:
    """The edits of a whole document, with the one that drops its code where that no longer says
    what the document says.

    Args:
        source: the code, where the document has none as these edits are tried out already.
    """
    source = document.source if source is None else source
    edits = list(edits)
    if not source or any(isinstance(edit, SetSource) for edit in edits):
        return edits
    if any(is_said(edit) for edit in edits) or _other_modes(document, edits):
        edits.append(SetSource(source, ""))
    return edits


def is_said(edit: Edit) -> bool:
    """Whether code tells of the edit, whichever frame something is in."""
    if isinstance(edit, Inside):
        return is_said(edit.edit)
    if not isinstance(edit, Put):
        return True
    item = edit.item
    if isinstance(item, NoteData | FrameData):
        return False
    if edit.before is None or edit.after is None or type(edit.before) is not type(edit.after):
        return True
    old, new = asdict(edit.before), asdict(edit.after)
    return any(old[field] != new[field] for field in old if field not in UNSAID)


def _other_modes(document: Document, edits: Sequence[Edit]) -> bool:
    """Whether the edits take something into a no_grad region or out of one."""
    puts = [edit for edit in edits if isinstance(edit, Put)]
    moved = [
        edit.item.id
        for edit in puts
        if isinstance(edit.before, LeafData | OpData | TapData)
        and isinstance(edit.after, LeafData | OpData | TapData)
        and edit.before.frame != edit.after.frame
    ]
    framed = any(isinstance(edit.item, FrameData) for edit in puts)
    if not moved and not framed:
        return False
    scratch = document.snapshot()
    for edit in puts:
        edit.apply(scratch)
    nodes = [n for n in document.nodes if n in scratch.nodes] if framed else moved
    return any(document.in_no_grad(node) != scratch.in_no_grad(node) for node in nodes)
