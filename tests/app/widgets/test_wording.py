"""Actions are called as the cards that they are about are headed."""

from __future__ import annotations

from app.widgets.wording import action_title
from autograd_core.graph.actions import Forward
from autograd_core.graph.document import Document, LeafData, OpData


def test_a_leaf_without_a_name_is_called_by_its_value() -> None:
    leaves = [LeafData("n1", value="2.5"), LeafData("n2", value="zeros(3, 4, 5, 6, 7)")]
    document = Document([*leaves, LeafData("n3", label="x"), OpData("n4", op="sum")])
    title = action_title(Forward("a1", ("n1", "n2", "n3", "n4", "n5")), document)
    assert title == "Forward of 2.5, zeros(3, 4, 5, 6…, x, sum, ?"
